"""Excel workbooks: each cell is read as it is shown."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from office_files import zip_of
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, PatternFill

from arrimage.formats.document import Table
from arrimage.formats.readers import read_document
from arrimage.formats.readers.number_formats import show_number


def save(workbook: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def read(workbook: openpyxl.Workbook):
    return read_document(save(workbook), "plan.xlsx")


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_each_visible_sheet_is_a_heading_and_a_table():
    workbook = openpyxl.Workbook()
    workbook.active.title = "Plan"
    workbook.active.append(["Action", "Qui"])
    workbook.create_sheet("Vide")
    hidden = workbook.create_sheet("Secret")
    hidden.append(["caché"])
    hidden.sheet_state = "hidden"
    workbook.create_sheet("Notes").append(["Note"])

    document = read(workbook)

    assert [(b.text, b.heading) for b in document.paragraphs()] == [("Plan", 2), ("Notes", 2)]
    assert [(t.sheet, grid(t)) for t in document.tables()] == [
        ("Plan", [["Action", "Qui"]]), ("Notes", [["Note"]]),
    ]  # fmt: skip
    assert document.notices == ("Les feuilles masquées ont été laissées de côté.",)


def test_hidden_rows_and_columns_and_struck_cells_are_left_out():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["C3"].font = Font(strike=True)

    document = read(workbook)

    (table,) = document.tables()
    assert grid(table) == [["a", "c"], ["g", ""]]
    assert (table.rows[1][0].anchor.row, table.rows[0][1].anchor.column) == (3, 3)
    assert len(document.notices) == 3


def test_merged_cells_keep_their_spans_without_hidden_rows():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (["Objectif", "An 1", "An 2"], ["x", "1", "2"], ["", "3", "4"], ["", "5", "6"]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.row_dimensions[3].hidden = True

    (table,) = read(workbook).tables()

    assert table.rows[1][0].row_span == 2
    assert [cell.text for cell in table.rows[2]] == ["5", "6"]


def test_fills_are_resolved_from_rgb_theme_and_index():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["a", "b", "c", "d", "e"])
    colors = (Color(rgb="FF92D050"), Color(theme=4, tint=0.4), Color(indexed=10), Color(theme=0),
              Color(rgb="FFFFFFFF"))  # fmt: skip
    for cell, color in zip(sheet[1], colors, strict=True):
        cell.fill = PatternFill("solid", fgColor=color)

    (table,) = read(workbook).tables()

    assert [cell.fill for cell in table.rows[0]] == ["92D050", "95B3D7", "FF0000", "", ""]


def test_rich_text_lines_and_typed_lists_become_paragraphs():
    workbook = openpyxl.Workbook()
    bold = TextBlock(InlineFont(b=True), "Fait :")
    workbook.active.append([CellRichText(bold, " le guide"), "Étapes\n- un\n  - un un\n- deux"])

    (table,) = read(workbook).tables()
    first, second = table.rows[0]

    assert [(run.text, run.bold) for run in first.paragraphs[0].runs] == [
        ("Fait :", True), (" le guide", False),
    ]  # fmt: skip
    assert [(q.list_level, q.marker, q.text) for q in second.paragraphs] == [
        (0, "", "Étapes"), (1, "-", "un"), (2, "-", "un un"), (1, "-", "deux"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1.1000000000000001, "General", "1.1"),
        (0.1 + 0.2, "General", "0.3"),
        (2024.0, "General", "2024"),
        (1.1, "0.00", "1.10"),
        (0.8, "0%", "80%"),
        (0.125, "0.0%", "12,5%"),
        (12500, '# ##0 "$"', "12\u00a0500 $"),
        (12500.5, "#,##0.00 $", "12\u00a0500,50 $"),
        (-3, "0;(0)", "(3)"),
        (3, '0" rencontres"', "3 rencontres"),
        (41579, "mmmm yyyy", "Novembre 2013"),
        (41579, "[$-C0C]mmmm yyyy", "Novembre 2013"),
        (41550, "d mmmm yyyy", "3 octobre 2013"),
        (41550, "yyyy-mm-dd", "2013-10-03"),
        (41550, "[$-C0C]d mmm yyyy;@", "3 oct. 2013"),
        (41550, "[$-409]mmmm d, yyyy", "October 3, 2013"),
        (41550.5, "yyyy-mm-dd hh:mm", "2013-10-03 12:00"),
        (1.5, "[h]:mm", "36:00"),
    ],
)
def test_numbers_are_shown_as_their_format_shows_them(value, code, shown):
    assert show_number(value, code) == shown


def test_dates_of_a_workbook_are_words():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append([dt.date(2026, 3, 1), dt.datetime(2026, 3, 1), True])
    sheet["B1"].number_format = "mmmm yyyy"

    (table,) = read(workbook).tables()

    assert grid(table) == [["2026-03-01", "Mars 2026", "VRAI"]]


def test_formula_without_a_stored_value_is_noted():
    workbook = openpyxl.Workbook()
    workbook.active.append(["Total", "=SUM(A1:A9)"])

    document = read(workbook)

    assert grid(next(document.tables())) == [["Total"]]
    assert [notice[:44] for notice in document.notices] == [
        "Des formules n’ont pas de valeur enregistrée"
    ]


def test_repeated_title_rows_widths_and_orientation_are_kept():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Action", "Qui"])
    sheet.append(["Former", "Zoé"])
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.column_dimensions["A"].width = 40

    document = read(workbook)

    (table,) = document.tables()
    assert (table.header_rows, table.widths[0], document.landscape) == (1, 40.0, True)


def test_colours_without_text_far_below_do_not_lengthen_the_table():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Action", "", "An 1"])
    sheet["A900000"].fill = PatternFill("solid", fgColor="FF92D050")
    sheet["D1"].fill = PatternFill("solid", fgColor="FF92D050")

    (table,) = read(workbook).tables()

    assert len(table.rows) == 1
    assert [cell.fill for cell in table.rows[0]] == ["", "", "", "92D050"]


def test_workbook_saved_in_strict_mode_is_read():
    workbook = openpyxl.Workbook()
    workbook.active.append(["Former", 3])
    usual, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    names = ("spreadsheetml/2006/main", "spreadsheetml/main"), (
        "officeDocument/2006/", "officeDocument/",
    )  # fmt: skip
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(save(workbook))) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            for before, after in names:
                content = content.replace(usual + before.encode(), strict + after.encode())
            parts[name] = content

    (table,) = read_document(zip_of(parts), "plan.xlsx").tables()

    assert grid(table) == [["Former", "3"]]


def test_five_thousand_rows_are_all_read():
    workbook = openpyxl.Workbook()
    for number in range(5000):
        workbook.active.append([f"{number}.1", "Texte assez long " * 5, number, 1.1, "- a\n- b"])
    data = save(workbook)

    document = read_document(data, "plan.xlsx")

    assert len(next(document.tables()).rows) == 5000
