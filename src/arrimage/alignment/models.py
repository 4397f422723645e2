"""Lines of different plans, joined by people."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from arrimage.plans.models import Element


class Kind(models.TextChoices):
    """How the first line stands to the second."""

    CONTRIBUTES = "contributes", _("contribue à")
    SAME = "same", _("est le même livrable que")
    FOLLOWS = "follows", _("fait suite à")


class State(models.TextChoices):
    """A proposal binds nobody; the other team confirms it or not."""

    PROPOSED = "proposed", _("Proposé")
    CONFIRMED = "confirmed", _("Confirmé")
    DECLINED = "declined", _("Décliné")


class Alignment(models.Model):
    """One line joined to a line of another plan.

    ``proposed_by_source`` tells which side asked: the other one decides. ``counts``: the team of
    ``source`` consents that what was held and proved there shows and counts in ``target`` too.
    """

    source = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="aligned_to")
    target = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="aligned_from")
    kind = models.CharField(_("sorte"), max_length=11, choices=Kind.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    proposed_by_source = models.BooleanField(default=True)
    counts = models.BooleanField(_("compte aussi là-bas"), default=False)
    note = models.CharField(_("mot pour l’autre équipe"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="alignment_once"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="alignment_of_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display()} {self.target}"
