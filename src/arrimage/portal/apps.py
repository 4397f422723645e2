"""Application settings."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Portail."""

    name = "arrimage.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
