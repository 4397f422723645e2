"""Application settings."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Échanges."""

    name = "arrimage.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
