"""Application settings."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as registry
from django.db.models.signals import post_migrate


class DirectoryConfig(AppConfig):
    """Annuaire."""

    name = "arrimage.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Territories are in the base as soon as its tables are."""
        post_migrate.connect(_load_territories, sender=self)


def _load_territories(apps: Any = registry, **kwargs: Any) -> None:
    from .territories import load_territories  # app ready

    try:
        model = apps.get_model("directory", "Territory")
    except LookupError:  # migrated back to before territories
        return
    load_territories(model)
