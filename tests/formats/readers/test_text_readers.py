"""Plain text, delimited text, Markdown and web pages."""

from __future__ import annotations

import pytest

from arrimage.formats.document import Paragraph, Table, UnreadableDocument
from arrimage.formats.readers import read_document


def read(text: str | bytes, name: str = "plan.txt"):
    return read_document(text.encode() if isinstance(text, str) else text, name)


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def items(paragraphs) -> list[tuple[int, str, str]]:
    return [(q.list_level, q.marker, q.text) for q in paragraphs]


SENTENCE = "Réseau Lisière – été à l’œuvre «\u00a0déjà\u00a0»"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
def test_text_is_decoded_whatever_the_encoding(encoding):
    document = read(SENTENCE.encode(encoding))

    assert [block.text for block in document.blocks] == [SENTENCE]
    assert document.notices == ()


def test_mixed_encodings_are_read_line_by_line_with_a_notice():
    document = read("été\n".encode() + "hiver à venir".encode("cp1252"))

    assert [block.text for block in document.blocks] == ["été", "hiver à venir"]
    assert len(document.notices) == 1


def test_lines_of_text_keep_their_spaces_and_their_numbers():
    document = read("Titre\r\n\r\n     Le contact   est maintenu \r\n")

    assert ["".join(run.text for run in b.runs) for b in document.blocks] == [
        "Titre", "", "     Le contact   est maintenu ",
    ]  # fmt: skip
    assert [b.anchor.line for b in document.blocks] == [1, 2, 3]


def test_control_characters_and_direction_marks_are_removed_with_a_notice():
    document = read("For\u200emer\x07 les\u00ad \u202emembres\u202c")

    assert document.blocks[0].text == "Former les membres"
    assert document.notices == (
        "Des caractères de contrôle ou de sens d’écriture, invisibles, ont été retirés.",
    )


def test_lines_with_tabs_are_a_table_across_an_empty_line():
    text = (
        "Plan\n\nOBJECTIF\tACTION\tQUAND\nOutiller\tFormer\tMai\n\tRéunir\tJuin\n\n"
        "\tÉcrire\t\n\nFin"
    )

    title, _, table, _, end = read(text).blocks

    assert (title.text, end.text) == ("Plan", "Fin")
    assert grid(table) == [
        ["OBJECTIF", "ACTION", "QUAND"], ["Outiller", "Former", "Mai"], ["", "Réunir", "Juin"],
        ["", "Écrire", ""],
    ]  # fmt: skip
    assert (table.anchor.line, table.anchor.last_line) == (3, 7)
    assert table.rows[3][1].anchor.line == 7


def test_indents_and_tables_of_contents_are_not_tables():
    text = "\tUn retrait\n\tUn autre\n\nContexte\t1\nObjectifs\t4\nAnnexes\t12\n"

    assert not list(read(text).tables())


def test_scraps_of_html_in_cells_become_paragraphs_and_items():
    cell = (
        '<ul style="list-style-type: none"> - Salon : <ul> - Tenir un <i>kiosque</i>'
        " - Hiver-printemps à préparer"
    )
    two = "<p>1.1.1</p> <ul> - Un guide - Une fiche <p>1.1.2</p> <ul> - Un bilan"
    text = f"A\tB\tC\nx\t{cell}\t{two}\n"

    (table,) = read(text).tables()

    assert items(table.rows[1][1].paragraphs) == [
        (1, "-", "Salon :"), (2, "-", "Tenir un kiosque"), (2, "-", "Hiver-printemps à préparer"),
    ]  # fmt: skip
    assert items(table.rows[1][2].paragraphs) == [
        (0, "", "1.1.1"), (1, "-", "Un guide"), (1, "-", "Une fiche"), (0, "", "1.1.2"),
        (1, "-", "Un bilan"),
    ]  # fmt: skip


def test_quoted_cells_pasted_from_a_spreadsheet_hold_several_lines():
    (table,) = read('Action\tÉtapes\tQui\nFormer\t"un\nle ""guide"""\tZoé\n').tables()

    assert grid(table) == [["Action", "Étapes", "Qui"], ["Former", 'un\nle "guide"', "Zoé"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found_even_when_others_stand_in_the_cells(delimiter):
    rows = ["Action;Qui", "Former, réunir", "Zoé"], ["Écrire", "a|b", "Luc\tMax"], ["x", "y", "z"]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)

    (table,) = read(text, "plan.csv").tables()

    assert grid(table) == [list(row) for row in rows]


def test_declared_delimiter_and_quoted_line_ends_are_obeyed():
    document = read('sep=;\r\nAction;Qui\r\n"- un\r\n- deux";Zoé, Luc\r\n', "plan.csv")

    (table,) = document.tables()
    assert grid(table)[1] == ["un\ndeux", "Zoé, Luc"]
    assert items(table.rows[1][0].paragraphs) == [(1, "-", "un"), (1, "-", "deux")]
    assert table.rows[1][0].anchor.line == 3


def test_markdown_keeps_levels_tables_and_lines():
    text = """---
titre: Plan du réseau
---
# Plan

## Axe 1
1. Former
   **Qui :** Zoé
   - [x] le guide

| Action | Qui |
|---|---|
| Réunir<br>Écrire | ~~Luc~~ Max |
"""

    document = read(text, "plan.md")

    *paragraphs, table = document.blocks
    assert [(b.heading, *items([b])[0], b.anchor.line) for b in paragraphs] == [
        (1, 0, "", "Plan", 4), (2, 0, "", "Axe 1", 6), (0, 1, "1.", "Former\nQui : Zoé", 7),
        (0, 2, "◦", "[x] le guide", 9),
    ]  # fmt: skip
    assert (table.header_rows, grid(table)) == (1, [["Action", "Qui"], ["Réunir\nÉcrire", "Max"]])
    assert table.rows[1][0].anchor.line == 13
    assert document.properties == (("title", "Plan du réseau"),)


def test_markdown_signs_are_plain_text_in_a_text_file():
    assert [b.text for b in read("# Axe\n* un").blocks] == ["# Axe", "* un"]


def test_web_page_keeps_what_is_shown():
    text = """<!DOCTYPE html><html><head><title>Plan</title><style>p{}</style></head><body>
    <nav>Accueil</nav><h2>Axe <b>1</b></h2><p>Former<br>réunir <s>écrire</s>
    <span style="display:none">caché</span></p>
    <ol start="3"><li>un<ul><li>un un</ul><li>deux</ol><script>x()</script>
    <table><thead><tr><th rowspan=2>Action<th colspan=2 style="background: #92D050">Années</tr>
    <tr><th>1<th>2</thead><tr><td>Former<td bgcolor=yellow><td>X
    <tr><td colspan=3>Total<table><tr><td>n</table></table></body></html>"""

    document = read(text, "plan.html")

    *paragraphs, table = document.blocks
    assert [(b.heading, *items([b])[0]) for b in paragraphs] == [
        (2, 0, "", "Axe 1"), (0, 0, "", "Former\nréunir"), (0, 1, "3.", "un"), (0, 2, "◦", "un un"),
        (0, 1, "4.", "deux"),
    ]  # fmt: skip
    assert table.header_rows == 2
    cells = [[(c.text, c.column, c.row_span, c.col_span, c.fill) for c in r] for r in table.rows]
    assert cells == [
        [("Action", 0, 2, 1, ""), ("Années", 1, 1, 2, "92D050")],
        [("1", 1, 1, 1, ""), ("2", 2, 1, 1, "")],
        [("Former", 0, 1, 1, ""), ("", 1, 1, 1, "FFFF00"), ("X", 2, 1, 1, "")],
        [("Total\nn", 0, 1, 3, "")],
    ]
    assert document.notices == ("Le texte barré a été laissé de côté.",)


def test_declared_encoding_of_a_page_is_obeyed_when_it_fits():
    page = '<html><meta charset="{}"><body><p>été</p></body></html>'

    latin = read(page.format("iso-8859-1").encode("cp1252"), "a.html")
    wrong = read(page.format("utf-8").encode("cp1252"), "a.html")

    assert [b.text for b in (*latin.blocks, *wrong.blocks)] == ["été", "été"]
    assert all(isinstance(b, Paragraph) for b in latin.blocks)


def test_page_without_text_is_refused():
    with pytest.raises(UnreadableDocument) as caught:
        read("<html><body><img src=x></body></html>", "a.html")

    assert caught.value.code == "empty"
