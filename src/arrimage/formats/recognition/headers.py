"""Header rows: found by the words of the lexicon, on one or two rows, typed again or not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..document import Cell, Table
from ..draft import Column, ColumnField, LevelRole
from ..language import read_status
from ..language.lexicon import Lexicon
from ..language.text import fold_phrase, normalise
from .lines import squeeze
from .numbering import ORDER, ROLES

Grid = list[list[Cell | None]]

LEVEL_FIELDS = frozenset(ORDER)
_MANY = 6  # columns above which most may be unknown
_LONGEST = 90  # characters of a header cell
_DATED = re.compile(
    r"^(?:(?:an|annee|year) ?(?P<year>\d{1,2})\W+(?P<after>\D+)"
    r"|(?P<before>\D+?)\W+(?P<calendar>(?:19|20)\d\d(?: ?- ?(?:20)?\d\d)?)\W*)$"
)
_ABOVE: dict[LevelRole, LevelRole] = {
    "orientation": "axis", "objective": "orientation", "action": "orientation", "step": "action",
}  # fmt: skip
_LANGUAGES = re.compile(r"\s*[/|]\s*")  # «Porteur / Lead»
WHAT = ("quoi", "what")
TELLING = frozenset({"responsible", "timeframe", "indicator", "result", "status"})
_KEEPS_YEAR = frozenset({"result", "indicator", "target", "status", "cost"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A header column and the grid columns it covers (``last`` included)."""

    first: int
    last: int
    column: Column
    level: LevelRole | None = None  # for numbers and levels: the level concerned
    legend: str = ""  # the other lines of the header cell

    @property
    def field(self) -> ColumnField:
        """The field of the column."""
        return self.column.field


@dataclass(frozen=True, slots=True)
class Header:
    """The columns announced by one or two header rows; ``rows`` of them are consumed."""

    slots: tuple[Slot, ...]
    rows: int = 1
    fills: frozenset[str] = frozenset()
    signature: tuple[str, ...] = ()
    roles_in: int | None = None  # rank of the column that says the level of each row
    roles: Mapping[str, LevelRole] = field(default_factory=dict)  # what it says → the level
    # without such a column, ``roles`` gives the level of each indent

    def levels(self) -> tuple[Slot, ...]:
        """Level columns, outermost first."""
        found = [slot for slot in self.slots if slot.field in LEVEL_FIELDS]
        return tuple(sorted(found, key=lambda slot: ORDER[slot.field]))  # type: ignore[index]

    @property
    def is_plan(self) -> bool:
        """A level that carries work, and something said about it (or two levels)."""
        fields = {slot.field for slot in self.slots}
        levels = fields & LEVEL_FIELDS
        said = fields - LEVEL_FIELDS - {"number", "unknown", "note", "kind"}
        return bool(levels) and (len(levels) > 1 or bool(said))


def row_cells(grid: Grid, row: int) -> list[Cell]:
    """Distinct cells of a row, left to right, carried ones included."""
    cells: list[Cell] = []
    for cell in grid[row]:
        if cell is not None and (not cells or cell is not cells[-1]):
            cells.append(cell)
    return cells


def find_header(
    table: Table, grid: Grid, row: int, lexicon: Lexicon, known: Header | None = None
) -> Header | None:
    """The header that starts at this row, or ``None``. ``known`` is the one before it, if any."""
    cells = [cell for cell in row_cells(grid, row) if cell.text]
    if len(cells) < 2 or any(len(cell.text) > _LONGEST for cell in cells):
        return None
    if known and signature_of(cells) == known.signature:
        return replace(known, rows=_rows_of_repeat(grid, row, known))
    if not _looks_like_header(cells, lexicon) or (known and not _styled_like(cells, known)):
        return None
    rows = 2 if _has_second_row(grid, row, lexicon) else 1
    slots = _named_at_last(_slots(table, grid, row, rows, lexicon), grid, row + rows, lexicon)
    return Header(slots, rows, frozenset(c.fill for c in cells if c.fill), signature_of(cells))


def signature_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Folded texts of a row, to see it again."""
    return tuple(fold_phrase(cell.text) for cell in cells if cell.text)


def _rows_of_repeat(grid: Grid, row: int, known: Header) -> int:
    if known.rows == 1 or row + 1 >= len(grid):
        return 1
    second = [cell for cell in row_cells(grid, row + 1) if cell.row == row + 1 and cell.text]
    headers = {fold_phrase(slot.column.header) for slot in known.slots}
    return 2 if second and all(fold_phrase(cell.text) in headers for cell in second) else 1


def _is_export(cells: Sequence[Cell], lexicon: Lexicon) -> bool:
    """The many columns of a tool: among them, names of a task, of people and of a time."""
    said: set[str] = set()
    for cell in cells if len(cells) > _MANY else ():
        key = fold_phrase(cell.text)
        said.add(lexicon.columns.get(key) or lexicon.general.get(key, ""))
    return bool(said & {"action", "step"}) and len(said & TELLING) > 1


def _looks_like_header(cells: Sequence[Cell], lexicon: Lexicon) -> bool:
    known = exact = named = unknown = 0
    states = [cell for cell in cells if is_state(cell.text)]
    for cell in cells:
        found = _field_of(cell.text, lexicon)
        if len(states) > 1 and cell in states:
            found = "status", ""
        if not found:
            unknown += 1
            if unknown > 0.4 * len(cells):
                return _is_export(cells, lexicon)
            continue
        known += 1
        if found[0] not in ("year", "quarter"):
            named += 1
            exact += _is_exact(cell.text, lexicon)
    if named < 2 or known < 0.6 * len(cells):
        return False
    return exact >= 2 or (exact >= 1 and (known == len(cells) or known > 3))


def _styled_like(cells: Sequence[Cell], known: Header) -> bool:
    fills = {cell.fill for cell in cells}
    same_fill = bool(known.fills) and fills == known.fills
    again = len(set(signature_of(cells)) & set(known.signature)) >= 0.6 * len(cells)
    return same_fill or again


def is_state(text: str) -> bool:
    """Whether a header names one state («En cours»): its column is then ticked."""
    return 0 < len(text.split()) < 4 and read_status(text).basis == "explicit"


def _is_exact(text: str, lexicon: Lexicon) -> bool:
    parts = _LANGUAGES.split(squeeze(text))
    return any(fold_phrase(t) in lexicon.columns for t in (text, text.split("\n")[0], *parts))


def _field_of(text: str, lexicon: Lexicon) -> tuple[ColumnField, str] | None:
    whole = squeeze(text)
    found = lexicon.column_field(whole) or lexicon.column_field(text.split("\n")[0])
    found = found or _field_in_two_languages(whole, lexicon)
    if found or not (dated := _DATED.match(normalise(whole))):
        return found
    named = lexicon.column_field(dated["after"] or dated["before"])
    return (named[0], dated["year"] or dated["calendar"]) if named else None


def _field_in_two_languages(text: str, lexicon: Lexicon) -> tuple[ColumnField, str] | None:
    """«Porteur / Lead»: what the parts that are known agree on."""
    parts = _LANGUAGES.split(text)
    found = {field for part in parts if (field := lexicon.column_field(part))}
    return found.pop() if len(parts) > 1 and len(found) == 1 else None


def _has_second_row(grid: Grid, row: int, lexicon: Lexicon) -> bool:
    if row + 1 >= len(grid):
        return False
    below = [c for c in row_cells(grid, row + 1) if c.row == row + 1 and c.text]
    if not below:
        return False
    fields = [_field_of(cell.text, lexicon) for cell in below]
    if all(found and found[0] in ("year", "quarter") for found in fields):
        return True
    under_group = all(_is_under_group(grid, row, cell) for cell in below)
    known = all(
        f or fold_phrase(c.text) in lexicon.general for f, c in zip(fields, below, strict=True)
    )
    return under_group and known and len(below) > 1


def _is_under_group(grid: Grid, row: int, cell: Cell) -> bool:
    above = grid[row][cell.column]
    return above is not None and above.col_span > cell.col_span


def _slots(table: Table, grid: Grid, row: int, rows: int, lexicon: Lexicon) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    column = 0
    while column < len(grid[row]):
        top, bottom = grid[row][column], grid[row + rows - 1][column]
        own = bottom if bottom is not None and bottom.text else top
        if own is None or not own.text:
            column += 1
            continue
        last = min(own.column + own.col_span, len(grid[row])) - 1
        group = top.text if top is not None and top is not own else ""
        if rows > 1 and own is bottom and not group and slots and _is_period(own.text, lexicon):
            group = slots[-1].column.group  # a group whose cells were not merged
        slots.append(_slot(table, own.text, group, column, last, lexicon))
        column = last + 1
    states = [rank for rank, slot in enumerate(slots) if is_state(slot.column.header)]
    for rank in states if len(states) > 1 else ():
        slots[rank] = replace(slots[rank], column=replace(slots[rank].column, field="status"))
    return _with_levels(slots, lexicon)


def _is_period(text: str, lexicon: Lexicon) -> bool:
    found = _field_of(text, lexicon)
    return found is not None and found[0] in ("year", "quarter")


def _slot(table: Table, text: str, group: str, first: int, last: int, lexicon: Lexicon) -> Slot:
    header, _, legend = text.partition("\n")
    if header.rstrip().endswith(("/", "-", "’", "'")) or legend[:1].islower():
        header, legend = text, ""
    field, key = _field_in_group(text, group, lexicon)
    if field == "quarter" and not re.search(r"T[1-4]", key):
        above = _field_of(group, lexicon) if group else None
        key = squeeze(f"{group} {header}" if above and above[0] == "year" else header)
    width = sum(table.widths[first : last + 1]) if len(table.widths) > last else 1.0
    column = Column(squeeze(header), field, key, squeeze(group), width)
    return Slot(first, last, column, legend=squeeze(legend))


def _field_in_group(text: str, group: str, lexicon: Lexicon) -> tuple[ColumnField, str]:
    own = _field_of(text, lexicon)
    above = _field_of(group, lexicon) if group else None
    if own is None:
        return (above[0], "") if above else ("unknown", "")
    if above and own[0] == "year" and above[0] in _KEEPS_YEAR:
        return above[0], own[1]
    if above and own[0] == "quarter" and above[0] == "year":
        label = f"An {above[1]}" if len(above[1]) < 3 else above[1]
        return "quarter", f"{label} {own[1]}"
    return own


def _with_levels(slots: list[Slot], lexicon: Lexicon) -> tuple[Slot, ...]:
    """Settle two columns of one level, and the level each number column counts."""
    taken: set[str] = set()
    settled: list[Slot] = []
    for slot in _french_how(slots):
        field = slot.field
        if field in LEVEL_FIELDS:
            field = _free_level(field, taken)
            taken.add(field)
            level = field if field in LEVEL_FIELDS else None
            slot = replace(slot, column=replace(slot.column, field=field), level=level)
        settled.append(slot)
    settled = _spread_objectives(settled)
    return tuple(_number_level(settled, index, lexicon) for index in range(len(settled)))


def _named_at_last(
    slots: tuple[Slot, ...], grid: Grid, below: int, lexicon: Lexicon
) -> tuple[Slot, ...]:
    """Without a level column: «Quoi», else «Description», else a first column without a name."""
    slots = _without_constant(slots, grid, below, lexicon)
    roles = [slot.level for slot in slots]
    if "objective" in roles and not {"action", "step"} & set(roles):
        rank = roles.index("objective")
        if normalise(slots[rank].column.header).startswith(WHAT):
            return _as_action(slots, rank)
    if len({slot.field for slot in slots} & TELLING) < 2:
        return slots
    if set(roles) <= {None, "axis", "orientation"}:
        for rank, slot in enumerate(slots):
            if slot.field in ("unknown", "number") and _general(slot, lexicon) == "action":
                return _under_groups(_as_action(slots, rank), lexicon)
    if set(roles) <= {None, "action", "step"}:
        slots = _under_groups(slots, lexicon)
    first = [row[0] for row in grid[below:] if row and row[0] is not None and row[0].text]
    if not slots or slots[0].first == 0 or len(first) < 2:
        return slots
    role = _role_of_nameless(roles, first)
    return (Slot(0, slots[0].first - 1, Column("", role), role), *slots) if role else slots


def _role_of_nameless(roles: Sequence[LevelRole | None], cells: Sequence[Cell]) -> LevelRole | None:
    """The level of a first column without a name: above the others when it groups their rows."""
    if not any(roles):
        return "action"
    top = min(ORDER[role] for role in roles if role)
    groups = any(cell.row_span > 1 for cell in cells)
    is_wordy = all(sum(c.isalpha() for c in cell.text) > 3 for cell in cells)
    return _ABOVE.get(ROLES[top]) if groups and is_wordy else None


def _without_constant(
    slots: tuple[Slot, ...], grid: Grid, below: int, lexicon: Lexicon
) -> tuple[Slot, ...]:
    """A column «Projet» that says the same on every row names no action beside a column «Nom»."""
    levels = [rank for rank, slot in enumerate(slots) if slot.level and slot.field != "number"]
    if len(levels) != 1 or all(_general(slot, lexicon) != "action" for slot in slots):
        return slots
    rank = levels[0]
    cells = [row[slots[rank].first] for row in grid[below:]]
    texts = [cell.text for cell in cells if cell is not None and cell.text]
    if len(texts) < 3 or len(set(texts)) > 1:
        return slots
    column = replace(slots[rank].column, field="unknown")
    return (*slots[:rank], replace(slots[rank], column=column, level=None), *slots[rank + 1 :])


def _general(slot: Slot, lexicon: Lexicon) -> str:
    """The level that a very general name («Description», «Section») may stand for, or ""."""
    return lexicon.general.get(fold_phrase(slot.column.header), "")


def _under_groups(slots: tuple[Slot, ...], lexicon: Lexicon) -> tuple[Slot, ...]:
    """The column that says under which list of the board each card stands, if any."""
    for rank, slot in enumerate(slots):
        if slot.field == "unknown" and _general(slot, lexicon) == "orientation":
            column = replace(slot.column, field="orientation")
            group = replace(slot, column=column, level="orientation")
            return (*slots[:rank], group, *slots[rank + 1 :])
    return slots


def _as_action(slots: tuple[Slot, ...], rank: int) -> tuple[Slot, ...]:
    """The column holds actions, and the numbers without a level count them."""
    settled = [replace(s, level="action") if s.field == "number" else s for s in slots]
    column = replace(slots[rank].column, field="action")
    settled[rank] = replace(slots[rank], column=column, level="action")
    return tuple(settled)


def _french_how(slots: list[Slot]) -> list[Slot]:
    """«Quoi | Comment | Qui | Quand»: «comment» is not an English remark there."""
    folded = [normalise(slot.column.header).strip(" ?") for slot in slots]
    if "comment" not in folded or not {"quoi", "qui", "quand"} & set(folded):
        return slots
    how = folded.index("comment")
    column = replace(slots[how].column, field="action")
    return [*slots[:how], replace(slots[how], column=column), *slots[how + 1 :]]


def _free_level(field: ColumnField, taken: set[str]) -> ColumnField:
    if field not in taken:
        return field
    after: dict[str, ColumnField] = {"axis": "orientation", "orientation": "objective",
                                     "objective": "objective", "action": "step"}  # fmt: skip
    deeper = after.get(field, "unknown")
    return deeper if deeper not in taken else "unknown" if field != "objective" else "objective"


def _spread_objectives(slots: list[Slot]) -> list[Slot]:
    """«Objectif général | Objectif spécifique»: the first stands one level above."""
    ranks = [i for i, slot in enumerate(slots) if slot.field == "objective"]
    if len(ranks) < 2:
        return slots
    if any(slot.field == "orientation" for slot in slots):
        for rank in ranks[1:]:
            slots[rank] = replace(
                slots[rank], column=replace(slots[rank].column, field="unknown"), level=None
            )
        return slots
    first = slots[ranks[0]]
    slots[ranks[0]] = replace(
        first, column=replace(first.column, field="orientation"), level="orientation"
    )
    return slots


def _number_level(slots: list[Slot], index: int, lexicon: Lexicon) -> Slot:
    slot = slots[index]
    if slot.field != "number":
        return slot
    words = [w for w in re.split(r"[^\w]+", normalise(slot.column.header)) if len(w) > 2]
    named = next((role for w in words if (role := lexicon.level_role(w))), None)
    after = next((s.level for s in slots[index + 1 :] if s.level), None)
    return replace(slot, level=named or after)
