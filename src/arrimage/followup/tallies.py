"""What each frequency awaits of the plan year that counts today, and what was held."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, prefetch_related_objects

from arrimage.plans.models import Cadence, Element, Plan, PlanYear
from arrimage.rhythm.cadence import Tally, tally
from arrimage.rhythm.years import Span

from .models import Occurrence
from .rules import life_of, rule_of_cadence, span_of, year_start


@dataclass(frozen=True, slots=True)
class CadenceTally:
    """One frequency of an element over the span that counts today."""

    cadence: Cadence
    span: Span
    tally: Tally


def tallies_of(elements: Q, today: dt.date) -> dict[int, tuple[CadenceTally, ...]]:
    """The frequencies of some elements, by their key; three queries whatever their number.

    A line that is not planned for the year that counts today awaits nothing in it.
    """
    kept = Element.objects.filter(elements)
    cadences = list(
        Cadence.objects.filter(element__in=kept)
        .select_related("element__plan")
        .order_by("element", "position", "pk")
    )
    if not cadences:
        return {}
    plans = {c.element.plan_id: c.element.plan for c in cadences}
    prefetch_related_objects(list(plans.values()), "years")
    days = _held({c.element_id for c in cadences}, _firsts(cadences))
    found: dict[int, list[CadenceTally]] = defaultdict(list)
    for cadence in cadences:
        told = _tally(cadence, plans[cadence.element.plan_id], days[cadence.pk], today)
        if told:
            found[cadence.element_id].append(told)
    return {pk: tuple(told) for pk, told in found.items()}


def _firsts(cadences: Iterable[Cadence]) -> dict[int, int]:
    """The first frequency of each element, for which what names none counts."""
    firsts: dict[int, int] = {}
    for cadence in cadences:
        firsts.setdefault(cadence.element_id, cadence.pk)
    return firsts


def _held(elements: set[int], firsts: dict[int, int]) -> dict[int, list[dt.date]]:
    days: dict[int, list[dt.date]] = defaultdict(list)
    held = Occurrence.objects.filter(element__in=elements).order_by("on", "pk")
    for element, cadence, day in held.values_list("element", "cadence", "on"):
        days[cadence or firsts[element]].append(day)
    return days


def _tally(
    cadence: Cadence, plan: Plan, held: list[dt.date], today: dt.date
) -> CadenceTally | None:
    rule = rule_of_cadence(cadence)
    if rule is None:
        return None
    years = list(plan.years.all())
    marked = cadence.element.years_marked
    span = life_of(plan, years, today) if rule.per == "period" else span_of(plan, years, today)
    if marked and rule.per != "period" and not _is_marked(marked, years, span):
        return None
    counted = tally(rule, held, span, today, year_start=year_start(plan))
    return CadenceTally(cadence, span, counted)


def _is_marked(marked: list[int], years: list[PlanYear], span: Span) -> bool:
    """True for a span that is one of the years that are marked for the line."""
    return any(year.number in marked and year.starts_on == span.start for year in years)
