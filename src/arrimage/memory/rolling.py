"""What becomes of each line when a plan ends: what stays behind, what goes on, what is asked.

Pure: from a draft and decisions to the draft of the next plan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from arrimage.formats.document import Anchor
from arrimage.formats.draft import ElementDraft, PlanDraft, ResultDraft, TimeframeDraft
from arrimage.plans.starting import Frame

from .rolling_money import MoneyChoice, MoneyRoller, money_roller

CARRY, DROP, STAY, LATER = "carry", "drop", "stay", "later"
KEPT_STATES = frozenset({"active", "excluded"})  # by what they count as
TIMELESS = frozenset({"continuous", "on-demand", "conditional", "event"})
_YEAR = re.compile(r"\b(19|20)\d{2}\b")


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a line; ``year`` is the plan year to which it is put off."""

    what: str
    year: int = 0

    @property
    def goes_on(self) -> bool:
        """True when the line is in the next plan."""
        return self.what in (CARRY, LATER)

    @property
    def value(self) -> str:
        """As forms say it: «carry», «later-2»."""
        return f"{LATER}-{self.year}" if self.what == LATER else self.what


def read_decision(text: str, years: int) -> Decision | None:
    """The decision that a form said, if it makes sense with this number of years."""
    if text in (CARRY, DROP, STAY):
        return Decision(text)
    what, _dash, year = text.partition("-")
    is_year = year.isascii() and year.isdigit() and 2 <= int(year[:3]) <= years
    return Decision(LATER, int(year)) if what == LATER and is_year else None


def proposed(counts_as: str, *, is_late: bool) -> tuple[str, Decision]:
    """The group where a line is shown, and what is proposed for it, from what its state counts as.

    Done stays behind; late and stopped are asked; the rest goes on.
    """
    if counts_as == "done":
        return "stays", Decision(STAY)
    if counts_as == "stopped":
        return "asked", Decision(DROP)
    return ("asked" if is_late else "continues"), Decision(CARRY)


def title_for(title: str, years: int) -> str:
    """The title with its years moved: «2026-2028» becomes «2029-2031» after three years."""
    return _YEAR.sub(lambda found: str(int(found[0]) + years), title)


def next_period(starts_on: dt.date | None, ends_on: dt.date | None, today: dt.date) -> tuple[
    dt.date, dt.date
]:  # fmt: skip
    """The days that follow a period, for as many years; a year from today without one."""
    first = ends_on + dt.timedelta(1) if ends_on else today
    years = max(1, round(((ends_on - starts_on).days + 1) / 365)) if starts_on and ends_on else 1
    return first, _years_after(first, years) - dt.timedelta(1)


def _years_after(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def rolled(
    source: PlanDraft,
    frame: Frame,
    decisions: Mapping[str, Decision],
    money: MoneyChoice = "running",
) -> PlanDraft:
    """The next plan: what goes on, under the headings that it stands under, with its money.

    Lines without a decision follow the line above them; a done one stays behind anyway.
    """
    marks_years = any(element.years_marked for element in source.walk())
    purse = money_roller(source, frame.years, frame.starts_on, money)
    roller = _Roller(source, frame, decisions, marks_years, purse)
    years = {str(year.number) for year in frame.years}
    columns = tuple(c for c in source.layout.columns if c.field != "year" or c.key in years)
    return replace(
        source,
        title=frame.title,
        period=frame.period,
        fiscal_year_start=f"{frame.starts_on:%m-%d}",
        updated_on=None,
        years=frame.years,
        footnotes=(),
        notes=(),
        envelopes=purse.envelopes(source),
        elements=tuple(roller.kept(source.elements, None)),
        layout=replace(source.layout, columns=columns),
    )


@dataclass(frozen=True, slots=True)
class _Roller:
    source: PlanDraft
    frame: Frame
    decisions: Mapping[str, Decision]
    marks_years: bool
    purse: MoneyRoller

    def kept(
        self, elements: tuple[ElementDraft, ...], above: Decision | None
    ) -> Iterator[ElementDraft]:
        for element in elements:
            own = self.decisions.get(element.key, above)
            if own is not None and not own.goes_on:
                continue
            is_inherited = element.key not in self.decisions and above is not None
            if is_inherited and element.status and element.status.value == "done":
                continue
            below = tuple(self.kept(element.children, own))
            if own is not None or below:
                yield self._next(element, own, below)

    def _next(
        self, element: ElementDraft, decision: Decision | None, below: tuple[ElementDraft, ...]
    ) -> ElementDraft:
        frames = tuple(t for t in element.timeframes if self._still_says(t))
        has_lost = len(frames) < len(element.timeframes)
        return replace(
            element,
            source_title="", title_variants=(), anchor=Anchor(), confidence=1.0,
            amounts=self.purse.amounts(element.amounts, decision.year if decision else 0),
            status=None,
            timeframes=frames,
            timeframe_text="" if has_lost else element.timeframe_text,
            years_marked=self._years(element, decision),
            quarters_marked=() if has_lost else element.quarters_marked,
            results=tuple(self._results(element)),
            notes=(),
            children=below,
        )  # fmt: skip

    def _still_says(self, frame: TimeframeDraft) -> bool:
        if frame.kind in TIMELESS or frame.end is None:
            return True
        return frame.end >= self.frame.starts_on

    def _years(self, element: ElementDraft, decision: Decision | None) -> tuple[int, ...]:
        numbers = tuple(year.number for year in self.frame.years)
        if not self.marks_years or not element.years_marked or not numbers:
            return (decision.year,) if decision and decision.what == LATER and numbers else ()
        if decision and decision.what == LATER:
            return (decision.year,)
        every = {year.number for year in self.source.years}
        return numbers if every and set(element.years_marked) >= every else numbers[:1]

    def _results(self, element: ElementDraft) -> Iterator[ResultDraft]:
        """Those of no year, and those of the last year, for no year."""
        last = max((year.number for year in self.source.years), default=0)
        for result in element.results:
            if result.year is None or result.year == last:
                yield replace(result, year=None)
