"""The line of time of a plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_safe

from arrimage.core.downloads import attachment
from arrimage.core.screens import screen
from arrimage.plans.confidential import sight_of
from arrimage.plans.document import PlanDocument
from arrimage.plans.filters import PlanFilters
from arrimage.plans.looks import UNKNOWN_LABEL, Look, look_of
from arrimage.plans.models import Plan
from arrimage.plans.queries import plan_document, plan_for
from arrimage.plans.said import say_day
from arrimage.plans.states import book_of

from ..timeline_phrases import say_lane, words_of
from ..timeline_queries import (
    TimedRow,
    TimedSection,
    life_of_plan,
    starts_of,
    timed_sections,
)
from ..timeline_window import ZOOMS, Window, Zoom, window_of
from .overview_looks import FLAG_LOOKS


@dataclass(frozen=True, slots=True)
class LaneView:
    """A line with its lane, its words, its state and a sentence that says the same."""

    timed: TimedRow
    words: str
    look: Look
    label: Any
    said: str


@dataclass(frozen=True, slots=True)
class LaneSection:
    """A section and its lines."""

    section: TimedSection
    lanes: tuple[LaneView, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan over a window of time."""

    plan: Plan
    document: PlanDocument
    window: Window
    sections: tuple[LaneSection, ...]


def shown_of(request: HttpRequest, plan: Plan) -> Shown:
    """What an address asks for: a zoom, a first day, the filters of the plan."""
    today = timezone.localdate()
    sight = sight_of(request.user, plan)
    document = plan_document(plan, PlanFilters.from_query(request.GET), today, sight)
    zoom: Zoom = next((z for z in ZOOMS if z == request.GET.get("zoom", "")), "ans")
    life, starts = life_of_plan(plan, document, today), starts_of(plan)
    first = _day(request.GET.get("debut", ""))
    window = window_of(zoom, life, document.years, starts, today, first)
    sections = timed_sections(plan, document, sight, window, life, today)
    return Shown(plan, document, window, tuple(_section(one, plan) for one in sections))


@require_safe
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole plan over its years, or a part of them."""
    plan = plan_for(request.user, pk)
    shown = shown_of(request, plan)
    is_list = request.GET.get("vue", "") == "liste"
    context = {
        "organization": plan.organization,
        "plan": plan,
        "document": shown.document,
        "window": shown.window,
        "start": say_day(shown.window.span.start),
        "end": say_day(shown.window.span.end),
        "sections": shown.sections,
        "is_list": is_list,
        "is_sifted": shown.document.filters.is_active,
        "today": timezone.localdate(),
        "filters": shown.document.filters.query,
        "nav_section": "plans",
    }
    return screen(request, "followup/timeline.html", context | _addresses(shown, is_list))


@require_safe
def timeline_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a PDF: the zoom, the period and the filters of the address."""
    from arrimage.formats.writers.timeline import write_timeline  # slow import

    from ..timeline_paper import paper_of  # slow import

    plan = plan_for(request.user, pk)
    shown = shown_of(request, plan)
    timed = [each.section for each in shown.sections]
    paper = paper_of(plan, shown.window, timed, timezone.localdate())
    name = get_valid_filename(f"{plan.title[:60]}-ligne-du-temps.pdf")
    return attachment(ContentFile(write_timeline(paper)), name)


def _addresses(shown: Shown, is_list: bool) -> dict[str, Any]:
    window, span = shown.window, shown.window.span
    return {
        "zooms": [
            (label, _address(shown, zoom, span.start, is_list), zoom == window.zoom)
            for zoom, label in ZOOMS.items()
        ],
        "before": window.before and _address(shown, window.zoom, window.before, is_list),
        "after": window.after and _address(shown, window.zoom, window.after, is_list),
        "as_list": _address(shown, window.zoom, span.start, True),
        "as_lanes": _address(shown, window.zoom, span.start, False),
        "paper": _address(shown, window.zoom, span.start, False, "followup:timeline_paper"),
    }


def _address(
    shown: Shown, zoom: Zoom, first: dt.date, is_list: bool, name: str = "followup:timeline"
) -> str:
    values = {"zoom": zoom, "debut": first.isoformat()} if zoom != "ans" else {}
    if is_list:
        values["vue"] = "liste"
    query = "&".join(filter(None, [urlencode(values), shown.document.filters.query]))
    address = reverse(name, args=[shown.plan.pk])
    return f"{address}?{query}" if query else address


def _section(section: TimedSection, plan: Plan) -> LaneSection:
    return LaneSection(section, tuple(_lane(row, plan) for row in section.rows))


def _lane(timed: TimedRow, plan: Plan) -> LaneView:
    row = timed.row
    words = words_of(row)
    flag = row.living.flag
    if flag in FLAG_LOOKS:
        return LaneView(timed, words, FLAG_LOOKS[flag], row.living.label, say_lane(timed))
    label = row.status_label or UNKNOWN_LABEL
    return LaneView(timed, words, look_of(row.status, book_of(plan)), label, say_lane(timed))


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
