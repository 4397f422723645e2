"""Application settings."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Annuaire."""

    name = "arrimage.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
