"""Échéances: absent, outside the period, contradicting themselves or the years that are marked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..draft import ElementDraft, Period, PlanDraft, TimeframeDraft
from ..language import runs_backwards
from .finding import Finding, about, gathered, gathered_lack, lacking, on_plan


def has_time(element: ElementDraft) -> bool:
    """Whether anything says when: words, bounds, marked years or quarters, a rhythm."""
    return bool(
        element.timeframes
        or element.timeframe_text
        or element.years_marked
        or element.quarters_marked
        or element.cadences
    )


def missing(draft: PlanDraft) -> tuple[Finding, ...]:
    """Actions still to do for which nothing says when."""
    return gathered_lack("timeframe_missing", draft, *lacking(draft, has_time))


def contradictions(draft: PlanDraft) -> tuple[Finding, ...]:
    """Ends before starts, and words that leave the marked years."""
    period = draft.period
    is_reversed = bool(period and period.start and period.end and period.end < period.start)
    whole = (on_plan("dates_conflict", "all"),) if is_reversed else ()
    return (*whole, *(found for node in draft.walk() for found in _contradictions(node, draft)))


def _contradictions(node: ElementDraft, draft: PlanDraft) -> Iterator[Finding]:
    marked = [year for year in draft.years if year.number in node.years_marked]
    for time in node.timeframes:
        start, end = time.start, time.end
        if is_backwards(time):
            yield about("dates_conflict", node, time.text, when=_words(time))
        elif marked and not any(meet(start, end, y.start, y.end) for y in marked):
            years = ", ".join(str(year.number) for year in marked)
            values: dict[str, str | int] = {"when": _words(time), "years": years}
            yield about("dates_conflict", node, time.text, form="branch", **values)


def outside_period(draft: PlanDraft) -> tuple[Finding, ...]:
    """Échéances that never meet the period, and exact ones that end after it."""
    period = draft.period
    if not period or (period.start and period.end and period.end < period.start):
        return ()
    dated = [(n, t) for n in draft.walk() for t in n.timeframes if t.start or t.end]
    said = _period_words(period)
    found = []
    for node, time in dated:
        if form := _how_outside(time, period):
            values: dict[str, str | int] = {"when": _words(time), "period": said}
            found.append(about("date_outside_period", node, time.text, form=form, **values))
    return gathered(found, len(dated), period=said)


def _how_outside(time: TimeframeDraft, period: Period) -> str:
    """The form of the sentence, or "". A season or a year may reach over the edge of the period."""
    start, end = time.start, time.end
    if is_backwards(time):
        return ""  # said as a contradiction
    if not meet(start, end, period.start, period.end):
        return "one"
    is_exact = time.precision in ("day", "month")
    return "branch" if is_exact and period.end and end and end > period.end else ""


def is_backwards(time: TimeframeDraft) -> bool:
    """Whether an échéance ends before it starts, by its bounds or by its own words."""
    if time.start and time.end and time.end < time.start:
        return True
    return time.kind == "range" and runs_backwards(time.text)


def meet(
    start: dt.date | None, end: dt.date | None, other: dt.date | None, other_end: dt.date | None
) -> bool:
    """Whether two spans share a day; an unknown bound stops nothing."""
    starts_in_time = not (start and other_end) or start <= other_end
    return starts_in_time and (not (end and other) or end >= other)


def _words(time: TimeframeDraft) -> str:
    text = " ".join(time.text.split())
    return text or " – ".join(day.isoformat() for day in (time.start, time.end) if day)


def _period_words(period: Period) -> str:
    if period.text:
        return " ".join(period.text.split())
    return " – ".join(str(day.year) for day in (period.start, period.end) if day)
