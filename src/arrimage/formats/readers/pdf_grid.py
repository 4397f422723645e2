"""Ruling lines and fills of a PDF page, and the tables they draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ..document import Box
from .pdf_glyphs import Line, color_of

_TOLERANCE = 3.0  # points between two drawings of the same rule
_MAX_WORK = 20_000_000  # comparisons of rules: a drawing with more is no table


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: ``at`` is its y (horizontal) or x (vertical)."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle; ``color`` is RRGGBB."""

    box: Box
    color: str


@dataclass(slots=True)
class RawCell:
    """A cell as drawn on one page, later joined with its rest on the next pages."""

    row: int
    row_span: int
    box: Box
    page: int
    fill: str = ""
    lines: list[Line] = field(default_factory=list)
    is_cut: bool = False  # its edge may hide the end of its text

    @property
    def text(self) -> str:
        """Lines joined by spaces, without what is raised: it may be a call to a note."""
        runs = (
            "".join(run.text for run in line.runs if not run.superscript) for line in self.lines
        )
        return " ".join(run.strip() for run in runs)


@dataclass(slots=True)
class RawTable:
    """A table as drawn, its cells in reading order."""

    page: int
    box: Box
    cells: list[RawCell]
    row_count: int
    header_rows: int = 0
    is_loose: bool = False  # columns seen by their white, not drawn

    def row(self, index: int) -> list[RawCell]:
        """Cells that start in a row."""
        return [cell for cell in self.cells if cell.row == index]

    def covering(self, index: int) -> list[RawCell]:
        """Cells that start in a row or reach into it."""
        return [c for c in self.cells if c.row <= index < c.row + c.row_span]


def read_drawings(page: Any) -> tuple[list[Rule], list[Rule], list[Fill]]:
    """Horizontal rules, vertical rules and fills of a page, in drawing order."""
    strokes: list[Box] = [
        (shape["x0"], shape["top"], shape["x1"], shape["bottom"]) for shape in page.lines
    ]
    fills: list[Fill] = []
    for shape in page.rects:
        x0, top, x1, bottom = shape["x0"], shape["top"], shape["x1"], shape["bottom"]
        if min(x1 - x0, bottom - top) <= _TOLERANCE:
            strokes.append((x0, top, x1, bottom))
            continue
        if shape.get("fill") and (x1 - x0) * (bottom - top) < 0.8 * page.width * page.height:
            fills.append(Fill((x0, top, x1, bottom), color_of(shape.get("non_stroking_color"))))
        if shape.get("stroke"):
            strokes += [(x0, top, x1, top), (x0, bottom, x1, bottom)]
            strokes += [(x0, top, x0, bottom), (x1, top, x1, bottom)]
    for shape in page.curves:
        for (xa, ya), (xb, yb) in pairwise(shape.get("pts") or []):
            strokes.append((min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))
    horizontal = [
        Rule((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in strokes if y1 - y0 <= _TOLERANCE < x1 - x0
    ]
    vertical = [
        Rule((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in strokes if x1 - x0 <= _TOLERANCE < y1 - y0
    ]
    return horizontal, vertical, fills


def find_tables(
    horizontal: list[Rule], vertical: list[Rule], fills: list[Fill], page: int
) -> list[RawTable]:
    """Tables drawn with rules, top to bottom; one inside another belongs to the outer one."""
    tables = []
    horizontal, vertical = merge_rules(horizontal), merge_rules(vertical)
    if len(horizontal) * len(vertical) > _MAX_WORK:
        return []
    for rows, columns in _components(horizontal, vertical):
        table = _table(rows, columns, page)
        if table is not None:
            tables.append(table)
    tables = [t for t in tables if not any(o is not t and _holds(o.box, t.box) for o in tables)]
    for table in tables:
        for cell in table.cells:
            cell.fill = _fill_of(cell.box, fills)
    return sorted(tables, key=lambda t: (t.box[1], t.box[0]))


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - 1 <= inner[0]
        and outer[1] - 1 <= inner[1]
        and inner[2] <= outer[2] + 1
        and inner[3] <= outer[3] + 1
    )


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on the same position that touch or nearly touch, as one."""
    lanes: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if lanes and rule.at - lanes[-1][-1].at <= 1.5:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    merged: list[Rule] = []
    for lane in lanes:
        at = sum(r.at for r in lane) / len(lane)
        start, end = None, 0.0
        for rule in sorted(lane, key=lambda r: r.start):
            if start is not None and rule.start <= end + _TOLERANCE:
                end = max(end, rule.end)
                continue
            if start is not None:
                merged.append(Rule(at, start, end))
            start, end = rule.start, rule.end
        if start is not None:
            merged.append(Rule(at, start, end))
    return merged


def _components(rows: list[Rule], columns: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that touch one another."""
    parent = list(range(len(rows) + len(columns)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            if (
                row.start - _TOLERANCE <= column.at <= row.end + _TOLERANCE
                and column.start - _TOLERANCE <= row.at <= column.end + _TOLERANCE
            ):
                parent[root(i)] = root(len(rows) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, row in enumerate(rows):
        groups.setdefault(root(i), ([], []))[0].append(row)
    for j, column in enumerate(columns):
        groups.setdefault(root(len(rows) + j), ([], []))[1].append(column)
    return [group for group in groups.values() if len(group[0]) + len(group[1]) >= 3]


def _positions(values: Iterable[float]) -> list[float]:
    """Distinct positions: those within the tolerance are one."""
    out: list[list[float]] = []
    for value in sorted(values):
        if out and value - out[-1][-1] <= _TOLERANCE:
            out[-1].append(value)
        else:
            out.append([value])
    return [sum(group) / len(group) for group in out]


def _covered(rules: list[Rule], at: float, start: float, end: float) -> bool:
    """Whether a rule runs along most of the stretch ``start``–``end`` at ``at``."""
    length = sum(
        max(0.0, min(r.end, end) - max(r.start, start))
        for r in rules
        if abs(r.at - at) <= _TOLERANCE
    )
    return length >= 0.6 * (end - start)


def _table(rows: list[Rule], columns: list[Rule], page: int) -> RawTable | None:
    xs = _positions([c.at for c in columns] + [e for r in rows for e in (r.start, r.end)])
    ys = _positions([r.at for r in rows] + [e for c in columns for e in (c.start, c.end)])
    work = len(xs) * len(ys) * (len(rows) + len(columns))
    if len(xs) < 2 or len(ys) < 2 or work > _MAX_WORK:
        return None
    cells = [
        RawCell(top, bottom - top, (xs[left], ys[top], xs[right], ys[bottom]), page)
        for top, left, bottom, right in _regions(rows, columns, xs, ys)
    ]
    if not cells:
        return None
    return RawTable(page, (xs[0], ys[0], xs[-1], ys[-1]), cells, len(ys) - 1)


def _regions(
    rows: list[Rule], columns: list[Rule], xs: list[float], ys: list[float]
) -> list[tuple[int, int, int, int]]:
    """Rectangles (top, left, bottom, right) of grid positions that no rule divides."""
    taken: set[tuple[int, int]] = set()
    regions = []
    for i in range(len(ys) - 1):
        for j in range(len(xs) - 1):
            if (i, j) in taken:
                continue
            right = j + 1
            while right < len(xs) - 1 and (i, right) not in taken:
                if _covered(columns, xs[right], ys[i], ys[i + 1]):
                    break
                right += 1
            bottom = i + 1
            while bottom < len(ys) - 1 and not any(
                _covered(rows, ys[bottom], xs[k], xs[k + 1]) for k in range(j, right)
            ) and not any(
                _covered(columns, xs[k], ys[bottom], ys[bottom + 1]) for k in range(j + 1, right)
            ):  # fmt: skip
                bottom += 1
            taken.update((a, b) for a in range(i, bottom) for b in range(j, right))
            regions.append((i, j, bottom, right))
    return regions


def _fill_of(box: Box, fills: list[Fill]) -> str:
    """Colour that the cell shows; empty for none and white."""
    color = ""
    area = (box[2] - box[0]) * (box[3] - box[1])
    for fill in fills:
        wide = min(box[2], fill.box[2]) - max(box[0], fill.box[0])
        high = min(box[3], fill.box[3]) - max(box[1], fill.box[1])
        if wide > 0 and high > 0 and wide * high >= 0.6 * area:
            color = fill.color
    if not color or min(int(color[i : i + 2], 16) for i in (0, 2, 4)) >= 0xFA:
        return ""
    return color
