"""Which columns a written plan has: the source's own, then what the plan holds beyond them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..draft import Column, ColumnField, ElementDraft, LevelDraft, LevelRole, PlanDraft
from ..language import normalise
from .cells import is_bare_time, timeframe_lines

STATUS_HEADER = "État"

_HEADERS: dict[ColumnField, str] = {
    "responsible": "Responsables",
    "collaborator": "Collaborateurs",
    "timeframe": "Échéancier",
    "result": "Résultats attendus",
    "indicator": "Indicateurs",
    "cost": "Budget",
    "priority": "Priorité",
    "note": "Notes",
    "status": STATUS_HEADER,
}
_WIDTHS: dict[ColumnField, float] = {
    "axis": 1.8, "orientation": 1.8, "objective": 2.0, "action": 3.2, "step": 2.4, "number": 0.6,
    "responsible": 1.5, "collaborator": 1.5, "timeframe": 1.4, "year": 0.36, "quarter": 0.4,
    "result": 2.4, "indicator": 2.2, "status": 1.1, "target": 1.0, "cost": 0.9, "priority": 0.8,
    "reference": 0.8, "note": 1.6, "kind": 1.0, "unknown": 1.4,
}  # fmt: skip
_ROLE_NAMES: dict[LevelRole, str] = {
    "axis": "Axe",
    "orientation": "Orientation",
    "objective": "Objectif",
    "action": "Action",
    "step": "Étape",
}
_LEVEL_FIELDS = frozenset(_ROLE_NAMES)


def _has_responsible(element: ElementDraft) -> bool:
    """Whether somebody carries the element whom its title does not already call responsible."""
    is_said = "responsable" in normalise(element.title)
    names = (a.name for a in element.assignments if a.role == "responsible")
    return any(not (is_said and name in element.title) for name in names)


_HOLDS: dict[ColumnField, Callable[[ElementDraft], bool]] = {
    "responsible": _has_responsible,
    "collaborator": lambda e: any(a.role == "collaborator" for a in e.assignments),
    "timeframe": lambda e: bool(timeframe_lines(e)),
    "result": lambda e: bool(e.results),
    "indicator": lambda e: bool(e.indicators),
    "cost": lambda e: bool(e.cost),
    "priority": lambda e: bool(e.priority),
    "note": lambda e: bool(e.notes),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of the export; ``level`` is set for columns that hold titles or their numbers."""

    column: Column
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Levels written as headings (a prefix of the plan's levels), the others being columns."""

    levels: tuple[LevelDraft, ...]
    heading_levels: int
    columns: tuple[Placed, ...]

    def number_column(self, level: int) -> int | None:
        """Position of the column that holds the numbers of a level, if there is one."""
        found = (
            i
            for i, placed in enumerate(self.columns)
            if placed.column.field == "number" and placed.level == level
        )
        return next(found, None)


def arrange(draft: PlanDraft, *, with_status: bool, flat: bool) -> Arrangement:
    """The source's layout, completed so that nothing the plan holds is left out.

    ``flat`` turns every level into a column, for spreadsheets.
    """
    levels = levels_of(draft)
    headings = 0 if flat else _heading_levels(draft, levels)
    columns = _known_widths(draft.layout.columns)
    placed = _place_levels(columns, levels, headings)
    elements = [e for e in draft.walk() if e.level >= headings]
    placed = _place_numbers(placed, len(levels) - 1) + _missing(columns, elements, draft)
    if with_status and all(p.column.field != "status" for p in placed):
        placed += [Placed(_new("status", STATUS_HEADER))]
    placed = [_with_kinds(p, draft) for p in _scaled(placed, columns)]
    return Arrangement(levels, headings, tuple(placed))


def _with_kinds(placed: Placed, draft: PlanDraft) -> Placed:
    """The header that tells what the P and S of the numbers stand for."""
    column = placed.column
    numbers = [e.number for e in draft.walk() if e.level == placed.level and e.kind]
    if "(P)" in column.header or not any(n.startswith(("P", "S")) for n in numbers):
        return placed
    legend = "Principaux (P), Secondaires (S)"
    return replace(placed, column=replace(column, header=f"{column.header}\n{legend}"))


def levels_of(draft: PlanDraft) -> tuple[LevelDraft, ...]:
    """The plan's levels, with as many unnamed actions as its elements need beyond them."""
    needed = max((e.level + 1 for e in draft.walk()), default=0)
    extra = max(needed - len(draft.levels), 0)
    named = (
        LevelDraft(level.name or _ROLE_NAMES[level.role], level.role) for level in draft.levels
    )
    return (*named, *(LevelDraft("Action", "action") for _ in range(extra)))


def _heading_levels(draft: PlanDraft, levels: tuple[LevelDraft, ...]) -> int:
    known = draft.layout.columns or draft.layout.nesting
    nesting = draft.layout.nesting if known else ("axis", "orientation", "objective")
    count = 0
    while count < len(levels) - 1 and levels[count].role in nesting:
        count += 1
    return count


def _place_levels(
    columns: Iterable[Column], levels: tuple[LevelDraft, ...], headings: int
) -> list[Placed]:
    """Gives each column of titles its level; levels without a column get one before the next."""
    waiting = list(range(headings, len(levels)))
    placed: list[Placed] = []
    for column in columns:
        if column.field not in _LEVEL_FIELDS:
            placed.append(Placed(column))
            continue
        level = next((i for i in waiting if levels[i].role == column.field), None)
        if level is not None:
            placed.append(Placed(column, level))
            waiting.remove(level)
    for level in waiting:
        column = _new(levels[level].role, levels[level].name)
        placed.insert(_position(placed, level), Placed(column, level))
    return placed


def _position(placed: list[Placed], level: int) -> int:
    """Right after the column of the level above, with the numbers that precede the one below."""
    above = [i for i, p in enumerate(placed) if p.level is not None and p.level < level]
    return above[-1] + 1 if above else 0


def _place_numbers(placed: list[Placed], deepest: int) -> list[Placed]:
    """A column of numbers belongs to the titles on its right, else to the deepest level."""
    done: list[Placed] = []
    for i, item in enumerate(placed):
        if item.column.field == "number":
            right = (p.level for p in placed[i + 1 :] if p.level is not None)
            item = replace(item, level=next(right, deepest))
        done.append(item)
    return done


def _missing(
    columns: Iterable[Column], elements: list[ElementDraft], draft: PlanDraft
) -> list[Placed]:
    present = {column.field for column in columns}
    added: list[Placed] = []
    for field, holds in _HOLDS.items():
        said = elements
        if field == "timeframe" and "result" in present:
            said = [e for e in elements if not is_bare_time(e)]  # with the results
        if field not in present and any(holds(e) for e in said):
            added.append(Placed(_new(field, _HEADERS[field])))
        if field == "timeframe":
            added += [Placed(c) for c in _missing_marks(present, elements, draft)]
    headers = {column.header for column in columns if column.field == "unknown"}
    extra = dict.fromkeys(header for e in elements for header, _ in e.extra)
    added += [Placed(_new("unknown", h)) for h in extra if h not in headers]
    if "status" not in present and any(e.status for e in elements):
        added.append(Placed(_new("status", STATUS_HEADER)))
    return added


def _missing_marks(
    present: set[ColumnField], elements: list[ElementDraft], draft: PlanDraft
) -> list[Column]:
    marked = {year for e in elements for year in e.years_marked}
    years = range(1, max([*marked, *(y.number for y in draft.years)], default=0) + 1)
    columns = [
        Column(f"An {n}", "year", str(n), width=_WIDTHS["year"])
        for n in (years if marked and "year" not in present else ())
    ]
    if "quarter" not in present:
        quarters = dict.fromkeys(q for e in elements for q in e.quarters_marked)
        columns += [Column(q, "quarter", q, width=_WIDTHS["quarter"]) for q in quarters]
    return columns


def _new(field: ColumnField, header: str) -> Column:
    return Column(header, field, width=_WIDTHS[field])


def _known_widths(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Widths of our own when the source gave none."""
    if len({column.width for column in columns}) > 1 and all(c.width > 0 for c in columns):
        return columns
    return tuple(replace(column, width=_WIDTHS[column.field]) for column in columns)


def _scaled(placed: list[Placed], columns: tuple[Column, ...]) -> list[Placed]:
    """Widths as shares of 100; a column that we add is as wide as its kind usually is."""
    usual = sum(_WIDTHS[c.field] for c in columns)
    unit = sum(c.width for c in columns) / usual if usual else 1.0
    own = set(map(id, columns))
    widths = [p.column.width * (1 if id(p.column) in own else unit) for p in placed]
    total = sum(widths) or 1.0
    return [
        replace(p, column=replace(p.column, width=100 * w / total))
        for p, w in zip(placed, widths, strict=True)
    ]
