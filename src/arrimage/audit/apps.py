"""Application settings."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Trace."""

    name = "arrimage.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
