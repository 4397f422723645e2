"""Tables set with spaces under a line of column names, with the bands and shifts of their pages.

Printed text keeps the columns of a page only roughly: they move from one stretch of rows to the
next. Each stretch is measured again, under the names that its header gave.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from statistics import median

from ..language.headings import read_heading, read_number
from ..language.lexicon import Lexicon
from ..language.timeframes import is_timeframe
from .alignment import Aligned, rows_of
from .text_centred import centred_rows
from .text_heads import MOST_BLANKS, NEAR, SHIFT, Head, find_head, tops_head
from .text_pieces import LINE, Piece, cell_text, cut_at, line_pieces
from .text_tables import Row

_MOST_BANDS = 4  # lines in a row that belong to no column
_DRIFT = 0.15  # share of a column: letters are not all of one width where they were set
_MOST_STRAY = 0.1  # share of the lines that may run over the edge of a column

Rows = tuple[list[Row], int]


@dataclass(slots=True)
class _Table:
    """A table being read: its rows, and the stretch of lines under measure."""

    head: Head
    places: list[float]
    rows: list[Row]
    end: int
    block: list[tuple[int, list[Piece]]] = field(default_factory=list)
    bands: list[Row] = field(default_factory=list)
    stray: int = 0
    count: int = 0
    is_new_page: bool = False

    def close_block(self) -> None:
        """Measure the columns of the lines met since the last band, and cut them in rows."""
        if not self.block:
            return
        lines, self.block = self.block, []
        cut = _cut_lines([pieces for _, pieces in lines])
        self.places = _places(cut, self.places)
        rows: list[dict[int, Piece]] = []
        for pieces in cut:
            rows.append(_assign(_cut_near(pieces, self.places, rows[-1:]), self.places))
        self.stray += sum(_is_stray(row, self.places) for row in rows)
        self.count += len(rows)
        self._add(_solve(rows, self.places), rows[0])
        self.is_new_page = False

    def _add(self, rows: list[Row], first: dict[int, Piece]) -> None:
        goes_on = all(not p.marker and p.text[:1].islower() for p in first.values())
        if self.is_new_page and goes_on and len(self.rows[-1][2]) == len(self.head.names):
            (start, _, before), (_, last, after) = self.rows.pop(), rows.pop(0)
            pairs = zip_longest(before, after, fillvalue="")
            joined = [" ".join(filter(None, pair)) for pair in pairs]
            self.rows.append((start, last, joined))
        self.rows += rows

    @property
    def is_sure(self) -> bool:
        """Whether there are rows, and nearly all lines keep to the columns."""
        return self.count > 0 and self.stray <= _MOST_STRAY * self.count


def headed_tables(lines: Sequence[str], lexicon: Lexicon) -> dict[int, Rows]:
    """For each line (0-based) where such a table begins: its rows, and the line after it."""
    found: dict[int, Rows] = {}
    index = 0
    while index < len(lines):
        head = find_head(lines, index, lexicon)
        table = _read(lines, head, lexicon) if head else None
        if table is None or not table.is_sure:
            index += 1
            continue
        found[index] = table.rows, table.end
        index = max(table.end, index + 1)
    return found


def _read(lines: Sequence[str], head: Head, lexicon: Lexicon) -> _Table:
    first = int(head.pieces[0].top / 2) + 1
    table = _Table(head, head.places, [(first, head.after, head.names)], head.after)
    index, blanks = head.after, 0
    while index < len(lines) and blanks < MOST_BLANKS and len(table.bands) <= _MOST_BANDS:
        pieces = line_pieces(lines[index], index)
        blanks = 0 if pieces else blanks + 1
        again = find_head(lines, index, lexicon) if pieces else None
        if pieces and not again and tops_head(lines, index, table.head, lexicon):
            index += 1
            continue
        if again and (table.bands or again.names != head.names):
            break
        if again:
            table.close_block()
            table.places, table.is_new_page = again.places, True
            index = again.after
            continue
        if pieces:
            below = line_pieces(lines[index + 1], index + 1) if index + 1 < len(lines) else []
            blank = not lines[index - 1].strip()
            _take(table, index, pieces, below, blank_above=blank, lexicon=lexicon)
        index += 1
    table.close_block()
    return table


def _take(
    table: _Table,
    index: int,
    pieces: list[Piece],
    below: list[Piece],
    *,
    blank_above: bool,
    lexicon: Lexicon,
) -> None:
    if _is_band(table, pieces, lexicon) and not (table.bands and _is_top(table, pieces, below)):
        text = pieces[0].printed
        if table.bands and not blank_above and text[:1].islower():
            start, _, (before,) = table.bands.pop()
            table.bands.append((start, index + 1, [f"{before} {text}"]))
        else:
            table.bands.append((index + 1, index + 1, [text]))
        return
    if table.bands:
        table.close_block()
        table.rows += table.bands
        table.bands = []
    table.block.append((index, pieces))
    table.end = index + 1


def _is_band(table: _Table, pieces: list[Piece], lexicon: Lexicon) -> bool:
    """Whether a line is one text over several columns, or names a level."""
    if len(pieces) > 1:
        return False
    piece = pieces[0]
    if piece.left > table.places[0] + NEAR + 1:
        return bool(table.bands) and piece.x1 > table.places[-1]
    heading = read_heading(piece.text, lexicon)
    if heading and heading.role and heading.number and not piece.marker:
        return True
    if piece.x1 <= table.places[1] + NEAR:
        return bool(table.bands) and not table.block and not _is_under(piece, table.bands[-1])
    over = [x for x in table.places[1:] if piece.left + NEAR < x < piece.x1]
    return not all(_space_near(piece, x) for x in over)


def _is_top(table: _Table, pieces: list[Piece], below: list[Piece]) -> bool:
    """Whether a text of the first column is set above the other cells of its row."""
    heading = read_heading(pieces[0].text)
    inside = pieces[0].x1 <= table.places[1] + NEAR and not (heading and heading.role)
    return inside and bool(below) and below[0].left > table.places[0] + SHIFT


def _is_under(piece: Piece, band: Row) -> bool:
    """Whether the number of a text stands below that of the band above: «A1.1» below «A1»."""
    heading = read_heading(band[2][0])
    number = read_number(piece.text)
    return bool(heading and number and number[0].startswith(f"{heading.number}."))


def _starts(lines: Iterable[list[Piece]]) -> set[float]:
    return {piece.left for pieces in lines for piece in pieces[1:]}


def _cut_lines(lines: list[list[Piece]]) -> list[list[Piece]]:
    """Texts cut where one space parts two columns: where all the other lines are white too."""
    rivers = [x for x in sorted(_starts(lines)) if not any(_covers(p, x) for p in lines)]
    return [[part for piece in pieces for part in cut_at(piece, rivers)] for pieces in lines]


def _cut_near(
    pieces: list[Piece], places: list[float], above: Sequence[dict[int, Piece]]
) -> list[Piece]:
    """Texts that run over the edge of an empty column, cut at the space nearest to it."""
    out: list[Piece] = []
    for piece in pieces:
        rest = piece
        for k, x in enumerate(places[1:], 1):
            is_over = rest.left + NEAR < x < rest.x1
            is_taken = any(abs(other.left - x) <= NEAR for other in pieces)
            waits = any(k in row for row in above)
            at = _space_near(rest, x, lower=waits) if is_over and not is_taken else None
            if at is not None:
                first, rest = cut_at(rest, [at])
                out.append(first)
                rest = replace(rest, left=x, x1=x + len(rest.printed))
        out.append(rest)
    return out


def _space_near(piece: Piece, x: float, *, lower: bool = False) -> float | None:
    """Where a word begins, next to a place: with a capital or a number, else with any letter."""
    text, k = piece.printed, int(x - piece.left)
    words = [
        at
        for at in range(max(3, k - SHIFT), min(len(text) - 1, k + SHIFT + 1))
        if text[at - 1] == " "
    ]
    near = [at for at in words if not text[at].islower()] or (words if lower else [])
    if not near:
        return None
    at = min(near, key=lambda at: abs(at - k))
    earlier = [n for n in near if n < at and is_timeframe(text[n:])]  # «Été 2034», not «2034»
    return piece.left + min([at, *earlier])


def _covers(pieces: list[Piece], x: float) -> bool:
    """Whether a line has a letter just before a place."""
    return any(
        piece.left < x <= piece.x1 and piece.printed[int(x - piece.left) - 1] != " "
        for piece in pieces
    )


def _places(lines: list[list[Piece]], known: list[float]) -> list[float]:
    """Left edge of each column in a stretch: from its full lines, else nearest to the last ones."""
    full = [pieces for pieces in lines if len(pieces) == len(known)]
    if full:
        return [median(pieces[k].left for pieces in full) for k in range(len(known))]
    places = list(known)
    for pieces in lines:
        best = _nearest([piece.left for piece in pieces], known)
        for k, piece in zip(best, pieces, strict=False):
            places[k] = min(places[k], piece.left) if places[k] != known[k] else piece.left
    return places if all(a < b for a, b in pairwise(places)) else list(known)


def _nearest(starts: list[float], places: list[float]) -> list[int]:
    """Columns, in order, that lie nearest to the texts of a line; none when there are too few."""
    ways: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for start in starts:
        ways = {
            k: min(
                (cost + abs(start - places[k]), [*way, k])
                for last, (cost, way) in ways.items()
                if last < k
            )
            for k in range(len(places))
            if any(last < k for last in ways)
        }
    return min(ways.values())[1] if ways else []


def _assign(pieces: list[Piece], places: list[float]) -> dict[int, Piece]:
    """The column of each text; two in one column become one."""
    placed: dict[int, Piece] = {}
    for piece in pieces:
        k = max((k for k, x in enumerate(places) if x <= piece.left + NEAR), default=0)
        is_shifted = piece.left - places[k] > SHIFT and k + 1 < len(places)
        k += is_shifted and places[k + 1] - piece.left <= SHIFT
        placed[k] = placed[k].with_more(piece) if k in placed else piece
    return placed


def _is_stray(row: dict[int, Piece], places: list[float]) -> bool:
    """Whether a text runs over the edge of the next column."""
    return any(k + 1 < len(places) and p.x1 > places[k + 1] + NEAR for k, p in row.items())


def _solve(rows: list[dict[int, Piece]], places: list[float]) -> list[Row]:
    ends = [max((row[k].x1 for row in rows if k in row), default=x) for k, x in enumerate(places)]
    table = Aligned(list(zip(places, ends, strict=True)), rows, drift=_DRIFT)
    groups = _groups(rows)
    found = centred_rows(rows, len(places))
    if not found and any(map(_is_middle, groups)) and all(_codes(group) < 2 for group in groups):
        found = [
            [[row[k] for row in group if k in row] for k in range(len(places))] for group in groups
        ]
    found = found or rows_of(table)
    out: list[Row] = []
    for cells in found:
        tops = [piece.top for cell in cells for piece in cell]
        if tops:
            first, last = int(min(tops) / 2) + 1, int(max(tops) / 2) + 1
            texts = [cell_text(table, cell) for cell in cells]
            out.append((first, last, texts if any(texts[1:]) else texts[:1]))
    return out


def _groups(rows: list[dict[int, Piece]]) -> list[list[dict[int, Piece]]]:
    """The lines between two empty ones."""
    groups: list[list[dict[int, Piece]]] = []
    for row in rows:
        top = next(iter(row.values())).top
        if groups and top - next(iter(groups[-1][-1].values())).top <= LINE:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _is_middle(group: list[dict[int, Piece]]) -> bool:
    """Whether cells are set in the middle of their row: its first line is not its fullest."""
    goes_on = all(piece.text[:1].islower() for piece in group[0].values())
    return not goes_on and len(group[0]) < 3 <= max(map(len, group))


def _codes(group: list[dict[int, Piece]]) -> int:
    return sum(0 in row and bool(read_number(row[0].text)) for row in group)
