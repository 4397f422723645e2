"""The national plan as a Word document: a table per objective, years as shaded cells."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Pt, RGBColor

_HEADERS = ("Actions", "Ressources", "Résultats attendus an 2", "Indicateurs")
_WIDTHS = (3.1, 1.6, 2.0, 2.0, 0.36, 0.36, 0.36, 0.36, 0.36)
_YEARS = 5
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def build_national(content: dict[str, Any]) -> bytes:
    """The bytes of the .docx file."""
    document = Document()
    _set_up(document, content)
    _front_matter(document, content)
    for orientation in content["orientations"]:
        title = f"Orientation {orientation['number']}\u00a0: {orientation['title']}"
        document.add_heading(title, 1)
        for objective in orientation["objectives"]:
            title = f"Objectif {objective['number']}\u00a0: {objective['title']}"
            document.add_heading(title, 2)
            _add_table(document, objective["actions"])
    document.add_heading("Sigles", 1)
    for acronym in content["acronyms"]:
        document.add_paragraph(f"{acronym['short']}\u00a0: {acronym['long']}")
    _add_footnotes(document, content["footnote"])
    return _saved(document)


def _set_up(document: DocumentType, content: dict[str, Any]) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Inches(11), Inches(8.5)
    section.left_margin = section.right_margin = Inches(0.5)
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    for name, size in (("Title", 26), ("Heading 1", 16), ("Heading 2", 12)):
        style: Any = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0x1F, 0x4E, 0x3D)
    properties = document.core_properties
    properties.title, properties.author = content["title"], content["organization"]
    properties.language, properties.comments = "fr-CA", ""
    properties.created = properties.modified = dt.datetime(2025, 6, 12, 12, 0)
    document.sections[0].footer.paragraphs[0].text = content["organization"]


def _front_matter(document: DocumentType, content: dict[str, Any]) -> None:
    document.add_paragraph(content["organization"])
    document.add_paragraph(content["title"], style="Title")
    for key in ("tagline", "period", "adopted"):
        document.add_paragraph(content[key])
    for label, key in (("Mission", "mission"), ("Vision", "vision")):
        document.add_heading(label, 2)
        document.add_paragraph(content[key])
    document.add_heading("Valeurs", 2)
    for value in content["values"]:
        document.add_paragraph(value, style="List Bullet")
    document.add_paragraph(content["years"])


def _add_table(document: DocumentType, actions: list[dict[str, Any]]) -> None:
    table: Any = document.add_table(rows=len(actions) + 2, cols=len(_WIDTHS), style="Table Grid")
    table.autofit = False
    rows = [list(row.cells) for row in table.rows]
    for cells in rows:
        for cell, width in zip(cells, _WIDTHS, strict=True):
            cell.width = Inches(width)
    _write_header(table, rows)
    for cells, action in zip(rows[2:], actions, strict=True):
        _write_action(cells, action)
    for i, action in enumerate(actions):
        if "merge" in action:
            rows[2 + i][1].merge(rows[1 + i + action["merge"]][1])
    document.add_paragraph()


def _write_header(table: Any, rows: list[list[Any]]) -> None:
    for i, header in enumerate(_HEADERS):
        _write(rows[0][i].merge(rows[1][i]), [header], bold=True)
    _write(rows[0][4].merge(rows[0][8]), ["Échéance"], bold=True)
    for year in range(1, _YEARS + 1):
        _write(rows[1][3 + year], [f"An {year}"], bold=True)
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell in row.cells:
            _shade(cell, "DDE8E2")


def _write_action(cells: list[Any], action: dict[str, Any]) -> None:
    _write(cells[0], [f"{action['n']} {action['title'].rstrip('*')}"])
    if action.get("footnote"):
        _call_footnote(cells[0].paragraphs[0])
    for item in action.get("sub", ()):
        cells[0].add_paragraph(item, style="List Bullet")
    _write(cells[1], action["who"])
    _write(cells[2], action["results"], bullets=len(action["results"]) > 1)
    _write(cells[3], action["indicators"], bullets=len(action["indicators"]) > 1)
    for year in action["years"]:
        _shade(cells[3 + year], "8FBFA5")


def _write(cell: Any, texts: list[str], *, bold: bool = False, bullets: bool = False) -> None:
    for i, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.style = "List Bullet" if bullets else "Normal"
        paragraph.add_run(text).bold = bold


def _shade(cell: Any, fill: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _call_footnote(paragraph: Any) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "1")
    run._r.append(reference)


def _add_footnotes(document: DocumentType, text: str) -> None:
    """python-docx has no footnotes: the part is written by hand, with one note."""
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
        "<w:continuationSeparator/></w:r></w:p></w:footnote>"
        '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, xml.encode(), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _saved(document: DocumentType) -> bytes:
    """The file with the dates of its entries fixed, so that it is the same every time."""
    first, out = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (2025, 6, 12, 12, 0, 0))
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
