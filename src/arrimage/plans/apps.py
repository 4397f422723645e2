"""Application settings."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans."""

    name = "arrimage.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
