"""From the lines of a drawn table to the cells of the neutral model."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..document import Anchor, Cell, Paragraph, Table
from .pdf_glyphs import Line
from .pdf_grid import RawCell, RawTable
from .pdf_joining import edges
from .pdf_paragraphs import (
    Frame,
    RawParagraph,
    Usage,
    first_words,
    group_lines,
    head_word,
    inner_names,
    is_spaced_from,
    list_levels,
    to_paragraph,
    usual_leading,
)

_HOLLOW = "o◦○"  # markers of nested items, by custom
_MAX_BLANKS = 12


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the text of a table is set; distances in points, leading in character sizes."""

    pad: float
    leading: float
    indent: float
    blank: float = 0.0  # height of a blank line
    tops: tuple[float, ...] = ()  # per row: top of the highest line
    is_top_set: bool = True


def build_table(raw: RawTable, anchor: Anchor, marks: set[str], usage: Usage) -> Table:
    """The table with its paragraphs; ``marks`` are the footnotes they may call."""
    xs = edges([raw])
    setting = _Setting(
        padding(raw), usual_leading(cell.lines for cell in raw.cells), _first_indent(raw)
    )
    usages = _column_usage(raw, setting.pad, setting.leading, usage)
    grouped = [
        group_lines(c.lines, _frame(c, setting.pad, setting.leading, usages.get(round(c.box[0]))))
        for c in raw.cells
    ]
    blank = _blank_height(grouped, setting.leading)
    setting = replace(setting, blank=blank, tops=_tops(raw), is_top_set=_is_top_set(raw, blank))
    rows: list[list[Cell]] = [[] for _ in range(raw.row_count)]
    for cell, raws in zip(raw.cells, grouped, strict=True):
        column = _nearest(xs, cell.box[0])
        span = max(1, _nearest(xs, cell.box[2]) - column)
        place = replace(
            anchor, page=cell.page, row=cell.row + 1, column=column + 1, box=_round(cell)
        )
        paragraphs = tuple(_paragraphs(cell, raws, setting, place, marks))
        shown = Cell(cell.row, column, paragraphs, cell.row_span, span, cell.fill, place)
        rows[cell.row].append(replace(shown, is_cut=cell.is_cut))
    x0, top, x1, bottom = (round(v, 1) for v in raw.box)
    return Table(
        tuple(tuple(row) for row in rows), raw.header_rows,
        tuple(round(b - a, 1) for a, b in pairwise(xs)), is_reconstructed=raw.is_loose,
        anchor=replace(anchor, box=(x0, top, x1, bottom)),
    )  # fmt: skip


def _paragraphs(
    cell: RawCell, raws: list[RawParagraph], setting: _Setting, place: Anchor, marks: set[str]
) -> Iterator[Paragraph]:
    """Paragraphs of a cell, blank lines as empty ones: they line up with the other cells."""
    before: Line | None = None
    for raw, level in zip(raws, _cell_levels(cell, raws, setting.indent), strict=True):
        first = raw.lines[0]
        if before is None:
            count = _leading_blanks(cell, setting)
        else:
            count = _blanks(before, first, setting)
        for _ in range(min(count, _MAX_BLANKS)):
            yield Paragraph(anchor=place)
        yield to_paragraph(raw, place, level=level, marks=marks)
        before = raw.lines[-1]


def _blanks(before: Line, after: Line, setting: _Setting) -> int:
    excess = _excess(before, after, setting.leading)
    return round(excess / setting.blank) if excess > 0.7 * setting.blank else 0


def _leading_blanks(cell: RawCell, setting: _Setting) -> int:
    """Blank lines above the text of a cell, unless texts are centred."""
    if cell.row_span > 1 or cell.lines[0].page != cell.page or not setting.is_top_set:
        return 0
    count = (cell.lines[0].top - setting.tops[cell.row]) / setting.blank
    return round(count) if count > 0.7 and abs(count - round(count)) < 0.2 else 0


def _is_top_set(table: RawTable, blank: float) -> bool:
    """Whether texts smaller than their cell mostly stand at its top."""
    at_top, centred = 0, 0
    for cell in table.cells:
        if cell.lines and cell.lines[-1].page == cell.page:
            above = cell.lines[0].top - cell.box[1]
            below = cell.box[3] - cell.lines[-1].bottom
            at_top += below - above > 0.6 * blank
            centred += abs(below - above) < 0.6 * blank < above
    return at_top >= centred


def _excess(before: Line, after: Line, leading: float) -> float:
    if before.page != after.page:
        return 0.0
    return after.baseline - before.baseline - leading * after.size


def _blank_height(grouped: list[list[RawParagraph]], leading: float) -> float:
    """Height of a blank line: the one that best divides the wide gaps between paragraphs."""
    size = Counter(p.lines[0].size for raws in grouped for p in raws).most_common(1)
    height = leading * (size[0][0] if size else 10.0)
    gaps = [
        gap
        for raws in grouped
        for a, b in pairwise(raws)
        if (gap := _excess(a.lines[-1], b.lines[0], leading)) > 0.7 * height
    ]
    heights = [height * step / 50 for step in range(50, 76)]
    return min(heights, key=lambda h: sum(abs(gap / h - max(1, round(gap / h))) for gap in gaps))


def _tops(table: RawTable) -> tuple[float, ...]:
    tops = [float("inf")] * table.row_count
    for cell in table.cells:
        if cell.lines and cell.lines[0].page == cell.page:
            tops[cell.row] = min(tops[cell.row], cell.lines[0].top)
    return tuple(tops)


def padding(table: RawTable) -> float:
    """Usual white room between the side of a cell and its text."""
    rooms = Counter(
        float(round(min(line.left for line in cell.lines) - cell.box[0]))
        for cell in table.cells
        if cell.lines
    )
    usual = [(count, room) for room, count in rooms.items() if 0 <= room <= 15]
    return max(usual)[1] if usual else 4.0


def _first_indent(table: RawTable) -> float:
    """Least distance from the side of a cell to a marker, hollow ones left out."""
    starts = (
        line.left - cell.box[0]
        for cell in table.cells
        for line in cell.lines
        if line.marker and line.marker not in _HOLLOW
    )
    return min(starts, default=1000.0)


def _cell_levels(cell: RawCell, raws: list[RawParagraph], indent: float) -> list[int]:
    """List levels in a cell; hollow markers alone are nested when other cells' lists are not."""
    levels = list_levels(raws)
    marked = [p.lines[0] for p in raws if p.lines[0].marker]
    is_nested = all(
        line.marker in _HOLLOW and line.left - cell.box[0] > indent + 5 for line in marked
    )
    return [level + 1 if level and is_nested else level for level in levels]


def _round(cell: RawCell) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (round(v, 1) for v in cell.box)
    return x0, top, x1, bottom


def _nearest(xs: list[float], x: float) -> int:
    return min(range(len(xs)), key=lambda i: abs(xs[i] - x))


def _frame(cell: RawCell, pad: float, leading: float, usage: Usage | None) -> Frame:
    right = max([cell.box[2] - pad, *(line.x1 for line in cell.lines)])
    return Frame(cell.box[0] + pad, right, leading, usage)


def _column_usage(table: RawTable, pad: float, leading: float, usage: Usage) -> dict[int, Usage]:
    """What certainly stands alone in the cells of each column (by left edge)."""
    items: dict[int, set[str]] = defaultdict(set)
    starts: dict[int, Counter[str]] = defaultdict(Counter)
    for cell, raws in _certain(table, pad, leading):
        column = round(cell.box[0])
        starts[column].update(first_words(p.text) for p in raws)
        if len(raws) > 1 or len(cell.lines) == 1:
            items[column].update(p.text for p in raws if len(p.lines) == 1)
    return {
        key: replace(
            usage, items=frozenset(items[key]),
            starts=frozenset(words for words, count in found.items() if count >= 3),
        )
        for key, found in starts.items()
    }  # fmt: skip


def _certain(
    table: RawTable, pad: float, leading: float
) -> Iterator[tuple[RawCell, list[RawParagraph]]]:
    """Cells with the paragraphs that their geometry alone tells apart."""
    for cell in table.cells:
        if cell.lines:
            yield cell, group_lines(cell.lines, _frame(cell, pad, leading, None))


def read_usage(tables: Sequence[RawTable], lines: Iterable[Line]) -> Usage:
    """Which capitals belong to names and which begin a sentence, in the whole document."""
    names = inner_names(lines)
    heads: Counter[str] = Counter()
    spaced: Counter[bool] = Counter()
    leading = usual_leading(cell.lines for table in tables for cell in table.cells)
    for table in tables:
        for _, raws in _certain(table, padding(table), leading):
            heads.update(head_word(p.text) for p in raws)
            spaced.update(_spacings(raws, leading))
    return Usage(
        frozenset(word for word in names if names[word] >= heads[word]),
        frozenset(word for word in heads if heads[word] > names[word]),
        is_spaced=spaced[True] > 2 and not spaced[False],
    )


def _spacings(raws: Sequence[RawParagraph], leading: float) -> Iterator[bool]:
    """Whether white space parts each paragraph of a cell, list items aside, from the one above."""
    for above, below in pairwise(raws):
        first = below.lines[0]
        if not first.marker and above.lines[-1].page == first.page:
            yield is_spaced_from(above.lines[-1], first, leading)
