"""Leaving, and what a person with an account chooses to receive."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from arrimage.core.gestures import status_of
from arrimage.core.screens import screen

from .. import operations
from ..departures import Leaver, come_back, departed, leave, leaver_of
from ..forms import DigestForm
from ..models import Category
from ..queries import preference_of


@csrf_exempt  # the mail reader's own button posts here, without a page and without a session
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then leave; looking changes nothing (RFC 8058). Posting twice is posting once."""
    leaver = leaver_of(token)
    if leaver is None:
        return render(request, "communications/unsubscribe.html", {"leaver": None}, status=404)
    if request.method == "POST":
        _obey(request, leaver)
    context = {
        "leaver": leaver,
        "label": Category(leaver.category).label,
        "has_left": bool(departed([leaver.email], leaver.category)),
        "done": request.method == "POST",
    }
    return render(request, "communications/unsubscribe.html", context)


def _obey(request: HttpRequest, leaver: Leaver) -> None:
    if "revenir" in request.POST:
        come_back(email=leaver.email, category=leaver.category)
    elif "tout" in request.POST:
        leave(email=leaver.email, category=Category.ALL)
    else:
        is_button = request.POST.get("List-Unsubscribe") == "One-Click"
        way = "one_click" if is_button else "page"
        leave(email=leaver.email, category=leaver.category, way=way)


@require_http_methods(["GET", "POST"])
def mail_preferences(request: HttpRequest) -> HttpResponse:
    """What somebody with an account receives."""
    held = preference_of(request.user)
    form = DigestForm(request.POST or None, initial=held)
    if form.is_valid():
        operations.choose_mail(actor=request.user, **form.cleaned_data)
        messages.success(request, _("C’est enregistré, et vaut dès maintenant."))
        return redirect("account_home")
    context = {"form": form, "organization": None}
    return screen(request, "communications/mail_preferences.html", context, status=status_of(form))
