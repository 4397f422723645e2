"""How often, and what it makes of a year: expected occurrences.

A rule asks for ``count`` occurrences in each window (a week, a month, a plan year…). Each has its
even share of the window: the third of four in a year has the third quarter of it. The share says
when an occurrence is awaited, and which part of a cut year has it: **the part that holds the
middle of its share**. So nothing is asked twice or lost when a plan starts within a year or when
a cadence changes: the occurrences of the two parts of a year are those of the whole year, and a
plan of six months is asked for two of «4 par année». It is rounding to the nearest, made additive.

A named day («le dernier mercredi du mois») follows RFC 5545, ``BYDAY`` with an ordinal: a month
without a fifth Monday has no occurrence.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from arrimage.formats.draft import CadenceDraft

from .years import (
    CALENDAR,
    MonthDay,
    Per,
    Span,
    add_months,
    fiscal_year,
    month_end,
    period_of,
    wholes,
)

RulePer = Literal["day", "week", "month", "quarter", "year", "period"]

_REMEMBERED = 256  # rules over a span
MOST_A_WINDOW = 60  # above, one Expected stands for them all: ``times``
_EPOCH = dt.date(2000, 1, 3)  # a Monday: where «every N» counts from when no day is given
_ONE = dt.timedelta(days=1)
_DAYS: dict[RulePer, Decimal] = {
    "day": Decimal(1), "week": Decimal(7), "month": Decimal("30.4"),
    "quarter": Decimal("91.3"), "year": Decimal(365), "period": Decimal(365),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """``count`` occurrences every ``every`` ``per``; «period» is the whole span that is asked for,
    or the part of it when the rule holds.

    ``weekday`` is 0 for Monday; ``nth`` (1…5, or -1 for the last) is the rank of that weekday in
    the month. ``months`` are those in which something is awaited, none meaning all. The rule
    holds from ``since`` to ``until``, both included; «every N» counts from ``since``, else from the
    operating years: give it when N does not divide them.
    """

    count: int
    per: RulePer
    at_least: bool = True
    every: int = 1
    weekday: int | None = None
    nth: int | None = None
    months: tuple[int, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None

    def __post_init__(self) -> None:
        if self.count < 1 or self.every < 1:
            raise ValueError("a rule asks for at least one occurrence, at least every one period")
        if self.weekday is not None and not 0 <= self.weekday <= 6:
            raise ValueError("weekday goes from 0 to 6")
        if self.nth is not None and self.nth not in (-1, 1, 2, 3, 4, 5):
            raise ValueError("nth goes from 1 to 5, or is -1")
        if not all(1 <= month <= 12 for month in self.months):
            raise ValueError("months go from 1 to 12")


@dataclass(frozen=True, slots=True)
class Expected:
    """One awaited occurrence (``times`` of them when a window asks for more than sixty).

    ``key`` does not depend on the span that was asked for. ``window`` is when it may be held, cut
    to the span and to the life of the rule («tous les 2 ans» may be held outside of the span, in
    the years that go with it); ``share`` the part of it when it is awaited.
    ``due_on`` is a day only when the words name one. ``rank`` counts from 1 to ``of`` in the
    window; ``whole`` is false when the window was cut, and so may ask for less.
    """

    key: str
    window: Span
    share: Span
    due_on: dt.date | None
    rank: int
    of: int
    whole: bool = True
    times: int = 1


def rule_of(
    cadence: CadenceDraft, since: dt.date | None = None, until: dt.date | None = None
) -> Rule | None:
    """The rule that words of a plan stand for, ``None`` when they ask for nothing.

    A rate below one («0,67 par année») is turned around: once every 18 months. Another fraction
    is rounded up: «2,5 par mois» asks for three.
    """
    per: RulePer = cadence.per
    count, every = cadence.count, cadence.every
    if count <= 0:
        return None
    if count < 1:
        every = max(round(every * (12 if per == "year" else 1) / count), 1)
        count, per = Decimal(1), "month" if per == "year" else per
    whole = int(count.to_integral_value(rounding="ROUND_CEILING"))
    return Rule(
        whole, per, cadence.at_least, every, cadence.weekday, cadence.nth, cadence.months,
        since, until,
    )  # fmt: skip


def expected(rule: Rule, span: Span, *, year_start: MonthDay = CALENDAR) -> tuple[Expected, ...]:
    """Every occurrence a rule awaits in a span, in order of window."""
    return _expected(rule, span, year_start)


@functools.lru_cache(maxsize=_REMEMBERED)
def _expected(rule: Rule, span: Span, year_start: MonthDay) -> tuple[Expected, ...]:
    """The same, once for each: the elements of plans share a few rhythms and a few years."""
    life = life_of(rule)
    alive = span.meet(life) if life else None
    if not life or not alive:
        return ()
    found: list[Expected] = []
    for whole in _windows(rule, alive, span, year_start):
        window = whole.meet(alive)
        if window:
            room = whole.meet(life) if is_rare(rule) else window
            found += _in_window(rule, whole, window, room or window)
    return tuple(found)


def silence_of(rule: Rule) -> int:
    """Days between two occurrences of a rule, the longest of its year: what «no news for longer
    than its rhythm» is measured with."""
    days = _DAYS[rule.per] * rule.every / rule.count
    if rule.months and rule.per in ("day", "week", "month"):
        months = sorted(set(rule.months))
        gaps = [(b - a) % 12 or 12 for a, b in zip(months, [*months[1:], months[0]], strict=True)]
        days = max(days, (max(gaps) - 1) * _DAYS["month"] + days)
    return max(int(days.to_integral_value(rounding="ROUND_CEILING")), 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date | None:
    """«Le dernier mercredi» of a month, ``None`` when it has no such day."""
    if nth == -1:
        last = month_end(year, month)
        return last - (last.weekday() - weekday) % 7 * _ONE
    day = 1 + (weekday - dt.date(year, month, 1).weekday()) % 7 + 7 * (nth - 1)
    return dt.date(year, month, day) if day <= month_end(year, month).day else None


def _windows(rule: Rule, alive: Span, span: Span, year_start: MonthDay) -> Iterator[Span]:
    """The whole windows of a rule that share a day with the part of the span when it holds."""
    if rule.per == "period":
        yield alive
    elif rule.every == 1:
        yield from wholes(alive, rule.per, year_start)
    else:
        anchor = _anchor(rule, year_start)
        rank = _step(rule, anchor, alive.start)
        while (first := _nth_start(rule, anchor, rank)) <= alive.end:
            rank += 1
            after = _nth_start(rule, anchor, rank)
            if after <= first:
                return
            if after > alive.start:
                yield Span(first, after - _ONE)


def _anchor(rule: Rule, year_start: MonthDay) -> dt.date:
    """Where «every N» counts from: ``since``, else the operating years, else ISO weeks."""
    is_dated = rule.since is None and rule.per in _MONTHS
    day = fiscal_year(_EPOCH, year_start).start if is_dated else rule.since or _EPOCH
    per: Per = "day" if rule.per == "period" else rule.per
    return period_of(day, per, year_start).start


def _step(rule: Rule, anchor: dt.date, day: dt.date) -> int:
    """Rank of a window that begins on that day or before."""
    if size := _MONTHS.get(rule.per):
        months = (day.year - anchor.year) * 12 + day.month - anchor.month
        return months // (size * rule.every) - 1
    return (day - anchor).days // (_LENGTHS[rule.per] * rule.every)


def _nth_start(rule: Rule, anchor: dt.date, rank: int) -> dt.date:
    if size := _MONTHS.get(rule.per):
        return add_months(anchor, rank * size * rule.every)
    ordinal = anchor.toordinal() + rank * _LENGTHS[rule.per] * rule.every
    return dt.date.fromordinal(min(max(ordinal, 1), dt.date.max.toordinal()))


_MONTHS: dict[RulePer, int] = {"month": 1, "quarter": 3, "year": 12}
_LENGTHS: dict[RulePer, int] = {"day": 1, "week": 7}


def life_of(rule: Rule) -> Span | None:
    """The days when a rule holds, ``None`` when it never does."""
    since, until = rule.since or dt.date.min, rule.until or dt.date.max
    return Span(since, until) if since <= until else None


def is_rare(rule: Rule) -> bool:
    """«Tous les 2 ans»: the year that has the occurrence may count what was held in the other."""
    return rule.count == 1 and rule.every > 1 and rule.weekday is None


def _in_window(rule: Rule, whole: Span, window: Span, room: Span) -> Iterator[Expected]:
    """The occurrences that the days of ``window`` have, to be held in the days of ``room``."""
    key = f"{whole.start}/{rule.count}x{rule.every}{rule.per[0]}"
    if rule.weekday is not None and rule.count == 1 and (rule.nth or rule.per == "week"):
        key = f"{key}{rule.weekday}{rule.nth or ''}"
        due_on = _due_on(rule, whole)
        if due_on and due_on in window:
            yield Expected(f"{key}.1", window, Span(due_on, due_on), due_on, 1, 1, window == whole)
        return
    asked = _narrowed(rule, whole)
    met = asked.meet(window) if asked else None
    held_in = asked.meet(room) if asked else None
    if asked and met and held_in:
        yield from _shares(rule.count, key, asked, met, held_in)


def _due_on(rule: Rule, whole: Span) -> dt.date | None:
    """The day that the words name in a window: the first one that it has."""
    if rule.weekday is None:
        return None
    if rule.nth is None:
        day = whole.start + (rule.weekday - whole.start.weekday()) % 7 * _ONE
        return day if day in whole and _asks(rule, day) else None
    for month in _months_of(whole):
        day_of = nth_weekday(month.year, month.month, rule.weekday, rule.nth)
        if day_of and day_of in whole and _asks(rule, month):
            return day_of
    return None


def _months_of(whole: Span) -> Iterator[dt.date]:
    """One day of each month of a window."""
    day = whole.start
    while day <= whole.end:
        yield day
        if (day := add_months(day.replace(day=1), 1)) == dt.date.max:
            return


def _asks(rule: Rule, day: dt.date) -> bool:
    return not rule.months or day.month in rule.months


def _narrowed(rule: Rule, whole: Span) -> Span | None:
    """A day, a week or a month counts when its middle is in the months of the rule; a longer
    window goes from the first of these months to the last one that it has."""
    if not rule.months:
        return whole
    if rule.per in ("day", "week", "month") and rule.every == 1:
        return whole if _asks(rule, whole.start + whole.days // 2 * _ONE) else None
    asked = [day for day in _months_of(whole) if _asks(rule, day)]
    if not asked:
        return None
    last = month_end(asked[-1].year, asked[-1].month)
    return Span(asked[0], min(last, whole.end))


def _shares(count: int, key: str, whole: Span, window: Span, room: Span) -> Iterator[Expected]:
    """The occurrences of a whole window whose middle is in the part of it that is asked for."""
    first = _middles_before(count, whole.days, (window.start - whole.start).days)
    after = _middles_before(count, whole.days, (window.end - whole.start).days + 1)
    is_whole = room == whole
    if after - first > MOST_A_WINDOW:
        yield Expected(f"{key}.*", room, room, None, 1, 1, is_whole, after - first)
        return
    for rank in range(first, after):
        start = rank * whole.days // count
        end = max((rank + 1) * whole.days // count - 1, start)
        share = Span(whole.start + start * _ONE, whole.start + end * _ONE).meet(room) or room
        number = rank - first + 1
        yield Expected(f"{key}.{rank + 1}", room, share, None, number, after - first, is_whole)


def _middles_before(count: int, days: int, day: int) -> int:
    """How many of ``count`` even shares of ``days`` have their middle before this day."""
    return min(max(-((days - 2 * count * day) // (2 * days)), 0), count)
