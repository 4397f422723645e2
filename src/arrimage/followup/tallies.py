"""What each frequency awaits of the plan year that counts today, and what was held."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from django.db.models import F, Value, prefetch_related_objects

from arrimage.alignment.deliverables import counted_once
from arrimage.alignment.models import Kind
from arrimage.alignment.queries import counted_rows
from arrimage.plans.models import PlanYear
from arrimage.rhythm.held import Tally, tally
from arrimage.rhythm.years import Span

from .models import Clock, Occurrence
from .rules import KeptRhythm, counted_from, life_of, span_of, year_start


@dataclass(frozen=True, slots=True)
class CadenceTally:
    """One frequency of an element over the span that counts today.

    ``cadence`` is the key of its row; empty when the words of the title or of a result count it.
    """

    cadence: int | None
    words: str
    span: Span
    tally: Tally


HELD = ("counts_in", "way", "element", "cadence", "on")
Tallies = Mapping[int, tuple[CadenceTally, ...]]


def tallies_of(clocks: Iterable[Clock], today: dt.date) -> dict[int, tuple[CadenceTally, ...]]:
    """The frequencies of lines whose clocks come with ``element`` and ``plan``, by their key.

    Two queries whatever their number. A line that is not planned for the year that counts today
    awaits nothing in it.
    """
    asked = [clock for clock in clocks if clock.rhythms]
    if not asked:
        return {}
    prefetch_related_objects([clock.plan for clock in asked], "years")
    days = _held(asked)
    found: dict[int, tuple[CadenceTally, ...]] = {}
    for clock in asked:
        kept = (KeptRhythm.read(stored) for stored in clock.rhythms)
        told = (_tally(one, clock, days[clock.pk, one.cadence], today) for one in kept)
        if tallies := tuple(one for one in told if one):
            found[clock.pk] = tallies
    return found


def _held(asked: list[Clock]) -> Mapping[tuple[int, int | None], list[dt.date]]:
    """Days by element and frequency; what names none counts for the first one of its element.

    What lines of other plans hold counts there too, with the consent of their team.
    """
    known = {clock.pk: _rows(clock) for clock in asked}
    held = Occurrence.objects.order_by()
    own = held.filter(element__in=known).annotate(counts_in=F("element"), way=Value(""))
    rows = own.union(counted_rows(held, known), all=True)
    days: dict[tuple[int, int | None], list[dt.date]] = defaultdict(list)
    elsewhere: dict[tuple[int, str], dict[int, list[dt.date]]] = defaultdict(_days)
    for target, way, element, cadence, day in rows.values_list(*HELD):
        if way:
            elsewhere[target, way][element].append(day)
        else:
            days[target, known[target].get(cadence, _first(known[target]))].append(day)
    for target in {target for target, _way in elsewhere}:
        first = (target, _first(known[target]))
        same, added = (elsewhere[target, way].values() for way in (Kind.SAME, Kind.CONTRIBUTES))
        days[first] = counted_once(days[first], same, chain.from_iterable(added))
    return defaultdict(list, {key: sorted(found) for key, found in days.items()})


def _rows(clock: Clock) -> dict[int | None, int | None]:
    """The rows of the frequencies of a line: each with that by which its rhythm is known."""
    kept = [KeptRhythm.read(stored) for stored in clock.rhythms]
    return {row: rhythm.cadence for rhythm in kept for row in rhythm.cadences}


def _first(rows: Mapping[int | None, int | None]) -> int | None:
    return next(iter(rows.values()))


def _days() -> dict[int, list[dt.date]]:
    return defaultdict(list)


def _tally(
    rhythm: KeptRhythm, clock: Clock, held: list[dt.date], today: dt.date
) -> CadenceTally | None:
    plan, years = clock.plan, list(clock.plan.years.all())
    marked = clock.element.years_marked
    is_whole = rhythm.rule.per == "period"
    span = life_of(plan, years, today) if is_whole else span_of(plan, years, today)
    if marked and not is_whole and not _is_marked(marked, years, span):
        return None
    rules = [counted_from(rule, plan) for rule in rhythm.rules]
    counted = tally(rules, held, span, today, year_start=year_start(plan, years))
    return CadenceTally(rhythm.cadence, rhythm.words, span, counted)


def _is_marked(marked: list[int], years: list[PlanYear], span: Span) -> bool:
    """True for a span that is one of the years that are marked for the line."""
    return any(year.number in marked and year.starts_on == span.start for year in years)
