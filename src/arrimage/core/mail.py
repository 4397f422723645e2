"""What mail can do here."""

from __future__ import annotations

from django.conf import settings


def leaves() -> bool:
    """False when mail is only printed where the server runs: a link is then handed over."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")
