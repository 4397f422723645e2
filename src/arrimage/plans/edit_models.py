"""Edits: what people changed in a plan, with what it takes to undo it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Edit(models.Model):
    """What one person changed in a plan in one go, with what it takes to undo it.

    ``changes`` is a list of {row, before, after, place}: see :mod:`arrimage.plans.edits`.
    ``touched`` counts elements; ``reason`` says why, once the plan was adopted. An undone edit
    stays, and can be redone by undoing the edit that ``undoes`` it.
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="edits")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=200, blank=True)  # who has no account
    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=60)
    label = models.TextField(blank=True)
    reason = models.TextField(_("motif"), blank=True)
    touched = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="undone_by"
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["plan", "-id"], name="plans_edit_latest")]

    def __str__(self) -> str:
        return f"{self.verb} {self.label}".strip()
