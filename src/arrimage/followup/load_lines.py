"""The lines behind the load of somebody, across the plans: all of them, or those of a season."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from arrimage.core.pages import Page, page_of
from arrimage.plans.models import Assignment, Element
from arrimage.rhythm.years import Span, add_months

from .calendar import Day, days_of
from .load import LONG_AGO, NOBODY, Season, seasons_ahead
from .models import ClockQuerySet

LATE = "retard"  # beside the seasons, in addresses


@dataclass(frozen=True, slots=True)
class LoadLine:
    """A line that somebody carries, and its days in what was asked for, the first one first."""

    element: Element
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class LoadLines:
    """A page of them; ``season`` is the one that was asked for, unless it is what is late."""

    page: Page
    season: Season | None
    is_late: bool

    @property
    def lines(self) -> list[LoadLine]:
        """Those of this page."""
        return list(self.page.rows)


def lines_of_load(
    clocks: ClockQuerySet, name: str, when: str, today: dt.date, number: int
) -> LoadLines:
    """What a name of the load carries among some clocks; nine queries whatever their number.

    ``when`` is the key of a season ahead, or «retard»; anything else is all that they carry.
    """
    ahead = seasons_ahead(today)
    season, is_late = next((s for s in ahead if s.key == when), None), when == LATE
    carried = carried_under(clocks, name)
    span = Span(add_months(today.replace(day=1), -LONG_AGO), ahead[-1].span.end)
    days = _by_line(day for day in days_of(carried, span, today) if _is_asked(day, season, is_late))
    shown = carried.filter(pk__in=days) if season or is_late else carried
    related = shown.select_related("element__plan__organization", "element__level")
    page = page_of(related.order_by("plan__title", "plan_id", "element__position"), number)
    lines = [LoadLine(clock.element, tuple(days.get(clock.pk, ()))) for clock in page.rows]
    return LoadLines(Page(lines, page.total, page.number, page.count), season, is_late)


def carried_under(clocks: ClockQuerySet, name: str) -> ClockQuerySet:
    """The clocks of the lines that name this responsible as the load does; for no name, of those
    that name nobody.
    """
    held = Assignment.objects.current().filter(role="responsible")
    if name == NOBODY:
        return clocks.exclude(pk__in=held.values("element"))
    said = (
        Q(person__name=name)
        | Q(person=None, organization__name=name)
        | Q(person=None, organization=None, name=name)
    )
    return clocks.filter(pk__in=held.filter(said).values("element"))


def _is_asked(day: Day, season: Season | None, is_late: bool) -> bool:
    if day.kind == "held":
        return False
    if is_late:
        return day.kind == "late"
    return season is None or (day.kind != "late" and day.on in season.span)


def _by_line(days: Iterable[Day]) -> dict[int, list[Day]]:
    found: dict[int, list[Day]] = defaultdict(list)
    for day in days:
        found[day.element.pk].append(day)
    return dict(found)
