"""The regional plan as a workbook: one flat sheet kept up to date, a legend, notes."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import xlsxwriter

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_ROW = 4


def build_regional(content: dict[str, Any]) -> bytes:
    """The bytes of the .xlsx file."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": content["title"], "created": dt.datetime(2026, 10, 2, 9, 0)})
        _write_follow_up(book, content)
        _write_legend(book, content)
        _write_notes(book, content["notes"])
    return out.getvalue()


def _write_follow_up(book: Any, content: dict[str, Any]) -> None:
    sheet = book.add_worksheet("Suivi")
    bold = book.add_format({"bold": True, "font_size": 14})
    header = book.add_format(
        {"bold": True, "bg_color": "#1F4E3D", "font_color": "#FFFFFF", "text_wrap": True}
    )
    sheet.write_string(0, 0, content["organization"], bold)
    sheet.write_string(1, 0, content["title"], bold)
    sheet.write_string(2, 0, content["updated"])
    for i, (name, width) in enumerate(zip(content["headers"], content["widths"], strict=True)):
        sheet.set_column(i, i, width)
        sheet.write_string(_FIRST_ROW - 1, i, name, header)
    fills = {state: fill for state, fill, _ in content["legend"]}
    for r, row in enumerate(content["rows"], _FIRST_ROW):
        for c, text in enumerate(row):
            _write_cell(book, sheet, (r, c), text, fills.get(row[-1]) if c == 7 else None)
    sheet.freeze_panes(_FIRST_ROW, 3)
    last = _FIRST_ROW + len(content["rows"]) - 1
    sheet.autofilter(_FIRST_ROW - 1, 0, last, len(content["headers"]) - 1)
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.repeat_rows(_FIRST_ROW - 1)
    sheet.fit_to_pages(1, 0)


def _write_cell(
    book: Any, sheet: Any, position: tuple[int, int], text: str, fill: str | None
) -> None:
    style = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C9D3CE"}
    if fill:
        style["bg_color"] = f"#{fill}"
    if _DATE.fullmatch(text):
        style |= {"num_format": "d mmmm yyyy", "align": "left"}
        day = dt.datetime.combine(dt.date.fromisoformat(text), dt.time())
        sheet.write_datetime(*position, day, book.add_format(style))
    elif text:
        sheet.write_string(*position, text, book.add_format(style))
    else:
        sheet.write_blank(*position, None, book.add_format(style))


def _write_legend(book: Any, content: dict[str, Any]) -> None:
    sheet = book.add_worksheet("Légende")
    sheet.set_column(0, 1, 34)
    sheet.write_string(0, 0, "Légende des états", book.add_format({"bold": True}))
    for i, (state, fill, meaning) in enumerate(content["legend"], 1):
        sheet.write_string(i, 0, state, book.add_format({"bg_color": f"#{fill}", "border": 1}))
        sheet.write_string(i, 1, meaning)


def _write_notes(book: Any, notes: list[list[str]]) -> None:
    sheet = book.add_worksheet("Notes")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    for i, (label, text) in enumerate(notes):
        sheet.write_string(i, 0, label, book.add_format({"bold": True, "valign": "top"}))
        sheet.write_string(i, 1, text, book.add_format({"text_wrap": True}))
