"""Application settings."""

from django.apps import AppConfig


class AlignmentConfig(AppConfig):
    """Arrimage."""

    name = "arrimage.alignment"
    label = "alignment"
    default_auto_field = "django.db.models.BigAutoField"
