"""A plan as a Word document: real headings, tables whose header rows repeat, marked years."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any, Final

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

from ..readers.cleaning import clean_text
from .cells import NBSP
from .composition import Block, Composition, HeadingBlock, TableBlock, TextBlock, french_date
from .docx_tables import table_node
from .docx_xml import RIVER, SANS, SERIF, bullet, element, list_of_bullets, run

INK: Final = "16201E"
INK_3: Final = "5A6763"
_HEADINGS: Final = {
    1: (17.0, 22.0),
    2: (13.0, 14.0),
    3: (11.5, 12.0),
    4: (11.0, 10.0),
    5: (10.5, 8.0),
}
"""Size and space above, in points, by depth."""


def write_docx(plan: Composition) -> bytes:
    """The bytes of the .docx file."""
    document = Document()
    _set_page(document, plan)
    _set_styles(document)
    _set_properties(document, plan)
    _add_bullets(document)
    _paragraph(document, plan.title, "Title")
    for part in filter(None, (plan.organization, *plan.facts)):
        _paragraph(document, part, "Subtitle")
    caption = plan.title
    for block in (*plan.before, *plan.body, *plan.after):
        if isinstance(block, HeadingBlock):
            caption = block.full_text
        _add_block(document, block, caption)
    _set_footer(document, plan)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# ------------------------------------------------------------------ document


def _set_page(document: DocumentType, plan: Composition) -> None:
    section = document.sections[0]
    width, height = Inches(8.5), Inches(11)
    if plan.landscape:
        section.orientation, width, height = WD_ORIENT.LANDSCAPE, height, width
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = Inches(0.65)
    section.top_margin, section.bottom_margin = Inches(0.65), Inches(0.7)


def _inner_width(document: DocumentType) -> float:
    """Points between the margins."""
    section = document.sections[0]
    inner = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    return float(inner / Pt(1))


def _set_styles(document: DocumentType) -> None:
    _style(document, "Normal", SERIF, 10, INK, after=3)
    _style(document, "Title", SERIF, 28, INK, after=4)
    _style(document, "Subtitle", SANS, 10, INK_3, after=2)
    _style(document, "Footer", SANS, 8, INK_3)
    for depth, (size, before) in _HEADINGS.items():
        _style(document, f"Heading {depth}", SERIF, size, INK, before, 6)
    rule = element("pBdr")
    rule.append(element("top", val="single", sz="12", space="8", color=INK))
    _properties_of(document, "Heading 1").insert_element_before(rule, "w:shd", "w:spacing")
    language = document.styles.element.find(".//" + qn("w:lang"))
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), "fr-CA")


def _properties_of(document: DocumentType, style: str) -> Any:
    node: Any = document.styles[style].element
    return node.get_or_add_pPr()


def _style(
    document: DocumentType,
    name: str,
    font: str,
    size: float,
    color: str,
    before: float = 0,
    after: float = 0,
) -> None:
    """Our own look over the template's: no theme font, no rule, no spaced letters."""
    style: Any = document.styles[name]
    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = RGBColor.from_string(color)
    style.font.italic, style.font.bold = False, name[-1] in "2345"
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for key in [k for k in fonts.attrib if k.endswith("Theme")]:
        del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(key), font)
    for node in (*properties.findall(qn("w:spacing")), *properties.findall(qn("w:kern"))):
        properties.remove(node)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        border.getparent().remove(border)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.05


def _set_properties(document: DocumentType, plan: Composition) -> None:
    properties = document.core_properties
    properties.title, properties.language = clean_text(plan.title)[:255], "fr-CA"
    properties.author = clean_text(plan.organization)[:255]
    properties.comments = ""
    properties.created = properties.modified = dt.datetime.combine(plan.date, dt.time(12))


def _set_footer(document: DocumentType, plan: Composition) -> None:
    paragraph: Any = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Footer"]
    paragraph._p.append(run(f"{plan.title} · {french_date(plan.date)} · page{NBSP}"))
    for instruction, after in (("PAGE", " de "), ("NUMPAGES", "")):
        field = element("fldSimple", instr=instruction)
        field.append(run("1"))
        paragraph._p.append(field)
        paragraph._p.append(run(after))


def _add_bullets(document: DocumentType) -> None:
    """Our list, before the definitions of the template."""
    numbering: Any = document.part.numbering_part.element
    abstract, number = list_of_bullets()
    numbering.insert(0, abstract)
    numbering.append(number)


# ------------------------------------------------------------------ blocks


def _add_block(document: DocumentType, block: Block, caption: str) -> None:
    if isinstance(block, HeadingBlock):
        _add_heading(document, block)
    elif isinstance(block, TextBlock):
        _add_passage(document, block)
    else:
        _add_table(document, block, caption)


def _add_heading(document: DocumentType, block: HeadingBlock) -> None:
    """The level and its number in the voice of the follow-up, the title in the plan's own."""
    paragraph = _paragraph(document, "", f"Heading {block.depth}")
    size = min(_HEADINGS[block.depth][0], 11.0)
    label = f"{block.label}{NBSP}: "
    paragraph._p.append(run(label, font=SANS, size=size, bold=True, color=RIVER))
    paragraph._p.append(run(block.text))


def _add_passage(document: DocumentType, block: TextBlock) -> None:
    if block.label:
        label = _paragraph(document, block.label, "Heading 3")
        label._p.get_or_add_pPr().append(element("outlineLvl", val="0"))  # beside the first level
    for line in block.lines:
        mark = f"{NBSP}:" if block.is_glossary else ""
        text = f"{line.number}{mark} {line.text}".strip()
        paragraph = _paragraph(document, text, "Normal")
        if line.bullet:
            paragraph._p.get_or_add_pPr().extend(bullet(line.bullet))


def _add_table(document: DocumentType, block: TableBlock, caption: str) -> None:
    node = table_node(block, _inner_width(document), clean_text(caption)[:255])
    body: Any = document.element.body
    body.insert(len(body) - 1, node)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _paragraph(document: DocumentType, text: str, style: str) -> Any:
    return document.add_paragraph(clean_text(text), style=style)
