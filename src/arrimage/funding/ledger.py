"""Adding money up: by branch, by year, by source, against what the agreements give. Pure.

Every sum is exact (:class:`decimal.Decimal`). What nobody wrote is absent, not zero: a
:class:`Totals` tells «nothing known» from «nothing spent» by :attr:`Totals.is_known`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeVar

Natures = Literal["planned", "committed", "spent", "in_kind"]
Key = TypeVar("Key", bound=Hashable)
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Line:
    """One amount: its element, its plan year (``None``: the whole period), its source's key."""

    element: int
    nature: str
    amount: Decimal
    year: int | None = None
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums by nature; ``None`` where no amount of that nature was written."""

    planned: Decimal | None = None
    committed: Decimal | None = None
    spent: Decimal | None = None
    in_kind: Decimal | None = None

    @property
    def is_known(self) -> bool:
        """True when at least one amount was written."""
        return any(v is not None for v in (self.planned, self.committed, self.spent, self.in_kind))

    @property
    def used(self) -> Decimal:
        """Committed and spent."""
        return (self.committed or ZERO) + (self.spent or ZERO)

    @property
    def left(self) -> Decimal | None:
        """What the budget still allows: planned less committed and spent."""
        return None if self.planned is None else self.planned - self.used

    @property
    def share(self) -> Decimal | None:
        """Part of the budget that is used, from 0 on; ``None`` without a budget."""
        return self.used / self.planned if self.planned else None

    @property
    def excess(self) -> Decimal:
        """How much more is used than was planned; zero when nothing is, or nothing was planned."""
        return max(-self.left, ZERO) if self.left is not None else ZERO


NOTHING = Totals()


def total(lines: Iterable[Line]) -> Totals:
    """The sums of some amounts."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line.nature] = sums.get(line.nature, ZERO) + line.amount
    return Totals(**sums)


def by_year(lines: Iterable[Line]) -> dict[int | None, Totals]:
    """Sums by plan year, in order; ``None`` (the whole period) stands last."""
    found = _by(lines, lambda line: line.year)
    return dict(sorted(found.items(), key=lambda item: (item[0] is None, item[0] or 0)))


def by_source(lines: Iterable[Line]) -> dict[int | None, Totals]:
    """Sums by source; ``None`` where no source is named."""
    return _by(lines, lambda line: line.source)


def _by(lines: Iterable[Line], key: object) -> dict[int | None, Totals]:
    groups: dict[int | None, list[Line]] = defaultdict(list)
    for line in lines:
        groups[key(line)].append(line)  # type: ignore[operator]
    return {name: total(group) for name, group in groups.items()}


def by_branch(lines: Iterable[Line], above: Mapping[int, int | None]) -> dict[int, Totals]:
    """Sums of each element with all that stands under it; ``above`` gives the parent of each.

    An amount counts once in each of its ancestors, so the roots add up to the whole plan.
    """
    groups: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        at: int | None = line.element
        while at is not None:
            groups[at].append(line)
            at = above.get(at)
    return {pk: total(group) for pk, group in groups.items()}


@dataclass(frozen=True, slots=True)
class Allocation:
    """What agreements give from one source for one year, beside what the plan uses of it.

    ``year`` is ``None`` for the whole period: then every year counts.
    """

    source: int
    year: int | None
    given: Decimal
    totals: Totals = field(default=NOTHING)

    @property
    def excess(self) -> Decimal:
        """How much more is planned than given, or zero."""
        return max((self.totals.planned or ZERO) - self.given, ZERO)

    @property
    def available(self) -> Decimal:
        """Given, neither committed nor spent."""
        return self.given - self.totals.used


def allocations(
    envelopes: Iterable[tuple[int, int | None, Decimal]], lines: Iterable[Line]
) -> tuple[Allocation, ...]:
    """Each source and year that agreements name, with what lines use of it.

    An envelope of a year is set against the amounts of that year; one of the whole period, against
    the amounts of the source that no envelope of a year already counts.
    """
    given: dict[tuple[int, int | None], Decimal] = {}
    for source, year, amount in envelopes:
        given[source, year] = given.get((source, year), ZERO) + amount
    used: dict[tuple[int, int | None], list[Line]] = defaultdict(list)
    for line in lines:
        if line.source is not None:
            is_apart = (line.source, line.year) in given
            used[line.source, line.year if is_apart else None].append(line)
    return tuple(
        Allocation(source, year, amount, total(used[source, year]))
        for (source, year), amount in given.items()
    )
