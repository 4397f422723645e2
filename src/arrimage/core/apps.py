"""Application settings."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Outils."""

    name = "arrimage.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
