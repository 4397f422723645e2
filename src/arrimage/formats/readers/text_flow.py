"""Tables printed cell after cell, row after row: «1.1 Ouvrir un local Direction Mai 2025 …».

The column names stand on one line, each row begins with its number, and one space parts cells set
on one line. A cell of several lines ends where its last line ends; a cell begins with a capital or
a number; an échéance, a state and a cost are known by their words. Most rows can be cut in one way
only; where two ways are as good, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from statistics import median

from ..document import UnreadableDocument
from ..draft import ColumnField
from ..language import read_status, split_people
from ..language.headings import read_heading, read_number
from ..language.lexicon import Lexicon
from ..language.text import fold_phrase
from ..language.timeframes import is_timeframe
from .alignment import is_open
from .text_columns import SIDE_BY_SIDE
from .text_tables import Row

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
_LONGEST_NAME = 4  # words of a column name, or of a state
_LONGEST_TIME = 8  # words
_UNSURE = "À vérifier"
_MOST_WORDS = 120  # of a row
_MOST_LINES = 6  # of the last row, more than the usual one: then it is no row
_LEAST_MARGIN = 0.25  # between the best way to cut a row and the next one
_TYPED = 6.0
_MONEY = re.compile(r"(?:[1-9][\d\s\u00a0.,]*[$€]|[$€]\s?\d[\d.,]*)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COUNTED = re.compile(r"\d+ [a-zà-ÿ]|\d+$")
_EMPTY = 3.0
_READINGS = 3  # each time with the habits that the last one showed
_PEOPLE: frozenset[ColumnField] = frozenset(("responsible", "collaborator"))
_LISTS: frozenset[ColumnField] = frozenset(("responsible", "collaborator", "result", "indicator"))


@dataclass(frozen=True, slots=True)
class _Head:
    """The names of the columns, and the field of each."""

    names: tuple[str, ...]
    fields: tuple[ColumnField, ...]


@dataclass(frozen=True, slots=True)
class _Habits:
    """What the rows cut for sure show: who carries, and the first words of each column."""

    names: frozenset[str] = frozenset()
    starts: frozenset[tuple[ColumnField, str]] = frozenset()

    @classmethod
    def of(cls, rows: list[list[str]], fields: Sequence[ColumnField]) -> _Habits:
        """The habits of rows."""
        said = [pair for cells in rows for pair in zip(fields, cells, strict=False) if pair[1]]
        names = (split_people(cell) for field, cell in said if field in _PEOPLE)
        starts = (
            (field, line.split()[0])
            for field, cell in said
            if field not in _PEOPLE
            for line in cell.split("\n")
        )
        return cls(frozenset(name for group in names for name in group), frozenset(starts))


@dataclass(slots=True)
class _Stretch:
    """Lines (1-based) of one band or one row."""

    first: int
    lines: list[str]
    is_band: bool
    rest: list[str] = field(default_factory=list)  # printed on the next page, under its head

    @property
    def last(self) -> int:
        """The last line."""
        return self.first + len(self.lines) + len(self.rest) - 1


def flow_tables(lines: Sequence[str], lexicon: Lexicon) -> dict[int, tuple[list[Row], int]]:
    """For each line (0-based) where such a table begins: its rows, and the line after it.

    Raises ``UnreadableDocument`` when the rows of such a table cannot be cut for sure.
    """
    found: dict[int, tuple[list[Row], int]] = {}
    index = 0
    while index < len(lines):
        head = _head(lines[index], lexicon)
        stretches = list(_stretches(lines, index + 1, head, lexicon)) if head else []
        rows = _rows(stretches, head) if head else []
        if _is_lost(stretches, rows):
            raise UnreadableDocument("columns", SIDE_BY_SIDE)
        if head and rows:
            found[index] = [(index + 1, index + 1, [*head.names, _UNSURE]), *rows], rows[-1][1]
            index = rows[-1][1]
        else:
            index += 1
    return found


def _is_lost(stretches: list[_Stretch], rows: list[Row]) -> bool:
    """Whether rows without a blank line between their cells could not be cut for sure."""
    texts = [stretch.lines for stretch in stretches if not stretch.is_band]
    return len(texts) >= _FEWEST_ROWS and not rows and all(all(lines) for lines in texts)


def _head(line: str, lexicon: Lexicon) -> _Head | None:
    """A line wholly made of column names, the first of them that of the actions."""
    words = [] if re.search(r"\t|  ", line.strip()) else line.split()
    names: list[str] = []
    while words:
        sizes = range(min(_LONGEST_NAME, len(words)), 0, -1)
        size = next((n for n in sizes if fold_phrase(" ".join(words[:n])) in lexicon.columns), 0)
        if not size or not words[0][:1].isupper():
            return None
        names.append(" ".join(words[:size]))
        words = words[size:]
    found = (lexicon.column_field(name) for name in names)
    fields: list[ColumnField] = [field[0] for field in found if field]
    if fields[:1] == ["number"]:
        names, fields = names[1:], fields[1:]
    levels = [f for f in fields if f in ("axis", "orientation", "objective", "action", "step")]
    if len(fields) < _FEWEST_COLUMNS or levels != ["action"] or fields[0] != "action":
        return None
    return _Head(tuple(names), tuple(fields))


def _stretches(
    lines: Sequence[str], start: int, head: _Head, lexicon: Lexicon
) -> Iterator[_Stretch]:
    """Bands and rows under a head, up to a line that begins neither and continues none."""
    depth = max((_depth(line) for line in lines[start:]), default=0)
    current: _Stretch | None = None
    is_cut = False  # by the end of a page
    for number, line in enumerate(lines[start:], start=start + 1):
        if not line.strip():
            continue
        if _head(line, lexicon) == head:
            is_cut = current is not None and not current.is_band
            continue
        heading = read_heading(line, lexicon)
        is_row = _depth(line) == depth > 0
        is_band = not is_row and bool(heading and heading.number and (heading.role or depth))
        if is_row or is_band:
            if current:
                yield current
            current, is_cut = _Stretch(number, [line.strip()], is_band), False
        elif current is None or (current.is_band and not line.strip()[:1].islower()):
            break
        else:
            gap = number - current.last - 1
            (current.rest if is_cut else current.lines).extend([""] * gap + [line.strip()])
    if current:
        yield current


def _depth(line: str) -> int:
    """How many parts the number at the head of a line has; 0 without a number of several parts."""
    found = read_number(line)
    return found[0].count(".") + 1 if found and "." in found[0] and found[1] else 0


def _rows(stretches: list[_Stretch], head: _Head) -> list[Row]:
    """The rows cut in cells; nothing when the title of one of them cannot be told."""
    while stretches and stretches[-1].is_band:
        stretches.pop()
    texts = [(_shown(s), not s.rest) for s in stretches if not s.is_band]
    if len(texts) < _FEWEST_ROWS:
        return []
    sizes = [len(text) for text, _ in texts]
    if sizes[-1] > median(sizes) + _MOST_LINES:
        return []
    habits = _Habits()
    for _ in range(_READINGS):
        cut = [_cut(text, head.fields, habits, is_whole=whole) for text, whole in texts]
        habits = _Habits.of([cells for cells in cut if cells and not cells[-1]], head.fields)
    if not all(cut) or _misses_times(cut, head.fields):
        return []
    cells = iter(cut)
    return [
        (s.first, s.last, [" ".join(_shown(s))] if s.is_band else _with_rest(next(cells), s.rest))
        for s in stretches
    ]


def _misses_times(rows: list[list[str]], fields: Sequence[ColumnField]) -> bool:
    """Whether many rows print a year outside their échéance: their cells are set otherwise."""
    if "timeframe" not in fields:
        return False
    column = fields.index("timeframe")
    dated = [row for row in rows if _YEAR.search(" ".join(row))]
    return 3 * sum(not row[column] for row in dated) > len(dated) > 0


def _with_rest(cells: list[str], rest: list[str]) -> list[str]:
    """A row with what the next page holds of it: its title goes on first, the rest is unsure."""
    *kept, unsure = cells
    lines = [line for line in rest if line]
    if lines and lines[0][:1].islower():
        kept[0] = f"{kept[0]} {lines.pop(0)}"
        while lines and is_open(kept[0]):
            kept[0] = f"{kept[0]} {lines.pop(0)}"
    return [*kept, " ".join(filter(None, (unsure, *lines)))]


def _shown(stretch: _Stretch) -> list[str]:
    return [line for line in stretch.lines if line]


Way = tuple[float, tuple[int, ...]]  # how good, and where each cell ends


def _cut(
    lines: list[str], fields: Sequence[ColumnField], habits: _Habits, *, is_whole: bool
) -> list[str]:
    """The cells of a row, then what is unsure; nothing when its title is."""
    tail = ""
    if fields[-1] in ("status", "cost", "timeframe") and lines[-1][:1].islower() and lines[1:]:
        *lines, tail = lines  # the page cut a cell whose end was printed last
    words = [(word, n) for n, line in enumerate(lines) for word in line.split()]
    best = _ways(words, fields, habits, is_whole) if len(words) <= _MOST_WORDS else []
    if not best:
        return []
    ends = (0, *best[0][1])
    spans = list(pairwise(ends))
    sure = set(spans)
    if len(best) > 1 and best[0][0] - best[1][0] < _LEAST_MARGIN:
        sure &= set(pairwise((0, *best[1][1])))
    if spans[0] not in sure:
        return []
    unsure = " ".join(word for a, b in spans if (a, b) not in sure for word, _ in words[a:b])
    cells = [
        _text(words[a:b], field) if (a, b) in sure else ""
        for (a, b), field in zip(spans, fields, strict=True)
    ]
    if tail and is_open(cells[0]):
        cells[0], tail = f"{cells[0]} {tail}", ""
    return [*cells, f"{unsure} {tail}".strip()]


def _ways(
    words: Sequence[tuple[str, int]],
    fields: Sequence[ColumnField],
    habits: _Habits,
    is_whole: bool,
) -> list[Way]:
    """The two best ways to cut the words of a row."""

    @cache
    def ways(start: int, column: int) -> list[Way]:
        if column == len(fields):
            return [(0.0, ())] if start == len(words) else []
        found: list[Way] = []
        if column:
            found += [(score - _EMPTY, (start, *ends)) for score, ends in ways(start, column + 1)]
        for end in range(start + 1, len(words) + 1):
            if _may_end(words, start, end):
                own = _score(words[start:end], fields[column], habits, is_whole)
                found += [(own + score, (end, *ends)) for score, ends in ways(end, column + 1)]
        return sorted(found, reverse=True)[:2]

    return ways(0, 0)


def _may_end(words: Sequence[tuple[str, int]], start: int, end: int) -> bool:
    """Whether a cell may end there: at the end of a line, or inside the line it began on."""
    if end == len(words):
        return True
    if end < 2 or words[end][0][:1].islower() or not words[end][0][:1].isalnum():
        return False
    return words[end][1] != words[end - 1][1] or words[start][1] == words[end - 1][1]


def _score(
    words: Sequence[tuple[str, int]], field: ColumnField, habits: _Habits, is_whole: bool
) -> float:
    text = " ".join(word for word, _ in words)
    longer = 0.3 * min(len(words), 3)  # «Mai 2025», not «Mai»
    if field == "timeframe":
        told = _is_time(text) and not (_COUNTED.match(text) and len(text) != len("2025"))
        return _TYPED + longer if told else -_TYPED
    if field == "status":
        return _TYPED + longer if _is_state(text) else -_TYPED
    if field == "cost":
        return _TYPED + longer if _MONEY.fullmatch(text) else -_TYPED
    score = -_TYPED if _MONEY.fullmatch(text) or (is_whole and is_open(text)) else 0.0
    score -= 2.0 if _is_time(text) or text.isdigit() or _YEAR.match(text) else 0.0
    if field in _PEOPLE:
        known = [name in habits.names for name in split_people(_text(words, field))]
        score += 2.0 * sum(known) / max(1, len(known))
        score -= 1.0 if len(words) > 8 else 3.0 if _YEAR.search(text) else 0.0
        score -= 2.0 if _is_time(words[-1][0]) else 0.0
    elif any(text.endswith(f" {name}") for name in habits.names):
        score -= 1.0
    starts = [words[0][0], *(b[0] for a, b in pairwise(words) if _begins_line(a, b))]
    score += 0.5 * sum((field, start) in habits.starts for start in starts)
    return score - (0.5 if field in _LISTS else 1.5) * (len(starts) - 1)


@lru_cache(maxsize=4096)
def _is_time(text: str) -> bool:
    """Whether a few words are an échéance and nothing else."""
    return text.count(" ") < _LONGEST_TIME and is_timeframe(text)


@lru_cache(maxsize=4096)
def _is_state(text: str) -> bool:
    return text.count(" ") < _LONGEST_NAME and read_status(text).basis == "explicit"


def _begins_line(before: tuple[str, int], word: tuple[str, int]) -> bool:
    """Whether a word begins a line as it would begin a sentence."""
    return word[1] != before[1] and not word[0][:1].islower() and not is_open(before[0])


def _text(words: Sequence[tuple[str, int]], field: ColumnField) -> str:
    """The words of a cell; in lists, a line that begins with a capital begins a line."""
    out = words[0][0] if words else ""
    for before, word in pairwise(words):
        listed = field in _LISTS and _begins_line(before, word)
        out += ("\n" if listed else " ") + word[0]
    return out
