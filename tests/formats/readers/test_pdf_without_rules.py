"""Tables of PDF files that nothing draws, or that rules draw every second row only."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import typst
from PIL import Image

from arrimage.formats.document import Run, Table, UnreadableDocument
from arrimage.formats.readers.pdf import _side_by_side, read_pdf, render_page
from arrimage.formats.readers.pdf_glyphs import Line
from arrimage.formats.readers.pdf_grid import RawTable
from arrimage.formats.readers.pdf_layout import PageContent, Region

HEAD = """
#set page(width: 520pt, height: 360pt, margin: 40pt)
#set text(font: "Libertinus Serif", size: 10pt, lang: "fr", hyphenate: false)
"""
BARE = (
    HEAD
    + """
= Plan d’action 2030

#table(columns: (130pt, 150pt, 80pt, 70pt), stroke: none, inset: 4pt,
  [Objectif], [Action], [Responsable], [Échéance],
  [1.1 Dresser un portrait du territoire et de ses usages],
  [1.1.1 Recenser les haies de chaque village avec l’aide des bénévoles],
  [Coordination], [Juin 2030],
  [], [1.1.2 Publier un atlas], [Agente de liaison et de terrain], [Mai 2031],
  [1.2 Partager], [1.2.1 Tenir une fête], [Comité], [En continu])
"""
)
COMPACT = (
    HEAD
    + """
#table(columns: (50pt, 100pt, 120pt, 70pt, 80pt), stroke: none, inset: (x: 2pt, y: 2pt),
  [Axe], [Objectif], [Action], [Porteur], [Échéance],
  [Milieu], [Connaître le milieu], [Faire un portrait], [Agent], [mars 2031],
  [Milieu], [Connaître le milieu], [Diffuser le portrait], [Agent], [juin 2031],
  [Équipe], [Bien travailler], [Former les gens], [Direction], [octobre 2031],
  [Équipe], [Bien travailler], [Réviser les règles], [Comité], [2032])
"""
)
EVERY_SECOND_ROW = (
    HEAD
    + """
#table(columns: (100pt, 140pt, 90pt, 80pt), inset: 4pt,
  stroke: (x, y) => (top: 1pt, bottom: 1pt,
    left: if calc.odd(y) or x == 0 { 1pt }, right: if calc.odd(y) or x == 3 { 1pt }),
  [Objectif], [Action], [Qui], [Quand],
  [Grandir], [Appeler les anciens membres], [Agente], [Mars],
  [], [Offrir une trousse], [Direction], [Avril],
  [Partager], [Tenir un atelier], [Comité], [Mai])
"""
)
OVER_TWO_PAGES = (
    HEAD
    + """
#set page(height: 300pt, footer: context [Réseau Lisière #h(1fr) Page #counter(page).display()])
#table(columns: (110pt, 170pt, 80pt, 70pt), stroke: none, inset: 12pt,
  [Objectif], [Action], [Responsable], [Échéance],
  [1. Mobiliser les écoles], [1.1 Rencontrer les directions], [Coordination], [Juin 2030],
  [], [1.2 Outiller les enseignants qui veulent planter dans leur cour], [Agente], [Juin 2031],
  [], [1.3 Tenir une fête], [Agente], [Mai 2032],
  [2. Mobiliser les voisins], [2.1 Visiter chaque rue], [Bénévoles], [Mai 2030],
  [], [2.2 Publier une carte], [Bénévoles], [Juin 2030],
  [], [2.3 Ouvrir un atelier], [Comité], [Juin 2031])
"""
)
STRIPED = (
    HEAD
    + """
#let gray = rgb("#d0d0d0")
#table(columns: (150pt, 120pt, 120pt), stroke: none,
  fill: (x, y) => if calc.odd(y) { gray },
  [Action], [Responsable], [Échéance],
  table.cell(colspan: 3)[Objectif 1 : Planter],
  [1.1 Choisir], [Comité], [Mai 2030],
  [1.2 Creuser], [Bénévoles], [Juin 2030],
  table.cell(colspan: 3)[Objectif 2 : Récolter],
  [2.1 Cueillir], [Agente], [Août 2030])
"""
)
TITLED_ABOVE_ITS_STRIPES = (
    HEAD
    + """
#let grey = rgb("EEEEEE")
#set table(fill: (x, y) => if y > 0 and calc.even(y) { grey })
#table(columns: (100pt, 80pt, 80pt), stroke: none, inset: 6pt, align: horizon,
  [Action], [Responsable], [Résultat \\ attendu],
  table.cell(colspan: 3)[Orientation 1 : Planter],
  table.cell(colspan: 3)[Objectif 1 : Creuser],
  [1.1 Choisir], [Comité], [Une liste],
  [1.2 Creuser], [Agente], [Mille trous],
  [1.3 Arroser], [Agente], [Deux étés])
"""
)
IN_THE_MIDDLE = (
    HEAD
    + """
#table(columns: (100pt, 140pt, 100pt, 80pt), rows: (16pt, 50pt, 50pt, 50pt), stroke: none,
  align: horizon, inset: 2pt,
  [Objectif], [Action], [Responsable], [Échéance],
  table.cell(rowspan: 2)[1. Planter le long des chemins et des ruisseaux],
  [1.1 Choisir les espèces qui résistent au vent et au sel], [Comité], [Mai 2030],
  [1.2 Creuser], [Agente \\ Bénévoles], [Juin 2030],
  [2. Récolter], [2.1 Cueillir avec tous les voisins qui le veulent], [Agente], [Août 2030])
"""
)
FRAMED_LIST = (
    HEAD
    + """
#box(stroke: 1pt, inset: 8pt)[*Objectif 1 : Planter*
- Choisir les espèces
- Creuser]
"""
)
THREE_COLUMNS_OF_PROSE = (
    HEAD
    + """
#columns(3)[#lorem(220)]
"""
)


def tables(source: str) -> list[list[list[str]]]:
    return tables_of(typst.compile(source.encode()))


def tables_of(data: bytes) -> list[list[list[str]]]:
    document = read_pdf(data, "plan.pdf")
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def test_table_without_any_rule_is_read_row_by_row():
    assert tables(BARE) == [
        [
            ["Objectif", "Action", "Responsable", "Échéance"],
            [
                "1.1 Dresser un portrait du territoire et de ses usages",
                "1.1.1 Recenser les haies de chaque village avec l’aide des bénévoles",
                "Coordination",
                "Juin 2030",
            ],
            ["", "1.1.2 Publier un atlas", "Agente de liaison et de terrain", "Mai 2031"],
            ["1.2 Partager", "1.2.1 Tenir une fête", "Comité", "En continu"],
        ]
    ]


def test_tight_rows_of_a_worksheet_stay_apart():
    assert tables(COMPACT) == [
        [
            ["Axe", "Objectif", "Action", "Porteur", "Échéance"],
            ["Milieu", "Connaître le milieu", "Faire un portrait", "Agent", "mars 2031"],
            ["Milieu", "Connaître le milieu", "Diffuser le portrait", "Agent", "juin 2031"],
            ["Équipe", "Bien travailler", "Former les gens", "Direction", "octobre 2031"],
            ["Équipe", "Bien travailler", "Réviser les règles", "Comité", "2032"],
        ]
    ]


def test_row_ruled_above_and_below_only_keeps_its_columns():
    assert tables(EVERY_SECOND_ROW) == [
        [
            ["Objectif", "Action", "Qui", "Quand"],
            ["Grandir", "Appeler les anciens membres", "Agente", "Mars"],
            ["", "Offrir une trousse", "Direction", "Avril"],
            ["Partager", "Tenir un atelier", "Comité", "Mai"],
        ]
    ]


def test_table_without_rules_goes_on_over_the_page_without_its_foot():
    assert tables(OVER_TWO_PAGES) == [
        [
            ["Objectif", "Action", "Responsable", "Échéance"],
            [
                "1. Mobiliser les écoles",
                "1.1 Rencontrer les directions",
                "Coordination",
                "Juin 2030",
            ],
            [
                "",
                "1.2 Outiller les enseignants qui veulent planter dans leur cour",
                "Agente",
                "Juin 2031",
            ],
            ["", "1.3 Tenir une fête", "Agente", "Mai 2032"],
            ["2. Mobiliser les voisins", "2.1 Visiter chaque rue", "Bénévoles", "Mai 2030"],
            ["", "2.2 Publier une carte", "Bénévoles", "Juin 2030"],
            ["", "2.3 Ouvrir un atelier", "Comité", "Juin 2031"],
        ]
    ]


def test_rows_left_white_between_stripes_are_rows():
    assert tables(STRIPED) == [
        [
            ["Action", "Responsable", "Échéance"],
            ["Objectif 1 : Planter"],
            ["1.1 Choisir", "Comité", "Mai 2030"],
            ["1.2 Creuser", "Bénévoles", "Juin 2030"],
            ["Objectif 2 : Récolter"],
            ["2.1 Cueillir", "Agente", "Août 2030"],
        ]
    ]


def test_names_of_columns_above_a_title_and_the_first_stripe_belong_to_the_table():
    assert tables(TITLED_ABOVE_ITS_STRIPES) == [
        [
            ["Action", "Responsable", "Résultat attendu"],
            ["Orientation 1 : Planter"],
            ["Objectif 1 : Creuser"],
            ["1.1 Choisir", "Comité", "Une liste"],
            ["1.2 Creuser", "Agente", "Mille trous"],
            ["1.3 Arroser", "Agente", "Deux étés"],
        ]
    ]


def test_cells_set_in_the_middle_of_their_rows_are_told_by_their_middles():
    assert tables(IN_THE_MIDDLE) == [
        [
            ["Objectif", "Action", "Responsable", "Échéance"],
            [
                "1. Planter le long des chemins et des ruisseaux",
                "1.1 Choisir les espèces qui résistent au vent et au sel",
                "Comité",
                "Mai 2030",
            ],
            ["1.2 Creuser", "Agente\nBénévoles", "Juin 2030"],
            [
                "2. Récolter",
                "2.1 Cueillir avec tous les voisins qui le veulent",
                "Agente",
                "Août 2030",
            ],
        ]
    ]


def test_frame_around_a_list_is_no_table():
    assert tables(FRAMED_LIST) == []


@pytest.mark.parametrize("angle", [0, 90, -90, 180])
def test_image_of_a_turned_page_shows_its_words_where_their_anchor_says(angle):
    data = typst.compile(
        f"#set page(width: 400pt, height: 300pt)\n#rotate({angle}deg, reflow: true)"
        "[#box(width: 200pt)[Plan d’action de tous les voisins de la lisière]]".encode()
    )

    document = read_pdf(data, "plan.pdf")
    image = Image.open(io.BytesIO(render_page(data, 1))).convert("L")

    scale = image.width / document.pages[0].width
    box = next(document.paragraphs()).anchor.box
    printed = image.point(lambda level: 255 if level < 128 else 0).getbbox()
    assert printed == pytest.approx([edge * scale for edge in box], abs=12)


def test_prose_in_three_columns_is_no_table():
    assert tables(THREE_COLUMNS_OF_PROSE) == []


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_page_shown_on_its_side_or_upside_down_is_read_the_same(angle):
    document = pypdfium2.PdfDocument(typst.compile(BARE.encode()))
    document[0].set_rotation(angle)
    turned = io.BytesIO()
    document.save(turned)

    assert tables_of(turned.getvalue()) == tables(BARE)


def test_table_whose_rows_are_mostly_lost_is_refused():
    run = Run("Cueillir\tAgente\tJuin 2030")
    line = Line(1, 10, 100, 40, 40, 300, 92, 102, (run,), 30)
    few = RawTable(1, (40, 20, 300, 60), [], 2, is_loose=True)

    with pytest.raises(UnreadableDocument) as refusal:
        _side_by_side([PageContent(1, 400, 300, [few, Region(40, 300, [line] * 5)])])

    assert refusal.value.code == "columns"
    assert _side_by_side([PageContent(1, 400, 300, [Region(40, 300, [line] * 5)])]) != ""
