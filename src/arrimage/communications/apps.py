"""Application settings."""

from django.apps import AppConfig


class CommunicationsConfig(AppConfig):
    """Courrier."""

    name = "arrimage.communications"
    label = "communications"
    default_auto_field = "django.db.models.BigAutoField"
