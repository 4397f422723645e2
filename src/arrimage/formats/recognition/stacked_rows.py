"""Stacked text cut into rows: printed numbers and level words say where each one starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from ..draft import LevelRole
from ..language import Lexicon, normalise
from .numbering import read_heading, split_code
from .ocr import strip_debris
from .plain_model import TextLine, tidy
from .stacked_header import Field, Header

_LEVEL_WORDS = ("axis", "orientation", "objective")
_NEAR_BANNER = 78.0  # rapidfuzz ratio between a damaged banner and its line in the list above
_BANNER_LINES = 4
_STEP = 3  # numbers that may be lost between two actions
_FEWEST = 3  # actions that make a family of codes


@dataclass(frozen=True, slots=True)
class Piece:
    """One printed line of content. ``block`` changes at blank lines, ``page`` at page ends."""

    text: str
    raw: str
    number: int
    block: int
    page: int
    cue: Field | None = None


@dataclass(slots=True)
class Row:
    """A title with its number, and every line printed until the next one."""

    role: LevelRole
    code: str
    title: str
    word: str = ""
    pieces: list[Piece] = field(default_factory=list)
    prefix: list[Piece] = field(default_factory=list)  # content printed above the title
    variants: list[str] = field(default_factory=list)
    in_table: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    role: LevelRole
    code: str
    rest: str
    word: str = ""
    in_table: bool = True
    variants: tuple[str, ...] = ()
    covered: int = 0  # lines of a banner that this mark replaces


def split_rows(lines: Sequence[TextLine], header: Header, lexicon: Lexicon) -> list[Row]:
    """The rows of a stacked table, in reading order; empty when no numbers divide it."""
    marks = _find_marks(lines, header, lexicon)
    if sum(mark.role == "action" for mark in marks.values()) < _FEWEST:
        return []
    if not any(mark.role in ("orientation", "axis") for mark in marks.values()):
        marks |= _find_banners(lines, header, marks)
    rows: list[Row] = []
    block = page = 0
    cue: Field | None = None
    skip_until = -1
    for index, line in enumerate(lines):
        page += index in header.breaks
        if index in header.skipped:
            cue = header.cues.get(index, cue)
            block += 1
            continue
        if not line.text or index < skip_until:
            block += not line.text
            continue
        mark = marks.get(index)
        piece = Piece(line.text, line.raw, line.number, block, page, None if mark else cue)
        cue = None
        if mark:
            rows.append(Row(mark.role, mark.code, mark.rest, mark.word, [piece]))
            rows[-1].variants, rows[-1].in_table = list(mark.variants), mark.in_table
            skip_until = index + mark.covered
        elif rows:
            rows[-1].pieces.append(piece)
    return _without_contents(rows)


def _without_contents(rows: list[Row]) -> list[Row]:
    """A table of contents names the titles once more, above; only the last ones have actions."""
    codes: Counter[tuple[str, str]] = Counter(
        (row.role, row.code) for row in rows if row.role != "action"
    )
    first = next((i for i, row in enumerate(rows) if row.role == "action"), 0)
    kept = []
    for index, row in enumerate(rows):
        repeated = codes[row.role, row.code] > 1 and any(
            (r.role, r.code) == (row.role, row.code) for r in rows[index + 1 : first + 1]
        )
        if not repeated:
            kept.append(row)
    return kept


def _find_marks(lines: Sequence[TextLine], header: Header, lexicon: Lexicon) -> dict[int, _Mark]:
    marks: dict[int, _Mark] = {}
    coded: dict[int, tuple[str, str]] = {}
    for index, line in enumerate(lines):
        if index in header.skipped or not line.text:
            continue
        found = read_heading(line.text, lexicon)
        if found and found.number and found.title and found.role in _LEVEL_WORDS:
            marks[index] = _Mark(found.role, found.number, found.title, found.word, in_table=False)
            continue
        code, rest = split_code(line.text)
        if code and rest and index > header.first:
            coded[index] = (code, rest)
    families = Counter(_family(code) for code, _ in coded.values())
    roles = _family_roles(families, {m.role for m in marks.values()}, header)
    last = 0
    for index, (code, rest) in coded.items():
        role = roles.get(_family(code))
        if role is None:
            continue
        if role == "action" and code.isdigit():
            if last and not last < int(code) <= last + _STEP and int(code) != 1:
                continue
            last = int(code)
        marks[index] = _Mark(role, code, rest)
    return dict(sorted(marks.items()))


def _family(code: str) -> tuple[bool, int]:
    return code[0].isalpha(), code.count(".") + 1


def _family_roles(
    families: Counter[tuple[bool, int]], taken: set[LevelRole], header: Header
) -> dict[tuple[bool, int], LevelRole]:
    """The deepest numbers are actions; the shallower ones the levels that words leave free."""
    numeric = [f for f, count in families.items() if not f[0] and count >= _FEWEST]
    lettered = [f for f, count in families.items() if f[0] and count >= 2]
    if not numeric and not lettered:
        return {}
    deepest = max(numeric or lettered, key=lambda f: f[1])
    roles: dict[tuple[bool, int], LevelRole] = {deepest: "action"}
    free: list[LevelRole] = [r for r in ("objective", "orientation") if r not in taken]
    above = sorted(
        (f for f in families if f != deepest and f[1] <= deepest[1]), key=lambda f: -f[1]
    )
    for family, role in zip([f for f in above if f[0] or f[1] < deepest[1]], free, strict=False):
        roles[family] = role
    return roles


def _find_banners(
    lines: Sequence[TextLine], header: Header, marks: dict[int, _Mark]
) -> dict[int, _Mark]:
    """Titles without a word or a number, above the first objective of each orientation."""
    start = min(marks, default=0)
    listed = _listed_titles(lines[:start])
    banners: dict[int, _Mark] = {}
    current, previous = "", -1
    for index, mark in marks.items():
        top = mark.code.split(".")[0]
        if mark.role == "objective" and "." in mark.code and top != current:
            current = top
            if banner := _banner_above(lines, header, previous, index, top, listed):
                banners[banner[0]] = banner[1]
        previous = index
    return banners


def _listed_titles(lines: Sequence[TextLine]) -> list[str]:
    """Lines above the table that may be the list of its orientations."""
    titles = (tidy(strip_debris(split_code(line.text)[1] or line.text)) for line in lines)
    return [title for title in titles if 15 <= len(title) <= 250 and title[0].isupper()]


def _banner_above(
    lines: Sequence[TextLine], header: Header, after: int, before: int, top: str, listed: list[str]
) -> tuple[int, _Mark] | None:
    candidates = [i for i in range(after + 1, before) if lines[i].text and i not in header.skipped][
        -_BANNER_LINES:
    ]
    best: tuple[float, int, str] = (0.0, -1, "")
    for size in range(1, len(candidates) + 1):
        printed = tidy(" ".join(lines[i].text for i in candidates[-size:]))
        for title in listed:
            score = fuzz.ratio(normalise(printed), normalise(title))
            if score > best[0]:
                best = (score, candidates[-size], title)
    if best[0] >= _NEAR_BANNER:
        first, title = best[1], best[2]
    else:
        page = max((b for b in header.breaks if after < b <= before), default=-1)
        first = next((i for i in candidates if i >= page), -1) if page >= 0 else -1
        title = ""
    if first < 0:
        return None
    printed = tidy(" ".join(lines[i].text for i in candidates if i >= first))
    variants = (printed,) if title and normalise(printed) != normalise(title) else ()
    mark = _Mark("orientation", top, title or printed, "", False, variants, before - first)
    return first, mark
