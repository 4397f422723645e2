"""Keys that let a program act for a person, within the scopes that the person chose."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a key opens. It never opens more than the person may do."""

    READ = "plans:read", _("Lire les plans, leurs lignes, leurs états et leurs preuves")
    UPDATE = "updates:write", _("Noter des états")
    EVIDENCE = "evidence:write", _("Joindre des preuves")


class ApiToken(models.Model):
    """A key of a person for one program; only the hash of its secret is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(_("pour quel programme"), max_length=100)
    scopes = models.JSONField(default=list)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """True while it opens anything."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def opens(self) -> tuple[str, ...]:
        """Its scopes, in words."""
        return tuple(str(Scope(scope).label) for scope in self.scopes)
