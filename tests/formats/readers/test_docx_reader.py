"""Word files: what is printed is read, what is hidden, struck or computed is not."""

from __future__ import annotations

import io

import docx
import pytest
from office_files import docx_of, p, r, tbl, tc, tr

from arrimage.formats.document import Paragraph, Table
from arrimage.formats.readers import read_document

NUMBERED = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/>
    <w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl>
</w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def item(text: str, number: int, level: int = 0) -> str:
    list_of = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, properties=list_of)


def read(body: str, **parts: str):
    return read_document(docx_of(body, **parts), "plan.docx")


def texts(document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_headings_are_known_by_french_ids_bases_and_outline_levels():
    styles = """
    <w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="Axe"><w:name w:val="Axe"/>
      <w:basedOn w:val="Titre1"/></w:style>
    <w:style w:type="paragraph" w:styleId="Objectif"><w:name w:val="Objectif"/>
      <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>"""
    body = (
        p("Plan", style="Titre") + p("Un", style="Titre1") + p("Deux", style="Axe")
        + p("Trois", style="Objectif") + p("Corps")
        + p("Quatre", properties='<w:outlineLvl w:val="3"/>')
        + p("Corps de titre", style="Titre1", properties='<w:outlineLvl w:val="9"/>')
    )  # fmt: skip

    document = read(body, styles=styles)

    assert [b.heading for b in document.blocks] == [1, 1, 1, 3, 0, 4, 0]


def test_list_markers_are_counted_as_word_prints_them():
    body = (
        item("un", 5) + item("un un", 5, 1) + item("un deux", 5, 1) + item("deux", 5)
        + item("deux un", 5, 1) + item("puce", 6) + item("reprise", 7) + item("hors liste", 0)
    )  # fmt: skip

    document = read(body, numbering=NUMBERED)

    assert [(b.marker, b.list_level) for b in document.blocks] == [
        ("1.", 1), ("1.1", 2), ("1.2", 2), ("2.", 1), ("2.1", 2), ("•", 1), ("1.", 1), ("", 0),
    ]  # fmt: skip


def test_numbered_heading_keeps_its_number_as_marker_and_is_no_list_item():
    styles = """<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/>
      <w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>"""

    document = read(p("Outiller", style="Titre1"), styles=styles, numbering=NUMBERED)

    block = document.blocks[0]
    assert (block.heading, block.list_level, block.marker, block.text) == (1, 0, "1.", "Outiller")


def test_dash_typed_by_hand_is_a_list_marker_only_before_a_space():
    document = read(p("- Former") + p("-5 % de retards") + p("–\u00a0Réunir") + p("- "))

    found = [(b.list_level, b.marker, b.text) for b in document.blocks]
    assert found == [
        (1, "-", "Former"),
        (0, "", "-5 % de retards"),
        (1, "–", "Réunir"),
        (0, "", "-"),
    ]


def test_formatting_is_inherited_and_can_be_taken_back():
    styles = """
    <w:style w:type="paragraph" w:styleId="Gras"><w:name w:val="Gras"/>
      <w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Fort"><w:name w:val="Strong"/>
      <w:rPr><w:b/></w:rPr></w:style>"""
    body = p("tout", r(" sauf", '<w:b w:val="0"/>'), style="Gras") + p(
        "un ", r("mot", '<w:rStyle w:val="Fort"/><w:color w:val="00B050"/>'
                        '<w:highlight w:val="yellow"/>'),
        r("2", '<w:vertAlign w:val="superscript"/>'),
    )  # fmt: skip

    first, second = read(body, styles=styles).blocks

    assert [(run.text, run.bold, run.size) for run in first.runs] == [
        ("tout", True, 14.0), (" sauf", False, 14.0),
    ]  # fmt: skip
    assert [(run.bold, run.color, run.highlight, run.superscript) for run in second.runs] == [
        (False, "", "", False), (True, "00B050", "FFFF00", False), (False, "", "", True),
    ]  # fmt: skip


def test_deleted_struck_hidden_and_instructions_are_left_out_with_a_notice():
    body = (
        p("Garder ", "<w:del><w:r><w:delText>supprimé</w:delText></w:r></w:del>",
          "<w:ins><w:r><w:t>ajouté</w:t></w:r></w:ins>", r(" barré", "<w:strike/>"),
          r(" double", "<w:dstrike/>"), r(" masqué", "<w:vanish/>"))
        + p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText>MERGEFIELD Nom</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "Maude",
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + p("<w:moveFrom><w:r><w:t>parti</w:t></w:r></w:moveFrom>",
            "<w:moveTo><w:r><w:t>arrivé</w:t></w:r></w:moveTo>")
    )  # fmt: skip

    document = read(body)

    assert texts(document) == ["Garder ajouté", "Maude", "arrivé"]
    assert document.notices == (
        "Le texte supprimé en mode Suivi des modifications a été laissé de côté.",
        "Le texte barré a été laissé de côté.",
        "Le texte masqué a été laissé de côté.",
    )


def test_paragraph_whose_mark_is_deleted_joins_the_next_one():
    deleted = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'

    assert texts(read(p("Former ", properties=deleted) + p("les membres"))) == [
        "Former les membres"
    ]


def test_table_of_contents_is_not_content():
    styles = '<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> TOC \\o</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    block = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{p('Sommaire')}</w:sdtContent></w:sdt>"
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = (
        block + p("Axe 1 … 2", style="TM1") + p(field, "Axe 2 … 3") + p("Axe 3 … 4", end) + p("Fin")
    )

    document = read(body, styles=styles)

    assert texts(document) == ["Fin"]
    assert document.notices == ("La table des matières a été laissée de côté.",)


def test_content_controls_links_and_text_boxes_are_read_once():
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
        f"{p('Encadré')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox><w:txbxContent>{p('Encadré')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    body = (
        f"<w:sdt><w:sdtContent>{p('Contrôle')}</w:sdtContent></w:sdt>"
        + p("<w:hyperlink><w:r><w:t>lien</w:t></w:r></w:hyperlink>",
            "<w:smartTag><w:r><w:t> et étiquette</w:t></w:r></w:smartTag>")
        + p("Ancre", box)
    )  # fmt: skip

    assert texts(read(body)) == ["Contrôle", "lien et étiquette", "Ancre", "Encadré"]


def test_table_keeps_merges_fills_headers_and_widths():
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="92d050"/>'
    white = '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>'
    table = tbl(
        tr(tc("Objectif", '<w:vMerge w:val="restart"/>'), tc("Échéance", '<w:gridSpan w:val="2"/>'),
           properties="<w:tblHeader/>"),
        tr(tc("", "<w:vMerge/>"), tc("An 1", white), tc("An 2"), properties="<w:tblHeader/>"),
        tr(tc("Outiller"), tc("", fill), tc("X", '<w:shd w:val="nil" w:fill="FF0000"/>')),
        grid=(3000, 500, 500),
    )  # fmt: skip

    (found,) = read(table).blocks

    assert isinstance(found, Table)
    assert (found.header_rows, found.widths, found.width) == (2, (3000.0, 500.0, 500.0), 3)
    shape = [
        [(c.text, c.column, c.row_span, c.col_span, c.fill) for c in row] for row in found.rows
    ]
    assert shape == [
        [("Objectif", 0, 2, 1, ""), ("Échéance", 1, 1, 2, "")],
        [("An 1", 1, 1, 1, ""), ("An 2", 2, 1, 1, "")],
        [("Outiller", 0, 1, 1, ""), ("", 1, 1, 1, "92D050"), ("X", 2, 1, 1, "")],
    ]
    assert found.rows[2][1].anchor.row == 3
    assert found.rows[2][1].anchor.column == 2


def test_deleted_and_hidden_rows_are_left_out_and_nested_tables_are_read_in_their_cell():
    table = tbl(
        tr(tc(p("Avant") + tbl(tr(tc("a"), tc("b"))) + p("Après")), tc("x")),
        tr(tc("supprimée"), tc(""), properties='<w:del w:id="1"/>'),
        tr(tc("masquée"), tc(""), properties="<w:hidden/>"),
    )

    document = read(table)

    (found,) = document.blocks
    assert [[cell.text for cell in row] for row in found.rows] == [["Avant\na\nb\nAprès", "x"]]
    assert document.notices == ("Des rangées supprimées ou masquées ont été laissées de côté.",)


def test_footnotes_have_their_printed_numbers_and_stay_out_of_the_text():
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{p("")}</w:footnote>'
        f'<w:footnote w:id="4">{p("Selon le budget.")}</w:footnote>'
        f'<w:footnote w:id="2">{p("À confirmer.")}</w:footnote>'
    )
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = p("Former", call.format(4)) + tbl(tr(tc(p("Réunir", call.format(2)))))

    document = read(body, footnotes=notes)

    assert document.footnotes == (("1", "Selon le budget."), ("2", "À confirmer."))
    assert document.blocks[0].text == "Former"
    assert document.blocks[0].runs[-1].footnote == "1"


def test_breaks_tabs_symbols_and_check_boxes_are_characters():
    checked = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
        "</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = p("a", "<w:r><w:br/></w:r>", "b", "<w:r><w:tab/></w:r>", "c") + p(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', checked
    )

    assert texts(read(body)) == ["a\nb\tc", "✓☒"]


def test_landscape_and_properties_come_from_the_file():
    document = docx.Document()
    document.add_paragraph("Plan du Réseau Lisière")
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    document.core_properties.title = "Plan 2025-2028"
    buffer = io.BytesIO()
    document.save(buffer)

    found = read_document(buffer.getvalue(), "plan.docx")

    assert found.landscape is True
    assert ("title", "Plan 2025-2028") in found.properties


def test_a_hundred_pages_are_all_read():
    row = tr(*(tc("Contenu d’une cellule ordinaire") for _ in range(5)))
    page = p("Texte d’une page, assez long pour faire une ligne. " * 3) * 4 + tbl(*[row] * 20)

    document = read_document(docx_of(page * 100), "plan.docx")

    assert len(document.blocks) == 500


@pytest.mark.parametrize("name", ["plan.docx", "plan.txt", "plan", "PLAN.XLSX"])
def test_real_format_is_read_whatever_the_name_says(name):
    document = read_document(docx_of(p("Former")), name)

    assert document.format == "docx"
    assert bool(document.notices) == (name in ("plan.txt", "PLAN.XLSX"))
