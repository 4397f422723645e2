"""Which cell each character of a drawn table belongs to, where texts run over edges included.

A file prints a text in one go. A text too wide for its cell goes on over the next one, or is cut
by the edge; lines too many for a row run over those above and below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .pdf_glyphs import Glyph, build_lines, printed_texts
from .pdf_grid import RawCell, RawTable

_STEPS = (0.9, 1.6)  # character sizes between two lines of one cell
_LETTERS = (-0.8, 0.12)  # top and bottom of letters, in character sizes under their baseline
_OVER = 0.5  # points by which a text may touch the edge of its cell
_PADDING = 8.0  # most points between the edge of a cell and its text
_NEAR = 3.0  # points between the left edges of two lines of one cell


def fill_cells(table: RawTable, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Put each character in its cell; returns those outside the table."""
    texts = list(printed_texts(glyphs))
    starts = Counter(round(text[0].x0) for text in texts)
    filling = _Filling(table, frozenset(x for x, count in starts.items() if count > 1))
    for block in _blocks(texts):
        home = filling.overflown(block)
        for text in block:
            if home is None:
                filling.place(text)
            else:
                filling.inside.setdefault(home, []).extend(text)
    for index, members in filling.inside.items():
        cell = table.cells[index]
        cell.lines = build_lines(members, table.page)
        cell.is_cut = _is_cut(cell, members)
    return filling.outside


def _is_cut(cell: RawCell, glyphs: Sequence[Glyph]) -> bool:
    """Whether the only line of a cell stops nearer to its right edge than it starts to its left."""
    level = [glyph for glyph in glyphs if not glyph.turn]
    if len(cell.lines) != 1 or not level:
        return False
    left, right = min(g.x0 for g in level) - cell.box[0], cell.box[2] - max(g.x1 for g in level)
    return right < (0.8 * left if _OVER < left < _PADDING else _OVER)


def _blocks(texts: Sequence[list[Glyph]]) -> Iterator[list[list[Glyph]]]:
    """Texts printed one under another, as the lines of one cell are."""
    block: list[list[Glyph]] = []
    for text in texts:
        if block and not _is_under(block, text):
            yield block
            block = []
        block.append(text)
    if block:
        yield block


def _is_under(block: list[list[Glyph]], text: list[Glyph]) -> bool:
    above = block[-1][0]
    step = (text[0].baseline - above.baseline) / max(above.size, 1.0)
    same = abs(text[0].x0 - above.x0) < _NEAR and abs(text[0].size - above.size) < 0.1
    return same and not text[0].turn and _STEPS[0] < step < _STEPS[1]


@dataclass(slots=True)
class _Filling:
    """A table being filled; ``starts`` are the places (points) where several texts begin."""

    table: RawTable
    starts: frozenset[int]
    inside: dict[int, list[Glyph]] = field(default_factory=dict)
    outside: list[Glyph] = field(default_factory=list)

    def overflown(self, block: Sequence[list[Glyph]]) -> int | None:
        """The cell of lines that run over the rules above and below it, when they do."""
        if len(block) < 2:
            return None
        heads = [text[0] for text in block]
        x = heads[0].middle[0]
        homes = {self._home(x, head.middle[1]) for head in heads}
        if len(homes) < 2 or not any(self._is_crossed(x, head) for head in heads):
            return None
        home = self._home(x, (heads[0].middle[1] + heads[-1].middle[1]) / 2)
        return home if home is not None else next(iter(homes - {None}))

    def _is_crossed(self, x: float, glyph: Glyph) -> bool:
        top, bottom = (glyph.baseline + share * glyph.size for share in _LETTERS)
        cells = (cell for cell in self.table.cells if cell.box[0] <= x <= cell.box[2])
        return any(top < edge < bottom for cell in cells for edge in (cell.box[1], cell.box[3]))

    def _home(self, x: float, y: float) -> int | None:
        for index, cell in enumerate(self.table.cells):
            if cell.box[0] <= x <= cell.box[2] and cell.box[1] <= y <= cell.box[3]:
                return index
        return None

    def place(self, text: Sequence[Glyph]) -> None:
        """Each character where its middle is, but what runs over a rule with what it follows."""
        last: int | None = None
        spills = False
        for glyph in text:
            home = self._home(*glyph.middle)
            if last is not None and not glyph.turn:
                edge = self.table.cells[last].box[2]
                begins = round(glyph.x0) in self.starts and glyph.x0 > edge - _OVER
                spills = not begins and (spills or glyph.x0 < edge < glyph.x1 - _OVER)
                home = last if spills else home
            last = home
            if home is None:
                self.outside.append(glyph)
            else:
                self.inside.setdefault(home, []).append(glyph)
