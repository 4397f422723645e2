"""Printed rows whose cells are set in their middle, or at their foot: told by where texts stand.

A short cell begins below the title beside it. The numbers of one column tell the rows; without
them, rows are the fewest lines whose cells share their middle and fill the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from statistics import median

from ..language.headings import read_number
from .text_pieces import LINE, Piece

Lines = list[dict[int, Piece]]
Cells = list[list[Piece]]

_SAME = 0.5  # lines between the middles of two cells of one row
_MOST_LINES = 400
_TALLEST = 16  # lines of a row


def centred_rows(lines: Lines, width: int) -> list[Cells]:
    """For each row, for each of ``width`` columns, its texts; nothing when rows are set otherwise.

    Lines above the first number that belong to no numbered row make a first row of their own.
    """
    key = _numbered_column(lines, width)
    merged = [{k: p for k, p in line.items() if k < key} for line in lines]
    lines = [{k - key: p for k, p in line.items() if k >= key} for line in lines]
    lines = [line for line in lines if line]
    heads = [n for n, line in enumerate(lines) if 0 in line and read_number(line[0].text)]
    if not lines or len(lines) > _MOST_LINES or _are_top_set(lines, heads or [0]):
        return []
    ends = _ends(lines, heads, _off_middle) or _ends(lines, heads, _off_foot) if heads else ()
    ends = ends if heads else _full_rows(lines, width)
    if not ends:
        return []
    spans = list(zip([0, *ends], [*ends, len(lines)], strict=True))
    rows = [_cells(lines[a:b], width - key) for a, b in spans if a < b]
    if not any(map(_is_staggered, rows)):
        return []
    return [[*cells, *row] for cells, row in zip(_merged(merged, rows, key), rows, strict=True)]


def _numbered_column(lines: Lines, width: int) -> int:
    """The column whose numbers tell the rows: merged cells may stand left of it."""
    counts = [
        sum(k in line and bool(read_number(line[k].text)) for line in lines) for k in range(width)
    ]
    return counts.index(max(counts)) if max(counts) > 1 else 0


def _merged(lines: Lines, rows: Sequence[Cells], key: int) -> list[Cells]:
    """For each row, the merged cells that begin on it: where its number goes on with theirs."""
    found: list[Cells] = [[[] for _ in range(key)] for _ in rows]
    tops = [min(piece.top for cell in row for piece in cell) for row in rows]
    numbers = [read_number(row[0][0].text) if row[0] else None for row in rows]
    home = 0
    for line in lines:
        for k, piece in line.items():
            own = read_number(piece.text)
            if own or not any(found[home]):
                inside = max((n for n, top in enumerate(tops) if top <= piece.top), default=0)
                under = (n for n, o in enumerate(numbers) if o and own
                         and o[0].startswith(f"{own[0]}."))  # fmt: skip
                home = next(under, inside)
            found[home][k].append(piece)
    return found


def _full_rows(lines: Lines, width: int) -> tuple[int, ...]:
    """Where rows without numbers end: as many as can be, each with nearly all its cells."""

    @cache
    def best(start: int) -> tuple[int, float, tuple[int, ...]] | None:
        if start == len(lines):
            return (0, 0.0, ())
        found: list[tuple[int, float, tuple[int, ...]]] = []
        for stop in range(start + 1, min(len(lines), start + _TALLEST) + 1):
            held = set().union(*lines[start:stop])
            rest = best(stop) if 0 in held and len(held) >= width - 1 else None
            off = _off_middle(lines[start:stop]) if rest is not None else 1.0
            if rest is not None and off <= _SAME:
                found.append((rest[0] - 1, rest[1] + off, (stop, *rest[2])))
        return min(found, default=None)

    way = best(0)
    return way[2] if way is not None else ()


def _are_top_set(lines: Lines, heads: Sequence[int]) -> bool:
    """Whether most rows of several lines begin all their cells on the line of their number."""
    stretches = [lines[a:b] for a, b in pairwise([*heads, len(lines)]) if b - a > 1]
    level = [set().union(*stretch) == set(stretch[0]) for stretch in stretches]
    return 2 * sum(level) >= len(level)


def _ends(
    lines: Lines, heads: Sequence[int], off_place: Callable[[Lines], float]
) -> tuple[int, ...]:
    """Where the lines above the first row end, then each row but the last; empty when none fit."""
    floors = [  # a row holds every text of the first column down to the next number
        1 + max((n for n in range(a, b) if 0 in lines[n]), default=a - 1)
        for a, b in pairwise([0, *heads])
    ]

    @cache
    def best(row: int, start: int) -> tuple[float, tuple[int, ...]] | None:
        last = row + 1 == len(heads)
        stops = [len(lines)] if last else range(floors[row + 1], heads[row + 1] + 1)
        found: list[tuple[float, tuple[int, ...]]] = []
        for stop in stops:
            off = off_place(lines[start:stop])
            rest = (0.0, ()) if last else best(row + 1, stop)
            if off <= _SAME and rest is not None:
                found.append((off + rest[0], (*(() if last else (stop,)), *rest[1])))
        return min(found, default=None)

    ways: list[tuple[float, int, tuple[int, ...]]] = []
    for start in range(floors[0], heads[0] + 1):
        above = off_place(lines[:start]) if start else 0.0
        way = best(0, start) if above <= _SAME else None
        if way is not None:
            ways.append((way[0] + above + (start > 0), start, way[1]))
    if not ways:
        return ()
    _, start, stops = min(ways)
    return (start, *stops)


def _off_middle(lines: Lines) -> float:
    """How far, in lines, the middle of some cell is from the middle of its row."""
    middles = [
        (cell[0].top + cell[-1].top) / 2
        for cell in _cells(lines, 1 + max(k for line in lines for k in line))
        if cell
    ]
    return max(abs(middle - median(middles)) for middle in middles) / LINE


def _off_foot(lines: Lines) -> float:
    """How far, in lines, some cell ends above the foot of its row."""
    ends = [
        cell[-1].top for cell in _cells(lines, 1 + max(k for line in lines for k in line)) if cell
    ]
    return (max(ends) - min(ends)) / LINE


def _cells(lines: Lines, width: int) -> Cells:
    return [[line[k] for line in lines if k in line] for k in range(width)]


def _is_staggered(row: Cells) -> bool:
    """Whether a cell begins above or below the first one."""
    return bool(row[0]) and any(cell and cell[0].top != row[0][0].top for cell in row[1:])
