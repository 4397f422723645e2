"""A subscription: a secret link that says to a program what its person may read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from arrimage.directory.models import Organization
from arrimage.plans.models import Plan


class FeedKind(models.TextChoices):
    """What a subscription follows."""

    PERSON = "person", _("Ce que je porte")
    PLAN = "plan", _("Un plan")
    ORGANIZATION = "organization", _("Un organisme")


class Feed(models.Model):
    """A subscription of a person to one subject; only the hash of its secret is kept.

    It never shows more than the person may read on the day when it is asked.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feeds"
    )
    kind = models.CharField(max_length=12, choices=FeedKind.choices)
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="feeds"
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="feeds"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(kind="person", plan=None, organization=None)
                    | models.Q(kind="plan", plan__isnull=False, organization=None)
                    | models.Q(kind="organization", plan=None, organization__isnull=False)
                ),
                name="feeds_one_subject",
            )
        ]

    def __str__(self) -> str:
        return str(self.plan or self.organization or self.get_kind_display())
