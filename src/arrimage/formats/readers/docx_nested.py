"""Tables inside the cells of a table: side by side, or holding what each row breaks down to."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from lxml import etree

from .docx_styles import W


def unfold(element: etree._Element) -> Iterator[etree._Element]:
    """A paragraph or a table as it is; a table that holds tables as the pieces it is made of.

    A table that only lays its page out gives the content of its cells. Else each row that holds
    tables comes under the first row, without them, and they follow it.
    """
    rows = element.findall(f"{W}tr") if element.tag == f"{W}tbl" else []
    holding = [rank for rank, row in enumerate(rows) if _inner(row)]
    if not holding:
        yield element
    elif holding[0] == 0:
        for content in element.iterfind(f"{W}tr/{W}tc/*"):
            if content.tag in (f"{W}p", f"{W}tbl"):
                yield from unfold(content)
    else:
        yield from _by_rows(element, rows, holding)


def _by_rows(
    table: etree._Element, rows: Sequence[etree._Element], holding: Sequence[int]
) -> Iterator[etree._Element]:
    starts = [0, *(rank + 1 for rank in holding)]
    for start, rank in zip(starts, [*holding, len(rows)], strict=True):
        kept = rows[max(start, 1) : rank + 1]
        if kept:
            yield _part(table, [rows[0], *kept])
        for inner in _inner(rows[rank]) if rank < len(rows) else ():
            yield from unfold(inner)


def _inner(row: etree._Element) -> list[etree._Element]:
    """The tables right in the cells of a row, those of two rows and two columns at least."""
    return [t for t in row.iterfind(f"{W}tc/{W}tbl") if _is_grid(t)]


def _is_grid(table: etree._Element) -> bool:
    rows = table.findall(f"{W}tr")
    return len(rows) > 1 and any(len(row.findall(f"{W}tc")) > 1 for row in rows)


def _part(table: etree._Element, rows: Sequence[etree._Element]) -> etree._Element:
    """A table with the same looks, copies of some of its rows, and none of the tables inside."""
    part = etree.Element(table.tag)
    part.extend(copy.deepcopy(child) for child in table if child.tag != f"{W}tr")
    for row in map(copy.deepcopy, rows):
        for inner in _inner(row):
            cell = inner.getparent()
            if cell is not None:
                cell.remove(inner)
        part.append(row)
    return part
