"""Action cards: one small table per action, labels on the left, values on the right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..document import Cell, Run, Table
from ..draft import Column, LevelRole
from ..language.lexicon import Lexicon
from ..language.text import fold_phrase, normalise
from .headers import WHAT, Grid, Header, Slot, row_cells
from .lines import squeeze
from .numbering import ORDER, ROLES, read_heading
from .rows import Body

_LABEL_WORDS = 5
Pair = tuple[Column, Cell]


def read_card(table: Table, lexicon: Lexicon) -> list[tuple[Header, Body]]:
    """The cards of a table as one-row tables, or nothing when it is another kind of table."""
    grid = table.grid()
    rows = list(_rows(grid, lexicon))
    labelled = [row for row in rows if isinstance(row, list)]
    titles = [row for row in rows if isinstance(row, Cell)]
    if len(labelled) < 2 or len(labelled) + len(titles) < 0.7 * len(grid):
        return []
    if len(labelled) > 2:
        rows = list(_rows(grid, lexicon, every_label=True))
    cards = [_what_as_action(card) for card in _cards(rows)]
    return [_as_row(card) for card in cards if _says_enough(card)]


def _rows(
    grid: Grid, lexicon: Lexicon, *, every_label: bool = False
) -> Iterator[list[Pair] | Cell]:
    for index in range(len(grid)):
        cells = row_cells(grid, index)
        said = [cell for cell in cells if cell.text]
        if len(said) == 1 and len(cells) < 3 and (pair := _inline(said[0], lexicon)):
            yield [pair]
        elif len(said) == 1 and len(cells) == 1:
            yield said[0]
        elif pairs := _pairs(cells, lexicon, every_label):
            yield pairs


def _pairs(cells: list[Cell], lexicon: Lexicon, every_label: bool) -> list[Pair]:
    if len(cells) % 2 or len(cells) > 4:
        return []
    pairs: list[Pair] = []
    for label, value in zip(cells[::2], cells[1::2], strict=True):
        column = _column(label.text, lexicon)
        if column is None and every_label and 0 < len(label.text.split()) <= _LABEL_WORDS:
            column = Column(squeeze(label.text).rstrip(" :\u00a0"), "unknown")
        if column is None or (column.field != "status" and _is_header(value.text, lexicon)):
            return []
        pairs.append((column, value))
        heading = read_heading(squeeze(label.text), lexicon)
        if heading and heading.role and heading.number:
            number = Column("", "number", heading.role)
            pairs.append((number, _cell_of(label, heading.number)))
    return pairs


def _cell_of(cell: Cell, text: str) -> Cell:
    """The same cell with these words only: the number of «Action 1.2»."""
    paragraph = replace(cell.paragraphs[0], runs=(Run(text),))
    return replace(cell, paragraphs=(paragraph,))


def _is_header(text: str, lexicon: Lexicon) -> bool:
    """Whether a value is itself a column name: the table is then an ordinary one."""
    return fold_phrase(text) in lexicon.columns and not text.rstrip().endswith(":")


def _inline(cell: Cell, lexicon: Lexicon) -> Pair | None:
    """«Responsable : Direction» in a single cell."""
    if len(cell.paragraphs) != 1 or (heading := read_heading(cell.text, lexicon)) is None:
        return None
    column = Column(heading.word, heading.role or "unknown")
    return column, cell


def _column(label: str, lexicon: Lexicon) -> Column | None:
    text = squeeze(label).rstrip(" :\u00a0")
    if not text or len(text) > 60:
        return None
    if field := lexicon.column_field(text):
        return Column(text, field[0], field[1])
    heading = read_heading(text, lexicon)
    if heading and heading.role and not heading.title:
        return Column(heading.word, heading.role)
    return Column(text, "unknown") if label.rstrip().endswith(":") else None


def _cards(rows: list[list[Pair] | Cell]) -> Iterator[list[Pair]]:
    """Cut at each title, and where the label of an action comes again."""
    card: list[Pair] = []
    for row in rows:
        if isinstance(row, Cell):
            yield card
            card = [(Column("Action", "action"), row)]
            continue
        for pair in row:
            fields = [column.field for column, _ in card]
            if pair[0].field == "action" and "action" in fields and len(card) > 1:
                yield card
                card = []
            if not (pair[0].field == "action" and "action" in fields):
                card.append(pair)
    yield card


def _what_as_action(card: list[Pair]) -> list[Pair]:
    """«Quoi | Qui | Quand»: without another level below it, what is done is the action."""
    if {column.field for column, _ in card} & {"action", "step"}:
        return card
    return [
        (replace(column, field="action"), cell)
        if column.field == "objective" and normalise(column.header).startswith(WHAT)
        else (column, cell)
        for column, cell in card
    ]


def _says_enough(card: list[Pair]) -> bool:
    """An action (or a step) and something about it; labels alone are notes on the plan."""
    fields = {column.field for column, _ in card} - {"unknown", "note", "number"}
    return len(fields) >= 2 and bool(fields & {"action", "step"} or not fields & set(ORDER))


def _level_of(column: Column) -> LevelRole | None:
    """The level a column holds, or numbers."""
    name = column.key if column.field == "number" else column.field
    return next((role for role in ROLES if role == name), None)


def _as_row(card: list[Pair]) -> tuple[Header, Body]:
    slots = tuple(
        Slot(rank, rank, column, _level_of(column)) for rank, (column, _) in enumerate(card)
    )
    cells = {rank: cell for rank, (_, cell) in enumerate(card)}
    covers: dict[int, tuple[int, ...]] = {rank: (rank,) for rank in cells}
    body = Body(0, cells, frozenset(cells), covers, tuple(cells.values()))
    return Header(slots), body
