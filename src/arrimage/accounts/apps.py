"""Application settings."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Comptes."""

    name = "arrimage.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
