"""Striped tables without rules: the white rows between, or under, rows of filled cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..document import Box
from .pdf_glyphs import Glyph, Line, build_lines
from .pdf_grid import Fill

_FEWEST_CELLS = 3
_SAME = 2.0  # points
_SPLIT_GAP = 0.6  # character sizes of white between the texts of two columns
_TALLEST = 8  # text lines of a white row
_LEADING = 1.0  # character sizes of white between two lines of a row, at most
WHITE = "FFFFFF"


@dataclass(frozen=True, slots=True)
class _Band:
    """Filled cells side by side: a row that shows its columns."""

    top: float
    bottom: float
    edges: tuple[float, ...]

    def has_columns_of(self, other: _Band) -> bool:
        return len(self.edges) == len(other.edges) and all(
            abs(a - b) <= _SAME for a, b in zip(self.edges, other.edges, strict=True)
        )


def white_rows(fills: Sequence[Fill], glyphs: Sequence[Glyph], page: int) -> list[Fill]:
    """Cells of the rows left white, as if they had been filled."""
    bands = sorted(_bands(fills), key=lambda band: band.top)
    out: list[Fill] = []
    for index, band in enumerate(bands):
        below = next((b for b in bands[index + 1 :] if b.top > band.bottom - _SAME), None)
        is_next = below is not None and band.has_columns_of(below)
        floor = below.top if below else float("inf")
        lines = _lines_under(band, floor, glyphs, page)
        if not lines:
            continue
        bottom = floor if is_next else max(line.bottom for line in lines) + _SAME
        if bottom - band.bottom <= _TALLEST * 2 * lines[0].size:
            out += [Fill(box, WHITE) for box in _boxes(band, bottom)]
    return out


def _boxes(band: _Band, bottom: float) -> list[Box]:
    return [(a, band.bottom, b, bottom) for a, b in pairwise(band.edges)]


def _bands(fills: Iterable[Fill]) -> list[_Band]:
    rows: dict[tuple[int, int], set[Box]] = defaultdict(set)
    for fill in fills:
        rows[round(fill.box[1]), round(fill.box[3])].add(fill.box)
    bands = []
    for boxes in rows.values():
        ordered = sorted(boxes)
        touching = all(abs(a[2] - b[0]) <= _SAME for a, b in pairwise(ordered))
        if len(ordered) >= _FEWEST_CELLS and touching:
            edges = (*(box[0] for box in ordered), ordered[-1][2])
            bands.append(_Band(ordered[0][1], ordered[0][3], edges))
    return bands


def _lines_under(band: _Band, floor: float, glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Texts right under a band, each inside one of its columns; none unless several are held."""
    left, right = band.edges[0], band.edges[-1]
    inside = [
        g for g in glyphs
        if band.bottom <= g.middle[1] <= floor and left <= g.middle[0] <= right and not g.turn
    ]  # fmt: skip
    kept: list[Line] = []
    held: set[int] = set()
    for line in sorted(build_lines(inside, page, split_gap=_SPLIT_GAP), key=lambda x: x.top):
        reached = max((x.bottom for x in kept), default=band.bottom)
        column = sum(edge <= line.left + 1 for edge in band.edges[1:-1])
        if line.x1 > band.edges[column + 1] + 1 or line.top - reached > _LEADING * line.size:
            break
        kept.append(line)
        held.add(column)
    return kept if len(held) >= max(_FEWEST_CELLS, 0.5 * (len(band.edges) - 1)) else []
