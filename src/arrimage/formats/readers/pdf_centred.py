"""Undrawn tables whose cells are set in the middle of their rows, as spreadsheets print them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import combinations, pairwise

from .pdf_glyphs import Glyph, Line, build_lines
from .pdf_grid import RawCell, RawTable
from .pdf_loose import cut_line, text_heads

_FEWEST_COLUMNS = 4
_FEWEST_ROWS = 3
_SPLIT_GAP = 0.6  # character sizes of white between the texts of two columns
_SAME = 2.0  # points between the middles of two cells of one row
_LEADING = 0.7  # character sizes of white between two lines of one cell, at most
_LONGEST_NAME = 30  # characters of a column name, on average
_MOST_STRAY = 0.05  # share of the cells that may belong to no row

Block = list[Line]
Rows = list[tuple[int, float]]  # rank in the table, and middle


def centred_tables(glyphs: Sequence[Glyph], page: int) -> list[RawTable]:
    """The table of a page whose rows are told by the middles of their cells, if there is one."""
    level = [g for g in glyphs if not g.turn]
    firsts = text_heads(level)
    lines = build_lines(level, page, split_gap=_SPLIT_GAP)
    lines = sorted(lines, key=lambda line: (round(line.baseline), line.left))
    for index, line in enumerate(lines):
        head = [other for other in lines[index:] if abs(other.baseline - line.baseline) < 1]
        head.sort(key=lambda other: other.left)
        if len(head) < _FEWEST_COLUMNS or head[0] is not line:
            continue
        if sum(len(name.text) for name in head) > _LONGEST_NAME * len(head):
            continue
        starts = [name.left for name in head]
        under = (other for other in lines if other.top > line.bottom)
        below = [part for other in under for part in cut_line(other, starts, level, page, firsts)]
        table = _read(head, below, page)
        if table:
            return [table]
    return []


def _read(head: list[Line], below: list[Line], page: int) -> RawTable | None:
    edges = [name.left - 2 for name in head]
    bands = [x for x in below if _is_band(x, edges)]
    inside = [x for x in below if not _is_band(x, edges)]
    if len(bands) > 0.3 * len(inside) or any(not _fits(x, edges) for x in inside):
        return None
    columns = [_blocks([x for x in inside if _column(x, edges) == k]) for k in range(len(edges))]
    anchor = max(range(len(columns)), key=lambda k: len(columns[k]))
    rows = [_middle(block) for block in columns[anchor]]
    if len(rows) < _FEWEST_ROWS or not _is_centred(columns, _groups(rows, bands)):
        return None
    return _table(head, columns, rows, bands, edges, page)


def _is_band(line: Line, edges: Sequence[float]) -> bool:
    """Whether a text begins at the left and runs over the second column."""
    return line.left < edges[1] and line.x1 > edges[1] + line.size


def _fits(line: Line, edges: Sequence[float]) -> bool:
    k = _column(line, edges)
    return k >= 0 and (k + 1 == len(edges) or line.x1 <= edges[k + 1] + line.size)


def _column(line: Line, edges: Sequence[float]) -> int:
    return bisect_right(edges, line.left + 1) - 1


def _blocks(lines: Sequence[Line]) -> list[Block]:
    """The lines of a column as cells: white parts them."""
    blocks: list[Block] = []
    for line in sorted(lines, key=lambda x: x.top):
        if blocks and line.top - blocks[-1][-1].bottom < _LEADING * line.size:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _middle(block: Block) -> float:
    return (block[0].top + block[-1].bottom) / 2


def _is_centred(columns: list[list[Block]], groups: Sequence[Rows]) -> bool:
    """Whether the cells of a row, short or tall, share their middles and not their tops."""
    blocks = [block for column in columns for block in column]
    stray = len(blocks) - sum(len(_covers(column, groups)) for column in columns)
    if stray > _MOST_STRAY * len(blocks) or len(blocks) < 2 * sum(map(len, groups)):
        return False
    unlike = [
        abs(a[0].top - b[0].top) > 1
        for a, b in combinations(blocks, 2)
        if len(a) != len(b) and abs(_middle(a) - _middle(b)) <= _SAME
    ]
    return len(unlike) > 1 and all(unlike)


def _covers(column: list[Block], groups: Sequence[Rows]) -> list[tuple[Block, Rows]]:
    """The rows of each cell: shared out whole in each group of rows, else the row of its middle."""
    out: list[tuple[Block, Rows]] = []
    for group in groups:
        if not group:
            continue
        low, high = group[0][1], group[-1][1]
        own = [block for block in column if low - _SAME <= _middle(block) <= high + _SAME]
        out += _shared_out(own, group) or _one_each(own, group)
    return out


def _shared_out(blocks: list[Block], group: Rows) -> list[tuple[Block, Rows]]:
    """Cells that, each in the middle of its rows, take every row of a group."""
    out: list[tuple[Block, Rows]] = []
    start = 0
    for block in blocks:
        middle = _middle(block)
        ends = (
            end
            for end in range(start, len(group))
            if abs((group[start][1] + group[end][1]) / 2 - middle) <= _SAME
        )
        end = next(ends, None)
        if end is None:
            return []
        out.append((block, group[start : end + 1]))
        start = end + 1
    return out if start == len(group) else []


def _one_each(blocks: list[Block], group: Rows) -> list[tuple[Block, Rows]]:
    return [
        (block, [row]) for block in blocks for row in group if abs(row[1] - _middle(block)) <= _SAME
    ]


def _groups(rows: Sequence[float], bands: Sequence[Line]) -> list[Rows]:
    """The rows (rank in the table, middle) between two bands."""
    marks = sorted([*((y, False) for y in rows), *((_middle([b]), True) for b in bands)])
    groups: list[Rows] = [[]]
    for rank, (middle, is_band) in enumerate(marks, start=1):
        if is_band:
            groups.append([])
        else:
            groups[-1].append((rank, middle))
    return groups


def _table(
    head: list[Line], columns: list[list[Block]], rows: list[float], bands: list[Line],
    edges: Sequence[float], page: int,
) -> RawTable:  # fmt: skip
    starts = sorted([*((y, False) for y in rows), *((_middle([b]), True) for b in bands)])
    groups = _groups(rows, bands)
    blocks = [line for column in columns for block in column for line in block] + bands
    right = max([line.x1 for line in blocks] + [head[-1].x1]) + 2
    xs = [*edges, right]
    ys = [head[0].top, *_borders([y for y, _ in starts], head), max(b.bottom for b in blocks) + 1]
    cells = [
        RawCell(0, 1, (a, ys[0], b, ys[1]), page, lines=[name])
        for (a, b), name in zip(pairwise(xs), head, strict=True)
    ]
    for band in bands:
        rank = next(i for i, (y, _) in enumerate(starts, start=1) if y == _middle([band]))
        cells.append(RawCell(rank, 1, (xs[0], ys[rank], right, ys[rank + 1]), page, lines=[band]))
    for k, column in enumerate(columns):
        cells += _cells(column, (xs[k], xs[k + 1]), groups, ys, page)
    cells.sort(key=lambda cell: (cell.row, cell.box[0]))
    box = (xs[0], ys[0], right, ys[-1])
    return RawTable(page, box, cells, len(starts) + 1, is_loose=True)


def _borders(middles: Sequence[float], head: Sequence[Line]) -> list[float]:
    """Where rows part: halfway between their middles."""
    first = max(line.bottom for line in head) + 1
    return [first, *((a + b) / 2 for a, b in pairwise(middles))]


def _cells(
    column: list[Block], sides: tuple[float, float], groups: Sequence[Rows],
    ys: Sequence[float], page: int,
) -> list[RawCell]:  # fmt: skip
    cells: list[RawCell] = []
    empty = {rank for group in groups for rank, _ in group}
    for block, rows in _covers(column, groups):
        first, last = rows[0][0], rows[-1][0]
        box = (sides[0], ys[first], sides[1], ys[last + 1])
        cells.append(RawCell(first, last - first + 1, box, page, lines=list(block)))
        empty -= {rank for rank, _ in rows}
    return cells + [
        RawCell(rank, 1, (sides[0], ys[rank], sides[1], ys[rank + 1]), page) for rank in empty
    ]
