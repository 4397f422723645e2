"""Application settings."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """Outils."""

    name = "arrimage.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let each application fill the slots and the navigation."""
        autodiscover_modules("slots")
