"""Application settings."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Suivi."""

    name = "arrimage.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"
