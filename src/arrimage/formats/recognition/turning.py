"""Tables written sideways: the names of the fields down the side, one action in each column."""

from __future__ import annotations

from dataclasses import replace

from ..document import Cell, Table
from ..language.lexicon import Lexicon
from .headers import LEVEL_FIELDS, find_header

_FEWEST_FIELDS = 3


def upright(table: Table, lexicon: Lexicon) -> Table:
    """The table with a header on top: itself, or turned when its header stands at the left."""
    if len(table.rows) < _FEWEST_FIELDS or table.width < _FEWEST_FIELDS:
        return table
    side = [cell for row in table.rows for cell in row if cell.column == 0 and cell.text]
    fields = [lexicon.column_field(cell.text.rstrip(" :\u00a0")) for cell in side]
    known = {field for field, _ in filter(None, fields)}
    if len(known) < _FEWEST_FIELDS or not known & LEVEL_FIELDS or None in fields:
        return table
    turned = _turned(table)
    header = find_header(turned, turned.grid(), 0, lexicon)
    return turned if header is not None and header.is_plan else table


def _turned(table: Table) -> Table:
    rows: list[list[Cell]] = [[] for _ in range(table.width)]
    for row in table.rows:
        for cell in row:
            turned = replace(
                cell, row=cell.column, column=cell.row, row_span=cell.col_span,
                col_span=cell.row_span,
            )  # fmt: skip
            rows[cell.column].append(turned)
    return replace(table, rows=tuple(map(tuple, rows)), header_rows=0, widths=())
