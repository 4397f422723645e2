"""Application settings."""

from django.apps import AppConfig


class MemoryConfig(AppConfig):
    """Mémoire."""

    name = "arrimage.memory"
    label = "memory"
    default_auto_field = "django.db.models.BigAutoField"
