"""A table without merged cells: rows of text, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .cells import MARK, Line
from .composition import Cell, TableBlock

_BULLETS: Final = ("", "• ", "   ◦ ", "      ▪ ")


def flat_rows(table: TableBlock) -> Iterator[list[str]]:
    """Rows of text where titles are said again on each row, so that filters and sorts keep them.

    An action is said once, its steps below it: said twice, it would be two actions.
    """
    fields = [column.field for column in table.columns]
    once = {i for i, f in enumerate(fields) if "action" in (f, *fields[i + 1 : i + 2])}
    once -= {i for i in once if fields[i] not in ("action", "number")}
    above = [""] * len(fields)
    for row in table.rows:
        above = [
            ("" if i in once else above[i]) if cell is None else _cell_text(cell)
            for i, cell in enumerate(row)
        ]
        yield above


def _cell_text(cell: Cell) -> str:
    return MARK if cell.is_marked else "\n".join(_line_text(line) for line in cell.lines)


def _line_text(line: Line) -> str:
    bullet = _BULLETS[min(line.bullet, 3)]
    return bullet + f"{line.number} {line.text}".strip()
