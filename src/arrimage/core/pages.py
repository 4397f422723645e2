"""A list one page at a time, so that no screen grows with the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

SIZE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: ``total`` rows answer the demand, ``number`` of ``count`` is shown."""

    rows: Sequence[Any]
    total: int
    number: int
    count: int

    @property
    def previous(self) -> int | None:
        """The page before, if any."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, if any."""
        return self.number + 1 if self.number < self.count else None


def page_number(text: str) -> int:
    """The page that an address asks for; the first one when that makes no sense."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def page_of(rows: QuerySet[Any], number: int, size: int = SIZE) -> Page:
    """One page of an ordered query, the nearest when there are fewer: two queries."""
    total = rows.count()
    count = max(1, -(-total // size))
    number = min(max(number, 1), count)
    return Page(list(rows[(number - 1) * size : number * size]), total, number, count)
