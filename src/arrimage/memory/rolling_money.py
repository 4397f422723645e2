"""What of the money of a plan goes on into the next one, and never what was used already.

Pure. An amount still runs when its year (the whole period, where it names none) is not over once
the next plan begins. What is committed or spent stays behind and is taken off what was planned:
first what is of the same year and source, then of the same year, then what names no year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeVar

from arrimage.formats.draft import AmountDraft, EnvelopeDraft, PlanDraft, PlanYear

MoneyChoice = Literal["running", "balance", "none"]
RUNNING: MoneyChoice = "running"
USED = frozenset({"committed", "spent"})
ZERO = Decimal("0.00")
Money = TypeVar("Money", AmountDraft, EnvelopeDraft)


def left_of(given: Sequence[Money], used: Iterable[AmountDraft]) -> tuple[Money, ...]:
    """What is left of some money once the amounts that were used are taken off; nothing below 0."""
    pairs = zip(given, _left(given, used), strict=True)
    return tuple(replace(part, amount=amount) for part, amount in pairs if amount > 0)


def _left(given: Sequence[Money], used: Iterable[AmountDraft]) -> list[Decimal]:
    left = [part.amount for part in given]
    order = sorted(range(len(given)), key=lambda n: given[n].year or 1000)
    taking = [amount for amount in used if amount.nature in USED]
    to_take = [amount.amount for amount in taking]
    for is_near in (_is_same, _is_of_year, _names_no_year):
        for rank, amount in enumerate(taking):
            for n in order:
                if is_near(given[n], amount):
                    taken = min(left[n], to_take[rank])
                    left[n], to_take[rank] = left[n] - taken, to_take[rank] - taken
    return left


def put_off(held: Sequence[AmountDraft], year: int, target: int) -> tuple[AmountDraft, ...]:
    """The amounts of a line once what one year planned and did not use goes to another year."""
    planned = [a for a in held if a.nature == "planned" and a.year == year]
    left = _left(planned, [a for a in held if a.year == year])
    others = [a for a in held if a.nature != "planned" or a.year != year]
    pairs = list(zip(planned, left, strict=True))
    stays = [replace(a, amount=a.amount - rest) for a, rest in pairs if a.amount > rest]
    goes = [replace(a, amount=rest, year=target, on=None) for a, rest in pairs if rest > 0]
    return (*others, *stays, *goes)


def balance_of(held: Sequence[AmountDraft], year: int) -> Decimal:
    """What one year planned for a line and did not use."""
    planned = [a for a in held if a.nature == "planned" and a.year == year]
    return sum(_left(planned, [a for a in held if a.year == year]), ZERO)


def _is_same(part: Money, used: AmountDraft) -> bool:
    return part.year == used.year and part.source == used.source


def _is_of_year(part: Money, used: AmountDraft) -> bool:
    """An agreement gives what its own source pays, and no more."""
    is_apart = isinstance(part, EnvelopeDraft) and part.source != used.source
    return part.year == used.year and not is_apart


def _names_no_year(part: Money, used: AmountDraft) -> bool:
    is_apart = isinstance(part, EnvelopeDraft) and part.source != used.source
    return (part.year is None or used.year is None) and not is_apart


@dataclass(frozen=True, slots=True)
class MoneyRoller:
    """How money passes from one plan to the next; ``years`` are the old ones that go on."""

    choice: MoneyChoice
    years: Mapping[int, int]
    is_whole_running: bool
    first: int | None

    def amounts(self, held: Sequence[AmountDraft], at_least: int = 0) -> tuple[AmountDraft, ...]:
        """What of the amounts of a line goes on; not before a year to which it is put off."""
        planned = [amount for amount in held if amount.nature == "planned"]
        going = [self._next(amount) for amount in left_of(planned, held)]
        if self.choice != "none":
            in_kind = (a for a in held if a.nature == "in_kind" and not a.on)
            going += [self._next(a) for a in in_kind if self._is_running(a.year)]
        found = (replace(a, on=None) for a in going if a is not None)
        return tuple(replace(a, year=max(a.year, at_least)) if a.year else a for a in found)

    def envelopes(self, source: PlanDraft) -> tuple[EnvelopeDraft, ...]:
        """What the agreements still give."""
        used = [amount for element in source.walk() for amount in element.amounts]
        going = (self._next(envelope) for envelope in left_of(source.envelopes, used))
        return tuple(envelope for envelope in going if envelope is not None)

    def _next(self, money: Money) -> Money | None:
        if self.choice == "none":
            return None
        if self._is_running(money.year):
            return replace(money, year=self.years[money.year] if money.year else None)
        return replace(money, year=self.first) if self.choice == "balance" else None

    def _is_running(self, year: int | None) -> bool:
        return self.is_whole_running if year is None else year in self.years


def money_roller(
    source: PlanDraft, years: Sequence[PlanYear], starts_on: dt.date, choice: MoneyChoice
) -> MoneyRoller:
    """From the years of both plans."""
    last = source.period.end if source.period else None
    ends_on = max((year.end for year in source.years), default=last)
    return MoneyRoller(
        choice=choice,
        years=years_going_on(source.years, years),
        is_whole_running=ends_on is not None and ends_on >= starts_on,
        first=min((year.number for year in years), default=None),
    )


def years_going_on(old: Iterable[PlanYear], new: Sequence[PlanYear]) -> dict[int, int]:
    """The old years that are not over, each with the new one that shares most of its days."""
    found = {}
    for year in old:
        shared = {each.number: _days_shared(year, each) for each in new}
        if any(days > 0 for days in shared.values()):
            found[year.number] = max(shared, key=lambda number: shared[number])
    return found


def _days_shared(one: PlanYear, other: PlanYear) -> int:
    return (min(one.end, other.end) - max(one.start, other.start)).days + 1
