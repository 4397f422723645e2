"""How wide the columns of a printed table are, so that no word leaves its cell."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ..draft import Column
from .cells import NARROW, TITLES, Line
from .composition import Cell, TableBlock

_NARROW_LETTERS: Final = frozenset("fijlrtI.,;:'’!|()[]/- \u00a0")
_WIDE_LETTERS: Final = frozenset("mwMWŒœ@%")
_BOLD: Final = 1.05
_BREAK: Final = re.compile(r"(?<!-)\s+")  # «automne- hiver» is never cut
_HEADER_SIZE: Final = 8.0  # points, like all that follow
LEADING: Final = 1.22  # in character sizes
_PADDING: Final = 11.0
_BULLET: Final = 11.0
_SHAPE: Final = 14.0  # before a state
_WIDEST_NEED: Final = 150.0
_LONGEST_TIME: Final = 14.0  # ems of an échéance that stays on one line
_CHOICES: Final = (
    *((size, True) for size in (9.5, 9.0, 8.5)),
    *((size, False) for size in (9.0, 8.5, 8.0, 7.5, 7.0)),
)
"""Sizes from the one we like, with whether an échéance stays on one line."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Column widths in points, and the size of the words in the cells."""

    widths: tuple[float, ...]
    size: float
    hyphenate: bool = False

    def height(self, row: Sequence[Cell | None]) -> float:
        """Points that the fullest cell of a row takes, by estimate."""
        count = max(
            line_count(cell.lines, width - _PADDING, self.size) if cell else 0
            for cell, width in zip(row, self.widths, strict=True)
        )
        return max(count, 1) * self.size * LEADING + _PADDING


def fit(table: TableBlock, available: float) -> Fit:
    """The source's proportions, bent as little as the longest words ask.

    Where room is short, an échéance may take two lines before words get too small to read.
    """
    shares = [column.width for column in table.columns]
    columns = [_measure(table, i) for i in range(len(shares))]
    for size, whole_times in _CHOICES:
        needs = [column.need(size, whole_times) for column in columns]
        if sum(needs) <= available:
            return Fit(_widened(shares, needs, available), size)
    ratio = available / sum(needs)
    return Fit(tuple(need * ratio for need in needs), _CHOICES[-1][0], hyphenate=True)


def line_count(lines: Sequence[Line], width: float, size: float) -> int:
    """Lines that words take in a cell ``width`` points wide."""
    return sum(_lines_of(f"{line.number} {line.text}", width, size) for line in lines)


def _lines_of(text: str, width: float, size: float) -> int:
    """As a typesetter breaks them: word after word."""
    count, used = 1, 0.0
    for word in text.split():
        length = ems(word) * size
        if used and used + length > width:
            count, used = count + 1, 0.0
        count += int(length // width)
        used += length % width + 0.34 * size
    return count


@functools.cache
def _em(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return 0.35
    if letter in _WIDE_LETTERS:
        return 0.98
    return 0.73 if letter.isupper() else 0.61


def ems(text: str) -> float:
    """Width of a text in character sizes, a little over rather than under."""
    return sum(map(_em, text))


def _widened(
    shares: Sequence[float], needs: Sequence[float], available: float
) -> tuple[float, ...]:
    """Shares of the width; a column that would be too narrow gets just what it needs."""
    narrow: set[int] = set()
    while True:
        rest = available - sum(needs[i] for i in narrow)
        total = sum(s for i, s in enumerate(shares) if i not in narrow) or 1.0
        widths = [needs[i] if i in narrow else s * rest / total for i, s in enumerate(shares)]
        short = {i for i, w in enumerate(widths) if i not in narrow and w < needs[i]}
        if not short:
            return tuple(widths)
        narrow |= short


@dataclass(slots=True)
class _Measured:
    """What the words of a column ask for, in ems, by depth of their bullets."""

    column: Column
    words: dict[int, float] = field(default_factory=dict)
    longest_time: float = 0.0

    def add(self, line: Line) -> None:
        self.words[line.bullet] = max(self.words.get(line.bullet, 0.0), _longest_word(line.text))
        if self.column.field == "timeframe":
            self.longest_time = max(self.longest_time, min(ems(line.text), _LONGEST_TIME))

    def need(self, size: float, whole_times: bool) -> float:
        """Points that the column needs at a size."""
        if self.column.field in NARROW:
            return ems(self.column.header) * _HEADER_SIZE * _BOLD + 3
        face = size * _BOLD if self.column.field in TITLES else size
        longest = max((e * face + _BULLET * b for b, e in self.words.items()), default=0.0)
        if whole_times:
            longest = max(longest, self.longest_time * size)
        header = _longest_word(self.column.header) * _HEADER_SIZE * _BOLD
        shape = _SHAPE if self.column.field == "status" else 0.0
        return min(max(longest + shape, header) + _PADDING, _WIDEST_NEED)


def _measure(table: TableBlock, position: int) -> _Measured:
    measured = _Measured(table.columns[position])
    for row in table.rows:
        cell = row[position]
        for line in cell.lines if cell else ():
            measured.add(line)
    return measured


def _longest_word(text: str) -> float:
    return max(map(ems, _BREAK.split(text)), default=0.0)
