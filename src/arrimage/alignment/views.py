"""Joining lines of different plans, and finding who else works on the same thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen
from arrimage.directory.annuaire import annuaire_for
from arrimage.directory.themes import themes_of
from arrimage.plans.queries import element_for

from . import operations, phrases
from .fellows import Asked, fellows_of
from .forms import AlignForm
from .queries import (
    Gesture,
    Joined,
    alignment_for,
    answers_for_both,
    inbox_of,
    other_element,
    suggestions_for,
)

YEARS_AROUND = 4


@require_http_methods(["GET", "POST"])
def element_align(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """Choose a line of another plan, then say how both stand."""
    own = element_for(request.user, plan_pk, pk, to="edit")
    text = request.GET.get("q", "").strip()[:200]
    asked = request.POST.get("avec") or request.GET.get("avec", "")
    is_key = asked.isdecimal() and len(asked) < 16
    other = other_element(request.user, own, int(asked)) if is_key else None
    form = AlignForm(request.POST or None)
    if other and form.is_valid():
        is_agreed = answers_for_both(request.user, own, other)
        values = {"own": own, "other": other, "is_agreed": is_agreed, **form.said}
        if attempt(form, operations.propose_alignment, actor=request.user, **values):
            messages.success(request, phrases.CONFIRMED_NOW if is_agreed else phrases.PROPOSED_NOW)
            return redirect(own)
    context = {
        "organization": own.plan.organization,
        "plan": own.plan,
        "element": own,
        "other": other,
        "is_agreed": bool(other and answers_for_both(request.user, own, other)),
        "form": form,
        "text": text,
        "suggestions": () if other else suggestions_for(request.user, own, text),
        "nav_section": "plans",
    }
    return screen(request, "alignment/element_align.html", context, status=status_of(form))


@require_safe
def alignment_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The alignments of an organisation's plans: to answer, waiting, standing."""
    annuaire = annuaire_for(request.user, slug)
    organization = annuaire.organization
    context = {
        "organization": organization,
        "inbox": inbox_of(request.user, organization),
        "nav_section": "plans",
    }
    return screen(request, "alignment/alignment_list.html", context)


@require_POST
def alignment_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes or no to what another team proposes."""
    accepts = request.POST.get("reponse") == "oui"

    def decide(joined: Joined) -> Any:
        operations.decide_alignment(
            actor=request.user,
            alignment=joined.alignment,
            accepts=accepts,
            counts="compte" in request.POST,
        )
        return phrases.CONFIRMED_NOW if accepts else phrases.DECLINED_NOW

    return _gesture(request, pk, "decide", decide)


@require_POST
def alignment_count(request: HttpRequest, pk: int) -> HttpResponse:
    """Let what is done in one's own line count in the other, or stop it."""
    counts = request.POST.get("compte") == "oui"

    def count(joined: Joined) -> Any:
        operations.count_alignment(actor=request.user, alignment=joined.alignment, counts=counts)
        return phrases.COUNTS_NOW if counts else phrases.COUNTS_NO_MORE

    return _gesture(request, pk, "count", count)


@require_POST
def alignment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Part two lines."""

    def withdraw(joined: Joined) -> Any:
        operations.withdraw_alignment(
            actor=request.user, alignment=joined.alignment, own=joined.own
        )
        return phrases.WITHDRAWN_NOW

    return _gesture(request, pk, "withdraw", withdraw)


def _gesture(
    request: HttpRequest, pk: int, to: Gesture, gesture: Callable[[Joined], Any]
) -> HttpResponse:
    joined = alignment_for(request.user, pk, to)
    try:
        messages.success(request, gesture(joined))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("alignment:alignment_list", joined.own.plan.organization.slug)


@require_safe
def fellow_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Who else works on some words or a theme, that year."""
    annuaire = annuaire_for(request.user, slug)
    themes = list(themes_of(annuaire.network.root)[:200])
    now = timezone.localdate().year
    years = range(now - YEARS_AROUND, now + YEARS_AROUND + 1)
    year, theme = request.GET.get("an", ""), request.GET.get("theme", "")
    asked = Asked(
        text=request.GET.get("q", "").strip()[:200],
        theme=next((t for t in themes if str(t.pk) == theme), None),
        year=next((y for y in years if str(y) == year), now),
    )
    context = {
        "organization": annuaire.organization,
        "asked": asked,
        "themes": themes,
        "years": years,
        "fellowship": fellows_of(request.user, annuaire, asked),
        "nav_section": "directory",
    }
    return screen(request, "alignment/fellow_list.html", context)
