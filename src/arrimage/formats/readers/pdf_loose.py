"""Tables drawn without vertical rules, or without any: columns seen by their white."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .alignment import Aligned, find_aligned, frequent_starts
from .pdf_glyphs import Glyph, Line, build_lines, printed_texts
from .pdf_grid import Fill, RawCell, RawTable, Rule, find_tables, merge_rules
from .pdf_paragraphs import continues_sentence

_MIN_RULES = 3
_MIN_GUTTER = 5.0  # points of white between two columns
_FEWEST_ALIGNED = 3  # texts on one line of a table that nothing draws
_RUNNING = 3  # lines of running heads above the rest of a table
_SPLIT_GAP = 0.6  # character sizes of white between the texts of two columns


def filled_tables(fills: Sequence[Fill], page: int, area: float) -> list[RawTable]:
    """Tables whose cells are filled rectangles side by side; ``area`` is that of the page."""
    horizontal, vertical = [], []
    for x0, top, x1, bottom in {fill.box for fill in fills}:
        if (x1 - x0) * (bottom - top) > 0.5 * area:
            continue
        horizontal += [Rule(top, x0, x1), Rule(bottom, x0, x1)]
        vertical += [Rule(x0, top, bottom), Rule(x1, top, bottom)]
    tables = find_tables(horizontal, vertical, list(fills), page)
    return [t for t in tables if t.row_count > 1 and len({c.box[0] for c in t.cells}) > 1]


def lined_tables(
    horizontal: Sequence[Rule], fills: Sequence[Fill], glyphs: Sequence[Glyph], page: int
) -> list[RawTable]:
    """Tables whose rows stand between rules (or bands) of one width, columns set by white."""
    edges = [
        Rule(y, fill.box[0], fill.box[2]) for fill in fills for y in (fill.box[1], fill.box[3])
    ]
    lanes: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in merge_rules([*horizontal, *edges]):
        lanes[round(rule.start / 5), round(rule.end / 5)].append(rule)
    tables = []
    for rules in lanes.values():
        if len(rules) >= _MIN_RULES:
            tables += _lined_table(sorted(rules, key=lambda r: r.at), fills, glyphs, page)
    return tables


def _lined_table(
    rules: list[Rule], fills: Sequence[Fill], glyphs: Sequence[Glyph], page: int
) -> list[RawTable]:
    """Tables of one stack of rules: a row with one text may be the title between two of them."""
    left, right = rules[0].start, rules[0].end
    bands = [
        _band(glyphs, above.at, below.at, left, right, page) for above, below in pairwise(rules)
    ]
    tables = []
    for first, last, edges in _stretches(bands, left, right):
        sides = [Rule(x, rules[first].at, rules[last].at) for x in (left, right)]
        between = [
            Rule(edge, rules[index].at, rules[index + 1].at)
            for edge in edges
            for index in range(first, last)
            if not any(line.left < edge - 1 and line.x1 > edge + 1 for line in bands[index])
        ]
        tables += find_tables(rules[first : last + 1], sides + between, list(fills), page)
    for table in tables:
        table.is_loose = True
    return tables


def _stretches(
    bands: list[list[Line]], left: float, right: float
) -> list[tuple[int, int, list[float]]]:
    """(first band, band after the last, column edges) of rows set in the same columns."""
    out: list[tuple[int, int, list[float]]] = []
    start = 0
    for index in range(len(bands) + 1):
        if index < len(bands) and not _is_single(bands[index]):
            continue
        edges = _gutters(bands[start:index], left, right)
        if edges and out and _same_edges(out[-1][2], edges):
            out[-1] = (out[-1][0], index, out[-1][2])
        elif edges:
            out.append((start, index, edges))
        start = index + 1
    return [stretch for stretch in out if stretch[1] - stretch[0] >= _MIN_RULES - 1]


def _is_single(band: list[Line]) -> bool:
    """Whether the texts of a row stand all in one pile."""
    return not band or max(x.left for x in band) < min(x.x1 for x in band)


def _same_edges(a: list[float], b: list[float]) -> bool:
    return len(a) == len(b) and all(abs(x - y) < 8 for x, y in zip(a, b, strict=True))


def _band(
    glyphs: Sequence[Glyph], top: float, bottom: float, left: float, right: float, page: int
) -> list[Line]:
    inside = [g for g in glyphs if top <= g.middle[1] <= bottom and left <= g.middle[0] <= right]
    return build_lines(inside, page, split_gap=_SPLIT_GAP)


def _gutters(bands: list[list[Line]], left: float, right: float) -> list[float]:
    """Edges between columns: white in nearly every row, with text on both sides."""
    bands = [band for band in bands if band]
    covered = [0] * (int(right - left) + 2)
    for band in bands:
        points: set[int] = set()
        for line in band:
            points.update(range(int(line.left - left), int(line.x1 - left) + 1))
        for point in points:
            if 0 <= point < len(covered):
                covered[point] += 1
    white = [count <= 0.15 * len(bands) for count in covered]
    first = next((i for i, is_white in enumerate(white) if not is_white), 0)
    edges, start = [], None
    for index in range(first, len(white)):
        if white[index]:
            start = index if start is None else start
            continue
        if start is not None and index - start >= _MIN_GUTTER:
            edges.append(left + index - min(max(first, 2), (index - start) / 2))
        start = None
    needed = min(2, len(bands))
    return [edge for edge in edges if _parts(bands, edge) >= needed]


def _parts(bands: list[list[Line]], edge: float) -> int:
    """How many rows have text on both sides of an edge."""
    return sum(
        any(line.x1 <= edge + 1 for line in band) and any(line.left >= edge - 1 for line in band)
        for band in bands
    )


@dataclass(frozen=True, slots=True)
class OpenTable:
    """Columns of an undrawn table that the next page may carry on: texts, and edges."""

    columns: tuple[tuple[float, float], ...]
    edges: tuple[float, ...]


def aligned_tables(
    glyphs: Sequence[Glyph], page: int, before: OpenTable | None
) -> tuple[list[RawTable], list[Glyph], OpenTable | None]:
    """Tables that no rule and no fill draws, the characters outside, and the last one's columns.

    ``before`` is what the page before left open.
    """
    level = [g for g in glyphs if not g.turn]
    lines = _visual_lines(build_lines(level, page, split_gap=_SPLIT_GAP))
    if max(map(len, lines), default=0) < _FEWEST_ALIGNED:
        tail = _tail(lines, before, page) if before else []
        return tail, [g for g in glyphs if g.turn or not any(_holds(t, g) for t in tail)], None
    heads = text_heads(level)
    starts = frequent_starts(lines)
    lines = [
        [part for s in line for part in cut_line(s, starts, level, page, heads)] for line in lines
    ]
    found = find_aligned(lines, 0.0, list(before.columns) if before else None)
    tables: list[RawTable] = []
    last = before
    for table in found:
        last = _opened(table, before)
        tables.append(_raw(table, page, last.edges))
    outside = [g for g in glyphs if g.turn or not any(_holds(t, g) for t in tables)]
    return tables, outside, last if found else None


def _tail(lines: Sequence[list[Line]], before: OpenTable, page: int) -> list[RawTable]:
    """The last words of a row that the page before cut: in its columns, in mid-sentence."""
    for start, line in enumerate(lines[:_RUNNING]):
        table: Aligned[Line] = Aligned(list(before.columns), [])
        for following in lines[start:]:
            placed = _in_columns(following, before)
            above = [min(p.bottom for p in row.values()) for row in table.lines[-1:]]
            if not placed or (above and following[0].top - above[0] > 0.6 * following[0].size):
                break
            table.lines.append(placed)
        if table.lines and all(continues_sentence(piece.text) for piece in line):
            cells = [[row[k] for row in table.lines if k in row] for k in range(len(table.columns))]
            table.rows = [cells]
            return [_raw(table, page, before.edges)]
    return []


def _in_columns(line: Sequence[Line], before: OpenTable) -> dict[int, Line]:
    """The column of each text of a line; nothing when one begins or ends elsewhere."""
    placed = {
        k: piece
        for piece in line
        for k, (left, _) in enumerate(before.columns)
        if abs(piece.left - left) <= 1 and piece.x1 <= before.edges[k + 1]
    }
    return placed if len(placed) == len(line) else {}


def _opened(table: Aligned[Line], before: OpenTable | None) -> OpenTable:
    """The columns of a table; edges known from the page before stay where they were."""
    edges = before.edges if before else ()
    fits = len(edges) == len(table.columns) + 1 and all(
        a <= left + 1 and right - 1 <= b
        for (left, right), (a, b) in zip(table.columns, pairwise(edges), strict=True)
    )
    if not fits:
        inner = [(a[1] + b[0]) / 2 for a, b in pairwise(table.columns)]
        edges = (table.columns[0][0] - 2, *inner, table.columns[-1][1] + 2)
    return OpenTable(tuple(table.columns), edges)


def text_heads(glyphs: Sequence[Glyph]) -> frozenset[int]:
    """The ``id`` of the first character of each text as it was printed."""
    return frozenset(id(text[0]) for text in printed_texts(glyphs))


def cut_line(
    segment: Line,
    starts: Sequence[float],
    glyphs: Sequence[Glyph],
    page: int,
    heads: frozenset[int],
) -> list[Line]:
    """A text cut where a word begins at the edge of a column: its neighbour is too near.

    ``heads`` are the characters that begin a text: there, no white is needed; nor is it before a
    capital in the middle of a word, where the text of a cell was cut by its edge.
    """
    inner = [x for x in starts if segment.left + segment.size < x < segment.x1 - segment.size]
    if not inner:
        return [segment]
    inside = [
        g for g in glyphs
        if segment.top - 1 <= g.middle[1] <= segment.bottom + 1
        and segment.left - 1 <= g.middle[0] <= segment.x1 + 1
    ]  # fmt: skip
    shown = sorted((g for g in inside if g.text.strip()), key=lambda g: g.x0)
    edges = [
        b.x0 - 0.01
        for a, b in pairwise(shown)
        if (b.x0 - a.x1 > 0.1 * b.size or id(b) in heads or (a.text.islower() and b.text.isupper()))
        and any(abs(b.x0 - x) <= 1 for x in inner)
    ]
    parts: list[list[Glyph]] = [[] for _ in range(len(edges) + 1)]
    for glyph in inside:
        parts[sum(glyph.x0 >= edge for edge in edges)].append(glyph)
    return [line for part in parts for line in build_lines(part, page)]


def _holds(table: RawTable, glyph: Glyph) -> bool:
    x, y = glyph.middle
    return table.box[0] <= x <= table.box[2] and table.box[1] <= y <= table.box[3]


def _visual_lines(segments: Sequence[Line]) -> list[list[Line]]:
    lines: list[list[Line]] = []
    for segment in segments:
        if lines and abs(lines[-1][0].baseline - segment.baseline) < 0.3 * segment.size:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [sorted(line, key=lambda s: s.left) for line in lines]


def _raw(table: Aligned[Line], page: int, xs: Sequence[float]) -> RawTable:
    """The table as if it had been drawn, its edges in the white between columns."""
    tops = [min(line.top for cell in row for line in cell) for row in table.rows]
    bottom = max(line.bottom for row in table.rows for cell in row for line in cell)
    ys = [*tops, bottom + 1]
    cells = [
        RawCell(r, 1, (xs[k], ys[r], xs[k + 1], ys[r + 1]), page, lines=lines)
        for r, row in enumerate(table.rows)
        for k, lines in enumerate(row)
    ]
    box = (xs[0], ys[0], xs[-1], ys[-1])
    return RawTable(page, box, cells, len(table.rows), is_loose=True)


def open_rows(table: RawTable, glyphs: Sequence[Glyph]) -> None:
    """Divide the cells that only look merged: nothing is drawn between their texts.

    Some styles rule every second row only. A cell over several columns is divided when its texts
    stand apart, each inside a column that other rows show.
    """
    xs = sorted({round(x, 1) for cell in table.cells for x in (cell.box[0], cell.box[2])})
    divided: list[RawCell] = []
    for cell in table.cells:
        edges = [x for x in xs if cell.box[0] - 0.5 <= x <= cell.box[2] + 0.5]
        parts = _parts_of(cell, edges, glyphs, table.page)
        divided.extend(parts or [cell])
    table.cells = divided


def _parts_of(
    cell: RawCell, edges: Sequence[float], glyphs: Sequence[Glyph], page: int
) -> list[RawCell]:
    if len(edges) <= _FEWEST_ALIGNED:
        return []
    inside = [
        g for g in glyphs
        if cell.box[0] <= g.middle[0] <= cell.box[2] and cell.box[1] <= g.middle[1] <= cell.box[3]
    ]  # fmt: skip
    held: set[int] = set()
    for line in build_lines(inside, page, split_gap=_SPLIT_GAP):
        column = sum(edge <= line.left + 1 for edge in edges) - 1
        if not 0 <= column < len(edges) - 1 or line.x1 > edges[column + 1] + 1:
            return []
        held.add(column)
    if len(held) < max(_FEWEST_ALIGNED, 0.6 * (len(edges) - 1)):
        return []
    return [
        RawCell(cell.row, cell.row_span, (a, cell.box[1], b, cell.box[3]), page, cell.fill)
        for a, b in pairwise(edges)
    ]
