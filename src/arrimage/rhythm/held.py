"""What was held of what rhythms expect: «3 sur 4 tenues; il en manque 1 avant le 30 juin».

A rhythm that changes is several rules, one after another: a span is asked for what each of them
asks of the days when it holds, and nothing that was held is counted for two of them.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .cadence import Expected, Rule, expected, is_rare, life_of
from .years import CALENDAR, MonthDay, Span

SlotState = Literal["held", "missed", "open", "to_come"]


@dataclass(frozen=True, slots=True)
class Slot:
    """An expected occurrence and what became of it; ``count`` of its ``times`` were held."""

    state: SlotState
    expected: Expected
    held_on: dt.date | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a span when one rule holds, and how many times it asks for in it."""

    span: Span
    expected: int


@dataclass(frozen=True, slots=True)
class Tally:
    """«``held`` sur ``expected`` tenues; il en manque ``missing`` avant le ``until``».

    ``held`` counts everything held in the span, ``extra`` what no slot asked for: so
    ``held - extra + missing == expected``. Of the missing ones, ``missed`` can no longer be held.
    ``due`` should have been held by now (their share is over). ``until`` is the last day for the
    ones that can still be held, ``None`` when there is none; ``next`` the first of them.
    ``is_whole`` is false when a cut year asks for less than the words do. ``stretches`` say what
    is asked of each part of the span, when its rhythm changes, begins or ends within it.
    """

    held: int
    expected: int
    missing: int
    extra: int
    missed: int
    due: int
    slots: tuple[Slot, ...]
    until: dt.date | None = None
    next: Expected | None = None
    is_whole: bool = True
    stretches: tuple[Stretch, ...] = ()

    @property
    def left(self) -> int:
        """How many of the missing ones can still be held."""
        return self.missing - self.missed


def tally(
    rules: Rule | Sequence[Rule],
    held: Sequence[dt.date],
    span: Span,
    today: dt.date,
    *,
    year_start: MonthDay = CALENDAR,
) -> Tally:
    """What was held, what is missing and until when. A date later than today is not held yet.

    Several rules are one rhythm that changed: in order, and never two of them on one day.
    """
    every = (rules,) if isinstance(rules, Rule) else tuple(rules)
    by_rule = [expected(rule, span, year_start=year_start) for rule in every]
    asked = [occurrence for each in by_rule for occurrence in each]
    rooms = [room for pair in zip(every, by_rule, strict=True) for room in _rooms(*pair, span)]
    counted = [day for day in held if any(day in room for room in rooms)]
    return _told(asked, sorted(counted), _stretches(every, by_rule, span), today)


def _told(
    asked: Sequence[Expected],
    counted: Sequence[dt.date],
    stretches: tuple[Stretch, ...],
    today: dt.date,
) -> Tally:
    days = [day for day in counted if day <= today]
    slots = tuple(_fill(asked, days, today))
    filled = sum(s.count for s in slots)
    total = sum(e.times for e in asked)
    ahead = [s.expected for s in slots if s.state in ("open", "to_come")]
    return Tally(
        held=len(days),
        expected=total,
        missing=total - filled,
        extra=len(days) - filled,
        missed=sum(s.expected.times - s.count for s in slots if s.state == "missed"),
        due=sum(e.times for e in asked if (e.due_on or e.share.end) <= today),
        slots=slots,
        until=max((e.window.end for e in ahead), default=None),
        next=ahead[0] if ahead else None,
        is_whole=all(e.whole for e in asked),
        stretches=stretches,
    )


def _rooms(rule: Rule, asked: Sequence[Expected], span: Span) -> list[Span]:
    """The days of the span when the rule holds, and those of a window that goes beyond it."""
    life = life_of(rule)
    alive = span.meet(life) if life else None
    wider = [e.window for e in asked] if is_rare(rule) else []
    return [alive, *wider] if alive else wider


def _stretches(
    rules: Sequence[Rule], by_rule: Sequence[Sequence[Expected]], span: Span
) -> tuple[Stretch, ...]:
    """What each rule asks of its days; nothing to say when one holds over the whole span, or asks
    for so many times in all."""
    if any(rule.per == "period" for rule in rules):
        return ()
    found = []
    for rule, asked in zip(rules, by_rule, strict=True):
        life = life_of(rule)
        alive = span.meet(life) if life else None
        if alive:
            found.append(Stretch(alive, sum(e.times for e in asked)))
    return () if [stretch.span for stretch in found] == [span] else tuple(found)


def _fill(asked: Sequence[Expected], days: Sequence[dt.date], today: dt.date) -> Iterator[Slot]:
    """Each occurrence takes the first days of its window that no other one has taken. Days and
    occurrences are in order, and two windows are the same or have no day in common."""
    left = deque(days)
    for occurrence in asked:
        taken: list[dt.date] = []
        while left and left[0] <= occurrence.window.end and len(taken) < occurrence.times:
            day = left.popleft()
            if day in occurrence.window:
                taken.append(day)
        state: SlotState = "open"
        if len(taken) == occurrence.times:
            state = "held"
        elif occurrence.window.end < today:
            state = "missed"
        elif occurrence.window.start > today:
            state = "to_come"
        yield Slot(state, occurrence, taken[-1] if taken else None, len(taken))
