"""The language follows the person: chosen once, found again at the next sign-in, anywhere.

Between two sign-ins the cookie is enough; nothing is asked of the database to print a page.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.utils.translation import check_for_language

from .models import User
from .operations import choose_language

CHOSEN = "chosen_language"  # what somebody chose just before signing in


def is_offered(language: str) -> bool:
    """True for a language that the product speaks."""
    return language in dict(settings.LANGUAGES) and check_for_language(language)


def keep_choice(request: HttpRequest, language: str) -> None:
    """Keep it with the account, or until the sign-in."""
    if isinstance(request.user, User):
        choose_language(actor=request.user, language=language)
    else:
        request.session[CHOSEN] = language


def follow(response: HttpResponse, language: str) -> HttpResponse:
    """Make the next pages speak this language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


def _on_sign_in(request: HttpRequest | None, user: User, **_: Any) -> None:
    language = request.session.pop(CHOSEN, "") if request is not None else ""
    if language:
        choose_language(actor=user, language=language)


user_logged_in.connect(_on_sign_in, dispatch_uid="accounts.language")
