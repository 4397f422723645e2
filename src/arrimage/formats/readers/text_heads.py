"""The line of column names above a table set with spaces, wrapped names and years included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..language.lexicon import Lexicon
from ..language.text import fold_phrase
from .text_pieces import Piece, cut_at, line_pieces

MOST_BLANKS = 8
"""Most empty lines in a row inside a table."""

NEAR = 2
"""Characters by which a text may stand left of its column."""

SHIFT = 7
"""Characters by which one line may stand aside from the others."""

_FEWEST = 3  # columns
_LONGEST_NAME = 50  # characters


@dataclass(slots=True)
class Head:
    """Column names, where they stand, and the line after them."""

    pieces: list[Piece]
    names: list[str]
    after: int

    @property
    def places(self) -> list[float]:
        """Left edge of each name."""
        return [piece.left for piece in self.pieces]


def tops_head(lines: Sequence[str], index: int, head: Head, lexicon: Lexicon) -> bool:
    """Whether a line holds the first words of names that the next line repeats."""
    words = [piece.text for piece in line_pieces(lines[index], index)]
    if index + 1 == len(lines) or any(
        all(not name.startswith(f"{word} ") for name in head.names) for word in words
    ):
        return False
    below = find_head(lines, index + 1, lexicon)
    return below is not None and below.names == head.names


def find_head(lines: Sequence[str], index: int, lexicon: Lexicon) -> Head | None:
    """The head that a line (0-based) is; ``None`` when it does not name columns."""
    pieces = [part for p in line_pieces(lines[index], index) for part in _names(p, lexicon)]
    if len(pieces) < _FEWEST or any(len(piece.text) > _LONGEST_NAME for piece in pieces):
        return None
    around = _around(lines, index, pieces, lexicon)
    pieces = sorted([*pieces, *around], key=lambda piece: piece.left)
    names, after = [piece.text for piece in pieces], index + 1 + bool(around)
    while after < len(lines) and (more := _wrapped(lines[after], after, pieces)):
        longer = {k: f"{names[k]} {piece.text}" for k, piece in more.items()}
        if any(lexicon.column_field(names[k]) and fold_phrase(name) not in lexicon.columns
               for k, name in longer.items()):  # fmt: skip
            break
        names = [longer.get(k, name) for k, name in enumerate(names)]
        after += 1
    known = sum(lexicon.column_field(name) is not None for name in names)
    exact = sum(fold_phrase(name) in lexicon.columns for name in names)
    if exact < 2 or known < 0.6 * len(names):
        return None
    return _with_parts(Head(pieces, names, after), lines, lexicon)


def _around(lines: Sequence[str], index: int, pieces: list[Piece], lexicon: Lexicon) -> list[Piece]:
    """Names whose two words stand above and below the line of the others, set in its middle."""
    if not 0 < index < len(lines) - 1:
        return []
    above, below = line_pieces(lines[index - 1], index), line_pieces(lines[index + 1], index)
    pairs = [(a, b) for a in above for b in below if abs(a.left - b.left) <= SHIFT]
    names = [replace(a, text=f"{a.text} {b.text}", x1=max(a.x1, b.x1)) for a, b in pairs]
    free = all(p.x1 < n.left or p.left > n.x1 for n in names for p in pieces)
    known = all(fold_phrase(name.text) in lexicon.columns for name in names)
    return names if free and known and len(names) == len(above) == len(below) else []


def _names(piece: Piece, lexicon: Lexicon) -> Iterable[Piece]:
    """One column name, or two that a single space parts; «No.» before another is left out."""
    text = piece.text
    head, _, rest = text.partition(" ")
    number = lexicon.column_field(head)
    if number and number[0] == "number" and lexicon.column_field(rest):
        return cut_at(piece, [piece.left + len(head) + 1])[1:]
    for k in (k for k, sign in enumerate(text) if sign == " "):
        parts = {fold_phrase(part) for part in (text, text[:k], text[k + 1 :])}
        if parts & lexicon.columns.keys() == parts - {fold_phrase(text)}:
            return cut_at(piece, [piece.left + k + 1])
    if lexicon.column_field(text):
        return [piece]
    for k in (k for k, sign in enumerate(text) if sign == " "):
        first, second = lexicon.column_field(text[:k]), lexicon.column_field(text[k + 1 :])
        if first and second:
            return cut_at(piece, [piece.left + k + 1])
    return [piece]


def _wrapped(line: str, index: int, above: list[Piece]) -> dict[int, Piece]:
    """The rest of names cut over two lines: in lower case, each right under a name."""
    placed: dict[int, Piece] = {}
    for piece in line_pieces(line, index):
        under = [k for k, p in enumerate(above) if p.left - 3 <= piece.left < p.x1]
        if not under or not piece.text[:1].islower():
            return {}
        placed[under[0]] = piece
    return placed


def _with_parts(head: Head, lines: Sequence[str], lexicon: Lexicon) -> Head:
    """The head with the years or quarters named under one of its columns, if they are."""
    index = head.after
    while index < len(lines) and not lines[index].strip() and index - head.after < MOST_BLANKS:
        index += 1
    parts = line_pieces(lines[index], index) if index < len(lines) else []
    fields = [lexicon.column_field(part.text) for part in parts]
    if len(parts) < 2 or any(f is None or f[0] not in ("year", "quarter") for f in fields):
        return head
    k = max((k for k, x in enumerate(head.places) if x <= parts[0].left + NEAR), default=0)
    if k + 1 < len(head.pieces) and parts[-1].x1 > head.places[k + 1]:
        return head
    pieces = [*head.pieces[:k], *parts, *head.pieces[k + 1 :]]
    names = [*head.names[:k], *(part.text for part in parts), *head.names[k + 1 :]]
    return Head(pieces, names, index + 1)
