"""What people decided about records that look alike and about printed names."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .organizations import Organization
from .people import Person, Position


class RecordKind(models.TextChoices):
    """Records of the annuaire that can stand twice."""

    ORGANIZATION = "organization", _("Organisme")
    PERSON = "person", _("Personne")
    THEME = "theme", _("Thème")


class Merge(models.Model):
    """One record took the place of another. ``changes`` holds every value that the gesture wrote.

    ``changes``: [{model, field, before, after, pks}], so that undoing puts back exactly those.
    """

    network = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="merges")
    kind = models.CharField(max_length=12, choices=RecordKind.choices)
    kept_id = models.BigIntegerField()
    absorbed_id = models.BigIntegerField()
    kept_label = models.CharField(max_length=200)
    absorbed_label = models.CharField(max_length=200)
    changes = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "absorbed_id"],
                condition=models.Q(undone_at=None),
                name="directory_merge_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(kept_id=models.F("absorbed_id")), name="directory_merge_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_label} → {self.kept_label}"


class Distinction(models.Model):
    """Somebody said that two records that look alike are two; ``first_id`` < ``second_id``."""

    kind = models.CharField(max_length=12, choices=RecordKind.choices)
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "first_id", "second_id"], name="directory_distinction_once"
            ),
            models.CheckConstraint(
                condition=models.Q(first_id__lt=models.F("second_id")),
                name="directory_distinction_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class NameMatch(models.Model):
    """What an organisation decided about a name printed in its documents.

    Exactly one of ``person``, ``position`` (whoever holds it), ``target`` and ``is_nobody``.
    ``folded`` is the printed name without case or accents.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="name_matches"
    )
    printed = models.TextField()
    folded = models.CharField(max_length=300)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    position = models.ForeignKey(
        Position, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    target = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    is_nobody = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "folded"], name="directory_namematch_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(is_nobody=False, person__isnull=False, position=None, target=None)
                    | models.Q(is_nobody=False, person=None, position__isnull=False, target=None)
                    | models.Q(is_nobody=False, person=None, position=None, target__isnull=False)
                    | models.Q(is_nobody=True, person=None, position=None, target=None)
                ),
                name="directory_namematch_one",
            ),
        ]

    def __str__(self) -> str:
        return self.printed
