"""The doors for programs: who knocks, what each refusal says, and the routers of applications."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import ValidationError as Unreadable
from ninja.security import HttpBearer

from arrimage import __version__
from arrimage.accounts.models import ApiToken
from arrimage.accounts.token_models import Scope
from arrimage.accounts.tokens import token_of
from arrimage.core.pace import is_too_fast
from arrimage.plans.api import router as plans

A_MINUTE = 300  # questions of one key; knocks with a wrong key, of one address
WRONG_KEY = _("Cette clé n’ouvre rien : elle est inconnue, échue ou retirée.")
CLOSED = _("Cette clé ne permet pas cela.")
NOT_ALLOWED = _("Cette personne ne peut pas faire cela.")
NOWHERE = _("Rien ne se trouve à cette adresse.")
TOO_FAST = _("Trop de questions en une minute. Réessayez dans une minute.")


class Refused(Exception):
    """A refusal in words, with its status."""

    def __init__(self, status: int, words: Any) -> None:
        super().__init__(str(words))
        self.status, self.words = status, words


class Key:
    """An open key: what it allows."""

    def __init__(self, token: ApiToken) -> None:
        self.token = token

    def require(self, scope: Scope) -> None:
        """403 in words when the key does not open this scope."""
        if scope not in self.token.scopes:
            raise Refused(403, CLOSED)


class Bearer(HttpBearer):
    """``Authorization: Bearer arrimage_…``; a session opens nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> Key | None:
        """The key with its person, who becomes the user of the request."""
        found = token_of(token)
        who = f"key-{found.pk}" if found else ""
        if is_too_fast(request, "api", limit=A_MINUTE, who=who):
            raise Refused(429, TOO_FAST)
        if found is None:
            raise Refused(401, WRONG_KEY)
        request.user = found.user
        return Key(found)


api = NinjaAPI(
    title="Arrimage",
    version=__version__,
    description="Plans, their lines, their states and their evidence.",
    docs_url=None,  # its page would load from elsewhere; the description is one file
    auth=Bearer(),
    urls_namespace="api",
)
api.add_router("", plans)


def _say(request: HttpRequest, status: int, words: Any, **more: Any) -> HttpResponse:
    return api.create_response(request, {"detail": str(words), **more}, status=status)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    answer = _say(request, error.status, error.words)
    if error.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(Http404)
def _nowhere(request: HttpRequest, error: Http404) -> HttpResponse:
    return _say(request, 404, NOWHERE)


@api.exception_handler(PermissionDenied)
def _denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _say(request, 403, NOT_ALLOWED)


@api.exception_handler(ValidationError)
def _refusal(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return _say(request, 422, " ".join(error.messages))


@api.exception_handler(Unreadable)
def _unreadable(request: HttpRequest, error: Unreadable) -> HttpResponse:
    places = [{"where": list(e["loc"]), "what": e["msg"]} for e in error.errors]
    return _say(request, 422, "; ".join(p["what"] for p in places), errors=places)


urls = api.urls
for pattern in urls[0]:
    pattern.callback.login_required = False  # type: ignore[union-attr]  the key is asked instead
