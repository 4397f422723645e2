"""What allauth does not have, and what of it is not offered."""

from __future__ import annotations

from typing import NoReturn

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from django.views.i18n import set_language

from arrimage.core.screens import screen

from .language import is_offered, keep_choice
from .resuming import kept_text


@login_not_required
def language_choose(request: HttpRequest) -> HttpResponseBase:
    """Speak another language from now on, and at the next sign-in."""
    language = request.POST.get("language", "")
    if request.method == "POST" and is_offered(language):
        keep_choice(request, language)
    return set_language(request)


@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """What was being sent when the session ended, ready to be sent again."""
    kept = kept_text(request)
    if kept is None:
        return redirect("portal:home")
    return screen(request, "account/resume.html", {"kept": kept})


def no_screen(request: HttpRequest) -> NoReturn:
    """404: an account keeps the address that its invitation proved.

    Without confirmation by mail, allauth's own page lets anybody bear anybody's address, and
    tells which ones have an account.
    """
    raise Http404
