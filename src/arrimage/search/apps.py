"""Application settings."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    """Recherche."""

    name = "arrimage.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let each application say what can be found in it."""
        autodiscover_modules("searchable")
