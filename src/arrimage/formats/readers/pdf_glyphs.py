"""Characters of a PDF page, and the lines of text they form."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ..document import Box, Run
from .symbols import is_symbol_font, translate

BULLETS = frozenset("-–—•·∙●◦○▪▫■□◆❖➢➤‣⁃→✓✔")
"""Characters that mark a list item when a space follows them."""

_BOLD = re.compile(r"bold|black|heavy|semibold|demi|[-,]bd\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|[-,]it\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]")
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_TOUCHING, _BACK = 0.35, -0.15  # character sizes between two letters of one text
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character; positions in points from the top left of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False
    color: str = ""
    font: str = ""
    turn: int = 0  # 1 reads upwards, -1 downwards, 3 upside down, 2 any other way

    @property
    def middle(self) -> tuple[float, float]:
        """Centre of the character."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text on a page, its list marker set apart."""

    page: int
    size: float
    baseline: float
    left: float  # marker included
    x0: float  # marker left out
    x1: float
    top: float
    bottom: float
    runs: tuple[Run, ...]
    first_word_width: float  # of the part that could have stood at the end of the line before
    marker: str = ""

    @property
    def box(self) -> Box:
        """Box of the line, marker included."""
        return self.left, self.top, self.x1, self.bottom

    @property
    def text(self) -> str:
        """Text of the line, marker left out."""
        return "".join(run.text for run in self.runs)

    @property
    def is_bold(self) -> bool:
        """Whether every character is bold."""
        return all(run.bold for run in self.runs if run.text.strip())


def append_run(runs: list[Run], piece: Run) -> None:
    """Add a run, joined to the last one when the formatting is the same."""
    if runs and not piece.footnote and not runs[-1].footnote:
        last = runs[-1]
        blank = not piece.text.strip() and not piece.superscript and not last.superscript
        if blank or replace(last, text="") == replace(piece, text=""):
            runs[-1] = replace(last, text=last.text + piece.text)
            return
    runs.append(piece)


def color_of(value: Any) -> str:
    """RRGGBB of a PDF colour (grey, RGB or CMYK, 0–1); empty when it is a pattern or unknown."""
    if isinstance(value, int | float):
        value = (value,)
    if not isinstance(value, tuple | list) or not all(isinstance(v, int | float) for v in value):
        return ""
    parts = [min(1.0, max(0.0, float(v))) for v in value]
    if len(parts) == 1:
        parts = parts * 3
    elif len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    if len(parts) != 3:
        return ""
    return "".join(f"{round(part * 255):02X}" for part in parts)


def read_glyphs(page: Any) -> list[Glyph]:
    """Visible characters of a page; those drawn twice on the spot become one bold character."""
    glyphs: list[Glyph] = []
    seen: dict[tuple[str, int, int], int] = {}
    for char in page.chars:
        glyph = _glyph(char, page)
        if glyph is None:
            continue
        key = (glyph.text, round(glyph.x0 / 1.2), round(glyph.top / 1.2))
        if glyph.text.strip() and key in seen:
            index = seen[key]
            glyphs[index] = replace(glyphs[index], bold=True)
            continue
        seen[key] = len(glyphs)
        glyphs.append(glyph)
    return glyphs


def _glyph(char: dict[str, Any], page: Any) -> Glyph | None:
    text = char["text"]
    x0, x1, top, bottom = char["x0"], char["x1"], char["top"], char["bottom"]
    if not text or x1 < 0 or x0 > page.width or bottom < 0 or top > page.height:
        return None
    font = str(char.get("fontname", "")).rpartition("+")[2]
    family = re.split(r"[-,]", font)[0].lower()
    if _UNMAPPED.fullmatch(text):
        text = "\ufffd"
    text = translate(text, family if is_symbol_font(family) else None).translate(_LIGATURES)
    if unicodedata.category(text[0]) in ("Cc", "Cn") and not text.isspace():
        return None
    color = color_of(char.get("non_stroking_color"))
    matrix = char.get("matrix") or (1, 0, 0, 1, x0, 0)
    turn = _turn(matrix)
    size = x1 - x0 if turn in (1, -1, 2) else char["size"]
    baseline = bottom - 0.2 * size
    if turn == 3:
        baseline = top + 0.2 * size
    elif turn:
        baseline = matrix[4]
    elif "matrix" in char and page.bbox[1] == 0:
        baseline = page.bbox[3] - matrix[5]
    return Glyph(
        text, x0, x1, top, bottom, baseline, round(size, 1), bool(_BOLD.search(font)),
        bool(_ITALIC.search(font)), "" if color == "000000" else color, sys.intern(font), turn,
    )  # fmt: skip


def _turn(matrix: Sequence[float]) -> int:
    a, b, _, d = matrix[:4]
    if abs(b) < 0.1 * abs(d) and a > 0:
        return 0  # level, if slanted to imitate an italic
    if abs(a) < 0.1 * abs(b):
        return 1 if b > 0 else -1
    return 3 if abs(b) < 0.1 * abs(d) else 2


def _straighten(glyph: Glyph) -> Glyph:
    """The character where it would stand if its line were turned to the horizontal."""
    if glyph.turn == 1:
        return replace(
            glyph, x0=-glyph.bottom, x1=-glyph.top, top=glyph.x0, bottom=glyph.x1, turn=0
        )
    return replace(
        glyph, x0=glyph.top, x1=glyph.bottom, top=-glyph.x1, bottom=-glyph.x0,
        baseline=-glyph.baseline, turn=0,
    )  # fmt: skip


def printed_texts(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters printed one after the other, each where the last one ends."""
    text: list[Glyph] = []
    for glyph in glyphs:
        if text and not _follows(text[-1], glyph):
            yield text
            text = []
        text.append(glyph)
    if text:
        yield text


def _follows(before: Glyph, glyph: Glyph) -> bool:
    if before.turn or glyph.turn or abs(before.baseline - glyph.baseline) > 0.5 * before.size:
        return False
    return _BACK < (glyph.x0 - before.x1) / max(before.size, 1.0) < _TOUCHING


def split_rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters grouped by the line they stand on, top to bottom, each left to right."""
    rows: list[tuple[float, float, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.top, g.x0)):
        if not glyph.text.strip():
            continue
        for index in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            top, bottom, members = rows[index]
            shared = min(bottom, glyph.bottom) - max(top, glyph.top)
            if shared >= 0.5 * min(bottom - top, glyph.bottom - glyph.top):
                members.append(glyph)
                rows[index] = (min(top, glyph.top), max(bottom, glyph.bottom), members)
                break
        else:
            rows.append((glyph.top, glyph.bottom, [glyph]))
    return [sorted(members, key=lambda g: g.x0) for _, _, members in rows]


def build_lines(
    glyphs: Sequence[Glyph], page: int, *, split_gap: float | None = None
) -> list[Line]:
    """Lines of a region; with ``split_gap`` (in character sizes) a wide gap starts another.

    What is written upwards or downwards makes one line, under the rest.
    """
    turned = [g for g in glyphs if g.turn in (1, -1) and g.text.strip()]
    glyphs = [g for g in glyphs if g.turn == 0]
    spaces = [g for g in glyphs if not g.text.strip()]
    lines: list[Line] = []
    for row in split_rows(glyphs):
        for segment in _segments(row, split_gap):
            lines.append(_line(segment, spaces, page))
    return [*lines, _turned_line(turned, page)] if turned else lines


def _turned_line(glyphs: list[Glyph], page: int) -> Line:
    rows = [_line(row, [], page) for row in split_rows(_straighten(g) for g in glyphs)]
    runs: list[Run] = []
    for row in rows:
        for index, run in enumerate(row.runs):
            append_run(runs, replace(run, text=" " + run.text) if runs and not index else run)
    left, right = min(g.x0 for g in glyphs), max(g.x1 for g in glyphs)
    top, bottom = min(g.top for g in glyphs), max(g.bottom for g in glyphs)
    return Line(
        page, rows[0].size, bottom, left, left, right, top, bottom, tuple(runs), right - left
    )


def _segments(row: list[Glyph], split_gap: float | None) -> list[list[Glyph]]:
    if split_gap is None:
        return [row]
    segments = [[row[0]]]
    for before, glyph in pairwise(row):
        gap = glyph.x0 - before.x1
        is_marker = len(segments[-1]) <= 3 and _marker_length(segments[-1]) == len(segments[-1])
        if gap > split_gap * max(before.size, glyph.size) and not (is_marker and gap < 60):
            segments.append([])
        segments[-1].append(glyph)
    return segments


def _line(row: list[Glyph], spaces: list[Glyph], page: int) -> Line:
    size = Counter(g.size for g in row for _ in g.text).most_common(1)[0][0]
    main = [g for g in row if g.size >= 0.9 * size] or row
    baseline = Counter(round(g.baseline, 1) for g in main).most_common(1)[0][0]
    gaps = _gaps(row, size, [s for s in spaces if abs(s.baseline - baseline) < 0.5 * size])
    length = _marker_length(row)
    marker = ""
    if 0 < length < len(row) and _is_marked(row[:length], row[length], size, length in gaps):
        marker = "".join(g.text for g in row[:length]).replace("\ufffd", "•")
    else:
        length = 0
    rest = list(range(length, len(row)))
    return Line(
        page, size, baseline, row[0].x0, row[length].x0, row[-1].x1, min(g.top for g in row),
        max(g.bottom for g in row), _runs(row, rest, gaps, size, baseline),
        _first_word(row, rest, gaps), marker,
    )  # fmt: skip


def _runs(
    row: list[Glyph], indexes: list[int], gaps: dict[int, str], size: float, baseline: float
) -> tuple[Run, ...]:
    runs: list[Run] = []
    for index in indexes:
        glyph = row[index]
        is_raised = glyph.size < 0.85 * size and baseline - glyph.baseline > 0.12 * size
        gap = gaps.get(index, "") if index > indexes[0] else ""
        run = Run(
            glyph.text, bold=glyph.bold, italic=glyph.italic, superscript=is_raised,
            color=glyph.color, size=size,
        )  # fmt: skip
        if gap and runs and runs[-1].superscript:
            run = replace(run, text=gap + run.text)
        elif gap and runs:
            runs[-1] = replace(runs[-1], text=runs[-1].text + gap)
        append_run(runs, run)
    return tuple(runs)


def _first_word(row: list[Glyph], indexes: list[int], gaps: dict[int, str]) -> float:
    end = row[indexes[0]].x1
    for index in indexes[1:]:
        is_tied = row[index - 1].text == "«" or row[index].text in "»:;?!,.)%"
        if gaps.get(index, "\u00a0") != "\u00a0" and not is_tied:
            break
        end = row[index].x1
        if row[index].text in "-–":
            break
    return end - row[indexes[0]].x0


def _gaps(row: list[Glyph], size: float, spaces: list[Glyph]) -> dict[int, str]:
    """Space printed before each character: the file's own, or the one that the eye sees."""
    gaps: dict[int, str] = {}
    threshold = 0.3 if spaces else 0.16
    for index in range(1, len(row)):
        before, after = row[index - 1], row[index]
        gap = after.x0 - before.x1
        if gap > 2.5 * size:
            gaps[index] = "\t"
            continue
        start, end = before.middle[0], after.middle[0]
        printed = next((s for s in spaces if start < s.middle[0] < end), None)
        if printed is not None and gap > 0.05 * size:
            gaps[index] = printed.text if printed.text in "\u00a0\u202f" else " "
        elif gap > threshold * min(after.size, size):
            gaps[index] = " "
    return gaps


def _marker_length(row: Sequence[Glyph]) -> int:
    """How many of the first characters look like a list marker; 0 for none."""
    if row[0].text in BULLETS or row[0].text in ("\ufffd", "o"):
        return 1
    head = "".join(g.text for g in row[:6])
    match = _NUMBERED.match(head)
    return match.end() if match else 0


def _is_marked(marker: Sequence[Glyph], after: Glyph, size: float, spaced: bool) -> bool:
    gap = after.x0 - marker[-1].x1
    if len(marker) > 1:
        return gap > 0.6 * size  # the room that a list leaves, wider than a space
    return spaced or gap > 0.2 * size or marker[0].font != after.font
