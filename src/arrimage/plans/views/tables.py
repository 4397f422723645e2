"""From the document of a plan to what its page prints: chapters, table heads, rows, filters.

Pure functions: every value is ready, so that templates only print.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from ..document import Cell, ColumnView, FlagCount, PlanDocument, Row, Section, YearView
from ..filters import FLAGS
from ..filters import UNKNOWN as UNKNOWN_STATE
from ..following import Flag
from ..looks import UNKNOWN_LABEL, look_of
from ..states import Look, StateBook, book_of

MARKED = ("year", "quarter")
PEOPLE = ("responsible", "collaborator")
TITLES = ("action", "step")
ABOVE = ("axis", "orientation", "objective", "number", "status", "kind")  # shown elsewhere
LIVE_SHARE, LEAD_SHARE, LEAST_SHARE, YEAR_SHARE = 16, 22, 12, 3


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the first head row; ``span`` marked columns when it stands above a group."""

    header: str
    span: int = 0


@dataclass(frozen=True, slots=True)
class TableHead:
    """The head that every table of the plan repeats."""

    lead: str
    cells: tuple[HeadCell, ...]
    marks: tuple[ColumnView, ...]
    widths: tuple[str, ...]
    span: int
    today: dt.date
    is_dense: bool


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of a row: words, or the mark of a year or a quarter with its meaning in words."""

    label: str
    lines: tuple[str, ...] = ()
    is_mark: bool = False
    css: str = ""
    meaning: str = ""
    is_people: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """A row, or a heading, with the look of its state."""

    row: Row
    look: Look
    state: str
    cells: tuple[CellView, ...] = ()
    is_heading: bool = False
    tag_level: int = 2
    span: int = 1
    change: str = ""  # after the state, for readers: the gesture that it opens

    @property
    def flag_look(self) -> Look | None:
        """Shape and tone of what the follow-up says of it, if anything."""
        return FLAG_LOOKS.get(self.row.living.flag)

    @property
    def tag_below(self) -> int:
        """Rank of the headings inside what opens under it."""
        return min(self.tag_level + 1, 6)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading and the table under it."""

    heading: RowView | None
    tag_level: int
    rows: tuple[RowView, ...]
    key: str = ""
    label: str = ""  # of a group, where rows are not under the headings of the plan


@dataclass(slots=True)
class Chapter:
    """A top-level heading with every section below it."""

    first: SectionView
    sections: list[SectionView] = field(default_factory=list)
    actions: int = 0


@dataclass(frozen=True, slots=True)
class StateFilter:
    """A line of the legend, which is also the filter by state."""

    label: str
    count: int
    look: Look | None
    address: str  # after the address of the plan
    is_current: bool
    value: str = ""


def is_shown(column: ColumnView) -> bool:
    """True for a column that the table prints between the title and the follow-up."""
    return column.field not in ABOVE and column.field not in TITLES


def head_of(document: PlanDocument) -> TableHead:
    """The head of every table: title, the plan's own columns, marked years, follow-up."""
    shown = [column for column in document.columns if is_shown(column)]
    titles = [column.header for column in document.columns if column.field == "action"]
    titles += [column.header for column in document.columns if column.field == "step"]
    shares = _shares(shown)
    cells: list[HeadCell] = []
    for (is_mark, group), columns in groupby(shown, lambda c: (c.field in MARKED, c.group)):
        found = list(columns)
        if is_mark:
            cells.append(HeadCell(group or _("Échéance"), span=len(found)))
        else:
            cells.extend(HeadCell(column.header) for column in found)
    return TableHead(
        lead=titles[0] if titles else document.action_name,
        cells=tuple(cells),
        marks=tuple(column for column in shown if column.field in MARKED),
        widths=tuple(f"w-{share}" for share in shares),
        span=len(shown) + 2,
        today=document.day or timezone.localdate(),
        is_dense=_is_dense(shown),
    )


def _is_dense(shown: list[ColumnView]) -> bool:
    """True when the columns of words have less room than their least: they would cut words."""
    worded = [column for column in shown if column.field not in MARKED]
    return len(worded) * LEAST_SHARE > _free(shown)


def _free(shown: list[ColumnView]) -> int:
    marks = sum(column.field in MARKED for column in shown)
    return max(100 - LIVE_SHARE - LEAD_SHARE - marks * YEAR_SHARE, 12)


def _shares(shown: list[ColumnView]) -> list[int]:
    """Widths in hundredths: title, each column, follow-up. Marked columns are narrow."""
    worded = [column for column in shown if column.field not in MARKED]
    free = _free(shown)
    total = sum(max(column.width, 0.1) for column in worded) or 1
    shares = iter(
        max(round(free * max(column.width, 0.1) / total), _least(column)) for column in worded
    )
    return [
        LEAD_SHARE,
        *(YEAR_SHARE if column.field in MARKED else next(shares) for column in shown),
        LIVE_SHARE,
    ]


def _least(column: ColumnView) -> int:
    """Names of roles are long words that nothing should cut."""
    return LEAST_SHARE + 2 if column.field in PEOPLE else LEAST_SHARE


def chapters_of(document: PlanDocument) -> list[Chapter]:
    """The sections gathered under their top-level heading."""
    years = {str(year.number): year for year in document.years}
    span = sum(is_shown(column) for column in document.columns) + 2
    rank = _counted_rank(document)
    chapters: list[Chapter] = []
    for section in document.sections:
        view = _section_view(section, years, span, book_of(document.plan))
        if section.depth == 0 or not chapters:
            chapters.append(Chapter(view))
        chapters[-1].sections.append(view)
        chapters[-1].actions += sum(row.level == rank for row in section.rows)
    return chapters


def _counted_rank(document: PlanDocument) -> int | None:
    names = list(document.levels)
    return names.index(document.action_name) if document.action_name in names else None


def _section_view(
    section: Section, years: dict[str, YearView], span: int, book: StateBook
) -> SectionView:
    rows = tuple(_row_view(row, years, span, section.tag_level, book) for row in section.rows)
    if section.heading is None:
        return SectionView(None, section.tag_level, rows, section.key, section.label)
    heading = RowView(
        row=section.heading,
        look=look_of(section.heading.status, book),
        state=_state(section.heading),
        is_heading=True,
        tag_level=section.tag_level,
    )
    return SectionView(heading, section.tag_level, rows)


def _state(row: Row) -> str:
    return row.status_label if row.status else str(UNKNOWN_LABEL)


def _row_view(
    row: Row, years: dict[str, YearView], span: int, tag_level: int, book: StateBook
) -> RowView:
    cells = (_cell_view(cell, row, years) for cell in row.cells if is_shown(cell.column))
    return RowView(
        row=row,
        look=look_of(row.status, book),
        state=_state(row),
        cells=tuple(cells),
        tag_level=tag_level,
        span=span,
        change=_(", changer l’état de %(number)s") % {"number": row.number},
    )


def _cell_view(cell: Cell, row: Row, years: dict[str, YearView]) -> CellView:
    column = cell.column
    if column.field not in MARKED:
        return CellView(column.header, cell.lines, is_people=column.field in PEOPLE)
    label = column.header
    if column.field == "year":
        label = _("An %(number)s") % {"number": column.key or column.header}
    if not cell.is_marked:
        return CellView(label, is_mark=True, meaning=_("rien de prévu"))
    is_flow = row.status == "continuous"
    css = f"on{_when(column, years)}{' hatch' if is_flow else ''}"
    return CellView(label, (), True, css, _("en continu") if is_flow else _("prévu"))


def _when(column: ColumnView, years: dict[str, YearView]) -> str:
    if column.is_now:
        return " now"
    year = years.get(column.key)
    return " past" if year and year.is_past else ""


def find_row(chapters: list[Chapter], pk: int) -> RowView | None:
    """The row or the heading of one element, if the document shows it."""
    return next((view for view in _every_row(chapters) if view.row.pk == pk), None)


def _every_row(chapters: list[Chapter]) -> Iterator[RowView]:
    for chapter in chapters:
        for section in chapter.sections:
            if section.heading:
                yield section.heading
            yield from section.rows


def state_filters(document: PlanDocument, *, choosing: bool = False) -> list[StateFilter]:
    """The legend: everything first, then each state that the plan holds."""
    filters = document.filters

    def address(status: str) -> str:
        query = filters.with_status(status).query
        parts = [query, "choisir=1" if choosing else ""]
        return "?" + "&".join(filter(None, parts)) if any(parts) else ""

    every = StateFilter(
        _("en tout"), document.total, None, address(""), not (filters.statuses or filters.flag)
    )
    states = [
        StateFilter(
            str(count.label),
            count.count,
            count.look,
            address(value),
            value in filters.statuses,
            value,
        )
        for count in document.counts
        for value in [count.status or UNKNOWN_STATE]
    ]
    return [every, *states]


FLAG_LOOKS: dict[Flag, Look] = {
    "late": Look("late", "late"),
    "silent": Look("silent", "silent"),
    "soon": Look("todo", "run"),
}


def flag_filters(document: PlanDocument, *, choosing: bool = False) -> list[StateFilter]:
    """What is late, silent or due soon: counted in the legend, which is also the filter."""
    filters = document.filters
    names = {flag: name for name, flag in FLAGS.items()}

    def line(count: FlagCount) -> StateFilter:
        name = names[count.flag]
        is_current = filters.flag == name
        query = filters.with_flag("" if is_current else name).query
        address = "?" + "&".join(filter(None, [query, "choisir=1" if choosing else ""]))
        look = FLAG_LOOKS[count.flag]
        return StateFilter(count.label, count.count, look, address, is_current, name)

    return [line(count) for count in document.flags]


def asked_words(document: PlanDocument) -> str:
    """What is shown, in words, for paper: «Par responsable · En cours · An 2 · 9 sur 29»."""
    filters, choices = document.filters, document.choices
    lands = {land.address: land.name for land in choices.territories}
    states = {count.status or UNKNOWN_STATE: str(count.label) for count in document.counts}
    by = dict(choices.groupings).get(filters.by, "")
    words = [
        _("Par %(what)s") % {"what": by.lower()} if by else "",
        ", ".join(states.get(status, "") for status in filters.statuses),
        filters.responsible,
        _("An %(number)s") % {"number": filters.year} if filters.year is not None else "",
        filters.theme,
        lands.get(filters.territory, ""),
        dict(choices.seasons).get(filters.season, ""),
        "".join(count.label for count in document.flags if count.flag == FLAGS.get(filters.flag)),
        filters.text,
    ]
    if filters.is_active:
        shown = {"shown": document.shown, "total": document.total}
        words.append(_("%(shown)s sur %(total)s") % shown)
    return " · ".join(filter(None, words))
