"""Application settings."""

from django.apps import AppConfig


class FundingConfig(AppConfig):
    """Funding."""

    name = "arrimage.funding"
    label = "funding"
    default_auto_field = "django.db.models.BigAutoField"
