"""A plan as a workbook: one flat, filterable sheet, then what stands beside the table."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .cells import NBSP, Line
from .composition import Cell, Composition, TableBlock, TextBlock
from .docx import MARK, MARK_FILL, printable

HEADER_ROW: Final = 4
_CELL_LIMIT: Final = 32_000
_BULLETS: Final = ("", "• ", "   ◦ ", "      ▪ ")


def write_xlsx(plan: Composition) -> bytes:
    """The bytes of the .xlsx file; every cell is text, never a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        created = dt.datetime.combine(plan.date, dt.time(12))
        book.set_properties({"title": printable(plan.title)[:255], "created": created})
        formats = _formats(book)
        _write_plan(book.add_worksheet("Actions"), plan, formats)
        if plan.before or plan.after:
            _write_beside(book.add_worksheet("Notes"), plan, formats)
    return out.getvalue()


def flat_rows(table: TableBlock) -> Iterator[list[str]]:
    """Rows of text where titles are said again on each row, so that filters and sorts keep them.

    An action is said once, its steps below it: said twice, it would be two actions.
    """
    fields = [column.field for column in table.columns]
    once = {i for i, f in enumerate(fields) if "action" in (f, *fields[i + 1 : i + 2])}
    once -= {i for i in once if fields[i] not in ("action", "number")}
    above = [""] * len(fields)
    for row in table.rows:
        above = [
            ("" if i in once else above[i]) if cell is None else _cell_text(cell)
            for i, cell in enumerate(row)
        ]
        yield above


def _cell_text(cell: Cell) -> str:
    return MARK if cell.is_marked else "\n".join(_line_text(line) for line in cell.lines)


def _line_text(line: Line) -> str:
    bullet = _BULLETS[min(line.bullet, 3)]
    return bullet + f"{line.number} {line.text}".strip()


def _formats(book: Any) -> dict[str, Format]:
    words = {"font_name": "Georgia", "font_size": 10, "font_color": "#16201E"}
    meta = {"font_name": "Segoe UI", "font_size": 9, "font_color": "#43504C"}
    row = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": "#D6DCDA"}
    return {
        "title": book.add_format(words | {"font_size": 20}),
        "subtitle": book.add_format(meta | {"font_size": 10}),
        "header": book.add_format(
            meta
            | {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "top": 0}
            | {"bottom_color": "#16201E", "font_color": "#16201E"}
        ),
        "words": book.add_format(words | row),
        "above": book.add_format(words | row | {"font_color": "#43504C"}),
        "title_cell": book.add_format(words | row | {"bold": True}),
        "meta": book.add_format(meta | row),
        "mark": book.add_format(
            meta | row | {"align": "center", "bg_color": f"#{MARK_FILL}", "font_color": "#0D4A72"}
        ),
        "label": book.add_format(meta | {"bold": True, "valign": "top", "text_wrap": True}),
        "text": book.add_format(words | {"valign": "top", "text_wrap": True}),
    }


def _write_plan(sheet: Worksheet, plan: Composition, formats: dict[str, Format]) -> None:
    _text(sheet, 0, 0, plan.title, formats["title"])
    about = (
        ("Organisme", plan.organization),
        ("Calendrier", plan.period),
        ("Mise à jour", plan.updated),
    )
    for row, (label, text) in enumerate((pair for pair in about if pair[1]), 1):
        _text(sheet, row, 0, label, formats["subtitle"])
        _text(sheet, row, 1, text, formats["subtitle"])
    tables = [block for block in plan.body if isinstance(block, TableBlock)]
    for table in tables:
        _write_table(sheet, table, formats)
    _set_print(sheet, plan, tables)


def _write_table(sheet: Worksheet, table: TableBlock, formats: dict[str, Format]) -> None:
    for i, column in enumerate(table.columns):
        _text(sheet, HEADER_ROW, i, _header(column.group, column.header), formats["header"])
        narrow = 5 if column.field in ("year", "quarter") else 9
        sheet.set_column(i, i, max(narrow, min(60, column.width * 1.7)))
    texts = flat_rows(table)
    for r, (row, words) in enumerate(zip(table.rows, texts, strict=True), HEADER_ROW + 1):
        for i, (cell, text) in enumerate(zip(row, words, strict=True)):
            _text(sheet, r, i, text, formats[_style(table.columns[i].field, cell)])
    last = HEADER_ROW + len(table.rows)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.autofilter(HEADER_ROW, 0, last, len(table.columns) - 1)


def _header(group: str, header: str) -> str:
    return f"{group} {header}".strip() if group and header.isdigit() else header


def _style(field: str, cell: Cell | None) -> str:
    if cell is None:
        return "above"
    if cell.is_marked:
        return "mark"
    if field in ("number", "status", "year", "quarter", "kind", "priority"):
        return "meta"
    return "title_cell" if field in ("axis", "orientation", "objective") else "words"


def _set_print(sheet: Worksheet, plan: Composition, tables: list[TableBlock]) -> None:
    sheet.set_landscape()
    sheet.set_paper(1)  # Letter
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.hide_gridlines(2)
    footer = printable(plan.title).replace("&", "&&")[:200]
    sheet.set_footer(f"&L{footer}&Rpage &P de &N")


def _write_beside(sheet: Worksheet, plan: Composition, formats: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    sheet.hide_gridlines(2)
    pairs: list[tuple[str, str]] = []
    for block in (*plan.before, *plan.after):
        if isinstance(block, TextBlock):
            pairs += _pairs(block)
    for row, (label, text) in enumerate(pairs):
        _text(sheet, row, 0, label, formats["label"])
        _text(sheet, row, 1, text, formats["text"])


def _pairs(block: TextBlock) -> list[tuple[str, str]]:
    """A passage in one row; a glossary has a row for its name and one for each entry."""
    if block.is_glossary:
        return [(block.label, ""), *((line.number, line.text) for line in block.lines)]
    separator = f"{NBSP}; " if all(line.bullet for line in block.lines) else "\n"
    texts = (f"{line.number} {line.text}".strip() for line in block.lines)
    return [(block.label, separator.join(texts))]


def _text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    words = printable(text)[:_CELL_LIMIT]
    if words:
        sheet.write_string(row, column, words, style)
    else:
        sheet.write_blank(row, column, None, style)
