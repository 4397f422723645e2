"""How wide the columns of a printed table are, so that no word leaves its cell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .cells import NARROW, TITLES, Line
from .composition import TableBlock

_EM: Final = 0.56  # width of an average letter of the longest words, in ems
_HEADER_SIZE: Final = 8.0
_BOLD: Final = 1.08
_PADDING: Final = 11.0
_BULLET: Final = 11.0
_SHAPE: Final = 14.0
_WIDEST_NEED: Final = 150.0
_LONGEST_TIME: Final = 26  # letters of an échéance that stay on one line
_CHOICES: Final = (
    *((size, _LONGEST_TIME) for size in (9.5, 9.0, 8.5)),
    *((size, 0) for size in (9.0, 8.5, 8.0, 7.5, 7.0)),
)
"""Sizes in points, from the one we like, each with that number of letters."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Column widths in points, and the size of the words in the cells."""

    widths: tuple[float, ...]
    size: float
    hyphenate: bool = False


def fit(table: TableBlock, available: float) -> Fit:
    """The source's proportions, bent as little as the longest words ask.

    Where room is short, an échéance may take two lines before words get too small to read.
    """
    shares = [column.width for column in table.columns]
    for size, longest_time in _CHOICES:
        needs = [_need(table, i, size, longest_time) for i in range(len(shares))]
        if sum(needs) <= available:
            return Fit(_widened(shares, needs, available), size)
    ratio = available / sum(needs)
    return Fit(tuple(need * ratio for need in needs), _CHOICES[-1][0], hyphenate=True)


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


def _need(table: TableBlock, position: int, size: float, longest_time: int) -> float:
    column = table.columns[position]
    if column.field in NARROW:
        return len(column.header) * _HEADER_SIZE * _EM + 3
    em = _EM * _BOLD if column.field in TITLES else _EM
    longest = 0.0
    for row in table.rows:
        cell = row[position]
        for line in cell.lines if cell else ():
            whole = len(line.text) if column.field == "timeframe" else 0
            letters = max(_longest_word(line.text), min(whole, longest_time))
            longest = max(longest, letters * size * em + _BULLET * line.bullet)
    header = _longest_word(column.header) * _HEADER_SIZE * _EM
    shape = _SHAPE if column.field == "status" else 0.0
    return min(max(longest + shape, header) + _PADDING, _WIDEST_NEED)


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def line_count(lines: Sequence[Line], width: float, size: float) -> int:
    """Lines that words take in a cell ``width`` points wide, a little over rather than under."""
    per_line = max(width / (size * _EM), 1.0)
    return sum(max(math.ceil(len(line.text + line.number) / per_line), 1) for line in lines)
