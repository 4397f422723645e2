"""The rows of a table, one after the other: headers, bands, bodies; totals and legends left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..document import Cell, Table
from ..language import read_status
from ..language.lexicon import Lexicon
from ..language.text import normalise
from .headers import Grid, Header, Slot, find_header, row_cells, signature_of
from .numbering import ORDER, Heading, read_heading

_ASIDE = re.compile(
    r"^(?:sous-?\s?tota(?:l|ux)|grand total|tota(?:l|ux)|subtotal|legende|legend|source|notes?)\b"
    r"|^(?:nombre (?:total )?d|moyenne|\* |\*\*)"
)
_COLOUR = re.compile(
    r"^(?:vert|jaune|rouge|orange|bleu|gris|blanc|noir|mauve|violet|rose|green|yellow|red|blue|grey|"
    r"gray|amber|white|black|purple)e?s?$"
)
_REMARK = re.compile(
    r"^(?:(?:derniere )?mises? a jour|mis a jour|(?:adopte|approuve|revise|prepare|imprime)e?s?"
    r"|version|source|last updated|updated|adopted|approved|prepared)"
    r"\s*(?:$|[:\d]|(?:le|en|par|lors|on|by|at|du \d+)\b)"  # «Mise à jour du guide» is an action
)
_LEGEND = re.compile(r"^legend[es]?\b")
_WIDE = 0.6  # share of the columns a band covers


@dataclass(frozen=True, slots=True)
class Band:
    """A row that only names a level: a merged cell, a level word, or a shaded line."""

    text: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Body:
    """A row of the plan: for each column its cell; ``fresh`` ones start on this row."""

    row: int
    cells: dict[int, Cell]
    fresh: frozenset[int]
    covers: dict[int, tuple[int, ...]]  # column → columns its cell covers
    every: tuple[Cell, ...]

    def text(self, slot: int) -> str:
        """Text of a column on this row, carried cells included."""
        cell = self.cells.get(slot)
        return cell.text if cell else ""


Event = Header | Band | Body


def read_rows(table: Table, lexicon: Lexicon, known: Header | None = None) -> Iterator[Event]:
    """Everything a table says, row by row. ``known`` continues a table cut in two."""
    grid = table.grid()
    titles, end = _title_rows(grid), _end_of_rows(grid)
    header, row, own, closed = known, 0, False, False
    while row < len(grid):
        found = find_header(table, grid, row, lexicon, header if own else None)
        if found:
            header, own, closed = found, True, False
            row += found.rows
            yield found
            continue
        cells = [cell for cell in row_cells(grid, row) if cell.text]
        closed = closed or bool(cells and _LEGEND.match(normalise(cells[0].text)))
        closed = closed or row > end or bool(header and _opens_legend(grid, row, cells))
        event = None if closed else _event(grid, row, cells, header, lexicon)
        if isinstance(event, Body) and header and _stands_above_header(table, grid, row, header):
            event = Band(cells[0].text, cells[0])
        if event and header and row in titles and _starts(cells[0], header):
            event = Band(cells[0].text, cells[0])
        if event:
            yield event
        row += 1


def _stands_above_header(table: Table, grid: Grid, row: int, header: Header) -> bool:
    """A line alone right above the header typed again: the title of what follows."""
    said = [cell for cell in row_cells(grid, row) if cell.text]
    if len(said) != 1 or said[0].row != row or not header.signature:
        return False
    below = [cell for cell in row_cells(grid, row + 1) if cell.text] if row + 1 < len(grid) else []
    return signature_of(below) == header.signature


def _end_of_rows(grid: Grid) -> int:
    """The last row of the table proper: below, lines stand alone («Adopté le 3 mars»)."""
    said = [len([cell for cell in row_cells(grid, row) if cell.text]) for row in range(len(grid))]
    last = max((row for row, count in enumerate(said) if count > 1), default=len(grid))
    for row in range(last + 1, len(grid)):
        first = next((cell.text for cell in row_cells(grid, row) if cell.text), "")
        if not first or _REMARK.match(normalise(first)):
            return row - 1
    return len(grid)


def _title_rows(grid: Grid) -> frozenset[int]:
    """Rows of one bold cell and nothing else, in a column where rows of work are not bold."""
    alone: dict[int, int] = {}
    others: dict[int, list[bool]] = {}
    for row in range(len(grid)):
        said = [cell for cell in row_cells(grid, row) if cell.text]
        if len(said) == 1 and said[0].row == row and _is_bold(said[0]):
            alone[row] = said[0].column
        elif len(said) > 1:
            others.setdefault(said[0].column, []).append(_is_bold(said[0]))
    plain = {column for column, bold in others.items() if 2 * sum(bold) <= len(bold)}
    return frozenset(row for row, column in alone.items() if column in plain)


def _is_bold(cell: Cell) -> bool:
    return all(paragraph.is_bold for paragraph in cell.paragraphs if paragraph.text)


def _starts(cell: Cell, header: Header) -> bool:
    """Whether a cell stands in the first column that names something."""
    levels = header.levels()
    return bool(levels) and cell.column <= max(levels[0].last, header.slots[0].last)


def _event(
    grid: Grid, row: int, cells: list[Cell], header: Header | None, lexicon: Lexicon
) -> Event | None:
    fresh = [cell for cell in cells if cell.row == row]
    if not fresh and not any(cell and cell.fill and cell.row == row for cell in grid[row]):
        return None
    if fresh and _ASIDE.match(normalise(fresh[0].text)) and len(fresh[0].text) < 80:
        return None
    if _is_swatch(grid, row, cells):
        return None
    if header and (band := _labelled_band(cells, header, lexicon)):
        return band
    if header is None and (band := _titled_above(cells, lexicon)):
        return band
    if len(cells) == 1 and fresh and _is_band(grid, row, cells[0], header, lexicon):
        return Band(cells[0].text, cells[0])
    return _body(grid, row, header) if header else None


def _is_band(grid: Grid, row: int, cell: Cell, header: Header | None, lexicon: Lexicon) -> bool:
    if header is None:
        return True
    width = max(len(grid[row]), 1)
    if cell.col_span > 1 and cell.col_span >= _WIDE * width:
        return True
    if cell.column > header.slots[0].last:
        return False
    if (heading := read_heading(cell.text, lexicon)) and _is_above(heading, header):
        return True
    around = row_cells(grid, row)
    shaded = {one.fill for one in around}
    return len(around) > 2 and len(shaded) == 1 and bool(cell.fill)


def _is_above(heading: Heading, header: Header) -> bool:
    """A numbered level, or a level that no column of the table holds."""
    levels = header.levels()
    if heading.number or not levels or heading.role is None:
        return bool(heading.number)
    return ORDER[heading.role] < ORDER[levels[0].level or "step"]


def _labelled_band(cells: list[Cell], header: Header, lexicon: Lexicon) -> Band | None:
    """«ORIENTATION 1» in one cell and its title in the merged cell beside it."""
    if len(cells) != 2 or cells[1].col_span < 2 or cells[1].row_span > 1:
        return None
    heading = read_heading(cells[0].text, lexicon)
    if heading is None or heading.title or not heading.number:
        return None
    ends = cells[1].column + cells[1].col_span > header.slots[-1].first
    return Band(f"{cells[0].text}\u00a0: {cells[1].text}", cells[0]) if ends else None


def _titled_above(cells: list[Cell], lexicon: Lexicon) -> Band | None:
    """«Objectif :» and its title beside it, above the header of the table."""
    word = cells[0].text.rstrip(" :\u00a0") if len(cells) == 2 else ""
    if not word or lexicon.level_role(word) is None:
        return None
    return Band(f"{word}\u00a0: {cells[1].text}", cells[1])


def _opens_legend(grid: Grid, row: int, cells: list[Cell]) -> bool:
    """After a blank row, a colour and what it stands for: nothing but the legend follows."""
    after_blank = row > 0 and not any(cell and cell.text for cell in grid[row - 1])
    if not after_blank or len(cells) > 2 or not any(cell and cell.fill for cell in grid[row]):
        return False
    labels = [normalise(cell.text) for cell in cells if len(cell.text) < 40]
    return len(labels) == len(cells) and any(
        _COLOUR.match(label) or read_status(label).basis == "explicit" for label in labels
    )


def _is_swatch(grid: Grid, row: int, cells: list[Cell]) -> bool:
    """A line of a legend: a state word alone, in or beside a colour."""
    if len(cells) != 1 or len(cells[0].text) > 40 or read_status(cells[0].text).basis != "explicit":
        return False
    before = grid[row][cells[0].column - 1] if cells[0].column else None
    return bool(cells[0].fill or (before is not None and before.fill))


def _body(grid: Grid, row: int, header: Header) -> Body:
    cells: dict[int, Cell] = {}
    fresh: set[int] = set()
    covers: dict[int, tuple[int, ...]] = {}
    for rank, slot in enumerate(header.slots):
        cell = _cell_of(grid, row, slot)
        if cell is None:
            continue
        cells[rank] = cell
        covers[rank] = tuple(
            other
            for other, s in enumerate(header.slots)
            if cell.column <= s.last and s.first < cell.column + cell.col_span
        )
        if cell.row == row:
            fresh.add(rank)
    return Body(row, cells, frozenset(fresh), covers, tuple(row_cells(grid, row)))


def _cell_of(grid: Grid, row: int, slot: Slot) -> Cell | None:
    """The cell of a column; several cells under one wide header read as one."""
    found: list[Cell] = []
    for column in range(slot.first, min(slot.last + 1, len(grid[row]))):
        cell = grid[row][column]
        if cell is not None and cell not in found:
            found.append(cell)
    said = [cell for cell in found if cell.text]
    if len(said) < 2:
        return said[0] if said else found[0] if found else None
    return replace(said[0], paragraphs=tuple(p for cell in said for p in cell.paragraphs))
