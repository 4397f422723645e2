"""The lines of a row as units that stand whole in one column: paragraphs, or pieces of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..language import normalise
from .ocr import is_debris
from .plain_model import is_unfinished, join, tidy
from .stacked_header import Field
from .stacked_rows import Piece, Row
from .stacked_style import INDICATOR_START, Style

_DETERMINER = re.compile(r"(?<=[^\W\d_,]) (?=(?:Un|Une|Le|La|Les|Des)\s+[a-zà-ÿ])")
_YEARS_HEAD = re.compile(r"^Ans?\s*\d")
_STRAY_HEAD = re.compile(r"^(?:[:.,;|_)\]\-–—•]+\s+)+(?!$)")
_STRAY_TAIL = re.compile(r"(?:\s+(?:[:.,;|_(\[\-–—•]+|[eo¢*]))+$")


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


def is_mixed_row(row: Row, style: Style) -> bool:
    """True when columns were printed on the same lines somewhere in the row."""
    glyph = re.compile(rf"\S\s+(?:[•¢*]|[{style.glyphs or '•'}])\s+(?=[A-ZÀ-Ý|\d])")
    return any("|" in p.text[1:] or glyph.search(p.text) for p in row.pieces)


def build_units(row: Row, style: Style) -> list[Unit]:
    """Every unit of a row in reading order; the first one is the head of the title."""
    mixed = is_mixed_row(row, style)
    blocks = _blocks(row.pieces)
    mixed_blocks = {
        block[0].block for block in blocks if mixed and any(_cuts(p.text, style, True) for p in block)
    }
    units: list[Unit] = []
    sides = _sides(row, style)
    for block in blocks:
        whole = block[0].block not in mixed_blocks
        for index, piece in enumerate(block):
            head = row.title if piece is row.pieces[0] else None
            fragments = list(_fragments(piece, head, style, not whole, sides))
            for rank, unit in enumerate(fragments):
                unit = replace(unit, fresh=rank == 0 and not whole, mixed=not whole)
                starts = index == 0 or rank > 0 or not whole or not units
                if starts or _starts_paragraph(units[-1], unit, style):
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


def _fragments(
    piece: Piece, head: str | None, style: Style, mixed: bool, sides: dict[int, str]
) -> Iterator[Unit]:
    text = piece.raw if head is None else head + piece.raw[len(piece.raw.rstrip()) :]
    side = sides.get(piece.number, "")
    parts = [(text, side)]
    if style.gap and (gap := re.search(rf"\s{{{style.gap},}}", text)):
        parts = [(text[: gap.start()], "left"), (text[gap.end() :], "right")]
    first = True
    for part, part_side in parts:
        for fragment in _cut(part.strip(), style, mixed or len(parts) > 1, head is not None and first):
            unit = _unit(fragment, piece, style, part_side)
            if unit is None:
                continue
            is_title = head is not None and first
            indented = part.startswith(" ") and len(part) - len(part.lstrip()) < 4
            yield replace(unit, title=is_title, cue=piece.cue if first else None, indented=indented)
            first = False


def _unit(text: str, piece: Piece, style: Style, side: str) -> Unit | None:
    text = _STRAY_TAIL.sub("", _STRAY_HEAD.sub("", text.strip(" |"))).strip(" |")
    bullet, text = style.bullet_of(text)
    mark, text = style.mark_of(text)
    text = tidy(text)
    if not text or (is_debris(text) and not style.is_name(text) and not mark):
        return None
    return Unit(text, piece.number, piece.number, piece.block, piece.page, bullet, mark, None, side,
                last_line=text)  # fmt: skip


def _cut(text: str, style: Style, mixed: bool, is_title: bool) -> list[str]:
    """A printed line cut where another column begins."""
    places = sorted({0, *_cuts(text, style, mixed), *_name_cuts(text, style, mixed), len(text)})
    parts = [text[a:b].strip() for a, b in zip(places, places[1:], strict=False)]
    parts = [part for part in parts if part]
    if mixed and parts and len(places) > 2 or (mixed and is_title):
        parts[:1] = _cut_at_width(parts[0], style)
    elif mixed and parts and parts[0][:1].islower():
        parts[:1] = _cut_at_width(parts[0], style)
    return parts


def _cuts(text: str, style: Style, mixed: bool) -> list[int]:
    """Where bars, bullets, marks and opening words announce the next column."""
    patterns = [r"\s\|\s"]
    if mixed:
        patterns.append(rf"\s(?=(?:[•¢*]|[{style.glyphs or '•'}])\s+[A-ZÀ-Ý|\d])")
        patterns.append(_DETERMINER.pattern)
    if style.marks:
        patterns.append(rf"\s(?=(?:{'|'.join(sorted(style.marks))})\s*=)")
    elif mixed or INDICATOR_START.search(text):
        patterns.append(rf"(?<=[^\W\d_]) (?=(?:Nombre|Nbre|Taux|Hausse|Augmentation|Pourcentage)\s)")
    return [m.start() for pattern in patterns for m in re.finditer(pattern, text) if m.start()]


def _name_cuts(text: str, style: Style, mixed: bool) -> list[int]:
    """Where a name of the document's own list begins or ends inside a line."""
    places: list[int] = []
    folded = normalise(text)
    if len(folded) != len(text):
        return places
    known = [*style.names, *(style.beginnings if mixed else ())]
    for name in sorted(known, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            start, end = match.span()
            if any(a <= start < b for a, b in zip(places[::2], places[1::2], strict=False)):
                continue
            capital = text[start].isupper()
            whole = not text[:start].strip() or mixed or not is_unfinished(text[:start])
            ends = end == len(text) or mixed
            if capital and whole and ends and (start or mixed):
                places += [start, end]
    return places


def _cut_at_width(part: str, style: Style) -> list[str]:
    if len(part) <= style.title_width + 1:
        return [part]
    place = part.rfind(" ", 0, style.title_width + 2)
    return [part[:place], part[place:].strip()] if place > 0 else [part]


def _starts_paragraph(before: Unit, unit: Unit, style: Style) -> bool:
    if unit.bullet or unit.mark or unit.side != before.side or before.mixed:
        return True
    text = unit.text
    if style.is_name(text) or style.is_name(before.text) and not text[0].islower():
        return True
    if before.title:
        return unit.indented and before.text.endswith(":")
    if text[0].islower() or is_unfinished(before.last_line):
        return False
    if style.marks and before.mark:
        return False
    if INDICATOR_START.match(text) or _YEARS_HEAD.match(text):
        return True
    if before.bullet:
        return len(before.last_line) + 1 + len(text.split()[0]) <= 0.8 * len(before.text)
    return True


def _extended(before: Unit, unit: Unit) -> Unit:
    text = tidy(join(before.text, unit.text))
    return replace(before, text=text, last=unit.last, last_line=unit.text)
