"""Application settings."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Comptes."""

    name = "arrimage.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to sign-ins: the language follows the person."""
        from . import language  # noqa: F401  app ready
