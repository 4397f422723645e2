"""Application settings."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """Abonnements."""

    name = "arrimage.feeds"
    label = "feeds"
    default_auto_field = "django.db.models.BigAutoField"
