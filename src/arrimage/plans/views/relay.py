"""Passing on what somebody carries."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen
from arrimage.directory.annuaire import Annuaire, annuaire_for, organization_in, person_in
from arrimage.directory.models import Person

from .. import relay
from ..carrying import Carrier
from ..models import Handover
from ..motives import with_reason
from ..responsible_forms import RelayForm

PERSON, ORGANIZATION = "personne", "organisme"


def _carrier(annuaire: Annuaire, kind: str, pk: int) -> Carrier:
    if kind == PERSON:
        return person_in(annuaire, pk)
    if kind == ORGANIZATION:
        return organization_in(annuaire, pk)
    raise Http404


def page_of(slug: str, carrier: Carrier) -> str:
    """The carrier's page in the annuaire."""
    name = "person_detail" if isinstance(carrier, Person) else "organization_detail"
    return reverse(f"directory:{name}", args=[slug, carrier.pk])


@require_http_methods(["GET", "POST"])
@with_reason
def relay_give(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Who takes over, from which day, in which plans; the counts are shown first."""
    annuaire = annuaire_for(request.user, slug, to="edit")
    giver = _carrier(annuaire, kind, pk)
    on = _day(request.POST.get("on") or request.GET.get("le", ""))
    shares = relay.shares_of(request.user, giver, on)
    form = RelayForm(annuaire, giver, shares, on, request.POST or None)
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(
            form,
            relay.hand_over,
            actor=request.user,
            giver=giver,
            taker=form.taker(),
            plans=values["plans"],
            on=values["on"],
            ending=values.get("ending", ()),
        )
        if made:
            messages.success(request, _("Le relais est passé ; l’historique reste."))
            return redirect(page_of(slug, giver))
    context = {
        "organization": annuaire.organization,
        "nav_section": "directory",
        "giver": giver,
        "form": form,
        "shares": shares,
        "back": page_of(slug, giver),
    }
    return screen(request, "plans/relay_give.html", context, status=status_of(form))


def _day(text: str) -> dt.date:
    try:
        return parse_date(text) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


@require_http_methods(["GET", "POST"])
def relay_undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a relay back."""
    annuaire = annuaire_for(request.user, slug)
    handover = get_object_or_404(relay.handovers_seen(request.user), pk=pk)
    giver = _giver(annuaire, handover)
    if not relay.may_undo(request.user, handover):
        raise PermissionDenied
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, relay.take_back, actor=request.user, handover=handover):
        messages.success(request, _("Le relais est annulé : chaque ligne est comme avant."))
        return redirect(page_of(slug, giver))
    context = {
        "organization": annuaire.organization,
        "nav_section": "directory",
        "handover": handover,
        "form": form,
        "back": page_of(slug, giver),
    }
    return screen(request, "plans/relay_undo.html", context, status=status_of(form))


def _giver(annuaire: Annuaire, handover: Handover) -> Carrier:
    """Who gave, when the user may see them; else 404."""
    if handover.from_person_id is not None:
        return person_in(annuaire, handover.from_person_id)
    if handover.from_organization_id is not None:
        return organization_in(annuaire, handover.from_organization_id)
    raise Http404
