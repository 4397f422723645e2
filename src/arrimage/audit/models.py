"""One line for each change: who, what, on what, before and after. Nobody edits it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One change. ``target`` is «app.Model»; ``scope`` groups the lines of a plan or organisation.

    ``before`` and ``after`` map field names to printable values; only what changed is there.
    """

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=60)
    target_id = models.BigIntegerField(null=True, blank=True)
    target_label = models.CharField(max_length=300, blank=True)
    scope = models.CharField(max_length=60, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["target", "target_id", "-at"], name="audit_entry_target"),
            models.Index(fields=["scope", "-at"], name="audit_entry_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb} {self.target_label}"
