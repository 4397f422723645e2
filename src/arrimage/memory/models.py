"""What is kept of the life of a plan: its adoptions, and what it carries on from another plan."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from arrimage.plans.models import Element, Plan, Remark


class Baseline(models.Model):
    """A plan as it was adopted, whole; what changes after is an amendment.

    ``content`` is the interchange, money included; ``sha256`` is of its canonical text. ``keys``
    maps its keys to the elements, of which ``withheld`` were for the team alone. ``after_edit`` is
    the key of the last edit that it holds.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="baselines")
    adopted_on = models.DateField(_("date de l’adoption"))
    instance = models.CharField(_("instance"), max_length=300)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    after_edit = models.PositiveBigIntegerField(default=0)
    lines = models.PositiveIntegerField(default=0)
    content = models.JSONField()
    keys = models.JSONField(default=dict)
    withheld = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-adopted_on", "-pk"]

    def __str__(self) -> str:
        return self.instance


class RollOver(models.Model):
    """A plan that was made to carry on another one."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="carries_on")
    source = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="carried_on_by")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source} → {self.plan}"


class Descent(models.Model):
    """An element that carries on one of an earlier plan."""

    element = models.OneToOneField(Element, on_delete=models.CASCADE, related_name="descent")
    ancestor = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="descents")

    def __str__(self) -> str:
        return f"{self.ancestor} → {self.element}"


class Mention(models.Model):
    """Somebody is named in a comment; ``seen_at`` is when they said that they read it."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["remark", "user"], name="memory_mention_once")
        ]

    def __str__(self) -> str:
        return str(self.user)
