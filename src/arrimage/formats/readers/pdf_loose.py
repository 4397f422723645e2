"""Tables drawn without vertical rules: filled cells, or rows between horizontal rules only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from .pdf_glyphs import Glyph, Line, build_lines
from .pdf_grid import Fill, RawTable, Rule, find_tables, merge_rules

_MIN_RULES = 3
_MIN_GUTTER = 5.0  # points of white between two columns
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
