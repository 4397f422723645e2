"""From the rows of a plan to what the pure engine judges: rules, years, spans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from arrimage.formats.draft import CadenceDraft
from arrimage.formats.language import read_cadences
from arrimage.plans.models import Cadence, Plan, PlanYear
from arrimage.rhythm.cadence import Rule, RulePer, rule_of
from arrimage.rhythm.years import CALENDAR, MonthDay, Span, fiscal_year


def rule_of_cadence(cadence: Cadence) -> Rule | None:
    """The rule of a frequency: what its words say, else its count; ``None`` asks for nothing."""
    per: RulePer = cadence.per  # type: ignore[assignment]
    return _rule(cadence.text, cadence.count.normalize(), per, cadence.at_least)


@lru_cache(maxsize=4096)
def _rule(text: str, count: Decimal, per: RulePer, at_least: bool) -> Rule | None:
    """Words are read again: a day of the week has no column of its own."""
    said = [c for c in read_cadences(text) if (c.count, c.per) == (count, per)]
    return rule_of(said[0] if said else CadenceDraft(count, per, text=text, at_least=at_least))


def year_start(plan: Plan) -> MonthDay:
    """The day when the operating year of a plan starts."""
    month, _dash, day = plan.fiscal_year_start.partition("-")
    if not (month.isdigit() and day.isdigit()):
        return CALENDAR
    return int(month), int(day)


def span_of(plan: Plan, years: Iterable[PlanYear], today: dt.date) -> Span:
    """The plan year that counts today: the one that holds the day, else the nearest.

    A plan without years counts by operating years.
    """
    spans = [Span(year.starts_on, year.ends_on) for year in years]
    if not spans:
        return fiscal_year(_within(plan, today), year_start(plan))
    return next(
        (span for span in spans if today in span),
        spans[0] if today < spans[0].start else spans[-1],
    )


def life_of(plan: Plan, years: Iterable[PlanYear], today: dt.date) -> Span:
    """The whole period of a plan, for what is asked once for all of it."""
    every = list(years)
    starts, ends = plan.starts_on, plan.ends_on
    if every:
        starts, ends = starts or every[0].starts_on, ends or every[-1].ends_on
    if starts and ends and starts <= ends:
        return Span(starts, ends)
    return span_of(plan, every, today)


def _within(plan: Plan, day: dt.date) -> dt.date:
    if plan.ends_on and day > plan.ends_on:
        return plan.ends_on
    return max(day, plan.starts_on) if plan.starts_on else day
