"""PDF files made here with typst, broken ones, and the real plans when they are at hand."""

from __future__ import annotations

import functools
import io
import os
import re
import zlib
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
import typst
from PIL import Image

from arrimage.formats.document import Paragraph, SourceDocument, Table, UnreadableDocument
from arrimage.formats.readers.docx import read_docx
from arrimage.formats.readers.pdf import ReadingCancelled, page_count, read_pdf, render_page

SHARED = Path(os.environ.get("ARRIMAGE_SHARED", Path(__file__).parents[4] / "shared"))
PLANS = ("000", "001", "002", "003", "004")

PLAN = """
#set page(width: 400pt, height: 300pt, margin: 40pt,
  header: [#text(7pt)[Réseau Lisière – plan d’action]],
  footer: context [#text(7pt)[Page #counter(page).display() de 3]])
#set text(font: "Libertinus Serif", size: 10pt, lang: "fr", hyphenate: false)
#text(18pt, weight: "bold")[Plan d’action 2025-2027]

Le plan compte deux orientations.

#let mark = table.cell(fill: rgb("8DB3E2"))[]
#table(columns: (90pt, 110pt, 70pt, 25pt, 25pt), inset: 5pt,
  table.header(
    table.cell(rowspan: 2, fill: rgb("D9D9D9"))[*Objectifs*], table.cell(rowspan: 2)[*Actions*],
    table.cell(rowspan: 2)[*Qui*], table.cell(colspan: 2)[*Années*], [A1], [A2]),
  table.cell(colspan: 5, fill: rgb("B8CCE4"))[Orientation 1 : Habiter le territoire],
  table.cell(rowspan: 3)[1. Rapprocher les sous-ministres et les villages de la lisière],
  [1.1 Tenir deux rencontres par saison avec les porteurs], [Coordination \\ Agente de liaison],
  mark, [],
  [1.2 Publier un guide], [Coordination], table.cell(fill: white)[], mark,
  [1.3 Préparer une trousse qui aide les comités de citoyens à lancer un jardin, à trouver de
  l’eau et à nourrir leurs voisins pendant trois étés, puis à raconter cette aventure aux villages
  d’à côté], [Comité], mark, mark,
  [2. Faire connaître le réseau],
  [2.1 Choisir :
   - un nom court
   - une couleur
     - vive
     - ou pâle], [Direction], [], mark,
)
"""


def compile_typst(source: str) -> bytes:
    return typst.compile(source.encode())


@pytest.fixture(scope="module")
def plan() -> SourceDocument:
    return read_pdf(compile_typst(PLAN), "plan.pdf")


def only_table(document: SourceDocument) -> Table:
    (table,) = document.tables()
    return table


def texts(paragraphs: Iterable[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def test_running_heads_and_page_numbers_are_left_out(plan: SourceDocument) -> None:
    assert texts(plan.paragraphs()) == [
        "Plan d’action 2025-2027",
        "Le plan compte deux orientations.",
    ]
    assert [p.heading for p in plan.paragraphs()] == [1, 0]


def test_table_over_pages_is_one_table_with_its_header_once(plan: SourceDocument) -> None:
    table = only_table(plan)

    assert len(plan.pages) > 1
    assert table.header_rows == 2
    assert [[(c.column, c.row_span, c.col_span) for c in row] for row in table.rows] == [
        [(0, 2, 1), (1, 2, 1), (2, 2, 1), (3, 1, 2)],
        [(3, 1, 1), (4, 1, 1)],
        [(0, 1, 5)],
        [(0, 3, 1), (1, 1, 1), (2, 1, 1), (3, 1, 1), (4, 1, 1)],
        [(1, 1, 1), (2, 1, 1), (3, 1, 1), (4, 1, 1)],
        [(1, 1, 1), (2, 1, 1), (3, 1, 1), (4, 1, 1)],
        [(0, 1, 1), (1, 1, 1), (2, 1, 1), (3, 1, 1), (4, 1, 1)],
    ]


def test_row_cut_by_the_page_is_one_row(plan: SourceDocument) -> None:
    cell = only_table(plan).rows[5][0]

    assert texts(cell.paragraphs) == [
        "1.3 Préparer une trousse qui aide les comités de citoyens à lancer un jardin, à trouver "
        "de l’eau et à nourrir leurs voisins pendant trois étés, puis à raconter cette aventure "
        "aux villages d’à côté"
    ]
    assert plan.notices == ()


def test_wrapped_lines_are_joined_and_end_hyphens_kept(plan: SourceDocument) -> None:
    rows = only_table(plan).rows

    assert texts(rows[3][0].paragraphs) == [
        "1. Rapprocher les sous-ministres et les villages de la lisière"
    ]
    assert texts(rows[3][2].paragraphs) == ["Coordination", "Agente de liaison"]


def test_fills_are_read_and_white_is_none(plan: SourceDocument) -> None:
    rows = only_table(plan).rows

    assert rows[0][0].fill == "D9D9D9"
    assert rows[2][0].fill == "B8CCE4"
    assert [[c.fill for c in row[-2:]] for row in rows[3:]] == [
        ["8DB3E2", ""],
        ["", "8DB3E2"],
        ["8DB3E2", "8DB3E2"],
        ["", "8DB3E2"],
    ]


def test_lists_in_a_cell_keep_markers_and_levels(plan: SourceDocument) -> None:
    paragraphs = only_table(plan).rows[6][1].paragraphs

    assert [(p.list_level, p.marker, p.text) for p in paragraphs] == [
        (0, "", "2.1 Choisir :"),
        (1, "•", "un nom court"),
        (1, "•", "une couleur"),
        (2, "‣", "vive"),
        (2, "‣", "ou pâle"),
    ]


def test_anchor_of_a_cell_lights_its_row_on_the_page(plan: SourceDocument) -> None:
    cell = only_table(plan).rows[3][1]
    inside = cell.paragraphs[0].anchor

    assert (cell.anchor.page, cell.anchor.table, cell.anchor.row, cell.anchor.column) == (
        1,
        1,
        4,
        2,
    )
    assert cell.anchor.box is not None and inside.box is not None
    assert cell.anchor.box[0] == pytest.approx(130, abs=1)
    assert cell.anchor.box[2] == pytest.approx(240, abs=1)
    assert cell.anchor.box[1] < inside.box[1] < inside.box[3] < cell.anchor.box[3]


def test_row_that_begins_a_page_is_not_joined_because_its_first_cell_is_empty() -> None:
    document = read_pdf(
        compile_typst("""
#set page(width: 300pt, height: 160pt, margin: 30pt)
#set text(size: 10pt)
#table(columns: (80pt, 150pt), [*But*], [*Action*],
  [Accueillir], [Tenir une fête], [], [Écrire une lettre], [], [Planter un arbre.],
  [], [Chanter ensemble], [Fêter], [Danser])
"""),
        "x.pdf",
    )

    table = only_table(document)
    assert [[c.text for c in row] for row in table.rows] == [
        ["But", "Action"],
        ["Accueillir", "Tenir une fête"],
        ["", "Écrire une lettre"],
        ["", "Planter un arbre."],
        ["", "Chanter ensemble"],
        ["Fêter", "Danser"],
    ]


def test_two_tables_with_a_heading_between_stay_two() -> None:
    document = read_pdf(
        compile_typst("""
#set page(width: 300pt, height: 200pt, margin: 30pt)
#table(columns: (80pt, 150pt), [But], [Action], [Un], [Semer])
#pagebreak()
Suite du plan
#table(columns: (80pt, 150pt), [But], [Action], [Deux], [Récolter])
"""),
        "x.pdf",
    )

    assert [len(t.rows) for t in document.tables()] == [2, 2]
    assert texts(document.paragraphs()) == ["Suite du plan"]


def test_table_ended_well_above_the_foot_is_not_continued() -> None:
    document = read_pdf(
        compile_typst("""
#set page(width: 300pt, height: 300pt, margin: 30pt)
#table(columns: (80pt, 150pt), [Nom], [Rôle], [Ana], [Présidente])
#pagebreak()
#table(columns: (80pt, 150pt), [Mot], [Sens], [Lisière], [Bord du bois])
#v(1fr)
Fin
"""),
        "x.pdf",
    )

    assert [len(t.rows) for t in document.tables()] == [2, 2]


def test_table_with_horizontal_rules_only_is_found_by_its_white() -> None:
    document = read_pdf(
        compile_typst("""
#set page(width: 400pt, height: 300pt, margin: 30pt)
#set text(size: 10pt, lang: "fr", hyphenate: false)
#table(columns: (100pt, 150pt, 80pt), stroke: (x: none, y: 0.5pt), inset: 5pt,
  [*But*], [*Action*], [*Qui*],
  [Accueillir les familles], [Tenir une grande fête au village chaque printemps], [Comité],
  [], [Écrire un guide], [Ana Roy],
  [Nourrir], [Semer], [])
"""),
        "x.pdf",
    )

    table = only_table(document)
    assert table.is_reconstructed
    assert [[c.text for c in row] for row in table.rows] == [
        ["But", "Action", "Qui"],
        ["Accueillir les familles", "Tenir une grande fête au village chaque printemps", "Comité"],
        ["", "Écrire un guide", "Ana Roy"],
        ["Nourrir", "Semer", ""],
    ]


def test_table_of_filled_cells_without_rules_is_a_table() -> None:
    document = read_pdf(
        compile_typst("""
#set page(width: 300pt, height: 200pt, margin: 30pt)
#table(columns: (80pt, 120pt), stroke: none, gutter: 1pt, fill: rgb("EEEEFF"),
  [But], [Action], [Nourrir], [Semer])
"""),
        "x.pdf",
    )

    assert [[(c.text, c.fill) for c in row] for row in only_table(document).rows] == [
        [("But", "EEEEFF"), ("Action", "EEEEFF")],
        [("Nourrir", "EEEEFF"), ("Semer", "EEEEFF")],
    ]


def test_header_written_upwards_is_read_and_other_turned_text_is_told() -> None:
    document = read_pdf(
        compile_typst("""
#set page(width: 300pt, height: 200pt, margin: 30pt)
#place(rotate(30deg)[Ébauche])
#v(60pt)
#table(columns: (80pt, 30pt), [But], rotate(-90deg, reflow: true)[An un], [Semer], [X])
"""),
        "x.pdf",
    )

    assert [[c.text for c in row] for row in only_table(document).rows] == [
        ["But", "An un"],
        ["Semer", "X"],
    ]
    assert document.notices == (
        "Du texte écrit de travers ou à la verticale n’a pas été lu (page 1).",
    )


def test_blank_lines_that_line_up_cells_are_empty_paragraphs() -> None:
    document = read_pdf(
        compile_typst("""
#set page(width: 300pt, height: 200pt, margin: 30pt)
#set text(size: 10pt)
#table(columns: (100pt, 80pt), align: top,
  [Semer \\ Arroser \\ Récolter \\ Manger], [Mai \\ ~ \\ ~ \\ Août], [Chanter \\ Danser], [~ \\ Juin])
"""),
        "x.pdf",
    )

    assert [[texts(c.paragraphs) for c in row] for row in only_table(document).rows] == [
        [["Semer", "Arroser", "Récolter", "Manger"], ["Mai", "", "", "Août"]],
        [["Chanter", "Danser"], ["", "Juin"]],
    ]


def test_columns_are_read_one_after_the_other() -> None:
    document = read_pdf(
        compile_typst("""
#set page(width: 400pt, height: 260pt, margin: 30pt)
#set text(size: 10pt, lang: "fr", hyphenate: false)
#align(center)[#text(16pt)[*Résumé du plan du Réseau Lisière*]]
#columns(2)[
*Mieux accueillir les gens qui arrivent dans nos villages :*
- Une fête au printemps
- Un repas partagé par tout le village chaque automne
- Un guide pour les nouvelles familles
#colbreak()
*Mieux faire connaître ce que font les comités locaux*
- Une infolettre quatre fois par année
- Des capsules racontées par les membres eux-mêmes
- Un bottin
]
"""),
        "x.pdf",
    )

    assert [(p.list_level, p.text) for p in document.paragraphs()] == [
        (0, "Résumé du plan du Réseau Lisière"),
        (0, "Mieux accueillir les gens qui arrivent dans nos villages :"),
        (1, "Une fête au printemps"),
        (1, "Un repas partagé par tout le village chaque automne"),
        (1, "Un guide pour les nouvelles familles"),
        (0, "Mieux faire connaître ce que font les comités locaux"),
        (1, "Une infolettre quatre fois par année"),
        (1, "Des capsules racontées par les membres eux-mêmes"),
        (1, "Un bottin"),
    ]


def test_footnotes_leave_the_text_and_their_calls_stay() -> None:
    document = read_pdf(
        compile_typst("""
#set page(width: 400pt, height: 260pt, margin: 40pt)
#set text(size: 11pt, lang: "fr")
#set super(typographic: false)
L’an 1#footnote[Du 1#super[er] avril au 31 mars.] commence au printemps et finit à l’hiver.
"""),
        "x.pdf",
    )

    (paragraph,) = document.paragraphs()
    assert document.footnotes == (("1", "Du 1er avril au 31 mars."),)
    assert [run.footnote for run in paragraph.runs if run.footnote] == ["1"]
    assert paragraph.text == "L’an 1 commence au printemps et finit à l’hiver."


def test_bold_is_kept_run_by_run() -> None:
    document = read_pdf(
        compile_typst("#set page(width: 400pt, height: 200pt)\n*Mission :* relier les gens"),
        "x.pdf",
    )

    (paragraph,) = document.paragraphs()
    assert [(run.text, run.bold) for run in paragraph.runs] == [
        ("Mission : ", True),
        ("relier les gens", False),
    ]


def test_progress_is_told_at_each_page_and_reading_can_be_cancelled() -> None:
    data = compile_typst(PLAN)
    told: list[tuple[int, int]] = []
    total = page_count(data)

    read_pdf(data, "x.pdf", progress=lambda done, of: told.append((done, of)))

    assert told == [(n, total) for n in range(1, total + 1)]
    with pytest.raises(ReadingCancelled):
        read_pdf(data, "x.pdf", cancelled=lambda: True)


def test_page_image_is_as_wide_as_asked() -> None:
    image = Image.open(io.BytesIO(render_page(compile_typst(PLAN), 1, width=600)))

    assert (image.format, image.size) == ("PNG", (600, 450))


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_pdf(data, "x.pdf")
    assert str(caught.value).endswith(".")
    return caught.value.code


def minimal_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of the given objects, the first being the catalogue."""
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def page_with(content: bytes, extra: bytes = b"") -> bytes:
    return minimal_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << "
        b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content),
    )


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n" + bytes(range(256)) * 40, b"%PDF-1.4\n", b"%PDF-1.4\n%%EOF"],
    ids=["noise", "header", "nothing"],
)
def test_damaged_file_is_refused_with_a_sentence(data: bytes) -> None:
    assert refusal(data) == "damaged"


def test_truncated_file_is_refused() -> None:
    data = compile_typst(PLAN)

    assert {refusal(data[: len(data) * part // 10]) for part in (1, 3, 5)} == {"damaged"}


def test_file_with_a_password_is_refused() -> None:
    trailer = (
        b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << "
        b"/Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s> >>"
        % (b"ab" * 32, b"cd" * 32)
    )
    data = minimal_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        trailer=trailer,
    )

    assert refusal(data) == "encrypted"


def test_page_without_text_is_told_from_a_scan() -> None:
    scan = page_with(b"q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")

    assert refusal(page_with(b"0 0 m 10 10 l S")) == "empty"
    assert refusal(scan) == "scan"


def test_stream_that_swells_without_measure_is_refused() -> None:
    bomb = zlib.compress(zlib.compress(b"q " * 90_000_000, 9), 9)

    code = refusal(page_with(bomb, b"/Filter [/FlateDecode /FlateDecode]"))

    assert code == "unsafe"


def test_too_many_pages_are_refused() -> None:
    kids = b" ".join(b"3 0 R" for _ in range(401))
    data = minimal_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count 401 >>" % kids,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>",
    )

    assert refusal(data) == "too_large"


def test_deeply_nested_content_is_refused_or_read_without_a_crash() -> None:
    data = page_with(b"[" * 100_000 + b"BT /F1 12 Tf 50 700 Td (Bonjour) Tj ET")

    try:
        read_pdf(data, "x.pdf")
    except UnreadableDocument as error:
        assert error.code in ("damaged", "empty")


@functools.cache
def real_plan(number: str) -> tuple[SourceDocument, SourceDocument]:
    """The plan read from its docx and from its pdf."""
    folder = SHARED / "plans"
    if not (folder / f"{number}.pdf").exists():
        pytest.skip(f"THE REAL PLANS ARE NOT HERE: {folder} (set ARRIMAGE_SHARED)")
    docx = read_docx((folder / f"{number}.docx").read_bytes(), f"{number}.docx")
    return docx, read_pdf((folder / f"{number}.pdf").read_bytes(), f"{number}.pdf")


def shape(document: SourceDocument) -> list[list[tuple[int, int, int, int, str]]]:
    return [
        [(c.row, c.column, c.row_span, c.col_span, c.fill) for row in t.rows for c in row]
        for t in document.tables()
    ]


def cell_words(document: SourceDocument) -> list[str]:
    """Text of each cell, without spaces and list dashes."""
    return [
        re.sub(r"[\s-]", "", cell.text)
        for table in document.tables()
        for row in table.rows
        for cell in row
    ]


@pytest.mark.parametrize("number", PLANS)
def test_real_plan_has_the_same_tables_in_pdf_as_in_docx(number: str) -> None:
    docx, pdf = real_plan(number)

    assert shape(pdf) == shape(docx)


@pytest.mark.parametrize("number", PLANS)
def test_real_plan_has_the_same_words_in_each_cell(number: str) -> None:
    docx, pdf = real_plan(number)

    assert cell_words(pdf) == cell_words(docx)


@pytest.mark.parametrize("number", PLANS)
def test_real_plan_cuts_its_cells_in_the_same_paragraphs(number: str) -> None:
    docx, pdf = real_plan(number)

    def cut(document: SourceDocument) -> list[list[str]]:
        return [
            [
                piece.strip().removeprefix("- ")
                for paragraph in cell.paragraphs
                for piece in paragraph.text.split("\n")
                if piece.strip()
            ]
            for table in document.tables()
            for row in table.rows
            for cell in row
            if cell.text
        ]

    pairs = list(zip(cut(docx), cut(pdf), strict=True))
    same = sum(len(a) == len(b) for a, b in pairs)
    assert same >= 0.98 * len(pairs)


def test_pages_of_a_real_plan_are_in_order() -> None:
    _, pdf = real_plan("002")

    pages = [block.anchor.page or 0 for block in pdf.blocks]
    assert all(a <= b for a, b in pairwise(pages))


OVERFLOWN = """
#set page(width: 420pt, height: 300pt, margin: 40pt)
#set text(font: "Libertinus Serif", size: 10pt, lang: "fr", hyphenate: false)
#let wide(body) = box(width: 300pt, body)
#let tall(body) = place(dy: -5.5pt, body)
#table(columns: (90pt, 90pt, 90pt), rows: 16pt, inset: 3pt,
  [Action], [Responsable], [Échéance],
  wide[1.1 Recenser toutes les haies], [Comité], [Mai 2030],
  [1.2 Creuser], wide[Agente de terrain et voisins], [Juin 2030],
  tall[1.3 Planter le long des ruisseaux], [Comité], [Mai 2031],
  tall[1.4 Arroser avec les enfants], [Bénévoles], [Juin 2031],
)
"""


def test_text_that_runs_over_its_neighbours_stays_in_its_cell() -> None:
    table = only_table(read_pdf(compile_typst(OVERFLOWN), "plan.pdf"))

    assert [[" ".join(cell.text.split()) for cell in row] for row in table.rows] == [
        ["Action", "Responsable", "Échéance"],
        ["1.1 Recenser toutes les haies", "Comité", "Mai 2030"],
        ["1.2 Creuser", "Agente de terrain et voisins", "Juin 2030"],
        ["1.3 Planter le long des ruisseaux", "Comité", "Mai 2031"],
        ["1.4 Arroser avec les enfants", "Bénévoles", "Juin 2031"],
    ]
    assert [cell.text for row in table.rows for cell in row if cell.is_cut] == [
        "1.1 Recenser toutes les haies",
        "Agente de terrain et voisins",
    ]
