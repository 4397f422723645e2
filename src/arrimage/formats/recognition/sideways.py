"""Sheets that hold two tables side by side: the same header typed twice on one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..document import Cell, Table
from ..language.lexicon import Lexicon
from ..language.text import fold_phrase
from .headers import find_header, row_cells

_TOP = 15  # rows looked at


def side_by_side(table: Table, lexicon: Lexicon) -> list[Table]:
    """The tables that stand beside each other, left to right; usually the table itself."""
    grid = table.grid()
    for row in range(min(len(grid), _TOP)):
        cells = [cell for cell in row_cells(grid, row) if cell.text]
        starts = _repeats([fold_phrase(cell.text) for cell in cells])
        if starts and find_header(table, grid, row, lexicon):
            return _cut(table, [cells[rank].column for rank in starts])
    return [table]


def _repeats(words: Sequence[str]) -> list[int]:
    """Where the same two words or more begin again: «Action, Qui, Action, Qui» → 0 and 2."""
    for period in range(2, len(words) // 2 + 1):
        first = words[:period]
        alike = [list(words[i : i + period]) == list(first) for i in range(0, len(words), period)]
        if len(set(first)) == period and len(words) % period == 0 and all(alike):
            return list(range(0, len(words), period))
    return []


def _cut(table: Table, starts: Sequence[int]) -> list[Table]:
    ends = [*starts[1:], table.width]
    parts = []
    for start, end in zip([0, *starts[1:]], ends, strict=True):
        rows = [
            tuple(_moved(cell, start, end) for cell in row if start <= cell.column < end)
            for row in table.rows
        ]
        widths = table.widths[start:end]
        parts.append(replace(table, rows=tuple(rows), widths=widths))
    return parts


def _moved(cell: Cell, start: int, end: int) -> Cell:
    span = min(cell.col_span, end - cell.column)
    return replace(cell, column=cell.column - start, col_span=span)
