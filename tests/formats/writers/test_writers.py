"""What people find when they open an export."""

import csv
import datetime as dt
import io
import zipfile
from dataclasses import replace

import openpyxl
import pdfplumber
import pytest

from arrimage.formats.document import Table
from arrimage.formats.draft import (
    AssignmentDraft,
    Column,
    ElementDraft,
    IndicatorDraft,
    Layout,
    LevelDraft,
    PlanDraft,
    ReferenceDraft,
    ResultDraft,
    StatusDraft,
    TimeframeDraft,
)
from arrimage.formats.readers import read_document
from arrimage.formats.writers import EXPORT_FORMATS, write

YEARS = tuple(Column(f"An {n}", "year", str(n), "Échéance", 0.4) for n in (1, 2, 3))
COLUMNS = (
    Column("Objectifs", "objective", width=2),
    Column("Moyens d’action", "action", width=3),
    Column("Qui", "responsible", width=1.5),
    *YEARS,
    Column("Résultats visés", "result", width=2),
)


def action(title: str, number: str = "", **said: object) -> ElementDraft:
    return ElementDraft(key=title, level=2, title=title, number=number, **said)  # type: ignore[arg-type]


SOW = action(
    "Semer des fèves",
    "1.1.1",
    sub_items=("au nord", "au sud"),
    assignments=(AssignmentDraft("Comité jardins"), AssignmentDraft("Coordination")),
    years_marked=(1, 3),
    results=(ResultDraft("Deux jardins"), ResultDraft("Dix voisins")),
    references=(ReferenceDraft("1.2", "lien 1.2"),),
    status=StatusDraft("En cours", "in_progress", "explicit"),
)
PLAN = PlanDraft(
    title="Plan d’action 2026-2029",
    organization="Table des Rives",
    levels=(
        LevelDraft("Orientation", "orientation"),
        LevelDraft("Objectif", "objective"),
        LevelDraft("Moyen", "action"),
    ),
    elements=(
        ElementDraft(
            key="o",
            level=0,
            title="Cultiver ensemble",
            number="1",
            children=(
                ElementDraft(
                    key="b",
                    level=1,
                    title="Garder la terre vivante",
                    number="1.1",
                    children=(replace(SOW, status=None), action("Composter", "1.1.2")),
                ),
            ),
        ),
    ),
    layout=Layout(COLUMNS, ("orientation",)),
)


def with_titles(*titles: str) -> PlanDraft:
    return PlanDraft(
        title="Plan",
        levels=(LevelDraft("Action", "action"),),
        elements=tuple(
            ElementDraft(
                key=str(i),
                level=0,
                title=title,
                indicators=(IndicatorDraft(title),),
            )
            for i, title in enumerate(titles)
        ),
    )


def tables(data: bytes, name: str) -> list[Table]:
    return list(read_document(data, name).tables())


@pytest.mark.parametrize("name", ["plan.docx", "plan.pdf"])
def test_document_keeps_the_columns_of_its_source_under_two_header_rows(name):
    (table,) = tables(write(PLAN, name[5:]), name)

    assert [c.text for c in table.rows[0]] == [
        "Objectifs",
        "Moyens d’action",
        "Qui",
        "Échéance",
        "Résultats visés",
    ]
    assert [c.text.replace("\u00a0", " ") for c in table.rows[1]] == ["An 1", "An 2", "An 3"]


@pytest.mark.parametrize("name", ["plan.docx", "plan.pdf"])
def test_document_merges_titles_and_marks_years_with_a_fill_and_a_letter(name):
    (table,) = tables(write(PLAN, name[5:]), name)
    first, second = ([(c.text, c.fill, c.row_span) for c in row] for row in table.rows[2:])

    assert first == [
        ("1.1 Garder la terre vivante", "", 2),
        ("1.1.1 Semer des fèves (lien 1.2)\nau nord\nau sud", "", 1),
        ("Comité jardins\nCoordination", "", 1),
        ("X", "BCD6E6", 1),
        ("", "", 1),
        ("X", "BCD6E6", 1),
        ("Deux jardins\nDix voisins", "", 1),
    ]
    assert second[0] == ("1.1.2 Composter", "", 1)


def test_word_document_has_real_headings_and_speaks_french():
    data = write(PLAN, "docx")
    headings = [
        (p.heading, p.text) for p in read_document(data, "p.docx").paragraphs() if p.heading
    ]

    assert headings == [
        (1, "Plan d’action 2026-2029"),
        (1, "Orientation\u00a01\u00a0: Cultiver ensemble"),
    ]
    styles = zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml").decode()
    assert 'w:val="fr-CA"' in styles


@pytest.mark.parametrize("format", ["docx", "pdf", "xlsx"])
def test_state_column_is_there_only_on_request(format):
    def headers(**options):
        table = tables(write(PLAN, format, **options), f"p.{format}")[0]
        return {cell.text for row in table.rows for cell in row if cell.row < 6}

    assert "État" not in headers()
    assert "État" in headers(with_status=True)


def test_column_is_added_for_what_the_source_had_no_column_for():
    branch = PLAN.elements[0].children[0]
    plan = replace(PLAN, elements=(replace(branch, children=(replace(SOW, cost="4 000 $"),)),))

    rows = csv.reader(io.StringIO(write(plan, "csv").decode("utf-8-sig")), delimiter=";")

    header, row = rows
    assert header == ["Orientation", *(c.header for c in COLUMNS), "Budget", "État"]
    assert row == [
        "",
        "1.1 Garder la terre vivante",
        "1.1.1 Semer des fèves (lien 1.2)\n• au nord\n• au sud",
        "Comité jardins\nCoordination",
        "X",
        "",
        "X",
        "• Deux jardins\n• Dix voisins",
        "4 000 $",
        "En cours",
    ]


def test_plan_of_titles_alone_is_written_as_headings_and_bullets():
    levels = (LevelDraft("Orientation", "orientation"), LevelDraft("Action", "action"))
    root = ElementDraft(
        key="o",
        level=0,
        title="Cultiver",
        children=(ElementDraft(key="a", level=1, title="Semer"),),
    )

    document = read_document(write(PlanDraft(levels=levels, elements=(root,)), "docx"), "p.docx")

    assert list(document.tables()) == []
    assert [(p.heading, p.list_level, p.text) for p in document.paragraphs()] == [
        (1, 0, "Plan d’action"),
        (1, 0, "Orientation\u00a0: Cultiver"),
        (0, 1, "Semer"),
    ]


def test_workbook_is_filterable_frozen_printable_and_repeats_titles():
    book = openpyxl.load_workbook(io.BytesIO(write(PLAN, "xlsx")))
    sheet = book.worksheets[0]

    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:H7"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, one wide
    assert book.properties.title == "Plan d’action 2026-2029"
    assert [sheet.cell(7, c).value for c in (1, 2, 3)] == [
        "1. Cultiver ensemble",
        "1.1 Garder la terre vivante",
        "1.1.2 Composter",
    ]


def test_rows_of_a_workbook_are_as_tall_as_their_words_and_free_to_grow():
    plan = with_titles("Semer", "Semer des fèves au nord du quartier, puis au sud, " * 20)
    data = write(plan, "xlsx")

    heights = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].row_dimensions
    assert heights[6].height < 30 < heights[7].height
    rows = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"customHeight" not in rows


def test_days_of_a_workbook_are_dates_and_vague_times_stay_words():
    times = (
        TimeframeDraft("date", "15 septembre 2027", dt.date(2027, 9, 15)),
        TimeframeDraft("month", "Juin 2027", dt.date(2027, 6, 1)),
        TimeframeDraft("season", "Hiver 2027", dt.date(2027, 1, 1)),
    )
    actions = tuple(
        ElementDraft(key=t.text, level=0, title="Semer", timeframes=(t,), timeframe_text=t.text)
        for t in times
    )
    plan = PlanDraft(levels=(LevelDraft("Action", "action"),), elements=actions)

    sheet = openpyxl.load_workbook(io.BytesIO(write(plan, "xlsx"))).worksheets[0]

    assert [sheet.cell(row, 2).value for row in (6, 7, 8)] == [
        dt.datetime(2027, 9, 15),
        dt.datetime(2027, 6, 1),
        "Hiver 2027",
    ]


def test_word_tables_repeat_their_header_and_say_what_they_hold():
    xml = zipfile.ZipFile(io.BytesIO(write(PLAN, "docx"))).read("word/document.xml").decode()

    assert xml.count("<w:tblHeader/>") == 2
    assert '<w:tblCaption w:val="Orientation\u00a01\u00a0: Cultiver ensemble"/>' in xml
    assert 'w:orient="landscape"' in xml


HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")')


def test_no_formula_survives_in_a_workbook():
    book = openpyxl.load_workbook(io.BytesIO(write(with_titles(*HOSTILE), "xlsx")))

    cells = [c for sheet in book for row in sheet for c in row if c.value is not None]
    assert {c.data_type for c in cells} == {"s"}
    assert not any(c.hyperlink for c in cells)


def test_no_cell_of_a_csv_file_starts_a_formula():
    data = write(with_titles(*HOSTILE), "csv")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))

    assert data.startswith(b"\xef\xbb\xbf")
    assert [row[0] for row in rows[1:]] == [
        "'=1+1",
        "'+cmd|' /C calc'!A0",
        "'-2+3",
        "'@SUM(A1)",
        "x",
        '\'=HYPERLINK("http://x")',
    ]


def tags(pdf: pdfplumber.PDF) -> list[dict[str, object]]:
    """Every node of the structure tree, in reading order."""

    def walk(nodes):
        for node in nodes:
            yield node
            yield from walk(node.get("children", []))

    return list(walk(pdf.structure_tree))


def test_pdf_is_tagged_french_titled_and_declares_its_standard():
    data = write(PLAN, "pdf")

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        catalog = pdf.doc.catalog
        assert catalog["Lang"] in (b"fr-CA", "fr-CA")
        assert catalog["MarkInfo"]["Marked"] is True
        assert catalog["ViewerPreferences"]["DisplayDocTitle"] is True
        assert pdf.metadata["Title"] == "Plan d’action 2026-2029"
        assert (pdf.pages[0].width, pdf.pages[0].height) == (792, 612)
        outline = [(level, title) for level, title, *_ in pdf.doc.get_outlines()]
    assert outline == [(1, "Orientation\u00a01 Cultiver ensemble")]
    assert b"pdfuaid:part>1<" in data


def test_header_cells_of_a_pdf_table_say_that_they_head_columns():
    with pdfplumber.open(io.BytesIO(write(PLAN, "pdf"))) as pdf:
        nodes = tags(pdf)

    heads = [node["attributes"] for node in nodes if node["type"] == "TH"]
    assert [(a["Scope"], a.get("ColSpan", 1)) for a in heads] == [
        *[("Column", 1)] * 3,
        ("Column", 3),
        *[("Column", 1)] * 4,
    ]
    assert [node["type"] for node in nodes].count("THead") == 1


@pytest.mark.parametrize("with_status", [False, True])
def test_pdf_passes_every_rule_of_a_pdf_ua_checker(with_status):
    checker = pytest.importorskip(
        "page", reason="page-validation is not installed: PDF/UA-1 was not checked"
    )
    long = replace(SOW, title="Semer " + "des fèves et des pois " * 200, key="long")
    branch = PLAN.elements[0].children[0]
    tree = replace(PLAN.elements[0], children=(replace(branch, children=(SOW, long)),))
    plan = replace(PLAN, elements=(tree,), mission="Cultiver.", acronyms=(("TR", "Table"),))

    report = checker.validate_pdf_bytes(
        write(plan, "pdf", with_status=with_status), profile=checker.ValidationProfile.PDF_UA_1
    )

    assert [str(failure) for failure in report.failures] == []
    assert report.is_compliant


def test_row_taller_than_a_page_goes_on_overleaf():
    plan = with_titles("un arbre, puis un autre, " * 300 + "la fin")

    with pdfplumber.open(io.BytesIO(write(plan, "pdf"))) as pdf:
        words = [w for page in pdf.pages for w in page.extract_words()]
        assert len(pdf.pages) > 1
        assert all(w["bottom"] < 612 for w in words)
    assert [w["text"] for w in words].count("fin") == 2


def test_words_are_never_markup_in_a_pdf():
    wild = "#panic() *gras* _x_ $x^2$ <etiquette> @ref // fin \\ `code` = titre"

    with pdfplumber.open(io.BytesIO(write(with_titles(wild), "pdf"))) as pdf:
        text = " ".join((pdf.pages[0].extract_text() or "").split())

    assert "#panic() *gras*" in text
    assert "$x^2$ <etiquette>" in text


def test_pdf_keeps_writing_when_no_font_draws_a_character():
    with pdfplumber.open(io.BytesIO(write(with_titles("ᐃᓄᒃᑎᑐᑦ 𓀀 bonjour"), "pdf"))) as pdf:
        assert "bonjour" in (pdf.pages[0].extract_text() or "")


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_control_characters_and_lone_surrogates_break_no_format(format):
    plan = with_titles("a\x00b\x0b\x1fc\ud800d\uffff", "\u202edroite", "x" * 40_000)

    assert write(plan, format, with_status=True)


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_empty_draft_is_written_in_every_format(format):
    assert write(PlanDraft(), format)


def test_unknown_format_is_refused():
    with pytest.raises(ValueError, match="odt"):
        write(PLAN, "odt")  # type: ignore[arg-type]
