"""A second proof that a house may require of those who change plans."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from .models import User

OPEN = ("/compte/", "/langue/", settings.STATIC_URL)  # where one makes it, or leaves
GUARDED = ("/compte/cles/", "/compte/abonnements/")  # where one would make a way around it
HELD = "second_factor"  # said in the session once it is there
TEAM = ("direction", "staff")  # the roles are the directory's; only their names are known here
WANTED = _(
    "Votre équipe demande une seconde preuve\u00a0: ajoutez une application de codes ou une clé "
    "d’accès, puis continuez."
)


def require_second_factor(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Send the team of any organisation to the page of proofs until it has one, where it must."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.REQUIRES_SECOND_FACTOR and _is_stopped(request):
            messages.warning(request, WANTED)
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def _is_stopped(request: HttpRequest) -> bool:
    user, path = request.user, request.path
    is_open = path.startswith(OPEN) and not path.startswith(GUARDED)
    if is_open or not isinstance(user, User) or HELD in request.session:
        return False
    if not is_of_a_team(user):
        return False
    if lacks_proof(user):
        return True
    request.session[HELD] = True
    return False


def is_of_a_team(user: User) -> bool:
    """True for those who change plans."""
    return user.is_network_admin or user.memberships.filter(role__in=TEAM).exists()


def lacks_proof(user: User) -> bool:
    """True while this person has neither an application of codes nor a key."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return not Authenticator.objects.filter(user=user, type__in=kinds).exists()


def opens_for_programs(user: User) -> bool:
    """True when the keys and subscriptions of this person open something: a house that requires a
    second proof requires it of those who made them.
    """
    return not (settings.REQUIRES_SECOND_FACTOR and is_of_a_team(user) and lacks_proof(user))
