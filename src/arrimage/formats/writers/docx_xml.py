"""Pieces of WordprocessingML that both the pages and the tables of a Word document are made of."""

from __future__ import annotations

from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ..readers.cleaning import clean_text

SERIF: Final = "Georgia"
SANS: Final = "Segoe UI"
RIVER: Final = "0D4A72"
BULLETS: Final = "900"  # number of our list of bullets
_INDENT: Final = 200  # twentieths of a point


def element(tag: str, **attributes: str) -> Any:
    """A node of the main namespace."""
    node = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        node.set(qn(f"w:{name}"), value)
    return node


def run(
    text: str,
    *,
    font: str = "",
    size: float | None = None,
    bold: bool = False,
    color: str = "",
    mark: str = "",
) -> Any:
    """A run of text; ``size`` in points, what is not given comes from the style.

    ``mark`` strikes through what went out and underlines what came in.
    """
    node, properties = element("r"), element("rPr")
    if font:
        properties.append(element("rFonts", ascii=font, hAnsi=font, cs=font))
    if bold:
        properties.append(element("b"))
    if mark == "gone":
        properties.append(element("strike"))
    if color:
        properties.append(element("color", val=color))
    if size is not None:
        properties.append(element("sz", val=str(round(2 * size))))
    if mark == "new":
        properties.append(element("u", val="single"))
    node.append(properties)
    for rank, part in enumerate(clean_text(text).split("\n")):
        if rank:
            node.append(element("br"))
        words = element("t")
        words.text = part
        words.set(qn("xml:space"), "preserve")
        node.append(words)
    return node


def bullet(depth: int) -> list[Any]:
    """Properties of a paragraph that is an item of the list, 1 being the first level."""
    number = element("numPr")
    number.append(element("ilvl", val=str(min(depth, 3) - 1)))
    number.append(element("numId", val=BULLETS))
    return [number, element("ind", left=str(_INDENT * depth), hanging=str(_INDENT))]


def list_of_bullets() -> tuple[Any, Any]:
    """The abstract list with three real levels, and the list that paragraphs name."""
    abstract = element("abstractNum", abstractNumId=BULLETS)
    abstract.append(element("multiLevelType", val="hybridMultilevel"))
    for depth, sign in enumerate("–◦▪"):
        level = element("lvl", ilvl=str(depth))
        for tag, value in (("start", "1"), ("numFmt", "bullet"), ("lvlText", sign)):
            level.append(element(tag, val=value))
        level.append(element("lvlJc", val="left"))
        abstract.append(level)
    number = element("num", numId=BULLETS)
    number.append(element("abstractNumId", val=BULLETS))
    return abstract, number
