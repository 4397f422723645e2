"""The lines behind a cell of the load."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from arrimage.core.pages import page_number
from arrimage.core.screens import screen
from arrimage.plans.looks import Look
from arrimage.plans.said import say_day_of

from ..calendar_phrases import KINDS, UNDATED, say_rank
from ..load_lines import LoadLine, lines_of_load
from .calendar import KIND_LOOKS, subject_of

LONGEST = 300  # of a name, as plans print it


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """A line as it is printed: its first day, and how many others follow."""

    line: LoadLine
    look: Look
    label: Any
    day: str
    words: str
    rank: str
    more: int


@require_safe
def load_lines(request: HttpRequest) -> HttpResponse:
    """What one responsible carries, across the plans: all, or what falls in one season."""
    subject, query = subject_of(request, by_person=False), request.GET
    name, today = query.get("nom", ""), timezone.localdate()
    if not (name or "x").isprintable() or len(name) > LONGEST:
        raise Http404
    number = page_number(query.get("page", ""))
    found = lines_of_load(subject.clocks, name, query.get("saison", ""), today, number)
    demand = query.copy()
    demand.pop("page", None)
    context = {
        "subject": subject,
        "organization": subject.organization,
        "name": name,
        "found": found,
        "lines": [_carried(line, today.year) for line in found.lines],
        "page": found.page,
        "query": demand.urlencode(),
        "nav_section": "overview",
    }
    return screen(request, "followup/load_lines.html", context)


def _carried(line: LoadLine, year: int) -> CarriedLine:
    if not line.days:
        return CarriedLine(line, Look("none", "none"), UNDATED, "", "", "", 0)
    first = line.days[0]
    day = say_day_of(first.on, year)
    look, label = KIND_LOOKS[first.kind], KINDS[first.kind]
    return CarriedLine(line, look, label, day, first.words, say_rank(first), len(line.days) - 1)
