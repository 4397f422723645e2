"""Cells flattened by a text extraction: list items, numbers and dates left on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..language import TimeContext, read_timeframes
from .lines import Line
from .numbering import split_code

_DASH = re.compile(r"\s+[-–•]\s+(?=[^\W\d_])")
_INNER_CODE = re.compile(r"(?<=[.;:!?)»\w])\s+(?=(?P<code>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+\S)")
_REFERRING = re.compile(
    r"(?:\b(?:liens?|voir|actions?|objectifs?|moyens?|r[ée]f\.?|cf\.?|et|ou|à|du|des?|les?|aux?|an|version|\d)|,)$",
    re.I,
)
_PARENTHESIS = r"(?:\s*\([^()]*\))?"


def unflatten(lines: Sequence[Line]) -> list[Line]:
    """The lines a cell had: cut before each number, then at each « - » of a list."""
    found: list[Line] = []
    for line in lines:
        for piece in _cut_at_codes(line):
            found += _cut_at_dashes(piece)
    return found


def _cut_at_codes(line: Line) -> list[Line]:
    pieces, start = [], 0
    dots = split_code(line.text)[0].count(".")
    for match in _INNER_CODE.finditer(line.text):
        before = line.text[start : match.start()]
        opened = before.count("(") > before.count(")")
        if opened or _REFERRING.search(before) or match["code"].count(".") < max(dots, 2):
            continue
        pieces.append(replace(line, text=before.strip()))
        start = match.end()
    return [*pieces, replace(line, text=line.text[start:].strip())]


def _cut_at_dashes(line: Line) -> list[Line]:
    code = split_code(line.text)[0]
    if not (line.depth or code):
        return [line]
    pieces, start = [], 0
    for match in _DASH.finditer(line.text):
        before = line.text[start : match.start()]
        ended = (
            before.rstrip().endswith((".", ";", ":", "!", "?", ")")) or before.strip(" .") == code
        )
        capital = line.text[match.end()].isupper()
        if before.count("(") > before.count(")") or not (ended or capital):
            continue
        pieces.append(before.strip())
        start = match.end()
    pieces.append(line.text[start:].strip())
    return [
        replace(line, text=piece, depth=line.depth if rank == 0 else max(line.depth, 1))
        for rank, piece in enumerate(pieces)
        if piece
    ]


def unflatten_times(line: Line) -> list[Line]:
    """One line for each échéance of a line; those a comma joins stay together."""
    lines: list[Line] = []
    position = 0
    for frame in read_timeframes(line.text, TimeContext()):
        start = line.text.find(frame.text, position)
        if start < 0:
            return [line]
        gap = line.text[position:start]
        if lines and gap.strip():
            lines[-1] = replace(lines[-1], text=f"{lines[-1].text}{gap}{frame.text}")
        else:
            lines.append(replace(line, text=f"{gap}{frame.text}".strip()))
        position = start + len(frame.text)
    if lines and (rest := line.text[position:].strip()):
        lines[-1] = replace(lines[-1], text=f"{lines[-1].text} {rest}")
    return lines or [line]


def unflatten_names(line: Line, known: Sequence[str]) -> list[Line]:
    """One line for each name, when a line is nothing but names that stand alone elsewhere."""
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    if not names or line.text in known:
        return [line]
    each = re.compile(rf"(?:{names}){_PARENTHESIS}")
    if not re.fullmatch(rf"(?:{each.pattern}\s*)+", line.text):
        return [line]
    return [replace(line, text=match.group().strip()) for match in each.finditer(line.text)]
