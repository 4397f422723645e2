"""What tags and inline styles do to text: bold, struck, hidden, coloured."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

SKIPPED = frozenset((
    "script", "style", "noscript", "template", "head", "nav", "select", "option", "button",
    "svg", "iframe", "object", "embed", "audio", "video", "canvas", "map", "textarea",
    "datalist", "del", "s", "strike", "dialog",
))  # fmt: skip
"""Tags whose content is not read."""

_COLORS = {
    "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00", "orange": "FFA500",
    "gray": "808080", "grey": "808080", "silver": "C0C0C0", "lime": "00FF00", "aqua": "00FFFF",
    "cyan": "00FFFF", "teal": "008080", "navy": "000080", "purple": "800080", "maroon": "800000",
    "olive": "808000", "fuchsia": "FF00FF", "magenta": "FF00FF", "pink": "FFC0CB",
    "lightgreen": "90EE90", "lightblue": "ADD8E6", "lightgray": "D3D3D3", "lightgrey": "D3D3D3",
    "lightyellow": "FFFFE0", "gold": "FFD700", "tomato": "FF6347", "salmon": "FA8072",
    "darkgreen": "006400", "darkred": "8B0000", "darkorange": "FF8C00", "black": "000000",
}  # fmt: skip
_HEX = re.compile(r"^#?([0-9a-f]{6}|[0-9a-f]{3})$")
_RGB = re.compile(r"^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+%?))?\s*\)$")
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")


@dataclass(frozen=True, slots=True)
class Look:
    """Formatting inherited from the tags around a text."""

    bold: bool = False
    italic: bool = False
    superscript: bool = False
    color: str = ""
    highlight: str = ""
    preformatted: bool = False


def css_color(value: str) -> str:
    """RRGGBB of a CSS colour; "" for white, transparent and what is not understood."""
    value = value.strip().lower()
    if value in _COLORS:
        return _COLORS[value]
    if match := _HEX.match(value):
        digits = match[1] if len(match[1]) == 6 else "".join(c * 2 for c in match[1])
        return "" if digits == "ffffff" else digits.upper()
    match = _RGB.match(value)
    if not match or (match[4] or "1").rstrip("%").strip("0.") == "":
        return ""
    found = "".join(f"{min(int(part), 255):02X}" for part in match.groups()[:3])
    return "" if found == "FFFFFF" else found


def declarations(element: etree._Element) -> dict[str, str]:
    """The inline style of an element."""
    style = element.get("style")
    if not style:
        return {}
    return {k.lower(): v.strip().lower() for k, v in _DECLARATION.findall(style[:4000])}


def background(element: etree._Element) -> str:
    """RRGGBB behind an element, "" for none or white."""
    style = declarations(element)
    for name in ("background-color", "background"):
        for word in re.split(r"\s+(?![^(]*\))", style.get(name, "")):
            if color := css_color(word):
                return color
    return css_color(element.get("bgcolor") or "")


def is_skipped(element: etree._Element) -> bool:
    """Whether an element is hidden, struck or not text."""
    if element.tag in SKIPPED or element.get("hidden") is not None:
        return True
    style = declarations(element)
    return (
        style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or "line-through" in style.get("text-decoration", "")
        or "line-through" in style.get("text-decoration-line", "")
    )


def is_struck(element: etree._Element) -> bool:
    """Whether an element is left out because it is struck, rather than hidden."""
    return element.tag in ("del", "s", "strike") or "line-through" in (element.get("style") or "")


def look_of(element: etree._Element, look: Look) -> Look:
    """Formatting inside an element."""
    tag = element.tag
    if tag in ("b", "strong", "th"):
        look = replace(look, bold=True)
    elif tag in ("i", "em", "cite"):
        look = replace(look, italic=True)
    elif tag == "sup":
        look = replace(look, superscript=True)
    elif tag == "pre":
        look = replace(look, preformatted=True)
    elif tag == "mark":
        look = replace(look, highlight="FFFF00")
    elif tag == "font":
        look = replace(look, color=_text_color(element.get("color") or ""))
    style = declarations(element)
    if not style:
        return look
    weight = style.get("font-weight", "")
    if weight:
        bold = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
        look = replace(look, bold=bold)
    if "font-style" in style:
        look = replace(look, italic=style["font-style"] in ("italic", "oblique"))
    if "color" in style:
        look = replace(look, color=_text_color(style["color"]))
    if tag == "span" and (color := background(element)):
        look = replace(look, highlight=color)
    return look


def _text_color(value: str) -> str:
    color = css_color(value)
    return "" if color == "000000" else color
