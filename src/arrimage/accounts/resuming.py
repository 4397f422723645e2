"""A session ended while somebody was writing: the text is kept through the sign-in."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from .models import User

KEPT = "kept_text"
OWNER = "auteur"  # the cookie that names whose session ended
KEPT_SECONDS = 30 * 60
KEPT_LENGTH = 20_000
ACCOUNTS = "/compte/"  # passwords are never kept


@dataclass(frozen=True, slots=True)
class KeptText:
    """What was being sent: ``address`` is where, ``files`` names the fields that held a file."""

    address: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The fields that a person wrote, as far as length and spaces tell."""
        return tuple(value for _name, value in self.fields if " " in value.strip())


class ResumingLoginMiddleware(LoginRequiredMiddleware):
    """Ask for a sign-in; then hand back what was being sent, or the page that was asked."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """A part asked by htmx sends the whole page to the sign-in, never into a row."""
        is_part = request.headers.get("HX-Request") == "true"
        kept = request.method == "POST" and keep(request)
        if kept:
            answer: HttpResponse = redirect_to_login(reverse("account_resume"))
        elif is_part:
            answer = redirect_to_login(urlsplit(request.headers.get("HX-Current-URL", "/")).path)
        else:
            return super().handle_no_permission(request, view_func)
        return HttpResponseClientRedirect(answer.url) if is_part else answer  # type: ignore[attr-defined]


def keep(request: HttpRequest) -> bool:
    """Keep the fields of a form for half an hour, for the person whose session has ended here.

    Nothing is kept for a stranger: nobody knows whose text it is.
    The form's own token was checked before, so that no other site can write here.
    """
    owner = _owner(request)
    if not owner or request.path.startswith(ACCOUNTS):
        return False
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    if sum(len(name) + len(value) for name, value in fields) > KEPT_LENGTH:
        return False
    request.session[KEPT] = {
        "address": request.path,
        "fields": fields,
        "files": sorted(request.FILES),
        "until": time.time() + KEPT_SECONDS,
        "owner": owner,
    }
    return True


def _owner(request: HttpRequest) -> str:
    """The key of the person whose session was open in this browser, as a text; empty if unknown."""
    ended = Session.objects.filter(pk=request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")).first()
    if ended:
        return str(ended.get_decoded().get(SESSION_KEY, ""))
    return str(request.get_signed_cookie(OWNER, "", salt=OWNER))


def name_owner(response: HttpResponse, user: User) -> HttpResponse:
    """Leave in the browser, signed, whose session this is: its own cookie ends with it."""
    response.set_signed_cookie(
        OWNER,
        str(user.pk),
        salt=OWNER,
        max_age=settings.SESSION_COOKIE_AGE + KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def kept_text(request: HttpRequest) -> KeptText | None:
    """What this session keeps for this person, unless its half hour is over."""
    found: dict[str, Any] | None = request.session.get(KEPT)
    if not found or found["until"] < time.time() or found["owner"] != str(request.user.pk):
        return None
    fields = tuple((name, value) for name, value in found["fields"])
    return KeptText(found["address"], fields, tuple(found["files"]))
