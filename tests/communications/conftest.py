"""A server of mail for each test that asks for one, and mail that goes to it."""

import pytest

from .servers import Mailbox, smtp_server


@pytest.fixture
def box(settings):
    """What the server of these settings receives."""
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = ""
        settings.DEFAULT_FROM_EMAIL = "Arrimage <courrier@lisiere.example>"
        yield mailbox
