"""Late, due soon, silent: what a timeframe and the last news say, and why.

Lateness is honest about fuzzy words: work is late from the day after the **last day that the
words allow**. «An 2» allows the whole plan year, «mai 2026» the whole month. Seasons are written
by calendar months in plans, and begin at a solstice or an equinox in the almanac; the words allow
the later of the two: spring to 30 June, summer to 22 September (the September equinox falls on
the 22nd or the 23rd in America/Toronto), autumn to 31 December, winter to 31 March.

Continuous, on-demand, conditional and recurring work has no last day and is **never late by
date**. It becomes silent. Unknown is never late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from arrimage.formats.draft import TimeframeKind

CountsAs = Literal["not_started", "active", "done", "stopped", "excluded"]
Nature = Literal["dated", "continuous", "on_demand", "conditional", "recurring", "unknown"]
Precision = Literal["day", "month", "season", "year"]
Reason = Literal[
    "done", "stopped", "excluded", "no_timeframe", "no_end", "no_news_expected", "by_date",
    "by_month", "by_season", "by_quarter", "by_year", "by_plan_year", "by_range", "by_event",
    "no_news_for_rhythm", "no_news_by_default",
]  # fmt: skip
VerdictKind = Literal["late", "due_soon", "silent", "on_time", "done", "unknown"]

SILENT_AFTER = 183  # days: six months, for what goes on without a rhythm of its own
SHORTEST_SILENCE = 30  # days: nobody is asked for news more than once a month
SUMMER_ENDS = (9, 22)
_LAST_DAY = dt.date.max


@dataclass(frozen=True, slots=True)
class Frame:
    """One timeframe: ``formats.draft.TimeframeDraft`` without its words."""

    kind: TimeframeKind
    start: dt.date | None = None
    end: dt.date | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a clock is made of. ``since`` is when news could first be expected (the start of the
    plan, or the day the element was written), ``until`` when none is any more (its end).
    ``silence_days`` is its rhythm (``silence_of``)."""

    frames: tuple[Frame, ...] = ()
    counts_as: CountsAs = "not_started"
    nature: Nature = "unknown"
    last_news: dt.date | None = None
    since: dt.date | None = None
    silence_days: int | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Days that do not depend on the one when they are read; ``None`` when that never comes.

    ``due_on`` is the last day that the words allow, ``late_from`` the day after it while the work
    is not over. ``heard_on`` is what silence counts from, ``silent_after`` how many days of it are
    too many. ``reason`` says where the date comes from.
    """

    due_on: dt.date | None
    late_from: dt.date | None
    silent_from: dt.date | None
    starts_on: dt.date | None
    reason: Reason
    heard_on: dt.date | None = None
    silent_after: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to say of an element on a day, since when, and why."""

    kind: VerdictKind
    since: dt.date | None
    reason: Reason


def nature_of(frames: Iterable[Frame], *, has_rule: bool = False) -> Nature:
    """What a whole échéance is. The word that forbids a date wins: «en continu, bilan en juin»
    is continuous."""
    kinds = {frame.kind for frame in frames}
    if "conditional" in kinds:
        return "conditional"
    if "on-demand" in kinds:
        return "on_demand"
    if has_rule or "recurring" in kinds:
        return "recurring"
    if "continuous" in kinds:
        return "continuous"
    return "dated" if kinds - {"unknown"} else "unknown"


def clock(facts: Facts) -> Clock:
    """The days when an element becomes late or silent."""
    starts_on = min((f.start for f in facts.frames if f.start), default=None)
    last = _last(facts.frames) if facts.nature == "dated" else None
    due_on = last_day(last) if last else None
    if facts.counts_as in ("done", "stopped", "excluded"):
        return Clock(due_on, None, None, starts_on, _over(facts.counts_as))
    if due_on and last:
        return Clock(due_on, _after(due_on, 1), None, starts_on, _BY[last.kind])
    return _silence(facts, starts_on)


def judge(clock: Clock, counts_as: CountsAs, today: dt.date, soon_days: int = 30) -> Verdict:
    """Late, due soon, silent, on time, done or unknown, on that day.

    Stopped and excluded work is «done»: nothing more is awaited from it, and ``reason`` says why.
    """
    if counts_as in ("done", "stopped", "excluded"):
        return Verdict("done", None, _over(counts_as))
    if clock.late_from and today >= clock.late_from:
        return Verdict("late", clock.late_from, clock.reason)
    if clock.late_from and clock.due_on:
        soon = _after(clock.due_on, -soon_days)
        if today >= soon:
            return Verdict("due_soon", soon, clock.reason)
    if clock.silent_from and today >= clock.silent_from:
        return Verdict("silent", clock.silent_from, clock.reason)
    if clock.reason == "no_timeframe":
        return Verdict("unknown", None, clock.reason)
    return Verdict("on_time", None, clock.reason)


def last_day(frame: Frame) -> dt.date | None:
    """The last day that the words of a timeframe allow, ``None`` when they set no end."""
    if frame.end is None:
        return None
    if frame.precision == "season" and (frame.end.month, frame.end.day) == (8, 31):
        return dt.date(frame.end.year, *SUMMER_ENDS)
    return frame.end


_BY: dict[TimeframeKind, Reason] = {
    "date": "by_date", "month": "by_month", "season": "by_season", "quarter": "by_quarter",
    "year": "by_year", "plan_year": "by_plan_year", "range": "by_range", "event": "by_event",
}  # fmt: skip


def _last(frames: Iterable[Frame]) -> Frame | None:
    """The frame that ends last: work with several dates is late after the last of them. One that
    is open on the right («à partir de 2026») leaves the whole open."""
    dated = [frame for frame in frames if frame.kind in _BY]
    if not dated or any(frame.end is None and frame.start for frame in dated):
        return None
    return max((f for f in dated if f.end), key=lambda f: last_day(f) or dt.date.min, default=None)


def _over(counts_as: CountsAs) -> Reason:
    if counts_as == "done":
        return "done"
    return "stopped" if counts_as == "stopped" else "excluded"


def _silence(facts: Facts, starts_on: dt.date | None) -> Clock:
    """Continuous and recurring work is silent when no news came for half as long again as its
    rhythm: by then one occurrence was due and another is half awaited, so it is no mere delay in
    writing. Work that waits (for a request, a condition, its dates) says something once active.
    """
    reason = _why_silent(facts, starts_on)
    known = [day for day in (facts.last_news, facts.since, starts_on) if day]
    if reason not in ("no_news_for_rhythm", "no_news_by_default") or not known:
        return Clock(None, None, None, starts_on, reason)
    rhythm = facts.silence_days
    days = max(-(-rhythm * 3 // 2), SHORTEST_SILENCE) if rhythm else SILENT_AFTER
    heard = max(known)
    silent_from = _after(heard, days + 1)
    is_in_time = facts.until is None or silent_from <= facts.until
    return Clock(None, None, silent_from if is_in_time else None, starts_on, reason, heard, days)


def _why_silent(facts: Facts, starts_on: dt.date | None) -> Reason:
    if facts.nature not in ("continuous", "recurring") and facts.counts_as != "active":
        if facts.nature in ("on_demand", "conditional"):
            return "no_news_expected"
        return "no_end" if starts_on and facts.nature == "dated" else "no_timeframe"
    return "no_news_for_rhythm" if facts.silence_days else "no_news_by_default"


def _after(day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return _LAST_DAY
