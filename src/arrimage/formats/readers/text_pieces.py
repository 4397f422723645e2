"""Texts between the wide gaps of a printed line, and the cells they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .alignment import Aligned, calls_name, is_open

_SEGMENT = re.compile(r"\S+(?: \S+| {1,3}: {1,3}\S+)*")
_MARKER = re.compile(r"[-–—•·▪◦○●❖➢➤✓✔*\uf0b7\uf0a7§][ \u00a0]+(?=\S)")
_YEAR = re.compile(r"(?:19|20)\d\d$")
LINE = 2  # height of a line, in characters


@dataclass(frozen=True, slots=True)
class Piece:
    """A text between two wide gaps of a line; the place of the line is its rank."""

    text: str
    left: float
    x1: float
    top: float
    marker: str = ""

    @property
    def bottom(self) -> float:
        """Lower edge of the line."""
        return self.top + LINE

    @property
    def first_word_width(self) -> float:
        """Characters of the first word."""
        return float(len(self.text.split(maxsplit=1)[0]))

    @property
    def printed(self) -> str:
        """The text with its marker."""
        return f"{self.marker} {self.text}".strip()

    def with_more(self, after: Piece) -> Piece:
        """This text and the next one of its line as one."""
        return replace(self, text=f"{self.text} {after.printed}", x1=after.x1)


def line_pieces(line: str, number: int) -> list[Piece]:
    """The texts of a line (0-based), left to right."""
    line = line.replace("\t", "    ").replace("\u00a0", " ")
    return [_piece(m.group(), m.start(), number * LINE) for m in _SEGMENT.finditer(line)]


def _piece(text: str, start: int, top: float) -> Piece:
    marker = _MARKER.match(text)
    shown = text[marker.end() :] if marker else text
    return Piece(shown, start, start + len(text), top, text[0] if marker else "")


def cut_at(piece: Piece, places: Iterable[float]) -> list[Piece]:
    """A text cut where a word begins at the edge of a column."""
    text = piece.printed
    edges = [
        int(x - piece.left)
        for x in sorted(places)
        if piece.left + 2 < x < piece.x1 - 1 and text[int(x - piece.left) - 1 :][:1] == " "
    ]
    spans = pairwise([0, *edges, len(text)])
    return [_piece(text[a:b].strip(), int(piece.left) + a, piece.top) for a, b in spans]


def _is_rest(before: Piece, piece: Piece) -> bool:
    """Whether a line in lower case stands right under one that begins with a capital."""
    under = piece.top == before.bottom and not piece.marker and not before.marker
    return under and piece.text[:1].islower() and before.text[:1].isupper()


def _lowered(before: Piece, piece: Piece) -> Piece:
    """A line as if the next one, which goes on with it, stood just under it.

    Where cells are set in the middle of their row, the lines of others come in between.
    """
    goes_on = piece.text[:1].islower() or calls_name(before.text)
    is_apart = piece.top - before.bottom == LINE and goes_on
    return replace(before, top=before.top + LINE) if is_apart else before


def cell_text(table: Aligned[Piece], cell: Sequence[Piece]) -> str:
    """The lines of a cell, those that run on put together."""
    text = ""
    for before, piece in pairwise([None, *cell]):
        if piece is None:
            continue
        runs_on = before and (
            not piece.text[:1].isupper() or is_open(before.text) or calls_name(before.text)
        )
        joined = runs_on and before and table.continues(_lowered(before, piece), piece)
        joined = joined or (before and _is_rest(before, piece))
        joined = joined or (before and _YEAR.match(piece.text) and before.text.isalpha())
        glue = "" if before is None else " " if joined else "\n"
        text = f"{text}{glue}{piece.printed}"
    return text
