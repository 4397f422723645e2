"""The numbers and bullets that Word computes: they are printed but not written in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from .docx_styles import W, attribute
from .symbols import bullet

_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # level after which counting starts again; 0 means never
    style: str = ""
    is_legal: bool = False
    font: str = ""


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    link: str = ""  # style that holds the real definition
    style: str = ""  # style that this definition belongs to


class Numbering:
    """The lists of a document; markers are asked for in reading order, each exactly once."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._started: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            if element.tag == W + "abstractNum":
                self._lists[attribute(element, "abstractNumId")] = _read_list(element)
            elif element.tag == W + "num":
                self._numbers[attribute(element, "numId")] = _read_number(element)
        by_style = {a.style: a for a in self._lists.values() if a.style}
        for key, entry in self._lists.items():
            if entry.link and not entry.levels and entry.link in by_style:
                self._lists[key] = by_style[entry.link]

    def level_of_style(self, number: str, style: str) -> int:
        """The level that a list ties to a paragraph style; 0 when it ties none."""
        entry = self._lists.get(self._numbers.get(number, ("", {}, {}))[0])
        levels = entry.levels if entry else {}
        return next((n for n, level in levels.items() if level.style == style), 0)

    def marker(self, number: str, depth: int) -> str:
        """Count one more item at ``depth`` (0-based) and return its marker as printed."""
        key, own, starts = self._numbers.get(number, ("", {}, {}))
        entry = self._lists.get(key)
        if entry is None:
            return ""
        levels = entry.levels | own
        level = levels.get(depth, _Level())
        if depth in starts and (number, depth) not in self._started:
            entry.counts.pop(depth, None)
        self._started.add((number, depth))
        start = starts.get(depth, level.start)
        entry.counts[depth] = entry.counts[depth] + 1 if depth in entry.counts else start
        for deeper in [n for n in entry.counts if n > depth]:
            restart = levels.get(deeper, _Level()).restart
            if restart is None or depth < restart:
                del entry.counts[deeper]
        if level.format == "bullet":
            return bullet(level.text, level.font)
        return _PLACE.sub(lambda m: self._count(entry, levels, level, int(m[1]) - 1), level.text)

    def _count(self, entry: _List, levels: dict[int, _Level], of: _Level, depth: int) -> str:
        level = levels.get(depth, _Level())
        count = entry.counts.setdefault(depth, level.start)
        return format_number(count, "decimal" if of.is_legal else level.format)


def _read_level(element: etree._Element) -> _Level:
    start = attribute(element.find(W + "start"))
    restart = attribute(element.find(W + "lvlRestart"))
    fonts = element.find(f"{W}rPr/{W}rFonts")
    return _Level(
        format=attribute(element.find(W + "numFmt")) or "decimal",
        text=attribute(element.find(W + "lvlText")),
        start=int(start) if start.isdigit() else 1,
        restart=int(restart) if restart.isdigit() else None,
        style=attribute(element.find(W + "pStyle")),
        is_legal=element.find(W + "isLgl") is not None,
        font=attribute(fonts, "ascii") or attribute(fonts, "hAnsi"),
    )


def _read_list(element: etree._Element) -> _List:
    entry = _List(
        link=attribute(element.find(W + "numStyleLink")),
        style=attribute(element.find(W + "styleLink")),
    )
    for child in element.iterfind(W + "lvl"):
        entry.levels[_depth(child)] = _read_level(child)
    return entry


def _depth(element: etree._Element) -> int:
    depth = attribute(element, "ilvl")
    return int(depth) if depth.isdigit() else 0


def _read_number(element: etree._Element) -> tuple[str, dict[int, _Level], dict[int, int]]:
    own: dict[int, _Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterfind(W + "lvlOverride"):
        depth, level = _depth(override), override.find(W + "lvl")
        if level is not None:
            own[depth] = _read_level(level)
        start = attribute(override.find(W + "startOverride"))
        if start.isdigit():
            starts[depth] = int(start)
    return attribute(element.find(W + "abstractNumId")), own, starts


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def format_number(count: int, style: str) -> str:
    """A count as Word prints it in a numbering format; decimal for formats nobody uses here."""
    if style == "none":
        return ""
    if style in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        text = _roman(count)
    elif style in ("lowerLetter", "upperLetter") and count > 0:
        text = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
    elif style == "decimalZero":
        return f"{count:02d}"
    elif style in ("ordinal", "ordinalText"):
        return f"{count}er" if count == 1 else f"{count}e"
    else:
        return str(count)
    return text.upper() if style.startswith("upper") else text


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while count >= value:
            text, count = text + letters, count - value
    return text
