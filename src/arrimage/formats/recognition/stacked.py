"""Tables whose columns a text extraction stacked one under another, read back into rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..document import Anchor, SourceDocument
from ..draft import (
    AssignmentDraft,
    Column,
    Layout,
    LevelRole,
)
from ..language import Lexicon, TimeContext
from .doubts import doubt_about
from .freeze import freeze, singular
from .nodes import Node
from .numbering import ORDER
from .ocr import repair_issues
from .plain_model import (
    PlainReading,
    TextLine,
    anchored,
    complete,
    is_unfinished,
    join,
    text_lines,
    tidy,
)
from .stacked_cells import RowState, assign_columns, paired_places
from .stacked_header import Field, Header, find_header
from .stacked_pieces import read_indicators, read_results, with_doubts
from .stacked_rows import Row, split_rows
from .stacked_shift import shift_pieces
from .stacked_style import Style, learn_pairs, learn_style, names_people, title_pieces
from .stacked_units import Unit, build_units, is_mixed_row

_FEW_COLUMNS = 2
_ALONE = 0.4  # share of rows that are a title alone, in a table printed column after column
_CLEAN, _MIXED = 0.85, 0.5
_AN_HEAD = re.compile(r"^(Ans?\s*\d+(?:\s*(?:et|ou|à|-|,)\s*\d+)*)\s*:\s*")


def read_stacked(
    document: SourceDocument, lexicon: Lexicon, context: TimeContext
) -> PlainReading | None:
    """The plan of a stacked table, or ``None`` when no header and no numbers say there is one."""
    lines = text_lines(document)
    header = find_header(lines, lexicon)
    rows = split_rows(lines, header, lexicon) if header else []
    if header is None or not rows:
        return None
    style = learn_style(rows, header)
    learn_pairs(style, lines, rows)
    shift_pieces(rows, style)
    builder = _Builder(style, lexicon, header, {line.number: line for line in lines})
    for row in rows:
        builder.read(row)
    complete(builder.roots)
    names = _level_names(header, rows)
    elements, levels, issues = freeze(builder.roots, names, context)
    used = _used_lines(rows, header, [line.number for line in lines])
    layout = _layout(header, document, [level.role for level in levels])
    issues += repair_issues(lines, used)
    return PlainReading(elements, levels, layout, issues, 0.7, used)


def is_scattered_table(lines: Sequence[TextLine], lexicon: Lexicon) -> bool | None:
    """Whether the rows of a stacked table lost their cells; ``None`` without such a table."""
    header = find_header(lines, lexicon)
    rows = split_rows(lines, header, lexicon) if header else []
    actions = [row for row in rows if row.role == "action"]
    if header is None or not actions:
        return None
    alone = sum(len({(p.block, p.page) for p in row.pieces}) == 1 for row in actions)
    return len(header.order) > _FEW_COLUMNS and alone > _ALONE * len(actions)


def _level_names(header: Header, rows: Sequence[Row]) -> dict[LevelRole, str]:
    names = {row.role: row.word.capitalize() for row in reversed(rows) if row.word}
    for role in ORDER:
        if role in header.words:
            names.setdefault(role, singular(header.words[role]))
    return names


def _used_lines(rows: Sequence[Row], header: Header, numbers: Sequence[int]) -> frozenset[int]:
    first = min(piece.number for row in rows for piece in row.pieces)
    last = max(piece.number for row in rows for piece in row.pieces)
    used = {piece.number for row in rows for piece in [*row.prefix, *row.pieces]}
    skipped = {numbers[index] for index in header.skipped if first <= numbers[index] <= last}
    return frozenset(used | skipped)


def _layout(header: Header, document: SourceDocument, roles: Sequence[LevelRole]) -> Layout:
    columns = [Column(header.words[name], name) for name in header.order]
    for year in range(1, header.years + 1):
        place = next((i for i, c in enumerate(columns) if c.field == "timeframe"), len(columns))
        group = header.words.get("timeframe", "")
        columns.insert(place + year, Column(f"An {year}", "year", str(year), group))
    nesting = tuple(role for role in roles if role not in header.words and role != "action")
    return Layout(tuple(columns), nesting, True, document.format)


class _Builder:
    """Grows the tree, row after row."""

    def __init__(
        self, style: Style, lexicon: Lexicon, header: Header, lines: Mapping[int, TextLine]
    ) -> None:
        self.style, self.lexicon, self.header, self.lines = style, lexicon, header, lines
        self.roots: list[Node] = []
        self.path: list[Node] = []
        self.pending = ""  # the end of a name that the row above left unfinished

    def read(self, row: Row) -> None:
        """Take one row."""
        node = Node(row.role, tidy(row.title), row.code, self._anchor(row))
        node.variants = list(row.variants)
        while self.path and ORDER[self.path[-1].role] >= ORDER[row.role]:
            self.path.pop()
        (self.path[-1].children if self.path else self.roots).append(node)
        self.path.append(node)
        if row.role == "action":
            self._read_cells(row, node)
        else:
            self._read_title(row, node)

    def _anchor(self, row: Row) -> Anchor:
        return anchored(self.lines[row.pieces[0].number], self.lines[row.pieces[-1].number])

    def _read_title(self, row: Row, node: Node) -> None:
        for piece in list(title_pieces(row))[1:]:
            node.title = tidy(join(node.title, piece.text))
        legend = self.header.legend.get(re.sub(r"\d.*", "", row.code), "").casefold()
        node.kind = "principal" if legend.startswith("princip") else ""
        node.kind = "secondary" if legend.startswith("second") else node.kind

    def _read_cells(self, row: Row, node: Node) -> None:
        objective = next((n for n in self.path if n.role == "objective"), None)
        units = build_units(row, self.style, self.pending)
        if not units:
            return
        cut = row.pieces[0].page != row.pieces[-1].page
        mixed = is_mixed_row(row, self.style)
        spread = objective is not None and cut and "objective" in self.style.order
        state = RowState(
            objective.title if objective and spread else "",
            mixed,
            {} if mixed or cut else paired_places(units, self.style),
        )
        first_page = row.pieces[0].page
        units = [replace(u, page=u.page - first_page) for u in units]
        columns = assign_columns(units, self.style, state, self.lexicon)
        if mixed:
            units = with_doubts(units, columns, self.style)
        node.title = ""
        cells = self._by_column(units, columns)
        if objective:
            for unit in cells.get("objective", []):
                objective.title = tidy(join(objective.title, unit.text))
        _fill_title(node, cells.get("action", []))
        aside: list[str] = []
        people = cells.get("responsible", [])
        node.assignments = _people(people, self.style, aside)
        self.pending = self.style.rest_of_name(people[-1].text) if people else ""
        node.results = read_results(cells.get("result", []), self.style, aside)
        node.indicators = read_indicators(cells.get("indicator", []), self.style, aside)
        if aside:
            node.notes.extend(aside)
            node.doubt(doubt_about("words_set_aside", aside[0]))
        node.timeframe_lines = [unit.text for unit in cells.get("timeframe", [])]
        node.timeframe_lines += [m[1] for r in node.results if (m := _AN_HEAD.match(r.text))]
        self._doubt(row, node)

    def _by_column(
        self, units: Sequence[Unit], columns: Sequence[Field]
    ) -> dict[Field, list[Unit]]:
        cells: dict[Field, list[Unit]] = {}
        for unit, column in zip(units, columns, strict=True):
            moved = column in ("result", "indicator") and self._is_person(unit)
            cells.setdefault("responsible" if moved else column, []).append(unit)
        return cells

    def _is_person(self, unit: Unit) -> bool:
        """A name of the document's own list, wherever its line was printed."""
        named = self.style.is_name(unit.text) and names_people(unit.text)
        return named and unit.text[0].isupper() and not unit.bullet

    def _doubt(self, row: Row, node: Node) -> None:
        node.confidence = _CLEAN
        if is_mixed_row(row, self.style):
            quote = next(p.text for p in row.pieces)
            node.doubt(doubt_about("row_to_check", quote))
            node.confidence = _MIXED


def _fill_title(node: Node, units: Sequence[Unit]) -> None:
    for unit in units:
        listed = node.title.endswith(":") and (unit.indented or unit.bullet or node.sub_items)
        if listed and not (node.sub_items and unit.text[0].islower()):
            node.sub_items.append(unit.text)
        elif node.sub_items:
            node.sub_items[-1] = tidy(join(node.sub_items[-1], unit.text))
        else:
            node.title = tidy(join(node.title, unit.text))


def _people(units: Sequence[Unit], style: Style, aside: list[str]) -> list[AssignmentDraft]:
    """Who carries; a name patched up from mixed lines, and seen nowhere else, goes ``aside``."""
    names: list[str] = []
    patched: set[int] = set()
    for unit in units:
        continued = bool(names) and (
            is_unfinished(names[-1])
            or style.ends_name(names[-1], unit.text)
            or (unit.text[0].islower() and not style.is_name(unit.text))
        )
        if continued and not style.is_name(names[-1]):
            names[-1] = tidy(join(names[-1], unit.text))
        else:
            names.append(unit.text)
        if unit.mixed and (continued or unit.doubtful or is_unfinished(unit.text)):
            patched.add(len(names) - 1)
    known = [style.completed(name) for name in names]
    unsure = {rank for rank in patched if not style.is_name(known[rank])}
    aside.extend(known[rank] for rank in sorted(unsure))
    return [AssignmentDraft(name) for rank, name in enumerate(known) if rank not in unsure]
