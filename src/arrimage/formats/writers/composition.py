"""A plan ready to be written: title, passages, headings and tables, before any file format."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..draft import Column, ElementDraft, LevelRole, Period, PlanDraft
from .cells import (
    NARROW,
    NBSP,
    Line,
    attribute_lines,
    field_lines,
    has_attributes,
    heading_label,
    is_marked,
    only_day,
    title_lines,
    titled,
)
from .columns import Arrangement, Placed, arrange

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a composed table; the positions that it covers hold ``None``."""

    lines: tuple[Line, ...] = ()
    row_span: int = 1
    is_marked: bool = False
    day: dt.date | None = None  # the whole of what it says, where that is a day or a month


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table whose rows are as long as ``columns``."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    statuses: tuple[str, ...] = ()  # one per row: the meaning of its state, or ""


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """The title of an element, or of a passage when ``role`` is ``None``. ``depth`` is 1 to 5."""

    depth: int
    text: str
    label: str = ""  # «Orientation 1»
    role: LevelRole | None = None

    @property
    def full_text(self) -> str:
        """«Orientation 1 : Cultiver ensemble»."""
        return f"{self.label}{NBSP}: {self.text}"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A passage of paragraphs or list items; a glossary defines the ``number`` of its lines."""

    lines: tuple[Line, ...]
    label: str = ""
    is_glossary: bool = False


Block = TableBlock | HeadingBlock | TextBlock


@dataclass(frozen=True, slots=True)
class Composition:
    """What every writer renders. ``before`` introduces the plan, ``after`` closes it."""

    title: str
    organization: str
    period: str  # «Période : 2025-2030», or "" when the title says it
    updated: str  # the day it was last revised, «2 octobre 2026», or ""
    landscape: bool
    before: tuple[Block, ...]
    body: tuple[Block, ...]
    after: tuple[Block, ...]
    date: dt.date

    @property
    def facts(self) -> tuple[str, ...]:
        """Lines that stand under the title."""
        updated = f"Mise à jour{NBSP}: {self.updated}" if self.updated else ""
        return tuple(filter(None, (self.period, updated)))


def compose(draft: PlanDraft, *, with_status: bool, flat: bool = False) -> Composition:
    """The draft in the layout of its source; ``flat`` makes one table without headings."""
    arrangement = arrange(draft, with_status=with_status, flat=flat)
    return Composition(
        title=draft.title or "Plan d’action",
        organization=draft.organization,
        period=_period_line(draft),
        updated=french_date(draft.updated_on) if draft.updated_on else "",
        landscape=draft.layout.landscape,
        before=tuple(_before(draft)),
        body=tuple(_body(draft, arrangement)),
        after=tuple(_after(draft)),
        date=draft.updated_on or dt.date.today(),
    )


def french_date(day: dt.date) -> str:
    """«1er juillet 2026»."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def _period_line(draft: PlanDraft) -> str:
    """«Période : 2025-2030», in the document's own words when the draft holds them."""
    period = draft.period
    if period is None:
        return ""
    says_months = any(month in period.text.casefold() for month in MONTHS)
    words = period.text if says_months or period.precision == "year" else ""
    words = words or _worded(period)
    if not words or words in draft.title:
        return ""
    return words if words.casefold().startswith("période") else f"Période{NBSP}: {words}"


def _worded(period: Period) -> str:
    start, end = period.start, period.end
    if start is None or end is None:
        day = start or end
        return str(day.year) if day else ""
    if period.precision == "year":
        return f"{start.year}-{end.year}" if end.year != start.year else str(start.year)
    if period.precision == "month":
        first, last = (f"{MONTHS[d.month - 1]} {d.year}" for d in (start, end))
        return f"{first} à {last}"
    return f"du {french_date(start)} au {french_date(end)}"


def _before(draft: PlanDraft) -> Iterator[Block]:
    for label, text in (
        ("Mission", draft.mission),
        ("Vision", draft.vision),
        ("Objectif général", draft.general_objective),
    ):
        if text:
            yield TextBlock(tuple(Line(part) for part in text.split("\n")), label)
    if draft.values:
        yield TextBlock(tuple(Line(value, bullet=1) for value in draft.values), "Valeurs")


def _after(draft: PlanDraft) -> Iterator[Block]:
    if draft.acronyms:
        lines = tuple(Line(long, number=short) for short, long in draft.acronyms)
        yield TextBlock(lines, "Sigles et acronymes", is_glossary=True)
    if draft.footnotes:
        notes = tuple(Line(text, number=mark) for mark, text in draft.footnotes)
        yield TextBlock(notes, "Notes")
    for note in draft.notes:
        lines = tuple(Line(part) for part in note.text.split("\n") if part.strip())
        yield TextBlock(lines, note.title or "Note")


def _body(draft: PlanDraft, arrangement: Arrangement) -> Iterator[Block]:
    return _blocks(draft.elements, arrangement)


def _blocks(elements: tuple[ElementDraft, ...], arrangement: Arrangement) -> Iterator[Block]:
    waiting: list[ElementDraft] = []
    for element in elements:
        if element.level >= arrangement.heading_levels:
            waiting.append(element)
            continue
        if waiting:
            yield _table(waiting, arrangement)
            waiting = []
        yield _heading(element, arrangement)
        said = attribute_lines(element)
        if element.sub_items or said:
            items = tuple(Line(item, bullet=1) for item in element.sub_items)
            yield TextBlock(items + tuple(Line(f"{k}{NBSP}: {v}") for k, v in said))
        yield from _blocks(element.children, arrangement)
    if waiting:
        yield _table(waiting, arrangement)


def _heading(element: ElementDraft, arrangement: Arrangement) -> HeadingBlock:
    level = arrangement.levels[element.level]
    label = heading_label(level, element)
    return HeadingBlock(min(element.level + 1, 5), titled(element), label, level.role)


def _table(elements: list[ElementDraft], arrangement: Arrangement) -> Block:
    """A table, or a plain list when titles are all there is."""
    columns = tuple(placed.column for placed in arrangement.columns)
    if len(columns) == 1 and arrangement.heading_levels:
        return TextBlock(tuple(line for e in elements for line in _items(e, 1)))
    rows = _Rows(arrangement, columns, is_flat=arrangement.heading_levels == 0)
    for element in elements:
        rows.add(element)
    return rows.table()


def _items(element: ElementDraft, depth: int) -> Iterator[Line]:
    for line in title_lines(element, element.number):
        yield Line(line.text, min(line.bullet + depth, 3), line.number)
    for child in element.children:
        yield from _items(child, depth + 1)


@dataclass(slots=True)
class _Rows:
    """Rows under construction: titles span the rows of what stands under them."""

    arrangement: Arrangement
    columns: tuple[Column, ...]
    is_flat: bool
    rows: list[dict[int, Cell]] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)

    def add(self, element: ElementDraft) -> None:
        first = len(self.rows)
        if not element.children or has_attributes(element) or self._stands_alone(element):
            self.rows.append(self._attributes(element))
            status = element.status
            self.statuses.append((status.value or "") if status and status.basis != "none" else "")
        for child in element.children:
            self.add(child)
        span = len(self.rows) - first
        for position, lines in self._titles(element):
            self.rows[first][position] = Cell(lines, span)

    def _stands_alone(self, element: ElementDraft) -> bool:
        """A flat action has a row of its own above its steps: the cells beside it are its own."""
        return self.is_flat and self.arrangement.levels[element.level].role == "action"

    def _titles(self, element: ElementDraft) -> Iterator[tuple[int, tuple[Line, ...]]]:
        number_at = self.arrangement.number_column(element.level)
        for position, placed in enumerate(self.arrangement.columns):
            if placed.level != element.level:
                continue
            if position == number_at:
                yield position, (Line(element.number),) if element.number else ()
            else:
                number = "" if number_at is not None else element.number
                yield position, title_lines(element, number)

    def _attributes(self, element: ElementDraft) -> dict[int, Cell]:
        return {
            position: self._cell(element, placed)
            for position, placed in enumerate(self.arrangement.columns)
            if placed.level is None
        }

    def _cell(self, element: ElementDraft, placed: Placed) -> Cell:
        if placed.column.field in NARROW:
            return Cell(is_marked=is_marked(element, placed.column))
        lines = tuple(field_lines(element, placed.column, self.columns))
        is_day = placed.column.field == "timeframe" and len(lines) == 1
        return Cell(lines, day=only_day(element) if is_day else None)

    def table(self) -> TableBlock:
        """The finished table: holes become empty cells, covered positions ``None``."""
        covered = [0] * len(self.columns)
        rows: list[tuple[Cell | None, ...]] = []
        for row in self.rows:
            cells: list[Cell | None] = []
            for position in range(len(self.columns)):
                cell = row.get(position)
                if cell is None and covered[position] > 0:
                    cells.append(None)
                else:
                    cell = cell or Cell()
                    covered[position] = cell.row_span
                    cells.append(cell)
                covered[position] -= 1
            rows.append(tuple(cells))
        kept = self._kept(rows)
        return TableBlock(
            tuple(self.columns[i] for i in kept),
            tuple(tuple(row[i] for i in kept) for row in rows),
            tuple(self.statuses),
        )

    def _kept(self, rows: list[tuple[Cell | None, ...]]) -> list[int]:
        """All columns, but of several for one field those that this table leaves empty."""
        count = Counter(c.field for c in self.columns if c.field not in NARROW)
        return [
            i
            for i, column in enumerate(self.columns)
            if count[column.field] < 2
            or self.is_flat
            or any(cell is None or cell.lines for cell in (row[i] for row in rows))
        ]
