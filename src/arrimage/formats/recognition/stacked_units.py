"""The lines of a row as units that stand whole in one column: paragraphs, or pieces of lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .ocr import is_debris
from .plain_model import fold, goes_on, is_unfinished, join, tidy
from .stacked_header import Field
from .stacked_joins import (
    Pairs,
    Stretch,
    cut_for_waiting,
    goes_on_surely,
    join_strength,
    not_continued,
    still_waiting,
)
from .stacked_rows import Piece, Row
from .stacked_style import Style, names_body, names_people, opens_indicator

_DETERMINER = re.compile(r"(?<=[^\W\d_]{2}) (?=(?:Un|Une|Le|La|Les|Des)\s+[a-zà-ÿ])")
_YEARS_HEAD = re.compile(r"^Ans?\s*\d")
_STRAY_HEAD = re.compile(r"^(?:(?:[:.,;|_)\]]+|[A-Z](?=\s+[).,|]))\s+)+(?!$)")
_STRAY_TAIL = re.compile(r"(?:\s+(?:[.,;|_()\[\]\-–—]+|[¢*]))+$")
_LONE_LETTERS = re.compile(r"(?:\s+(?:[^\W\d_aày][’']?|[.,;|_\-–—]+)){2,}$|\s+[^\W\d_aàyA]$")
_MEASURE = r"(?<=[^\W\d_]{2}) (?=(?:Nombre|Nbre|Taux|Hausse|Augmentation|Pourcentage)\s)"
_OVERFLOW = 1.2  # times the usual width of a title: two columns on one line


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text of one column. ``fresh`` units start a printed line of mixed columns."""

    text: str
    first: int
    last: int
    block: int
    page: int
    bullet: str = ""
    mark: str = ""
    cue: Field | None = None
    side: str = ""  # «left» or «right» of the empty year cells, where they show
    mixed: bool = False
    fresh: bool = False
    indented: bool = False
    title: bool = False
    last_line: str = ""
    rank: int = 0  # place in the printed line, and how many pieces that line has
    count: int = 1
    above: bool = False  # printed above the title of its row
    doubtful: bool = False  # its end may be printed elsewhere


def is_mixed_row(row: Row, style: Style) -> bool:
    """True when columns were printed on the same lines somewhere in the row."""
    return any(is_mixed_line(piece, style) for piece in [*row.prefix, *row.pieces])


def is_mixed_line(piece: Piece, style: Style) -> bool:
    """True when a bar or a bullet stands in the middle of the line."""
    glyph = rf"\S\s+(?:[•¢*]|[{style.glyphs or '•'}])\s+(?=[A-ZÀ-Ý|\d])"
    measured = not style.marks and re.search(_MEASURE, piece.text)
    barred = re.search(r"\S\s+\|(?!\w)", piece.text)
    return bool(barred or measured or re.search(glyph, piece.text))


def build_units(row: Row, style: Style, pending: str = "") -> list[Unit]:
    """Every unit of a row in reading order.

    ``pending`` is the end of a name that the row above left unfinished.
    """
    cutter = _Cutter(row, style, pending)
    units: list[Unit] = []
    for block in _blocks(row.prefix):
        above = _block_units(block, cutter, [])
        units += [replace(unit, above=True) for unit in above if not _is_scrap(unit)]
    for block in _blocks(row.pieces):
        units += _block_units(block, cutter, units[-1:])
    return units


def _is_scrap(unit: Unit) -> bool:
    """A few letters left of a title that stands on the next line."""
    return unit.rank == 0 and unit.count > 1 and unit.text.islower() and len(unit.text) < 6


def _block_units(block: Sequence[Piece], cutter: _Cutter, before: Sequence[Unit]) -> list[Unit]:
    """The units of one block: paragraphs, or pieces of lines when its columns are mixed."""
    mixed = cutter.is_mixed(block)
    units: list[Unit] = []
    for piece in block:
        for unit in cutter.fragments(piece, mixed):
            starts = not units or mixed or unit.rank > 0
            if starts or _starts_paragraph(units[-1], unit, cutter.style):
                units.append(unit)
            else:
                units[-1] = _extended(units[-1], unit)
    return units


def _blocks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    blocks: list[list[Piece]] = []
    for piece in pieces:
        if blocks and (blocks[-1][0].block, blocks[-1][0].page) == (piece.block, piece.page):
            blocks[-1].append(piece)
        else:
            blocks.append([piece])
    return blocks


def _sides(row: Row, style: Style) -> dict[int, str]:
    """For rows with empty year cells, the side on which each line starts."""
    if not style.gap:
        return {}
    sides: dict[int, str] = {}
    side, page = "left", row.pieces[0].page
    pattern = re.compile(rf"\s{{{style.gap},}}")
    for piece in row.pieces:
        if piece.page != page:
            page, side = piece.page, ""
        if pattern.search(piece.raw):
            sides[piece.number] = "left"
            side = "right"
        else:
            sides[piece.number] = side
    return sides


class _Cutter:
    """Cuts the printed lines of one row where another column begins."""

    def __init__(self, row: Row, style: Style, pending: str) -> None:
        self.row, self.style, self.pending = row, style, pending
        self.mixed = is_mixed_row(row, style)
        self.sides = _sides(row, style)
        self.waiting: list[str] = []  # unfinished texts of the lines above, titles left out

    def is_mixed(self, block: Sequence[Piece]) -> bool:
        """True when a line of the block holds several columns."""
        cut = any(self._is_cut(piece) for piece in block)
        return self.mixed and (cut or self._is_alone(block))

    def _is_alone(self, block: Sequence[Piece]) -> bool:
        text = block[0].text
        return len(block) == 1 and goes_on(text) and self._overflows(text)

    def _is_cut(self, piece: Piece) -> bool:
        wide = piece is self.row.pieces[0] and self._overflows(piece.text)
        return wide or len(self._places(piece.text, True)) > 2

    def _overflows(self, text: str) -> bool:
        return len(text) > self.style.title_width * _OVERFLOW

    def fragments(self, piece: Piece, mixed: bool) -> list[Unit]:
        """The units of one printed line, ranked from left to right."""
        style, side = self.style, self.sides.get(piece.number, "")
        head = piece is self.row.pieces[0]
        text = self.row.title + piece.raw[len(piece.raw.rstrip()) :] if head else piece.raw
        parts = [(text, side)]
        if style.gap and (gap := re.search(rf"\s{{{style.gap},}}", text)):
            parts = [(text[: gap.start()], "left"), (text[gap.end() :], "right")]
        found: list[Unit] = []
        for part, part_side in parts:
            indented = part.startswith(" ") and len(part) - len(part.lstrip()) < 4
            is_title = head and not found
            for fragment in self._cut(part.strip(), piece, mixed or len(parts) > 1, is_title):
                if unit := _unit(fragment.text, piece, style, part_side, self.mixed):
                    unit = replace(unit, indented=indented and not found)
                    found.append(replace(unit, doubtful=not fragment.is_sure))
        return self._ranked(found, piece, mixed, head)

    def _ranked(self, found: list[Unit], piece: Piece, mixed: bool, head: bool) -> list[Unit]:
        shift = int(mixed and not head and bool(_STRAY_HEAD.match(piece.text)))
        units = []
        for rank, unit in enumerate(found):
            first = rank == 0
            unit = replace(unit, rank=rank + shift, count=len(found) + shift, mixed=mixed)
            unit = replace(unit, fresh=first and mixed, cue=piece.cue if first else None)
            if head and first:
                unit = replace(unit, title=True, last_line=f"{self.row.code} {unit.text}")
            units.append(unit)
            self.pending = self.style.rest_of_name(unit.text) or self.pending
        self._wait(units, head)
        return units

    def _wait(self, units: Sequence[Unit], head: bool) -> None:
        """Remembers what the next line may go on with."""
        said = [
            unit.text
            for unit in units
            if (unit.rank or not (head or goes_on(unit.text)))
            and not (self.style.is_name(unit.text) or self.style.begins_name(unit.text))
        ]
        if self.mixed:
            self.waiting = still_waiting(self.waiting, said, self.style.pairs)

    def _cut(self, text: str, piece: Piece, mixed: bool, is_title: bool) -> list[Stretch]:
        places = self._places(text, mixed)
        parts = [text[a:b].strip() for a, b in pairwise(places)]
        parts = [part for part in parts if part]
        if not (self.mixed and mixed):
            return [Stretch(part) for part in parts]
        cut: list[Stretch] = []
        waits, pairs = self.waiting, self.style.pairs
        for rank, part in enumerate(parts):
            opens = rank == 0 and (is_title or goes_on(part))
            part, *people = _before_people(part, pairs) if opens else [part]
            room = self._room(part, piece, is_title, len(parts)) if opens else None
            bullet, said = self.style.bullet_of(part)
            found = [Stretch(said)]
            titled = opens and room is None and not goes_on_surely(said, waits, pairs)
            if not titled and not self.style.is_name(said):
                found = cut_for_waiting(said, waits, pairs, room)
                waits = not_continued(waits, [f.text for f in found[int(bool(room)) :]], pairs)
            cut += [replace(found[0], text=f"{bullet} {found[0].text}".strip()), *found[1:]]
            cut += [Stretch(name) for name in people]
        return cut

    def _room(self, part: str, piece: Piece, is_title: bool, count: int) -> int | None:
        """The width of titles, when the first stretch of a line overflows it."""
        room = self.style.title_width - (len(self.row.code) + 1 if is_title else 0)
        said = max(len(part), len(piece.text) if count == 1 and not is_title else 0)
        return room if said > room else None

    def _places(self, text: str, mixed: bool) -> list[int]:
        cuts = _cuts(text, self.style, mixed)
        mixed = mixed or bool(cuts)
        places = {0, *cuts, *_name_cuts(text, self.style, mixed), len(text)}
        if mixed and self.pending:
            folded = fold(text)
            found = re.search(rf"(?<!\w){re.escape(self.pending)}(?!\w)", folded)
            if found and len(folded) == len(text):
                places |= set(found.span())
        return sorted(places)


def _unit(text: str, piece: Piece, style: Style, side: str, mixed: bool) -> Unit | None:
    text = _STRAY_TAIL.sub("", _STRAY_HEAD.sub("", text.strip(" |"))).strip(" |")
    if mixed:
        text = _LONE_LETTERS.sub("", text)
    bullet, text = style.bullet_of(text)
    mark, text = style.mark_of(text)
    text = tidy(text)
    if not text or (is_debris(text) and not style.is_name(text) and not mark):
        return None
    return Unit(text, piece.number, piece.number, piece.block, piece.page, bullet, mark, None, side,
                last_line=text)  # fmt: skip


def _cuts(text: str, style: Style, mixed: bool) -> list[int]:
    """Where bars, bullets, marks and opening words announce the next column."""
    patterns = [r"\s\|\s"]
    if mixed:
        patterns.append(rf"\s(?=(?:[•¢*]|[{style.glyphs or '•'}])\s+[A-ZÀ-Ý|\d])")
        patterns.append(_DETERMINER.pattern)
    if style.marks:
        patterns.append(rf"\s(?=(?:{'|'.join(sorted(style.marks))})\s*=)")
    else:
        patterns.append(_MEASURE)
    return [m.start() for pattern in patterns for m in re.finditer(pattern, text) if m.start()]


def _name_cuts(text: str, style: Style, mixed: bool) -> list[int]:
    """Where a name of the document's own list begins or ends inside a line."""
    places: list[int] = []
    folded = fold(text)
    if len(folded) != len(text):
        return places
    known = [*style.names, *style.beginnings]
    for name in sorted(known, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            start, end = match.span()
            if any(a <= start < b for a, b in zip(places[::2], places[1::2], strict=False)):
                continue
            capital = text[start].isupper() or text[:start].endswith("| ")
            whole = not text[:start].strip() or mixed or not is_unfinished(text[:start])
            ends = end == len(text) or mixed
            inside = start or (mixed and not text[end:].lstrip()[:1].islower())
            if capital and whole and ends and inside:
                places += [start, end]
    return places


def _before_people(text: str, pairs: Pairs) -> list[str]:
    """A title cut before a capital that begins who carries, when its words do not lead there."""
    for match in re.finditer(r"\s(?=[A-ZÀ-Ý][a-zà-ÿ])", text):
        left, right = text[: match.start()], text[match.end() :]
        strength = join_strength(left, right, pairs)
        if strength < -1 or (strength <= 0 and (names_people(right) or names_body(right))):
            return [left, right]
    return [text]


def _starts_paragraph(before: Unit, unit: Unit, style: Style) -> bool:
    if unit.bullet or unit.mark or unit.side != before.side or before.mixed:
        return True
    text = unit.text
    if style.is_name(text) or (style.is_name(before.text) and not text[0].islower()):
        return True
    if before.title:
        return unit.indented and before.text.endswith(":")
    if goes_on(text) or is_unfinished(before.last_line):
        return False
    if style.marks and before.mark:
        return False
    if opens_indicator(text) or _YEARS_HEAD.match(text):
        return True
    if before.bullet:
        return len(before.last_line) + 1 + len(text.split()[0]) <= 0.8 * len(before.text)
    return True


def _extended(before: Unit, unit: Unit) -> Unit:
    text = tidy(join(before.text, unit.text))
    return replace(before, text=text, last=unit.last, last_line=unit.text)
