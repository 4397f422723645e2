"""The grid of an HTML table: which column each cell starts in, with its spans."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

MAX_SPAN = 500
"""Most columns that one cell may cover."""

Placed = tuple[etree._Element, int, int, int]  # cell, column, row span, column span


@dataclass(slots=True)
class TableShape:
    """Cells of each row with their place, and the column widths the table declares."""

    rows: list[list[Placed]] = field(default_factory=list)
    widths: tuple[float, ...] = ()
    width: int = 0


def table_rows(table: etree._Element) -> list[etree._Element]:
    """Rows of a table, those of the tables inside its cells left out."""
    rows = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows.extend(row for row in child if row.tag == "tr")
    return [row for row in rows if row.get("hidden") is None]


def shape(rows: list[etree._Element]) -> TableShape:
    """Place every cell, as browsers do."""
    found = TableShape()
    covered: dict[int, int] = {}  # column → rows still covered from above
    for index, row in enumerate(rows):
        placed: list[Placed] = []
        column = 0
        taken = {c for c, left in covered.items() if left > 0}
        covered = {c: left - 1 for c, left in covered.items() if left > 1}
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while column in taken:
                column += 1
            width = max(1, min(_count(cell, "colspan"), MAX_SPAN))
            height = _count(cell, "rowspan")
            height = len(rows) - index if height == 0 else min(height, len(rows) - index)
            placed.append((cell, column, max(1, height), width))
            for covered_column in range(column, column + width):
                if height > 1:
                    covered[covered_column] = height - 1
            column += width
        found.rows.append(placed)
        found.width = max(found.width, column, *(c + 1 for c in taken), 0)
    found.widths = _widths(rows)
    return found


def header_rows(rows: list[etree._Element]) -> int:
    """Leading rows in ``thead``, or made of ``th`` only."""
    count = 0
    for row in rows:
        parent = row.getparent()
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        in_head = parent is not None and parent.tag == "thead"
        if not in_head and not (cells and all(cell.tag == "th" for cell in cells)):
            break
        count += 1
    return count


def _count(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isdigit() and len(value) < 7 else 1


def _widths(rows: list[etree._Element]) -> tuple[float, ...]:
    table = next(rows[0].iterancestors("table"), None) if rows else None
    if table is None:
        return ()
    columns = [c for c in table.iter("col") if next(c.iterancestors("table"), None) is table]
    widths = [_width(column) for column in columns]
    return tuple(w for w in widths if w) if all(widths) else ()


def _width(column: etree._Element) -> float | None:
    style = re.search(r"(?:^|;)\s*width\s*:\s*([\d.]+)", column.get("style") or "")
    match = style or re.match(r"\s*([\d.]+)", column.get("width") or "")
    try:
        return float(match[1]) if match else None
    except ValueError:
        return None
