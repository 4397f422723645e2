"""A plan as a workbook: one flat, filterable sheet, then what stands beside the table."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ..readers.cleaning import clean_text
from ..readers.number_formats import show_number
from .cells import MARK_FILL, NARROW, NBSP, TITLES, Line
from .composition import Cell, Composition, TableBlock, TextBlock
from .fitting import Fit, fit
from .flat import flat_rows

HEADER_ROW: Final = 4
_CELL_LIMIT: Final = 32_000
_WIDTH: Final = 900.0  # points; printed at four fifths on a Letter page
_NOTE_WIDTHS: Final = (130.0, 640.0)
_NARROWEST: Final = 27.0  # points, under the button of a filter
_HIGHEST: Final = 409.0  # points: what Excel allows a row
_DAY_ONE: Final = dt.date(1899, 12, 30)
_DATE_FORMATS: Final = ("[$-C0C]d mmmm yyyy", "[$-C0C]mmmm yyyy", "yyyy-mm-dd")
_META: Final = ("number", "status", "kind", "priority", *NARROW)

_WORDS: Final = {"font_name": "Georgia", "font_size": 9.5, "font_color": "#16201E"}
_SANS: Final = {"font_name": "Segoe UI", "font_size": 9, "font_color": "#43504C"}
_ROW: Final = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": "#D6DCDA"}
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": _WORDS | {"font_size": 20},
    "fact": _SANS | {"font_size": 10},
    "header": _SANS
    | {"bold": True, "font_color": "#16201E", "bg_color": "#EFF2F1"}
    | {"text_wrap": True, "valign": "bottom", "bottom": 2, "bottom_color": "#16201E"},
    "words": _WORDS | _ROW,
    "again": _WORDS | _ROW | {"font_color": "#5A6763"},
    "title_cell": _WORDS | _ROW | {"bold": True},
    "meta": _SANS | _ROW,
    "mark": _SANS
    | _ROW
    | {"align": "center", "bold": True, "font_color": "#0D4A72", "bg_color": f"#{MARK_FILL}"}
    | {"left": 1, "right": 1, "left_color": "#FFFFFF", "right_color": "#FFFFFF"},
    "label": _SANS | {"bold": True, "font_color": "#0D4A72", "valign": "top", "text_wrap": True},
    "text": _WORDS | {"valign": "top", "text_wrap": True},
}
_FIRST: Final = {"top": 1, "top_color": "#16201E"}  # where a new first title begins


def write_xlsx(plan: Composition) -> bytes:
    """The bytes of the .xlsx file; every cell is text or a date, never a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        created = dt.datetime.combine(plan.date, dt.time(12))
        about = {"title": plan.title, "author": plan.organization}
        book.set_properties(
            {k: clean_text(v)[:255] for k, v in about.items()} | {"created": created}
        )
        look = _Look(book)
        _write_plan(_add_sheet(book, "Actions", plan), plan, look)
        if plan.before or plan.after:
            _write_beside(_add_sheet(book, "Notes", plan), plan, look)
    return out.getvalue()


class _Sheet(Worksheet):  # type: ignore[misc]
    """A sheet whose rows have the height we foresee and grow again when somebody edits them."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        kept = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, kept)


@dataclass(slots=True)
class _Look:
    """The formats of a book, made once each."""

    book: Any
    made: dict[tuple[str, bool, str], Format] = field(default_factory=dict)

    def __call__(self, style: str, *, is_first: bool = False, date_format: str = "") -> Format:
        key = (style, is_first, date_format)
        if key not in self.made:
            said = _STYLES[style] | (_FIRST if is_first else {})
            if date_format:
                said |= {"num_format": date_format, "align": "left"}
            self.made[key] = self.book.add_format(said)
        return self.made[key]


def _add_sheet(book: Any, name: str, plan: Composition) -> Worksheet:
    """A sheet that prints on landscape Letter pages, as wide as one page."""
    sheet = book.add_worksheet(name, worksheet_class=_Sheet)
    sheet.set_landscape()
    sheet.set_paper(1)  # Letter
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.hide_gridlines(2)
    footer = clean_text(plan.title).replace("&", "&&")[:200]
    sheet.set_footer(f"&L&8{footer}&R&8page &P de &N")
    return sheet


# ------------------------------------------------------------------ the plan


def _write_plan(sheet: Worksheet, plan: Composition, look: _Look) -> None:
    _write_text(sheet, 0, 0, plan.title, look("title"))
    about = (
        ("Organisme", plan.organization),
        ("Calendrier", plan.period),
        ("Mise à jour", plan.updated),
    )
    for row, (label, text) in enumerate((pair for pair in about if pair[1]), 1):
        _write_text(sheet, row, 0, label, look("fact"))
        _write_text(sheet, row, 1, text, look("fact"))
    for table in (block for block in plan.body if isinstance(block, TableBlock)):
        _write_table(sheet, table, look)
    sheet.repeat_rows(HEADER_ROW)


def _write_table(sheet: Worksheet, table: TableBlock, look: _Look) -> None:
    fitted = fit(table, _WIDTH)
    for i, (column, width) in enumerate(zip(table.columns, fitted.widths, strict=True)):
        header = _header(column.group, column.header)
        _write_text(sheet, HEADER_ROW, i, header, look("header"))
        sheet.set_column_pixels(i, i, round(max(width, _NARROWEST) * 4 / 3))
    texts = flat_rows(table)
    for r, (row, words) in enumerate(zip(table.rows, texts, strict=True), HEADER_ROW + 1):
        sheet.set_row(r, min(fitted.height(row), _HIGHEST))
        for i, (cell, text) in enumerate(zip(row, words, strict=True)):
            style = _style(table.columns[i].field, cell)
            _write_cell(sheet, (r, i), cell, text, _Style(look, style, row[0] is not None))
    last = HEADER_ROW + len(table.rows)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.autofilter(HEADER_ROW, 0, last, len(table.columns) - 1)


def _header(group: str, header: str) -> str:
    return f"{group} {header}".strip() if group and header.isdigit() else header


def _style(field: str, cell: Cell | None) -> str:
    if cell is None:
        return "again"
    if cell.is_marked:
        return "mark"
    if field in _META:
        return "meta"
    return "title_cell" if field in TITLES else "words"


@dataclass(frozen=True, slots=True)
class _Style:
    look: _Look
    name: str
    is_first: bool

    def format(self, date_format: str = "") -> Format:
        return self.look(self.name, is_first=self.is_first, date_format=date_format)


def _write_cell(
    sheet: Worksheet, place: tuple[int, int], cell: Cell | None, text: str, style: _Style
) -> None:
    """A day that a format shows in the plan's own words is a date, everything else is text."""
    if cell is not None and cell.day is not None:
        number = (cell.day - _DAY_ONE).days
        for code in _DATE_FORMATS:
            if show_number(number, code) == text:
                sheet.write_number(*place, number, style.format(code))
                return
    _write_text(sheet, *place, text, style.format())


def _write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    words = clean_text(text)[:_CELL_LIMIT]
    if words:
        sheet.write_string(row, column, words, style)
    else:
        sheet.write_blank(row, column, None, style)


# ------------------------------------------------------------------ what stands beside


def _write_beside(sheet: Worksheet, plan: Composition, look: _Look) -> None:
    for i, width in enumerate(_NOTE_WIDTHS):
        sheet.set_column_pixels(i, i, round(width * 4 / 3))
    beside = Fit(_NOTE_WIDTHS, size=9.5)
    pairs: list[tuple[str, str]] = []
    for block in (*plan.before, *plan.after):
        if isinstance(block, TextBlock):
            pairs += _pairs(block)
    for row, (label, text) in enumerate(pairs):
        lines = tuple(Line(part) for part in text.split("\n"))
        sheet.set_row(row, min(beside.height((None, Cell(lines))), _HIGHEST))
        _write_text(sheet, row, 0, label, look("label"))
        _write_text(sheet, row, 1, text, look("text"))


def _pairs(block: TextBlock) -> list[tuple[str, str]]:
    """A passage in one row; a glossary has a row for its name and one for each entry."""
    if block.is_glossary:
        return [(block.label, ""), *((line.number, line.text) for line in block.lines)]
    separator = f"{NBSP}; " if all(line.bullet for line in block.lines) else "\n"
    texts = (f"{line.number} {line.text}".strip() for line in block.lines)
    return [(block.label, separator.join(texts))]
