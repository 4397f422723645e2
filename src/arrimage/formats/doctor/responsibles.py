"""Who carries: nobody, or the same one too often."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from ..draft import ElementDraft, PlanDraft, PlanYear
from ..language.text import normalise
from .finding import Finding, actions_of, gathered_lack, is_closed, lacking, on_plan

HEAVY = 10  # actions in one year from which a load is looked at
TIMES_THE_MEAN = 2
SAID = 3  # responsibles named, the most loaded first


def has_responsible(element: ElementDraft) -> bool:
    """Whether somebody is named as responsible; a collaborator carries nothing alone."""
    return any(a.role == "responsible" and a.name.strip() for a in element.assignments)


def missing(draft: PlanDraft) -> tuple[Finding, ...]:
    """Actions still to do that nobody carries."""
    return gathered_lack("responsible_missing", draft, *lacking(draft, has_responsible))


def overloads(draft: PlanDraft) -> tuple[Finding, ...]:
    """Those with at least ten actions in one year, more than twice the mean of that year.

    An action without bounds weighs on every year. Each responsible is named once, for the worst
    year; a mean of one or two says nothing, and nobody can then carry twice as much.
    """
    worst: dict[str, _Load] = {}
    for form, year in _years(draft):
        loads = _loads(draft, year)
        mean = sum(map(len, loads.values())) / max(len(loads), 1)
        for who, keys in loads.items():
            is_heavy = len(keys) >= HEAVY and len(keys) > TIMES_THE_MEAN * mean
            if is_heavy and (who not in worst or len(keys) > len(worst[who].keys)):
                worst[who] = _Load(tuple(keys), mean, form, year.number if year else 0)
    names = _names(draft)
    ranked = sorted(worst.items(), key=lambda item: -len(item[1].keys))[:SAID]
    return tuple(load.finding(names[who]) for who, load in ranked)


@dataclass(frozen=True, slots=True)
class _Load:
    """What one responsible carries in one year; ``mean`` is that of all in this year."""

    keys: tuple[str, ...]
    mean: float
    form: str
    year: int

    def finding(self, name: str) -> Finding:
        mean = f"{self.mean:.0f}"
        values: dict[str, str | int] = {"count": len(self.keys), "year": str(self.year)}
        return on_plan(
            "responsible_overloaded", self.form, self.keys, name, name=name, mean=mean, **values
        )


def _loads(draft: PlanDraft, year: PlanYear | None) -> dict[str, list[str]]:
    """Keys of the open actions of each responsible that weigh on this year."""
    loads: dict[str, list[str]] = defaultdict(list)
    for action in actions_of(draft):
        if is_closed(action) or (year and not _weighs_on(action, year)):
            continue
        for who in {normalise(a.name) for a in action.assignments if a.role == "responsible"}:
            if who:
                loads[who].append(action.key)
    return loads


def _names(draft: PlanDraft) -> dict[str, str]:
    """The first printing of each folded name."""
    named = [a.name for node in draft.walk() for a in node.assignments]
    return {normalise(name): " ".join(name.split()) for name in reversed(named)}


def _years(draft: PlanDraft) -> list[tuple[str, PlanYear | None]]:
    """The plan's years, else the calendar years of its period, else the plan as one.

    The first of each pair names the sentence.
    """
    if draft.years:
        return [("one", year) for year in draft.years]
    period = draft.period
    if not period or not period.start or not period.end or period.end < period.start:
        return [("all", None)]
    span = range(period.start.year, min(period.end.year, period.start.year + 20) + 1)
    days = [(year, dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in span]
    return [("branch", PlanYear(year, first, last)) for year, first, last in days]


def _weighs_on(action: ElementDraft, year: PlanYear) -> bool:
    if action.years_marked:
        return year.number in action.years_marked
    bounded = [t for t in action.timeframes if t.start or t.end]
    return not bounded or any(
        (t.start is None or t.start <= year.end) and (t.end is None or t.end >= year.start)
        for t in bounded
    )
