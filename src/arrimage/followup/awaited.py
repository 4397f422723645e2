"""What the rhythms of a line await over a stretch of time, and what was held of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from arrimage.plans.models import Plan, PlanYear
from arrimage.rhythm.held import Slot, tally
from arrimage.rhythm.years import Span

from .models import Clock
from .rules import KeptRhythm, counted_from, life_of, year_start
from .settling import followed_since

OVER = ("done", "stopped", "excluded")


def slots_over(
    plan: Plan,
    years: Sequence[PlanYear],
    clock: Clock,
    marked: Sequence[int],
    held: Sequence[dt.date],
    window: Span,
    today: dt.date,
) -> Iterable[Slot]:
    """Each time that its rhythms await in the years of the plan that a window cuts.

    Nothing for a line that is over, in a year that is not marked for it, or that was missed before
    the plan was here: nobody knows. Rhythms are counted by whole years: the caller keeps the days
    that it wants.
    """
    if clock.counts_as in OVER:
        return
    known_since = followed_since(plan)
    life = life_of(plan, years, today)
    for stored in clock.rhythms:
        rhythm = KeptRhythm.read(stored)
        rules = [counted_from(rule, plan) for rule in rhythm.rules]
        is_once = rhythm.rule.per == "period"
        span = life if is_once else life.meet(_whole_years(window, years))
        if span:
            for slot in tally(rules, held, span, today, year_start=year_start(plan, years)).slots:
                is_unknown = slot.state == "missed" and slot.expected.window.end < known_since
                if not is_unknown and (is_once or _is_planned(slot, marked, years)):
                    yield slot


def _is_planned(slot: Slot, marked: Sequence[int], years: Sequence[PlanYear]) -> bool:
    """True when its share ends in a year that is marked for the line, or none is."""
    day = slot.expected.share.end
    return not marked or any(
        year.number in marked and year.starts_on <= day <= year.ends_on for year in years
    )


def _whole_years(window: Span, years: Sequence[PlanYear]) -> Span:
    """The window, stretched to the years of the plan that it cuts."""
    cut = [Span(year.starts_on, year.ends_on) for year in years]
    met = [year for year in cut if year.meet(window)]
    if not met:
        return window
    return Span(min(window.start, met[0].start), max(window.end, met[-1].end))
