"""Stretches of the calendar: operating years that begin on any day, and their parts.

Every :class:`Span` is inclusive on both sides. The parts of a span cover each of its days exactly
once, in order; the first and the last may be short.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

Per = Literal["day", "week", "month", "quarter", "year"]
Season = Literal["winter", "spring", "summer", "autumn"]
MonthDay = tuple[int, int]

CALENDAR: MonthDay = (1, 1)
MOST_YEARS = 50  # of one plan: a mistyped end («3026») makes no endless table
_ONE = dt.timedelta(days=1)
_SEASONS: tuple[tuple[int, Season], ...] = (
    (1, "winter"), (4, "spring"), (7, "summer"), (9, "autumn"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From a day to a day, both included; raises ``ValueError`` when they are reversed."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"{self.start} is after {self.end}")

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        """How many days, at least one."""
        return (self.end - self.start).days + 1

    def meet(self, other: Span) -> Span | None:
        """The days of both, or ``None``."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start <= end else None


def fiscal_year(day: dt.date, starts: MonthDay = CALENDAR) -> Span:
    """The operating year that holds a day. One that begins on 29 February begins on the 28th
    in common years."""
    first = _anniversary(day.year, starts)
    if day < first:
        first = _anniversary(day.year - 1, starts)
    return Span(first, _before(_anniversary(first.year + 1, starts)))


def plan_years(start: dt.date, end: dt.date, starts: MonthDay = CALENDAR) -> tuple[Span, ...]:
    """The years of a plan, at most :data:`MOST_YEARS`. A plan that starts within an operating year
    has a short first year («An 1» ends with the operating year), and maybe a short last one."""
    whole = Span(start, end)
    years = (met for year in wholes(whole, "year", starts) if (met := year.meet(whole)))
    return tuple(islice(years, MOST_YEARS))


def years_start(years: Sequence[Span]) -> MonthDay:
    """The day when the years of a plan begin, for one that states its years but not that day.
    Only the first and the last one may be short, so the second one tells."""
    if not years:
        return CALENDAR
    first = years[1].start if len(years) > 1 else years[0].start
    return first.month, first.day


def parts(span: Span, per: Per, starts: MonthDay = CALENDAR) -> tuple[Span, ...]:
    """The days, ISO weeks, months, quarters or years of a span, cut to the span.

    Quarters and years are those of the operating year; weeks and months those of the calendar.
    """
    return tuple(met for whole in wholes(span, per, starts) if (met := whole.meet(span)))


def wholes(span: Span, per: Per, starts: MonthDay = CALENDAR) -> Iterator[Span]:
    """The same, uncut: every whole period that shares a day with the span."""
    day = span.start
    while True:
        whole = period_of(day, per, starts)
        yield whole
        if whole.end >= span.end:
            return
        day = whole.end + _ONE


def period_of(day: dt.date, per: Per, starts: MonthDay = CALENDAR) -> Span:
    """The whole period that holds a day. ISO 8601 weeks begin on Monday."""
    if per == "day":
        return Span(day, day)
    if per == "week":
        first = dt.date.fromordinal(max(day.toordinal() - day.weekday(), 1))
        return Span(first, dt.date.fromordinal(min(day.toordinal() - day.weekday() + 6, _LAST)))
    if per == "month":
        return Span(day.replace(day=1), month_end(day.year, day.month))
    year = fiscal_year(day, starts)
    if per == "year":
        return year
    firsts = [add_months(year.start, step) for step in range(0, 12, 3)]
    rank = max(i for i, first in enumerate(firsts) if first <= day)
    last = year.end if rank == len(firsts) - 1 else _before(firsts[rank + 1])
    return Span(firsts[rank], last)


def add_months(day: dt.date, count: int) -> dt.date:
    """The same day of the month, so many months on; the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.max if year > dt.MAXYEAR else dt.date.min
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(year: int, month: int) -> dt.date:
    """Last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def season_of(day: dt.date) -> Season:
    """The season as plans write it: by calendar months, spring from April to June."""
    return max((first, name) for first, name in _SEASONS if first <= day.month)[1]


def seasons(span: Span) -> tuple[tuple[Season, Span], ...]:
    """The seasons of a span, in order, cut to the span."""
    found: list[tuple[Season, Span]] = []
    for month in parts(span, "month"):
        season = season_of(month.start)
        if found and found[-1][0] == season:
            found[-1] = (season, Span(found[-1][1].start, month.end))
        else:
            found.append((season, month))
    return tuple(found)


_LAST = dt.date.max.toordinal()


def _anniversary(year: int, starts: MonthDay) -> dt.date:
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.min if year < dt.MINYEAR else dt.date.max
    month, day = starts
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _before(day: dt.date) -> dt.date:
    return day if day in (dt.date.min, dt.date.max) else day - _ONE
