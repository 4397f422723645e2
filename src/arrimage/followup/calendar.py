"""Days of a calendar: what is due, what a rhythm awaits, what was held."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import F, prefetch_related_objects

from arrimage.plans.models import Element, Plan
from arrimage.rhythm.years import Span

from .awaited import OVER, slots_over
from .models import Clock, ClockQuerySet, Occurrence

EntryKind = Literal["due", "late", "awaited", "held"]
MOST = 1500  # entries of one kind
MOST_TIMED = 400  # lines whose rhythms are counted


@dataclass(frozen=True, slots=True)
class Day:
    """Something on a day. ``key`` is the same each time that it is asked for.

    ``rank`` of ``of`` is set for what a rhythm awaits; ``is_exact`` is false when the day is only
    the last one of its share of the year. ``words`` are those of the plan, or of who noted it.
    """

    kind: EntryKind
    on: dt.date
    element: Element
    plan: Plan
    key: str
    words: str = ""
    rank: int = 0
    of: int = 0
    is_exact: bool = True


def days_of(clocks: ClockQuerySet, span: Span, today: dt.date) -> tuple[Day, ...]:
    """Everything of some lines within a span, by day; six queries whatever their number."""
    found = [*_due(clocks, span, today), *_held(clocks, span), *_awaited(clocks, span, today)]
    return tuple(sorted(found, key=lambda day: (day.on, day.plan.pk, day.element.position)))


def _due(clocks: ClockQuerySet, span: Span, today: dt.date) -> Iterable[Day]:
    due = clocks.filter(due_on__range=(span.start, span.end)).exclude(counts_as__in=OVER)
    related = due.select_related("element__plan__organization").order_by("due_on", "pk")
    for clock in related[:MOST]:
        assert clock.due_on  # noqa: S101 - the query kept those that have one
        kind: EntryKind = "late" if clock.due_on < today else "due"
        element = clock.element
        words = " ".join(element.timeframe_text.split())
        yield Day(kind, clock.due_on, element, element.plan, f"ligne-{element.pk}-echeance", words)


def _held(clocks: ClockQuerySet, span: Span) -> Iterable[Day]:
    held = Occurrence.objects.filter(
        element__in=clocks.order_by().values("pk"), on__range=(span.start, span.end)
    )
    related = held.select_related("element__plan__organization").order_by("on", "pk")
    for one in related[:MOST]:
        yield Day("held", one.on, one.element, one.element.plan, f"fois-{one.pk}", one.text)


def _awaited(clocks: ClockQuerySet, span: Span, today: dt.date) -> Iterable[Day]:
    """What can still be held of each rhythm, on its day or on the last day of its share."""
    timed = clocks.exclude(rhythms=[]).exclude(counts_as__in=OVER)
    every = list(
        timed.select_related("element__plan__organization").order_by(
            "plan", F("element__position")
        )[:MOST_TIMED]
    )
    plans = {clock.element.plan_id: clock.element.plan for clock in every}
    prefetch_related_objects(list(plans.values()), "years")
    held: dict[int, list[dt.date]] = defaultdict(list)
    noted = Occurrence.objects.filter(element__in=[clock.pk for clock in every]).order_by("on")
    for pk, on in noted.values_list("element", "on"):
        held[pk].append(on)
    for clock in every:
        plan = plans[clock.element.plan_id]
        yield from _ahead(clock, plan, held[clock.pk], span, today)


def _ahead(
    clock: Clock, plan: Plan, held: list[dt.date], span: Span, today: dt.date
) -> Iterable[Day]:
    words = " ".join(next((stored["words"] for stored in clock.rhythms), "").split())
    years, marked = list(plan.years.all()), clock.element.years_marked
    for slot in slots_over(plan, years, clock, marked, held, span, today):
        asked = slot.expected
        on = asked.due_on or asked.share.end
        if slot.state not in ("open", "to_come") or on not in span or on < today:
            continue
        key = f"ligne-{clock.pk}-{asked.key.replace('/', '-')}"
        is_exact = asked.due_on is not None
        yield Day("awaited", on, clock.element, plan, key, words, asked.rank, asked.of, is_exact)
