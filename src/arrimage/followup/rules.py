"""From the rows of a plan to what the pure engine judges: rules, years, spans."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from arrimage.formats.draft import CadenceDraft
from arrimage.formats.language import normalise, read_cadences
from arrimage.plans.models import Cadence, Plan, PlanYear
from arrimage.rhythm.cadence import Rule, rule_of
from arrimage.rhythm.years import MonthDay, Span, fiscal_year, years_start

# What is held, and so can be counted by one tap; «5 membres par année» cannot.
HELD = frozenset([
    "activite", "activity", "appel", "assemblee", "atelier", "bilan", "bulletin", "call",
    "capsule", "collecte", "comite", "communication", "communique", "conference", "consultation",
    "contact", "echange", "edition", "envoi", "evenement", "event", "exercice", "fois",
    "formation", "forum", "infolettre", "intervention", "issue", "journee", "letter", "meeting",
    "mise", "newsletter", "numero", "parution", "presentation", "publication", "rapport",
    "rencontre", "report", "representation", "reunion", "seance", "session", "suivi", "table",
    "time", "tournee", "training", "update", "visit", "visite", "webinaire", "workshop",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptRhythm:
    """A frequency of a line: its words, its rule, and the row that it comes from, if any.

    ``then`` are the rules that it changes into, each with its row, in their order.
    """

    words: str
    rule: Rule
    cadence: int | None = None
    then: tuple[tuple[int | None, Rule], ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Its rules, one after another."""
        return (self.rule, *(rule for _cadence, rule in self.then))

    @property
    def cadences(self) -> tuple[int | None, ...]:
        """The rows that they come from."""
        return (self.cadence, *(cadence for cadence, _rule in self.then))

    @property
    def until(self) -> dt.date | None:
        """The last day when it asks for something, if it ends."""
        return self.rules[-1].until

    def rule_on(self, day: dt.date) -> Rule:
        """The rule that holds on a day, else the next one, else the last one."""
        ahead = (rule for rule in self.rules if not rule.until or day <= rule.until)
        return next(ahead, self.rules[-1])

    def stored(self) -> dict[str, Any]:
        """As a clock keeps it."""
        stored = {"words": self.words, "cadence": self.cadence, "rule": _stored(self.rule)}
        later = [{"cadence": cadence, "rule": _stored(rule)} for cadence, rule in self.then]
        return stored | ({"then": later} if later else {})

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> KeptRhythm:
        """What :meth:`stored` gave."""
        then = tuple((one["cadence"], _read(one["rule"])) for one in stored.get("then", ()))
        return cls(stored["words"], _read(stored["rule"]), stored["cadence"], then)


def _stored(rule: Rule) -> dict[str, Any]:
    days = {"since": rule.since, "until": rule.until}
    return dataclasses.asdict(rule) | {
        name: day.isoformat() if day else None for name, day in days.items()
    }


def _read(stored: Mapping[str, Any]) -> Rule:
    days = {
        name: dt.date.fromisoformat(stored[name]) if stored[name] else None
        for name in ("since", "until")
    }
    return Rule(**stored | days | {"months": tuple(stored["months"])})


def rhythm_of_cadence(cadence: Cadence) -> KeptRhythm | None:
    """The rhythm of a frequency, ``None`` when it asks for nothing.

    What was kept before its day or its months had a column is read in its words again.
    """
    drafted = CadenceDraft(
        cadence.count.normalize(), cadence.per, cadence.unit, cadence.text, cadence.at_least,  # type: ignore[arg-type]
        cadence.every, cadence.weekday, cadence.nth, tuple(cadence.months),
    )  # fmt: skip
    rule = _rule(drafted)
    return KeptRhythm(cadence.text, rule, cadence.pk) if rule else None


def _rule(kept: CadenceDraft) -> Rule | None:
    named = kept.every != 1 or kept.weekday is not None or kept.months
    said = () if named else read_cadences(kept.text)
    return rule_of(next((c for c in said if c.per == kept.per), kept))


def rhythm_in(texts: Iterable[str]) -> KeptRhythm | None:
    """The first frequency that the words of a line count, if any.

    Only what is held counts: meetings, calls, publications; not members or dollars.
    """
    for text in texts:
        for cadence in read_cadences(text):
            rule = rule_of(cadence) if _is_held(cadence.unit) else None
            if rule:
                return KeptRhythm(cadence.text, rule)
    return None


def _is_held(unit: str) -> bool:
    first = normalise(unit).split()[:1]
    return bool(first) and (first[0] in HELD or first[0].rstrip("s") in HELD)


def year_start(plan: Plan, years: Iterable[PlanYear] = ()) -> MonthDay:
    """The day when the operating year of a plan starts: stated, else that of its years."""
    month, _dash, day = plan.fiscal_year_start.partition("-")
    if not (month.isdigit() and day.isdigit()):
        return years_start([Span(year.starts_on, year.ends_on) for year in years])
    return int(month), int(day)


def counted_from(rule: Rule, plan: Plan) -> Rule:
    """The rule, «every 18 months» being counted from its own start, else that of its plan."""
    is_anchored = rule.every == 1 or rule.since is not None
    return rule if is_anchored else dataclasses.replace(rule, since=plan.starts_on)


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
