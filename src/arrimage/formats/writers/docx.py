"""A plan as a Word document: real headings, tables whose header rows repeat, marked years."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any, Final

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

from ..draft import Column
from .cells import NBSP, Line
from .composition import (
    Block,
    Cell,
    Composition,
    HeadingBlock,
    TableBlock,
    TextBlock,
    french_date,
)

SERIF: Final = "Georgia"
SANS: Final = "Segoe UI"
INK, INK_3, RIVER = (
    RGBColor(0x16, 0x20, 0x1E),
    RGBColor(0x5A, 0x67, 0x63),
    RGBColor(0x0D, 0x4A, 0x72),
)
MARK_FILL: Final = "BCD6E6"
MARK: Final = "X"
_BULLETS: Final = "900"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def write_docx(plan: Composition) -> bytes:
    """The bytes of the .docx file."""
    document = Document()
    _set_page(document, plan)
    _set_styles(document)
    _set_properties(document, plan)
    _paragraph(document, plan.title, "Title")
    for part in filter(None, (plan.organization, *plan.facts)):
        _paragraph(document, part, "Subtitle")
    _add_bullets(document)
    for block in (*plan.before, *plan.body, *plan.after):
        _add_block(document, block, _inner_width(document))
    _set_footer(document, plan)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def printable(text: str) -> str:
    """The text without the control characters that XML refuses."""
    return _FORBIDDEN.sub("", text)


# ------------------------------------------------------------------ document


def _set_page(document: DocumentType, plan: Composition) -> None:
    section = document.sections[0]
    width, height = Inches(8.5), Inches(11)
    if plan.landscape:
        section.orientation, width, height = WD_ORIENT.LANDSCAPE, height, width
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = Inches(0.7)
    section.top_margin, section.bottom_margin = Inches(0.75), Inches(0.7)


def _inner_width(document: DocumentType) -> int:
    """Width between the margins, in twentieths of a point."""
    section = document.sections[0]
    inner = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return int(inner / 635)


def _set_styles(document: DocumentType) -> None:
    _style(document, "Normal", SERIF, 10, INK, after=3)
    _style(document, "Title", SERIF, 26, INK, after=2)
    _style(document, "Subtitle", SANS, 10.5, INK_3, after=2)
    sizes = {1: (18, 20), 2: (13, 14), 3: (11.5, 12), 4: (11, 10), 5: (10.5, 8)}
    for depth, (size, before) in sizes.items():
        _style(document, f"Heading {depth}", SERIF, size, RIVER if depth == 1 else INK, before, 5)
    title = document.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    language = document.styles.element.find(".//" + qn("w:lang"))
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), "fr-CA")


def _style(
    document: DocumentType,
    name: str,
    font: str,
    size: float,
    color: RGBColor,
    before: float = 0,
    after: float = 0,
) -> None:
    style: Any = document.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), color
    style.font.italic, style.font.bold = False, name.startswith("Heading")
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [k for k in fonts.attrib if k.endswith("Theme")]:
        del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(key), font)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.12


def _set_properties(document: DocumentType, plan: Composition) -> None:
    properties = document.core_properties
    properties.title, properties.language = printable(plan.title)[:255], "fr-CA"
    properties.author = printable(plan.organization)[:255]
    properties.comments = ""
    properties.created = properties.modified = dt.datetime.combine(plan.date, dt.time(12))


def _set_footer(document: DocumentType, plan: Composition) -> None:
    paragraph: Any = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Footer"]
    _style(document, "Footer", SANS, 8, INK_3)
    paragraph.add_run(printable(f"{plan.title} · {french_date(plan.date)} · page{NBSP}"))
    _page_field(paragraph, "PAGE")
    paragraph.add_run(" de ")
    _page_field(paragraph, "NUMPAGES")


def _page_field(paragraph: Any, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(_run("1"))
    paragraph._p.append(field)


# ------------------------------------------------------------------ blocks


def _add_block(document: DocumentType, block: Block, width: int) -> None:
    if isinstance(block, HeadingBlock):
        _paragraph(document, f"{block.label}{NBSP}: {block.text}", f"Heading {block.depth}")
    elif isinstance(block, TextBlock):
        if block.label:
            _paragraph(document, block.label, "Heading 3")
        for line in block.lines:
            paragraph = _paragraph(document, _numbered(line, block), "Normal")
            if line.bullet:
                paragraph._p.get_or_add_pPr().extend(_bullet(line.bullet))
    else:
        _add_table(document, block, width)


def _paragraph(document: DocumentType, text: str, style: str) -> Any:
    return document.add_paragraph(printable(text), style=style)


def _add_bullets(document: DocumentType) -> None:
    """One list of bullets with three real levels, before the definitions of the template."""
    numbering: Any = document.part.numbering_part.element
    abstract = _element("abstractNum", abstractNumId=_BULLETS)
    abstract.append(_element("multiLevelType", val="hybridMultilevel"))
    for depth, bullet in enumerate("–◦▪"):
        level = _element("lvl", ilvl=str(depth))
        for tag, value in (("start", "1"), ("numFmt", "bullet"), ("lvlText", bullet)):
            level.append(_element(tag, val=value))
        level.append(_element("lvlJc", val="left"))
        abstract.append(level)
    numbering.insert(0, abstract)
    number = _element("num", numId=_BULLETS)
    number.append(_element("abstractNumId", val=_BULLETS))
    numbering.append(number)


def _bullet(depth: int) -> list[Any]:
    """Properties of a paragraph that is an item of the list, 1 being the first level."""
    number = _element("numPr")
    number.append(_element("ilvl", val=str(min(depth, 3) - 1)))
    number.append(_element("numId", val=_BULLETS))
    return [number, _element("ind", left=str(200 * depth), hanging="200")]


def _numbered(line: Line, block: TextBlock) -> str:
    mark = f"{NBSP}:" if block.is_glossary else ""
    return f"{line.number}{mark} {line.text}".strip()


# ------------------------------------------------------------------ tables, straight in XML


def _element(tag: str, **attributes: str) -> Any:
    node = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        node.set(qn(f"w:{name}"), value)
    return node


def _add_table(document: DocumentType, table: TableBlock, width: int) -> None:
    total = sum(c.width for c in table.columns)
    widths = [max(int(width * c.width / total), 1) for c in table.columns]
    node = _element("tbl")
    node.append(_table_properties(width))
    grid = _element("tblGrid")
    for w in widths:
        grid.append(_element("gridCol", w=str(w)))
    node.append(grid)
    for header in _header_rows(table.columns, widths):
        node.append(header)
    open_spans = [0] * len(widths)
    for row in table.rows:
        node.append(_row(row, widths, open_spans, table.columns))
    body: Any = document.element.body
    body.insert(len(body) - 1, node)
    document.add_paragraph()


def _table_properties(width: int) -> Any:
    properties = _element("tblPr")
    properties.append(_element("tblW", w=str(width), type="dxa"))
    borders = _element("tblBorders")
    for side, size, color in (
        ("top", "12", "16201E"),
        ("bottom", "4", "B4BEBB"),
        ("insideH", "4", "D6DCDA"),
    ):
        borders.append(_element(side, val="single", sz=size, space="0", color=color))
    properties.append(borders)
    properties.append(_element("tblLayout", type="fixed"))
    margins = _element("tblCellMar")
    for side, size in (("top", "50"), ("left", "70"), ("bottom", "50"), ("right", "70")):
        margins.append(_element(side, w=size, type="dxa"))
    properties.append(margins)
    properties.append(_element("tblLook", val="0020", firstRow="1", noVBand="1"))
    return properties


def _header_rows(columns: tuple[Column, ...], widths: list[int]) -> list[Any]:
    """One header row, or two where a group of columns has a header of its own."""
    top, low = _header_row(), _header_row()
    position = 0
    has_groups = any(column.group for column in columns)
    while position < len(columns):
        column = columns[position]
        last = position
        while column.group and last + 1 < len(columns) and columns[last + 1].group == column.group:
            last += 1
        span = last - position + 1
        if column.group:
            top.append(_header_cell(column.group, sum(widths[position : last + 1]), span=span))
        elif has_groups:
            top.append(_header_cell(column.header, widths[position], merge="restart"))
        for i in range(position, last + 1):
            merge = "continue" if has_groups and not column.group else ""
            low.append(_header_cell("" if merge else columns[i].header, widths[i], merge=merge))
        position = last + 1
    return [top, low] if has_groups else [low]


def _header_row() -> Any:
    row = _element("tr")
    properties = _element("trPr")
    properties.append(_element("cantSplit"))
    properties.append(_element("tblHeader"))
    row.append(properties)
    return row


def _header_cell(text: str, width: int, *, span: int = 1, merge: str = "") -> Any:
    cell = _element("tc")
    cell.append(_cell_properties(width, span=span, merge=merge, fill="", align="bottom"))
    paragraph = _element("p")
    paragraph.append(_run(text, font=SANS, size=17, bold=True))
    cell.append(paragraph)
    return cell


def _cell_properties(width: int, *, span: int, merge: str, fill: str, align: str = "top") -> Any:
    properties = _element("tcPr")
    properties.append(_element("tcW", w=str(width), type="dxa"))
    if span > 1:
        properties.append(_element("gridSpan", val=str(span)))
    if merge:
        properties.append(_element("vMerge", val=merge))
    if fill:
        properties.append(_element("shd", val="clear", color="auto", fill=fill))
    properties.append(_element("vAlign", val=align))
    return properties


def _row(
    row: tuple[Cell | None, ...],
    widths: list[int],
    open_spans: list[int],
    columns: tuple[Column, ...],
) -> Any:
    node = _element("tr")
    properties = _element("trPr")
    properties.append(_element("cantSplit"))
    node.append(properties)
    for i, cell in enumerate(row):
        open_spans[i] = cell.row_span if cell else open_spans[i]
        merge = ""
        if cell is None:
            merge = "continue"
        elif cell.row_span > 1:
            merge = "restart"
        node.append(_cell(cell, widths[i], merge, columns[i]))
    return node


def _cell(cell: Cell | None, width: int, merge: str, column: Column) -> Any:
    node = _element("tc")
    fill = MARK_FILL if cell and cell.is_marked else ""
    node.append(_cell_properties(width, span=1, merge=merge, fill=fill))
    lines = cell.lines if cell else ()
    if cell and cell.is_marked:
        paragraph = _cell_paragraph(Line(MARK), column)
        node.append(paragraph)
        return node
    for line in lines:
        node.append(_cell_paragraph(line, column))
    if not lines:
        node.append(_element("p"))
    return node


def _cell_paragraph(line: Line, column: Column) -> Any:
    node = _element("p")
    properties = _element("pPr")
    if line.bullet:
        properties.extend(_bullet(line.bullet))
    if column.field in ("year", "quarter"):
        properties.append(_element("jc", val="center"))
    node.append(properties)
    if line.number:
        node.append(_run(line.number + " ", font=SANS, bold=True, color="0D4A72"))
    sans = column.field in ("status", "number", "year", "quarter")
    title = column.field in ("axis", "orientation", "objective")
    node.append(_run(line.text, font=SANS if sans else "", bold=line.is_strong or title))
    return node


def _run(text: str, *, font: str = "", size: int = 19, bold: bool = False, color: str = "") -> Any:
    node = _element("r")
    properties = _element("rPr")
    if font:
        properties.append(_element("rFonts", ascii=font, hAnsi=font, cs=font))
    if bold:
        properties.append(_element("b"))
    if color:
        properties.append(_element("color", val=color))
    properties.append(_element("sz", val=str(size)))
    node.append(properties)
    words = _element("t")
    words.text = printable(text)
    words.set(qn("xml:space"), "preserve")
    node.append(words)
    return node
