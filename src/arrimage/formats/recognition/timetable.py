"""The calendar of a row: its years and quarters, marked or written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..document import Cell
from ..draft import ResultDraft
from .headers import Header, Slot
from .lines import lines_of, squeeze
from .marks import is_blank, is_mark, is_marked, row_fill, years_in_words
from .nodes import Node
from .rows import Body

_CALENDAR = ("year", "quarter")
_AMOUNT = re.compile(r"^-?\(?\d[\d\s\u00a0\u202f.,]*(?:[kKM]?\s?\$|€|%)?\)?$|^\$\s?\d[\d,.]*$")
_LONGEST_TIME = 5  # words: above, a calendar cell says what is done that year


def read_marks(body: Body, header: Header, leaves: Sequence[Node], calendar: Sequence[str]) -> None:
    """Give elements the years and quarters of their row; ``calendar`` ranks calendar years."""
    plain = [c for rank, c in body.cells.items() if header.slots[rank].field not in _CALENDAR]
    ordinary = row_fill(plain)
    said: set[int] = set()
    for rank, slot in enumerate(header.slots):
        cell = body.cells.get(rank)
        if cell is None or slot.field not in _CALENDAR:
            continue
        if is_marked(cell, ordinary, header.fills):
            _mark(slot, leaves, calendar)
        elif not is_blank(cell.text) and id(cell) not in said:
            said.add(id(cell))
            _read_words(cell, slot, leaves, calendar, alone=len(body.covers.get(rank, ())) < 2)


def _read_words(
    cell: Cell, slot: Slot, leaves: Sequence[Node], calendar: Sequence[str], *, alone: bool
) -> None:
    text = squeeze(cell.text)
    if _AMOUNT.match(text):
        for node in leaves:
            node.extra.append((slot.column.key or slot.column.header, text))
        return
    years = years_in_words(text)
    lines = [line.text for line in lines_of(cell) if line.text]
    for node in leaves:
        if years:
            node.years.update(years)
        elif alone and slot.field == "year" and len(text.split()) > _LONGEST_TIME:
            year = _rank(slot.column.key, calendar)
            node.results += [ResultDraft(line, year) for line in lines]
        else:
            node.timeframe_lines += lines
    if alone and not years and not is_mark(text):
        _mark(slot, leaves, calendar)


def _mark(slot: Slot, leaves: Sequence[Node], calendar: Sequence[str]) -> None:
    label = slot.column.key or slot.column.header
    year = _rank(slot.column.key, calendar)
    for node in leaves:
        if slot.field == "quarter":
            if label not in node.quarters:
                node.quarters.append(label)
        elif year is not None:
            node.years.add(year)


def _rank(key: str, calendar: Sequence[str]) -> int | None:
    if key in calendar:
        return calendar.index(key) + 1
    return int(key) if key.isdigit() else None
