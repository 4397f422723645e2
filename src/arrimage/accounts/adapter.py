"""Sign-in through allauth: accounts are opened by invitation only, mail names our own address."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .language import follow
from .resuming import name_owner


class Site(NamedTuple):
    """How mail calls the product, and where it says it lives."""

    name: str
    domain: str


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody opens an account without an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Invitations have their own screen; the public sign-up page stays closed."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **values: Any) -> HttpResponse:
        """Go on in the language of the person."""
        response = follow(super().post_login(request, user, **values), user.language)
        return name_owner(response, user)

    def format_email_subject(self, subject: str) -> str:
        """The name of the product before the subject."""
        return f"Arrimage : {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The mail with the product's own name; whoever asked for it may lie about the host."""
        site = Site("Arrimage", settings.PUBLIC_URL)
        super().send_mail(template_prefix, email, {**context, "current_site": site})

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link under our own address, never under the host that the request named."""
        path = urlsplit(super().get_reset_password_from_key_url(key)).path
        return f"{settings.PUBLIC_URL}{path}"
