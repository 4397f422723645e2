"""Word and Excel files made on the spot."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import openpyxl
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[str]]


def drawn(text: str) -> list[list[str]]:
    """A grid drawn as text: a row on each line, cells between bars, «/» for a line end."""
    return [
        [cell.strip().replace(" // ", "\n") for cell in line.split("|")] if line.strip("| ") else []
        for line in text.strip("\n").split("\n")
    ]


def paper(text: str) -> Document:
    """A Word document drawn as text.

    «# » title, «## » heading 1, «### » heading 2; «- » bullet, «-- » nested bullet, «+ » numbered
    item; «! » bold line; «| a | b» table row, «|= a» merged row, «|^ a | b» row whose empty cells
    continue the ones above (merged vertically); anything else is a paragraph.
    """
    d = docx.Document()
    grid: list[str] = []
    for line in [*text.strip("\n").split("\n"), ""]:
        if line.startswith("|"):
            grid.append(line)
            continue
        if grid:
            _draw_table(d, grid)
            grid = []
        mark, _, rest = line.partition(" ")
        if set(mark) == {"#"}:
            d.add_heading(rest, len(mark) - 1)
        elif mark in _STYLES:
            d.add_paragraph(rest, style=_STYLES[mark])
        elif mark == "!":
            d.add_paragraph().add_run(rest).bold = True
        else:
            d.add_paragraph(line)
    return d


_STYLES = {"-": "List Bullet", "--": "List Bullet 2", "+": "List Number"}


def _draw_table(d: Document, lines: list[str]) -> None:
    cells = [[c.strip().replace(" // ", "\n") for c in x.lstrip("|=^").split("|")] for x in lines]
    made = table(d, cells)
    for r, line in enumerate(lines):
        if line.startswith("|="):
            merged_row(made, r, cells[r][0])
        elif line.startswith("|^"):
            for c in range(next(c for c, text in enumerate(cells[r]) if text)):
                made.cell(r - 1, c).merge(made.cell(r, c))


def table(document: Document, rows: Rows) -> docx.table.Table:
    """A plain Word table with these texts; a line end makes a paragraph."""
    made = document.add_table(len(rows), max(len(row) for row in rows))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            write(made.cell(r, c), text)
    return made


def write(cell: _Cell, text: str) -> None:
    """Put paragraphs in a cell."""
    first, *others = text.split("\n")
    cell.paragraphs[0].text = first
    for other in others:
        cell.add_paragraph(other)


def shade(cell: _Cell, color: str) -> None:
    """Give a Word cell a background."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), color)
    cell._tc.get_or_add_tcPr().append(shading)


def merged_row(made: docx.table.Table, row: int, text: str, color: str = "") -> None:
    """One cell over the whole width."""
    cell = made.cell(row, 0).merge(made.cell(row, len(made.columns) - 1))
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    cell.paragraphs[0].text = text
    if color:
        shade(cell, color)


def saved(document: Document) -> bytes:
    """The bytes of a Word document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def book(text: str, fills: str = "", merged: str = "") -> bytes:
    """A workbook drawn as text: «[Sheet]», then its rows; «A1=FF0000 B2=…» colours the last."""
    sheets: dict[str, Rows] = {}
    for part in text.strip("\n").split("\n["):
        name, _, grid = part.lstrip("[").partition("]\n")
        sheets[name] = drawn(grid)
    colours = dict(pair.split("=") for pair in fills.split())
    return workbook(sheets, {name: colours}, {name: merged})


def workbook(
    sheets: dict[str, Rows],
    fills: dict[str, dict[str, str]] | None = None,
    merged: dict[str, str] | None = None,
) -> bytes:
    """The bytes of a workbook; by sheet, ``fills`` colours cells, ``merged`` joins «A1:C1 B2:B4»."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet: Worksheet = book.create_sheet(name)
        for row in rows:
            sheet.append([text or None for text in row])
        for where, color in (fills or {}).get(name, {}).items():
            sheet[where].fill = PatternFill("solid", fgColor=color)
        for cells in (merged or {}).get(name, "").split():
            sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
