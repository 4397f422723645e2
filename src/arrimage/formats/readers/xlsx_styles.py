"""Fonts, fills and number formats of a workbook, by the number a cell gives."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass, replace
from typing import TypeVar

from lxml import etree
from openpyxl.styles.colors import COLOR_INDEX

from .number_formats import builtin_format

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5",
                "accent6", "hlink", "folHlink")  # fmt: skip
_PATTERNS = {
    "solid": 1.0, "darkGray": 0.75, "mediumGray": 0.5, "lightGray": 0.25, "gray125": 0.125,
    "gray0625": 0.0625,
}  # fmt: skip
_T = TypeVar("_T")
_ARGB = re.compile(r"^(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})$")


@dataclass(frozen=True, slots=True)
class Font:
    """What a cell's or a rich run's font says; ``size`` in points."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    superscript: bool = False
    color: str = ""
    size: float | None = None


@dataclass(frozen=True, slots=True)
class CellStyle:
    """One entry of the cell formats: ``fill`` is RRGGBB, "" for none or white."""

    font: Font = Font()
    fill: str = ""
    format: str = "General"
    indent: int = 0


class Palette:
    """Turns the colours of a workbook (rgb, indexed, theme and tint) into RRGGBB."""

    def __init__(self, theme: etree._Element | None, styles: etree._Element | None) -> None:
        self._theme = _theme_colors(theme)
        custom = [] if styles is None else styles.findall(f"{S}colors/{S}indexedColors/{S}rgbColor")
        self._indexed = [str(c.get("rgb", "")) for c in custom] or [str(c) for c in COLOR_INDEX]

    def resolve(self, color: etree._Element | None) -> str:
        """RRGGBB, or "" for automatic, system and unreadable colours."""
        if color is None or color.get("auto") in ("1", "true"):
            return ""
        rgb = color.get("rgb", "")
        if index := color.get("indexed", ""):
            rgb = self._pick(self._indexed, index)
        elif theme := color.get("theme", ""):
            rgb = self._pick(self._theme, theme)
        match = _ARGB.match(rgb)
        if not match:
            return ""
        return _tinted(match[1].upper(), color.get("tint", ""))

    @staticmethod
    def _pick(colors: list[str], index: str) -> str:
        return colors[int(index)] if index.isdigit() and int(index) < len(colors) else ""


def _theme_colors(theme: etree._Element | None) -> list[str]:
    scheme = None if theme is None else theme.find(f"{A}themeElements/{A}clrScheme")
    if scheme is None:
        return ["FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2",
                "4BACC6", "F79646", "0000FF", "800080"]  # fmt: skip
    found = {}
    for slot in scheme:
        name = etree.QName(slot).localname
        found[name] = _slot_color(slot[0]) if len(slot) else ""
    return [found.get(name, "") for name in _THEME_ORDER]


def _slot_color(value: etree._Element) -> str:
    return str(value.get("lastClr") or value.get("val") or "")


def _tinted(rgb: str, tint: str) -> str:
    """Lighter for a positive tint, darker for a negative one, as ECMA-376 18.8.19 computes it."""
    try:
        share = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        return rgb
    if not share:
        return rgb
    red, green, blue = (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + share) if share < 0 else light * (1 - share) + share
    return "".join(f"{round(c * 255):02X}" for c in colorsys.hls_to_rgb(hue, light, saturation))


class WorkbookStyles:
    """The formats that cells refer to by number."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None) -> None:
        self.palette = Palette(theme, root)
        self._cells: list[CellStyle] = []
        if root is None:
            return
        fonts = [self.font(f) for f in root.iterfind(f"{S}fonts/{S}font")]
        fills = [self._fill(f) for f in root.iterfind(f"{S}fills/{S}fill")]
        formats = {
            f.get("numFmtId", ""): f.get("formatCode", "")
            for f in root.iterfind(f"{S}numFmts/{S}numFmt")
        }
        for xf in root.iterfind(f"{S}cellXfs/{S}xf"):
            number = xf.get("numFmtId", "0")
            code = formats.get(number) or builtin_format(int(number) if number.isdigit() else 0)
            font, fill = _at(fonts, xf.get("fontId", "0")), _at(fills, xf.get("fillId", "0"))
            alignment = xf.find(f"{S}alignment")
            indent = "" if alignment is None else alignment.get("indent", "")
            depth = int(indent) if indent.isdigit() else 0
            self._cells.append(CellStyle(font or Font(), fill or "", code, depth))

    def cell(self, index: str | None) -> CellStyle:
        """The format with this number; plain for a number that does not exist."""
        return _at(self._cells, index or "0") or CellStyle()

    def font(self, element: etree._Element | None, base: Font | None = None) -> Font:
        """A ``font`` or ``rPr``, over ``base`` for what it does not say."""
        font = base or Font()
        for child in element if element is not None else ():
            name, value = etree.QName(child).localname, child.get("val", "")
            on = value not in ("0", "false", "none")
            if name == "b":
                font = replace(font, bold=on)
            elif name == "i":
                font = replace(font, italic=on)
            elif name == "strike":
                font = replace(font, struck=on)
            elif name == "vertAlign":
                font = replace(font, superscript=value == "superscript")
            elif name == "color":
                color = self.palette.resolve(child)
                font = replace(font, color="" if color == "000000" else color)
            elif name == "sz":
                font = replace(font, size=_size(value))
        return font

    def _fill(self, element: etree._Element) -> str:
        pattern = element.find(S + "patternFill")
        if pattern is None:
            stop = element.find(f"{S}gradientFill/{S}stop/{S}color")
            return _visible(self.palette.resolve(stop))
        kind = pattern.get("patternType", "none")
        if kind == "none":
            return ""
        front = self.palette.resolve(pattern.find(S + "fgColor"))
        back = self.palette.resolve(pattern.find(S + "bgColor")) or "FFFFFF"
        if kind == "solid":
            return _visible(front)
        share = _PATTERNS.get(kind, 0.5 if kind.startswith("dark") else 0.25)
        return _visible(_mixed(front or "000000", back, share))


def _visible(rgb: str) -> str:
    return "" if rgb == "FFFFFF" else rgb


def _mixed(front: str, back: str, share: float) -> str:
    pairs = ((int(front[i : i + 2], 16), int(back[i : i + 2], 16)) for i in (0, 2, 4))
    return "".join(f"{round(f * share + b * (1 - share)):02X}" for f, b in pairs)


def _size(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _at(items: list[_T], index: str) -> _T | None:
    return items[int(index)] if index.isdigit() and int(index) < len(items) else None
