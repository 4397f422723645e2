"""Several people in one plan: lines put elsewhere in place, and what the others just changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arrimage.core.screens import screen, wants_parts

from .. import looks, operations
from ..confidential import sight_of
from ..filters import PlanFilters
from ..models import Edit, Element, Plan
from ..permissions import may
from ..queries import element_for, plan_for
from ..reading_order import Place
from .answers import say_done
from .around import query_around
from .plans import plan_screen

MOST = 50  # edits that are told at once
RECENT = dt.timedelta(minutes=2)


@require_POST
def element_put(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """Elsewhere by drag, or one place up or down by the keys; the plan as it is then."""
    element = element_for(request.user, plan_pk, pk, to="edit")
    try:
        _put(request, element)
        say_done(request, element.plan, looks.MOVED, asks_why=True)
    except (ValidationError, ValueError) as refusal:
        words = refusal.messages if isinstance(refusal, ValidationError) else [looks.NOT_MOVED]
        messages.error(request, " ".join(map(str, words)))
    if not wants_parts(request):
        return redirect(f"{element.get_absolute_url()}#e{pk}")
    plan = plan_for(request.user, plan_pk)
    query = query_around(request)
    return plan_screen(request, plan, PlanFilters.from_query(query), query)


def _put(request: HttpRequest, element: Element) -> None:
    if way := request.POST.get("sens"):
        operations.shift_element(actor=request.user, element=element, up=way == "haut")
        return
    parent, _colon, after = request.POST.get("place", "").partition(":")
    place = Place(int(parent) if parent else None, int(after) if after else None)
    operations.move_element(actor=request.user, element=element, place=place)


@dataclass(frozen=True, slots=True)
class News:
    """What others changed since a moment: ``lines`` are ids of elements that may be seen."""

    stamp: int
    who: tuple[str, ...]
    lines: tuple[Element, ...]
    is_recent: bool


@require_safe
def plan_news(request: HttpRequest, pk: int) -> HttpResponse:
    """What others changed since an edit; 204 when they changed nothing."""
    plan = plan_for(request.user, pk)
    since = request.GET.get("depuis", "")
    known = int(since) if since.isascii() and since.isdigit() and len(since) < 16 else 0
    news = _news(request.user, plan, known)
    if news is None:
        return HttpResponse(status=204)
    return screen(request, "plans/_news.html", {"plan": plan, "news": news})


def _news(user: Any, plan: Plan, since: int) -> News | None:
    edits = list(plan.edits.filter(pk__gt=since).select_related("actor")[:MOST])
    others = [edit for edit in edits if edit.actor_id != user.pk]
    if not others:
        return None
    touched = {change["element"] for edit in others for change in edit.changes}
    seen = sight_of(user, plan).of(Element.everything.filter(plan=plan, pk__in=touched))
    lines = tuple(seen.order_by("position"))
    if not lines:
        return None
    named = may(user, "trace", plan)  # only who has a role in the organisation is told who
    who = tuple(dict.fromkeys(_name(edit) for edit in others)) if named else ()
    is_recent = timezone.now() - others[0].at < RECENT
    return News(edits[0].pk, who, lines, is_recent)


def _name(edit: Edit) -> str:
    return str(edit.actor) if edit.actor else edit.by_name
