"""Tables set with spaces, as a PDF printed to text keeps them: columns one under another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..document import UnreadableDocument
from .alignment import Aligned, find_aligned, frequent_starts, is_open
from .text_tables import Row

_SEGMENT = re.compile(r"\S+(?: \S+)*")
_MARKER = re.compile(r"[-–—•·▪◦○●❖➢➤✓✔*\uf0b7\uf0a7§][ \u00a0]+(?=\S)")
_LINE = 2  # height of a line, in characters
_SLACK = 6.0  # characters by which a printed line may be shifted
_MOST_LINES = 20_000
_WIDE = re.compile(r"\S {3,}(?=\S)")
_CROWDED = 0.2  # share of lines with several columns that makes a text a page in columns
_SIDE_BY_SIDE = (
    "Ce texte garde des colonnes côte à côte, que ses espaces ne permettent plus de séparer avec "
    "certitude. Rien n’a été importé. Déposez le document d’origine (PDF, Word ou Excel), ou "
    "copiez le tableau dans un tableur."
)
_MAYBE = re.compile(r"\S {2,}\S.* {2,}\S")


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
        return self.top + _LINE

    @property
    def first_word_width(self) -> float:
        """Characters of the first word."""
        return float(len(self.text.split(maxsplit=1)[0]))

    @property
    def printed(self) -> str:
        """The text with its marker."""
        return f"{self.marker} {self.text}".strip()


def find_columns(lines: Sequence[str]) -> dict[int, tuple[list[Row], int]]:
    """For each line (0-based) where a table begins: its rows, and the line after it."""
    if sum(bool(_MAYBE.search(line)) for line in lines) < 3 or len(lines) > _MOST_LINES:
        return {}
    placed = [(n, _pieces(line, n)) for n, line in enumerate(lines) if line.strip()]
    starts = frequent_starts([pieces for _, pieces in placed])
    cut = [[part for piece in pieces for part in _cut(piece, starts)] for _, pieces in placed]
    return {
        int(min(p.top for p in table.lines[0].values()) / _LINE): _table(table)
        for table in find_aligned(cut, _SLACK)
    }


def lost_columns(lines: Sequence[str], read: Iterable[int]) -> int:
    """How many lines still hold columns side by side, the lines (0-based) of tables left out.

    Raises ``UnreadableDocument`` when they are so many that nothing sure can be read.
    """
    inside = set(read)
    shown = [n for n, line in enumerate(lines) if line.strip()]
    wide = [n for n in shown if len(_WIDE.findall(lines[n])) > 1]
    lost = sum(n not in inside for n in wide)
    if len(wide) > _CROWDED * len(shown) and 2 * lost > len(wide):
        raise UnreadableDocument("columns", _SIDE_BY_SIDE)
    return lost


def _pieces(line: str, number: int) -> list[Piece]:
    line = line.replace("\t", "    ").replace("\u00a0", " ")
    return [_piece(m.group(), m.start(), number * _LINE) for m in _SEGMENT.finditer(line)]


def _piece(text: str, start: int, top: float) -> Piece:
    marker = _MARKER.match(text)
    shown = text[marker.end() :] if marker else text
    return Piece(shown, start, start + len(text), top, text[0] if marker else "")


def _cut(piece: Piece, starts: Sequence[float]) -> list[Piece]:
    """A text cut where a word begins at the edge of a column."""
    text = piece.printed
    edges = [
        int(x - piece.left)
        for x in starts
        if piece.left + 2 < x < piece.x1 - 1 and text[int(x - piece.left) - 1 :][:1] == " "
    ]
    spans = pairwise([0, *edges, len(text)])
    return [_piece(text[a:b].strip(), int(piece.left) + a, piece.top) for a, b in spans]


def _table(table: Aligned[Piece]) -> tuple[list[Row], int]:
    rows: list[Row] = []
    for row in table.rows:
        tops = [piece.top for cell in row for piece in cell]
        first, last = int(min(tops) / _LINE) + 1, int(max(tops) / _LINE) + 1
        rows.append((first, last, [_text(table, cell) for cell in row]))
    return rows, max(last for _, last, _ in rows)


def _text(table: Aligned[Piece], cell: Sequence[Piece]) -> str:
    """The lines of a cell, those that run on put together."""
    text = ""
    for before, piece in pairwise([None, *cell]):
        if piece is None:
            continue
        runs_on = before and (not piece.text[:1].isupper() or is_open(before.text))
        joined = runs_on and before and table.continues(before, piece)
        glue = "" if before is None else " " if joined else "\n"
        text = f"{text}{glue}{piece.printed}"
    return text
