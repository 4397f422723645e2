"""Gestures of the board on one person, and on one reply by mail."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen

from .. import operations
from ..forms import AddressForm
from ..letters import link_address
from ..models import Request
from ..queries import request_for


@require_http_methods(["GET", "POST"])
def request_edit(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """Another address: a new link leaves, the old one opens nothing."""
    asked = request_for(request.user, pk, request_pk)
    form = AddressForm(request.POST or None)
    values = {"actor": request.user, "request": asked}
    if form.is_valid() and attempt(form, operations.change_address, **values, **form.cleaned_data):
        messages.success(request, _("L’adresse est changée ; un nouveau lien part."))
        return redirect(asked.campaign)
    context = _around(asked) | {"form": form}
    return screen(request, "communications/request_edit.html", context, status=status_of(form))


@require_POST
def request_remind(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """Write again to one person."""
    asked = request_for(request.user, pk, request_pk)
    try:
        operations.remind(actor=request.user, request=asked)
        said = _("Un rappel part vers %(name)s.") % {"name": asked.name}
        messages.success(request, said)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(asked.campaign)


@require_http_methods(["GET", "POST"])
def request_revoke(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """Close the link of one person."""
    asked = request_for(request.user, pk, request_pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    values = {"actor": request.user, "request": asked}
    if form.is_valid() and attempt(form, operations.revoke_request, **values):
        messages.success(request, _("Le lien est retiré ; les réponses restent."))
        return redirect(asked.campaign)
    context = _around(asked) | {"form": form}
    return screen(request, "communications/request_revoke.html", context, status=status_of(form))


@never_cache
@require_http_methods(["GET", "POST"])
def request_link(request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
    """The link of one person, to hand over; the trace says that it was shown."""
    asked = request_for(request.user, pk, request_pk)
    context = _around(asked)
    form = forms.Form(request.POST if request.method == "POST" and asked.is_open else None)
    values = {"actor": request.user, "request": asked}
    if form.is_valid() and (shown := attempt(form, operations.show_link, **values)):
        context["address"] = link_address(shown)
    elif form.errors:  # the round closed a moment ago
        return redirect(asked.campaign)
    return screen(request, "communications/request_link.html", context)


def _around(asked: Request) -> dict[str, object]:
    plan = asked.campaign.plan
    return {
        "organization": plan.organization,
        "plan": plan,
        "campaign": asked.campaign,
        "asked": asked,
        "nav_section": "plans",
    }
