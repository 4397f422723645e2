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
_MOST_TITLES = 2  # lines of one text between the names of the columns and the first stripe
_TALLEST = 8  # text lines of a white row
_LEADING = 1.0  # character sizes of white between two lines of a row, at most
_WRAPPED = 0.3  # character sizes of white between two lines of a column name, at most
WHITE = "FFFFFF"


@dataclass(frozen=True, slots=True)
class _Band:
    """Filled cells side by side: a row that shows its columns."""

    top: float
    bottom: float
    edges: tuple[float, ...]
    is_wide: bool = False  # one cell over all the columns

    def has_columns_of(self, other: _Band) -> bool:
        return len(self.edges) == len(other.edges) and all(
            abs(a - b) <= _SAME for a, b in zip(self.edges, other.edges, strict=True)
        )


def white_rows(fills: Sequence[Fill], glyphs: Sequence[Glyph], page: int) -> list[Fill]:
    """Cells of the rows left white, as if they had been filled."""
    bands = sorted(_bands(fills), key=lambda band: band.top)
    has_wide = any(band.is_wide for band in bands)
    out = _head_above(bands[0], glyphs, page) if bands else []
    for index, band in enumerate(bands):
        below = next((b for b in bands[index + 1 :] if b.top > band.bottom - _SAME), None)
        is_next = below is not None and band.has_columns_of(below)
        floor = below.top if below else float("inf")
        lines = _lines_under(band, floor, glyphs, page)
        title = _title_between(band, floor, glyphs, page) if has_wide and is_next else []
        if lines:
            bottom = floor if is_next else max(line.bottom for line in lines) + _SAME
            if bottom - band.bottom <= _TALLEST * 2 * lines[0].size:
                out += [Fill(box, WHITE) for box in _boxes(band, bottom)]
        elif title:
            out.append(Fill((band.edges[0], band.bottom, band.edges[-1], floor), WHITE))
    return out


def _head_above(band: _Band, glyphs: Sequence[Glyph], page: int) -> list[Fill]:
    """Cells of the line of column names above the first stripe, titles between them included."""
    titles: list[Fill] = []
    top = band.top
    while len(titles) <= _MOST_TITLES:
        near = _line_above(top, band, glyphs)
        texts = build_lines(near, page, split_gap=_SPLIT_GAP)
        if not texts:
            return []
        high = min(text.top for text in texts) - 1
        if len(texts) == 1 and texts[0].left < band.edges[1]:
            titles.append(Fill((band.edges[0], high, band.edges[-1], top), WHITE))
            top = high
            continue
        held = {sum(edge <= g.middle[0] for edge in band.edges) for g in near}
        crossed = any(t.left < edge - 1 and t.x1 > edge + 1 for t in texts for edge in band.edges)
        if crossed or len(held) < max(_FEWEST_CELLS, 0.8 * (len(band.edges) - 1)):
            return []
        heads = [Fill((a, high, b, top), WHITE) for a, b in pairwise(band.edges)]
        return [*heads, *titles]
    return []


def _line_above(top: float, band: _Band, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters of the texts printed right above a place, names of several lines whole."""
    left, right = band.edges[0], band.edges[-1]
    inside = [g for g in glyphs if left <= g.middle[0] <= right and g.text.strip() and not g.turn]
    near = [g for g in inside if 0 <= top - g.bottom < _LEADING * g.size]
    for glyph in sorted(inside, key=lambda g: -g.bottom):
        if near and glyph.bottom <= top:
            high = min(g.top for g in near)
            near += [glyph] if glyph.bottom > high - _WRAPPED * glyph.size else []
    return list({id(g): g for g in near}.values())


def _title_between(band: _Band, floor: float, glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """The only line of a white row between two stripes, when it begins at the left."""
    lines = build_lines(_inside(band, floor, glyphs), page, split_gap=_SPLIT_GAP)
    return lines if len(lines) == 1 and lines[0].left < band.edges[1] else []


def _boxes(band: _Band, bottom: float) -> list[Box]:
    return [(a, band.bottom, b, bottom) for a, b in pairwise(band.edges)]


def _bands(fills: Iterable[Fill]) -> list[_Band]:
    rows: dict[tuple[int, int], set[Box]] = defaultdict(set)
    for fill in fills:
        rows[round(fill.box[1]), round(fill.box[3])].add(fill.box)
    cut, wide = [], []
    for boxes in rows.values():
        ordered = sorted(boxes)
        touching = all(abs(a[2] - b[0]) <= _SAME for a, b in pairwise(ordered))
        if len(ordered) >= _FEWEST_CELLS and touching:
            edges = (*(box[0] for box in ordered), ordered[-1][2])
            cut.append(_Band(ordered[0][1], ordered[0][3], edges))
        elif len(ordered) == 1:
            wide.append(ordered[0])
    return cut + [
        _Band(box[1], box[3], like.edges, is_wide=True)
        for box in wide
        for like in cut[:1]
        if abs(box[0] - like.edges[0]) <= _SAME and abs(box[2] - like.edges[-1]) <= _SAME
    ]


def _inside(band: _Band, floor: float, glyphs: Sequence[Glyph]) -> list[Glyph]:
    left, right = band.edges[0], band.edges[-1]
    return [
        g for g in glyphs
        if band.bottom <= g.middle[1] <= floor and left <= g.middle[0] <= right and not g.turn
    ]  # fmt: skip


def _lines_under(band: _Band, floor: float, glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """Texts right under a band, each inside one of its columns; none unless several are held."""
    inside = _inside(band, floor, glyphs)
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
