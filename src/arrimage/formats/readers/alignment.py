"""Tables that nothing draws: texts in columns, one under another, found by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Generic, Protocol, TypeVar

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3
_RUNNING = 3  # lines of running heads above the rest of a table
_OFTEN = 3  # lines on which a column shows where it begins
_LONGEST_HEADER = 45  # characters of a header cell, on average
_WIDEST_GAP = 3.5  # line heights between two lines of one table
_OVERLAP = 0.4  # line heights by which lines may overlap: cells set in the middle overlap more
_ROW_GAP = 1.45  # times the usual white between lines: a new row
_PADDING, _WIDE_PADDING = 0.3, 1.2  # line heights of white kept before the next column
_LAST = 3  # line heights by which the last column may be wider than its texts
_CODE = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)]|[A-Z]\.\d+|(?![QT]\d)[A-Z]\d{1,2}(?:\.\d{1,2})*\.?)\s"
)
_OPEN_END = re.compile(
    r"(?:[,(«/–-]|[’']|\b(?:à|au|aux|avec|dans|de|des|du|en|environ|et|la|le|les|moins|ou|par|pour|sur|un|une|"
    r"and|by|for|in|of|or|the|to|with))$",
    re.IGNORECASE,
)
_CALLS_NAME = re.compile(
    r"\b(?:projets?|prix|programmes?|plateformes?|comptes?|fonds|fondations?|campagnes?|concours"
    r"|initiatives?|logiciels?|sites?|applications?|pages?|forum|madame|monsieur|mme|m\.|dr"
    r"|rues?|avenues?|boulevards?|mrc)$",
    re.IGNORECASE,
)


class Placed(Protocol):
    """A stretch of text on one line, and where it stands."""

    @property
    def left(self) -> float: ...  # noqa: D102
    @property
    def x1(self) -> float: ...  # noqa: D102
    @property
    def top(self) -> float: ...  # noqa: D102
    @property
    def bottom(self) -> float: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def marker(self) -> str: ...  # noqa: D102
    @property
    def first_word_width(self) -> float: ...  # noqa: D102


T = TypeVar("T", bound=Placed)


@dataclass(slots=True)
class Aligned(Generic[T]):
    """A table: for each row, for each column, the texts of its cell from top to bottom."""

    columns: list[tuple[float, float]]  # left and right of what each column holds
    lines: list[dict[int, T]]
    rows: list[list[list[T]]] = field(default_factory=list)
    drift: float = 0.0  # share of a column by which printed letters may be narrower than the real

    def continues(self, before: T | None, piece: T) -> bool:
        """Whether a text is the rest of the one above it, in a cell that was full."""
        if before is None or piece.marker:
            return False
        height = piece.bottom - piece.top
        if piece.top - before.bottom > 0.9 * height:
            return False
        if is_open(before.text):
            return True
        if _CODE.match(piece.text):
            return False
        first = piece.text[:1]
        lower = first.islower() or (self.drift > 0 and first.isdigit())
        return self._room(before, lower=lower) < _needed(piece)

    def _room(self, before: T, *, lower: bool) -> float:
        """White left at the end of a line, in doubt little for what begins in lower case."""
        height = before.bottom - before.top
        places = (k for k, column in enumerate(self.columns) if column[0] <= before.left + 1)
        own = max(places, default=0)
        if own + 1 < len(self.columns):
            padding = _WIDE_PADDING if lower else _PADDING
            width = self.columns[own + 1][0] - self.columns[own][0]
            drift = self.drift * width if lower else 0.0
            return self.columns[own + 1][0] - padding * height - drift - before.x1
        longest = self.columns[own][1] - before.x1
        return longest if lower else longest + _LAST * height


def is_open(text: str) -> bool:
    """Whether a text ends as no cell does: a comma, an article, an open bracket."""
    return bool(_OPEN_END.search(text))


def calls_name(text: str) -> bool:
    """Whether a proper name is expected after a text: «la rue», «le projet»."""
    return bool(_CALLS_NAME.search(text))


def frequent_starts(lines: Sequence[Sequence[Placed]]) -> list[float]:
    """Where texts begin on several lines: a text that runs over such a place may be two."""
    seen = Counter(round(piece.left) for line in lines for piece in line)
    return sorted(place for place, count in seen.items() if count >= _OFTEN)


Columns = list[tuple[float, float]]


def find_aligned(
    lines: Sequence[Sequence[T]], slack: float, known: Columns | None = None
) -> list[Aligned[T]]:
    """Tables among visual lines (top to bottom, each left to right).

    ``slack`` is how far the texts of two columns may overlap: 0 where places are exact. ``known``
    are the columns of a table that the page before left open.
    """
    found: list[Aligned[T]] = []
    index = floor = 0
    if known and (rest := _rest(lines, slack, known)):
        found.append(rest[1])
        index = floor = rest[0] + len(rest[1].lines)
    while index < len(lines):
        table = _grow(lines, index, slack) if len(lines[index]) >= _FEWEST_COLUMNS else None
        if table is None:
            index += 1
            continue
        after = index + len(table.lines)
        if index > floor and (above := _above(lines, index, table)):
            table.lines.insert(0, above)
        table.rows = rows_of(table)
        if _is_table(table):
            found.append(table)
            index = floor = after
        else:
            index += 1
    return found


def _rest(
    lines: Sequence[Sequence[T]], slack: float, known: Columns
) -> tuple[int, Aligned[T]] | None:
    """The rest of a table that began on the page before, on one of the first lines."""
    for start in range(min(_RUNNING, len(lines))):
        placed = _assign(lines[start], known)
        columns = list(known)
        if placed is None or not _widen(columns, placed, slack):
            continue
        table = _under(lines, start, slack, Aligned(columns, [placed]))
        if sum(len(line) > 1 for line in table.lines) > 1:
            table.rows = rows_of(table)
            return start, table
    return None


def _grow(lines: Sequence[Sequence[T]], start: int, slack: float) -> Aligned[T] | None:
    """The head line and every line under it that keeps to its columns."""
    head = lines[start]
    if sum(len(piece.text) for piece in head) > _LONGEST_HEADER * len(head):
        return None
    table = Aligned([(p.left, p.x1) for p in head], [dict(enumerate(head))])
    table = _under(lines, start, slack, table)
    return table if len(table.lines) >= _FEWEST_ROWS else None


def _under(lines: Sequence[Sequence[T]], start: int, slack: float, table: Aligned[T]) -> Aligned[T]:
    """The table with every line under its first one that keeps to its columns."""
    head = lines[start]
    bottom, height = max(p.bottom for p in head), head[0].bottom - head[0].top
    for line in lines[start + 1 :]:
        if not -_OVERLAP * height < min(p.top for p in line) - bottom < _WIDEST_GAP * height:
            break
        placed = _assign(line, table.columns)
        if placed is None or not _widen(table.columns, placed, slack):
            break
        table.lines.append(placed)
        bottom = max(p.bottom for p in line)
    return table


def _assign(line: Sequence[T], columns: Sequence[tuple[float, float]]) -> dict[int, T] | None:
    """The column of each text: the one it stands under, or the nearest."""
    if len(line) == len(columns):
        return dict(enumerate(line))
    if len(line) > len(columns):
        return None
    placed: dict[int, T] = {}
    for piece in line:
        column = min(range(len(columns)), key=lambda k: _distance(piece, columns[k]))
        if placed and column <= max(placed):
            return None
        placed[column] = piece
    return placed


def _distance(piece: Placed, column: tuple[float, float]) -> float:
    """Negative for an overlap."""
    return max(piece.left, column[0]) - min(piece.x1, column[1])


def _widen(columns: list[tuple[float, float]], placed: dict[int, T], slack: float) -> bool:
    """Let columns grow to hold the texts; false when two of them would run into each other."""
    wider = list(columns)
    for k, piece in placed.items():
        wider[k] = min(columns[k][0], piece.left), max(columns[k][1], piece.x1)
    if any(a[1] > b[0] + slack for a, b in pairwise(wider)):
        return False
    columns[:] = wider
    return True


def _above(lines: Sequence[Sequence[T]], index: int, table: Aligned[T]) -> dict[int, T] | None:
    """The line just above the head, when it holds the first words of some of its cells."""
    line, head = lines[index - 1], table.lines[0]
    height = line[0].bottom - line[0].top
    near = min(p.top for p in head.values()) - max(p.bottom for p in line) < 0.5 * height
    if not near or len(line) >= len(table.columns):
        return None
    placed = _assign(line, table.columns)
    inside = placed is not None and all(
        _distance(piece, table.columns[k]) < 0 and piece.x1 <= table.columns[k][1] + height
        for k, piece in placed.items()
    )
    return placed if inside else None


def rows_of(table: Aligned[T]) -> list[list[list[T]]]:
    """For each row that the lines of a table make, for each column, its texts."""
    starts = _starts(table)
    rows: list[list[list[T]]] = []
    for index, line in enumerate(table.lines):
        late = starts.get(index)
        if late is not None:
            rows.append([[] for _ in table.columns])
        for k, piece in line.items():
            rows[-2 if late and k in late else -1][k].append(piece)
    return rows


def _starts(table: Aligned[T]) -> dict[int, list[int]]:
    """The lines on which a row begins, with the columns where the row before still goes on."""
    usual = median([_white(a, b) for a, b in pairwise(table.lines)] or [0.0])
    starts: dict[int, list[int]] = {0: []}
    last: dict[int, T] = {}
    waiting: int | None = None  # a line whose only text may be the top of the next row
    for index, line in enumerate(table.lines):
        goes_on = [k for k, piece in line.items() if table.continues(last.get(k), piece)]
        goes_on = [] if _is_full(table, line) else goes_on
        fresh = [k for k in line if k not in goes_on]
        if len(fresh) > 1:
            goes_on = [k for k in goes_on if _surely_goes_on(last[k], line[k])]
            fresh = [k for k in line if k not in goes_on]
        apart = index > 0 and _white(table.lines[index - 1], line) > _ROW_GAP * max(usual, 0.5)
        if waiting is not None and goes_on == list(table.lines[waiting]) and fresh:
            starts[waiting] = []
            fresh = []
        waiting = None
        codes = [k for k in fresh if _CODE.match(line[k].text)]
        if codes and all(k in goes_on for k in line if k < codes[0]):
            goes_on = [k for k in goes_on if k < codes[0]]
        elif goes_on:
            fresh = []
        if index and fresh and min(fresh) <= (len(table.columns) - 1) / 2:
            if len(fresh) > 1 or codes or apart:
                starts[index] = goes_on
            elif not line[fresh[0]].marker:
                waiting = index
        last.update(line)
    return starts


def _surely_goes_on(before: Placed, piece: Placed) -> bool:
    """Whether words themselves, not the room they had, make one sentence of two lines."""
    return not piece.text[:1].isupper() or is_open(before.text)


def _is_full(table: Aligned[T], line: dict[int, T]) -> bool:
    """Whether a line fills its columns with beginnings: the rest of a row seldom does."""
    lower = sum(piece.text[:1].islower() for piece in line.values())
    return 0 in line and len(line) >= len(table.columns) - 1 and 2 * lower < len(line)


def _white(above: dict[int, T], below: dict[int, T]) -> float:
    return min(p.top for p in below.values()) - max(p.bottom for p in above.values())


def _needed(piece: Placed) -> float:
    """Room that the first word of a text would have taken on the line above, with its space."""
    return piece.first_word_width + 0.2 * (piece.bottom - piece.top)


def _is_table(table: Aligned[T]) -> bool:
    """Whether rows stand out: several, with text in most columns, none a mere column of prose."""
    if len(table.rows) < _FEWEST_ROWS:
        return False
    filled = [sum(bool(cell) for cell in row) for row in table.rows[1:]]
    used = sum(any(row[k] for row in table.rows[1:]) for k in range(len(table.columns)))
    enough = sum(filled) >= max(2.0, 0.5 * len(table.columns)) * len(filled)
    return enough and used >= len(table.columns) - 1
