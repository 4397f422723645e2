"""How Word says what a run looks like: direct formatting, then character, paragraph, defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_NESTED_LIST = re.compile(r"list (?:bullet |number |continue )?([2-5])$", re.I)
_HEADING = re.compile(r"^(?:heading|titre|überschrift|título)\s*([1-9])$", re.IGNORECASE)
_TABLE_OF_CONTENTS = re.compile(
    r"^(?:toc|tm)\s*(?:[1-9]|heading)$|^(?:table of figures|index \d|en-tête de table des mat.*)$",
    re.IGNORECASE,
)
_HIGHLIGHTS = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF",
    "red": "FF0000", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080",
    "lightGray": "C0C0C0", "black": "000000",
}  # fmt: skip
_RGB = re.compile(r"^[0-9A-Fa-f]{6}$")


def attribute(element: etree._Element | None, name: str = "val") -> str:
    """A ``w:`` attribute, "" when the element or the attribute is missing."""
    return "" if element is None else element.get(W + name, "")


def is_on(element: etree._Element | None) -> bool | None:
    """Word's on/off: ``None`` when absent, on when present without a value."""
    if element is None:
        return None
    return element.get(W + "val", "1").lower() not in ("0", "false", "off", "none")


def shading(element: etree._Element | None) -> str | None:
    """RRGGBB of a ``w:shd``; "" for white, automatic or none; ``None`` when it is absent."""
    if element is None:
        return None
    pattern, fill, color = (attribute(element, n) for n in ("val", "fill", "color"))
    if pattern == "nil":
        return ""
    back = fill.upper() if _RGB.match(fill) else "FFFFFF"
    share = 1.0 if pattern == "solid" else _percent(pattern)
    if share:
        front = color.upper() if _RGB.match(color) else "000000"
        back = _mix(front, back, share)
    return "" if back == "FFFFFF" else back


def _percent(pattern: str) -> float:
    digits = pattern.removeprefix("pct")
    return int(digits) / 100 if pattern.startswith("pct") and digits.isdigit() else 0.0


def _mix(front: str, back: str, share: float) -> str:
    parts = (
        round(int(front[i : i + 2], 16) * share + int(back[i : i + 2], 16) * (1 - share))
        for i in (0, 2, 4)
    )
    return "".join(f"{min(part, 255):02X}" for part in parts)


@dataclass(frozen=True, slots=True)
class Look:
    """Formatting of a run; ``None`` means that this layer does not say."""

    bold: bool | None = None
    italic: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    superscript: bool | None = None
    color: str | None = None
    highlight: str | None = None
    size: float | None = None
    font: str | None = None

    def over(self, base: Look) -> Look:
        """This layer laid over ``base``."""
        if base is PLAIN:
            return self
        if self is PLAIN:
            return base
        return Look(*(
            mine if (mine := getattr(self, f.name)) is not None else getattr(base, f.name)
            for f in fields(Look)
        ))  # fmt: skip


PLAIN = Look()


def read_look(properties: etree._Element | None) -> Look:
    """Formatting stated by a ``w:rPr``."""
    if properties is None or len(properties) == 0:
        return PLAIN
    found = {child.tag: child for child in properties}
    struck = is_on(found.get(W + "strike")), is_on(found.get(W + "dstrike"))
    hidden = is_on(found.get(W + "vanish"))
    vertical, size = found.get(W + "vertAlign"), attribute(found.get(W + "sz"))
    return Look(
        bold=is_on(found.get(W + "b")),
        italic=is_on(found.get(W + "i")),
        struck=None if struck == (None, None) else any(struck),
        hidden=hidden,
        superscript=None if vertical is None else attribute(vertical) == "superscript",
        color=_color(found.get(W + "color")),
        highlight=_highlight(found.get(W + "highlight"), found.get(W + "shd")),
        size=float(size) / 2 if size.isdigit() else None,
        font=attribute(found.get(W + "rFonts"), "ascii") or None,
    )


def _color(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    value = attribute(element).upper()
    return value if _RGB.match(value) and value != "000000" else ""


def _highlight(mark: etree._Element | None, shade: etree._Element | None) -> str | None:
    if mark is not None and attribute(mark) != "none":
        return _HIGHLIGHTS.get(attribute(mark), "")
    return shading(shade) if shade is not None else ("" if mark is not None else None)


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style, everything it inherits included."""

    look: Look = PLAIN
    heading: int = 0
    number: tuple[str, int | None] | None = None  # (numId, level or None)
    number_style: str = ""  # the style in the chain that carries the numbering
    is_contents: bool = False
    list_depth: int = 0  # 1 for «List Bullet 2», whose list has a single level


@dataclass(frozen=True, slots=True)
class TableStyle:
    """What a table style does to all cells and to the first row."""

    look: Look = PLAIN
    fill: str = ""
    first_look: Look = PLAIN
    first_fill: str = ""


def heading_of(properties: etree._Element | None) -> int | None:
    """Heading level that a ``w:pPr`` states itself: 1–9, 0 for body text, ``None`` if silent."""
    level = attribute(None if properties is None else properties.find(W + "outlineLvl"))
    if not level.isdigit():
        return None
    return int(level) + 1 if int(level) < 9 else 0


def number_of(properties: etree._Element | None) -> tuple[str, int | None] | None:
    """(numId, level) of the list that a ``w:pPr`` states itself; numId «0» means no list."""
    element = None if properties is None else properties.find(W + "numPr")
    if element is None:
        return None
    number = attribute(element.find(W + "numId"))
    level = attribute(element.find(W + "ilvl"))
    return (number, int(level) if level.isdigit() else None) if number or level else None


class Styles:
    """The styles of a document, resolved once each."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._characters: dict[str, Look] = {}
        self._tables: dict[str, TableStyle] = {}
        self.default_paragraph = ""
        self.default_table = ""
        self.base = PLAIN
        if root is not None:
            self._index(root)

    def _index(self, root: etree._Element) -> None:
        self.base = read_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for element in root.iterfind(W + "style"):
            style_id, kind = attribute(element, "styleId"), attribute(element, "type")
            self._elements.setdefault(style_id, element)
            if attribute(element, "default") in ("1", "true", "on"):
                if kind == "paragraph":
                    self.default_paragraph = style_id
                elif kind == "table":
                    self.default_table = style_id

    def _chain(self, style_id: str) -> list[etree._Element]:
        """The style, then what it is based on; a loop in a damaged file ends the chain."""
        chain: list[etree._Element] = []
        while style_id in self._elements and len(chain) < 30:
            chain.append(self._elements[style_id])
            style_id = attribute(chain[-1].find(W + "basedOn"))
        return chain

    def paragraph(self, style_id: str) -> ParagraphStyle:
        """The paragraph style with this id; the default one for "" or an unknown id."""
        if style_id not in self._elements:
            style_id = self.default_paragraph
        if style_id not in self._paragraphs:
            self._paragraphs[style_id] = self._resolve_paragraph(self._chain(style_id))
        return self._paragraphs[style_id]

    def _resolve_paragraph(self, chain: list[etree._Element]) -> ParagraphStyle:
        look, heading, contents = PLAIN, None, False
        number: tuple[str, int | None] | None = None
        number_style = ""
        for style in chain:
            properties = style.find(W + "pPr")
            look = look.over(read_look(style.find(W + "rPr")))
            heading = heading if heading is not None else _heading_style(style, properties)
            contents = contents or bool(_TABLE_OF_CONTENTS.match(_name(style)))
            found = number_of(properties)
            if found and number is None:
                number, number_style = found, attribute(style, "styleId")
            elif found and number and not number[0]:
                number = (found[0], number[1])
        found_depths = (_NESTED_LIST.match(_name(style)) for style in chain)
        depth = next((int(match[1]) - 1 for match in found_depths if match), 0)
        return ParagraphStyle(
            look.over(self.base), heading or 0, number, number_style, contents, depth
        )

    def character(self, style_id: str) -> Look:
        """Formatting of a character style, without the document's defaults."""
        if style_id not in self._characters:
            look = PLAIN
            for style in self._chain(style_id):
                look = look.over(read_look(style.find(W + "rPr")))
            self._characters[style_id] = look
        return self._characters[style_id]

    def table(self, style_id: str) -> TableStyle:
        """Formatting of a table style."""
        if style_id not in self._elements:
            style_id = self.default_table
        if style_id not in self._tables:
            self._tables[style_id] = _resolve_table(self._chain(style_id))
        return self._tables[style_id]


def _name(style: etree._Element) -> str:
    return attribute(style.find(W + "name"))


def _heading_style(style: etree._Element, properties: etree._Element | None) -> int | None:
    level = heading_of(properties)
    if level is not None:
        return level
    for label in (_name(style), attribute(style, "styleId")):
        if match := _HEADING.match(label):
            return int(match[1])
    return 1 if _name(style).lower() in ("title", "titre") else None


def _resolve_table(chain: list[etree._Element]) -> TableStyle:
    look, first_look = PLAIN, PLAIN
    fill: str | None = None
    first_fill: str | None = None
    for style in chain:
        look = look.over(read_look(style.find(W + "rPr")))
        fill = fill if fill is not None else shading(style.find(f"{W}tcPr/{W}shd"))
        for part in style.iterfind(W + "tblStylePr"):
            if attribute(part, "type") == "firstRow":
                first_look = first_look.over(read_look(part.find(W + "rPr")))
                own = shading(part.find(f"{W}tcPr/{W}shd"))
                first_fill = first_fill if first_fill is not None else own
    return TableStyle(look, fill or "", first_look, first_fill or fill or "")
