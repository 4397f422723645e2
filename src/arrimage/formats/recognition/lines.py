"""The lines of a cell: list marks read, depth kept, blank lines kept (they align columns)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..document import Anchor, Cell, Paragraph

_MARK = re.compile(r"^(?P<indent>\s*)(?P<mark>[-–—•·▪◦*➢➤✓❖\uf0b7\uf0a7§]|o(?=\s+[^\W\d_]))\s+")
_NESTED_MARKS = "o◦"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line without its list mark; ``depth`` is 0 for plain text, 1 and 2 for items."""

    text: str
    depth: int = 0
    paragraph: int = 0
    bold: bool = False
    anchor: Anchor = field(default_factory=Anchor)


def squeeze(text: str) -> str:
    """Single ordinary spaces; non-breaking ones stay as printed."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def lines_of(cell: Cell) -> tuple[Line, ...]:
    """Every line of a cell, blank ones included, outer blank lines at the end left out."""
    lines: list[Line] = []
    for rank, paragraph in enumerate(cell.paragraphs):
        lines += _paragraph_lines(paragraph, rank, cell.anchor)
    while lines and not lines[-1].text:
        lines.pop()
    return tuple(lines)


def _paragraph_lines(paragraph: Paragraph, rank: int, anchor: Anchor) -> list[Line]:
    raw = "".join(run.text for run in paragraph.runs if not run.footnote)
    where = paragraph.anchor if paragraph.anchor != Anchor() else anchor
    pieces = raw.split("\n")
    bold = _bold_by_piece(paragraph, len(pieces))
    lines: list[Line] = []
    for index, piece in enumerate(pieces):
        marked = _MARK.match(piece)
        if index and paragraph.list_level and not marked and piece.strip():
            lines[-1] = replace(lines[-1], text=squeeze(f"{lines[-1].text} {piece}"))
            continue
        line = Line(squeeze(piece), 0 if marked else paragraph.list_level, rank, bold[index], where)
        lines.append(_without_mark(line, piece))
    return lines


def _bold_by_piece(paragraph: Paragraph, count: int) -> list[bool]:
    """For each line of a paragraph, whether all its visible runs are bold."""
    bold = [True] * count
    seen = [False] * count
    line = 0
    for run in paragraph.runs:
        if run.footnote:
            continue
        for index, piece in enumerate(run.text.split("\n")):
            line += index > 0
            if piece.strip(" \t-–•"):
                seen[line] = True
                bold[line] = bold[line] and run.bold
    return [b and s for b, s in zip(bold, seen, strict=True)]


def _without_mark(line: Line, raw: str) -> Line:
    match = _MARK.match(raw)
    if not match:
        return line
    nested = match["mark"] in _NESTED_MARKS or len(match["indent"]) > 1
    depth = max(line.depth, 2 if nested else 1)
    return replace(line, text=squeeze(raw[match.end() :]), depth=depth)


def visible(lines: Sequence[Line]) -> list[Line]:
    """The lines that hold words."""
    return [line for line in lines if line.text]


def join_wrapped(lines: Sequence[Line]) -> list[Line]:
    """Visible lines, a plain line that starts in lower case joined to the one before it."""
    joined: list[Line] = []
    for line in visible(lines):
        wrapped = joined and line.depth == 0 and line.text[0].islower()
        if wrapped and not joined[-1].text.endswith((".", ";", ":")):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return joined
