"""What the line of time of a plan is made of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from arrimage.plans.confidential import Sight
from arrimage.plans.document import PlanDocument, Row
from arrimage.plans.models import Plan
from arrimage.plans.states import counts_of
from arrimage.rhythm.years import MonthDay, Span

from .awaited import slots_over
from .models import Clock, Occurrence, StateChange
from .rules import life_of, year_start
from .timeline import NOTHING, Lane, Timing, lane_of
from .timeline_window import Window

MOST_HELD = 5000  # occurrences of one plan in a window


@dataclass(frozen=True, slots=True)
class TimedRow:
    """A line of the plan with its lane; ``timing`` tells the same in words."""

    row: Row
    lane: Lane
    timing: Timing


@dataclass(frozen=True, slots=True)
class TimedSection:
    """A heading, or the title of a group, with its lines."""

    key: str
    number: str
    title: str
    rows: tuple[TimedRow, ...]


def life_of_plan(plan: Plan, document: PlanDocument, today: dt.date) -> Span:
    """The whole period of a plan, stretched to the days that its lines name."""
    life = life_of(plan, list(plan.years.all()), today)
    rows = [row for section in document.sections for row in section.rows]
    days = [day for row in rows for f in row.frames for day in (f.starts_on, f.ends_on) if day]
    reach = Span(life.start.replace(day=1), life.end)
    near = [d for d in days if abs((d - life.start).days) < 3660 or abs((d - life.end).days) < 3660]
    return Span(min([reach.start, *near]), max([reach.end, *near]))


def starts_of(plan: Plan) -> MonthDay:
    """The day when the operating years of a plan begin."""
    return year_start(plan, list(plan.years.all()))


def timed_sections(
    plan: Plan, document: PlanDocument, sight: Sight, window: Window, life: Span, today: dt.date
) -> tuple[TimedSection, ...]:
    """The sections of a document with the lane of each line; three queries when they are told."""
    timings = _timings(plan, document, window.span, today) if sight.is_told else {}
    found = []
    for section in document.sections:
        rows = tuple(
            TimedRow(row, lane_of(row, timing, window.span, life, document.years, today), timing)
            for row in section.rows
            for timing in [timings.get(row.pk, NOTHING)]
        )
        head = section.heading
        number, title = (head.number, head.title) if head else ("", section.label)
        key = head.key if head else section.key or "sans-titre"
        if rows or (head and section.depth == 0):
            found.append(TimedSection(key, number, title, rows))
    return tuple(found)


def _timings(plan: Plan, document: PlanDocument, window: Span, today: dt.date) -> dict[int, Timing]:
    shown = {row.pk: row.years_marked for section in document.sections for row in section.rows}
    held: dict[int, list[dt.date]] = defaultdict(list)
    days = Occurrence.objects.filter(element__plan=plan).order_by("on", "pk")
    for pk, day in days.values_list("element", "on")[:MOST_HELD]:
        held[pk].append(day)
    over = [code for code, counted in counts_of(plan).items() if counted == "done"]
    done = StateChange.objects.filter(plan=plan, after__in=over).order_by("on", "pk")
    done_on = dict(done.values_list("element", "on"))
    clocks, years = Clock.objects.filter(plan=plan), list(plan.years.all())
    return {
        clock.pk: Timing(
            tuple(held[clock.pk]),
            tuple(slots_over(plan, years, clock, shown[clock.pk], held[clock.pk], window, today)),
            done_on.get(clock.pk) if clock.counts_as == "done" else None,
            clock.due_on if clock.late_from and clock.late_from <= today else None,
        )
        for clock in clocks.only("rhythms", "counts_as", "due_on", "late_from")
        if clock.pk in shown
    }
