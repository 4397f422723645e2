"""Every hesitation is an issue with its words and its element."""

from __future__ import annotations

import docx
import typst
from making import saved, table
from sketches import reading_of, sketch

from arrimage.formats.draft import Reading
from arrimage.formats.recognition.doubts import DOUBTS

HEAD = ["Objectifs", "Actions", "Responsable", "Échéancier", "État d'avancement"]


def compiled(source: str) -> bytes:
    return typst.compile(source.encode())


def _read(*rows: list[str], before: str = "") -> Reading:
    document = docx.Document()
    document.add_heading("Plan d'action 2025", 0)
    if before:
        document.add_paragraph(before)
    table(document, [HEAD, *rows])
    return reading_of(saved(document), "plan.docx")


def _issues(reading: Reading) -> list[tuple[str, str, str]]:
    return [(i.code, i.element, i.quote) for i in reading.issues if i.severity != "info"]


def test_title_that_is_a_state_gives_the_state() -> None:
    reading = _read(["Semer", "En cours", "Ana", "Mai 2025", "Deux champs"])

    assert sketch(reading.draft)[1].endswith("state=in_progress")


def test_states_that_do_not_match_the_actions_are_doubted() -> None:
    reading = _read(["Semer", "- Trier\n- Bêcher\n- Arroser", "Ana", "Mai 2025", "Fait\nEn cours"])

    assert ("cells_do_not_match", "1.1", "Fait\nEn cours") in _issues(reading)
    assert [line.rpartition("state=")[2] for line in sketch(reading.draft)[1:3]] == [
        "done",
        "in_progress",
    ]
    doubt = next(i for i in reading.issues if i.code == "cells_do_not_match")
    assert (doubt.keys, doubt.column) == (("1.1", "1.2", "1.3"), "status")


def test_every_doubt_is_its_sentence_filled_with_its_values() -> None:
    reading = _read(["Semer", "- Trier\n- Bêcher\n- Arroser", "Ana", "Mai 2025", "Fait\nEn cours"])

    assert len(reading.issues) > 1
    for issue in reading.issues:
        assert issue.sentence % dict(issue.values) == issue.message
        assert issue.sentence in (DOUBTS[issue.code].one, DOUBTS[issue.code].other)


def test_bold_with_a_meaning_and_no_bold_is_said_to_be_lost() -> None:
    sentence = "Les actions complétées sont en caractères gras."

    reading = _read(["Semer", "Trier", "Ana", "Mai 2025", ""], before=sentence)

    assert _issues(reading) == [("bold_lost", "", sentence)]


def test_end_of_a_title_on_the_next_page_is_joined_and_said() -> None:
    document = docx.Document()
    document.add_heading("Plan d'action 2025", 0)
    table(document, [HEAD, ["1.1 Semer (blé et", "1.1.1 Trier", "Ana", "Mai 2025", ""]])
    document.add_paragraph("")
    table(document, [HEAD, ["seigle).", "1.1.2 Bêcher", "Ana", "Juin 2025", ""]])

    reading = reading_of(saved(document), "plan.docx")

    assert sketch(reading.draft) == [
        "obj 1.1 Semer (blé et seigle).",
        "  act 1.1.1 Trier | who=Ana | when=Mai 2025",
        "  act 1.1.2 Bêcher | who=Ana | when=Juin 2025",
    ]
    assert _issues(reading) == [("text_joined", "1", "seigle).")]


def test_blank_lines_align_states_with_dates() -> None:
    reading = _read(
        ["Semer", "- Trier\n- Bêcher", "Ana", "Mai 2025\n\nJuin 2025", "\n\nUn champ\nDeux champs"]
    )

    states = [node.status.text if node.status else "" for node in reading.draft.walk()]
    assert states == ["", "", "Un champ\nDeux champs"]


def test_unnumbered_row_completes_the_action_above() -> None:
    reading = _read(
        ["1.1 Semer", "1.1.1 Trier", "Ana", "Mai 2025", ""],
        ["", "", "Hugo", "Juin 2025", ""],
    )

    assert sketch(reading.draft) == [
        "obj 1.1 Semer",
        "  act 1.1.1 Trier | who=Ana, Hugo | when=Mai 2025 ; Juin 2025",
    ]


def test_header_typed_again_is_no_element() -> None:
    reading = _read(
        ["Semer", "Trier", "Ana", "Mai 2025", ""], HEAD, ["Récolter", "Faucher", "Ana", "2026", ""]
    )

    assert sketch(reading.draft) == [
        "obj Semer",
        "  act Trier | who=Ana | when=Mai 2025",
        "obj Récolter",
        "  act Faucher | who=Ana | when=2026",
    ]


def test_mandates_are_a_note_that_stops_where_the_plan_begins() -> None:
    text = (
        "# Plan d'action 2025\n\n## Nos mandats\n\n- Veiller\n- Soutenir\n\n"
        "ORIENTATION 1 : Accueillir les familles\n\n**Ouvrir la porte :**\n\n- Un café\n- Une fête\n"
    )

    draft = reading_of(text, "plan.md").draft

    assert [(note.title, note.text) for note in draft.notes] == [
        ("Nos mandats", "Veiller\nSoutenir")
    ]


def test_row_of_a_follow_up_that_matches_no_action_is_doubted() -> None:
    document = docx.Document()
    document.add_heading("Plan d'action 2025", 0)
    rows = (
        ["Semer", "Bêcher", "Ana"],
        ["Récolter", "Cueillir", "Luc"],
        ["Vendre", "Livrer", "Ana"],
    )
    table(document, [["Objectif", "Action", "Responsable"], *rows])
    document.add_paragraph("Suivi")
    states = (["Bêcher", "Fait"], ["Cueillir", "En cours"], ["Livrer", "Fait"], ["Peindre", "Fait"])
    table(document, [["Action", "État"], *states])

    reading = reading_of(saved(document), "plan.docx")

    assert ("follow_up_unmatched", "", "Peindre | Fait") in _issues(reading)


def test_levels_without_actions_are_read_and_said() -> None:
    document = docx.Document()
    document.add_heading("Plan d'action 2025", 0)
    document.add_heading("Orientation 1 : Nourrir", 1)
    table(document, [["Objectif", "Action", "Responsable"], ["", "", ""]])

    reading = reading_of(saved(document), "plan.docx")

    assert sketch(reading.draft) == ["ori 1 Nourrir"]
    assert "no_actions" in [issue.code for issue in reading.issues]


def test_columns_nobody_knows_are_guessed_and_said() -> None:
    document = docx.Document()
    rows = (["Semer des pois", "Ana", "Mai 2025"], ["Bêcher le champ", "Luc", "Été 2025"],
            ["Vendre au marché", "Les voisins", "Été 2025"])  # fmt: skip
    table(document, [["Nos coups d'éclat", "Vedettes", "Ça se passe"], *rows])

    reading = reading_of(saved(document), "bons coups.docx")

    assert reading.issues[0].code == "columns_guessed"
    assert "«\u00a0Vedettes\u00a0» (les responsables)" in reading.issues[0].message


def test_date_among_names_is_a_time() -> None:
    reading = _read(["Semer", "Bêcher", "Ana, février 2025", "", "En cours"])

    assert (
        sketch(reading.draft)[1] == "  act Bêcher | who=Ana | when=février 2025 | state=in_progress"
    )


def test_text_that_the_edge_of_its_cell_cuts_is_a_note_and_a_doubt() -> None:
    reading = reading_of(
        compiled(
            """#set page(width: 420pt)
Plan d’action 2030-2033
#let wide(body) = box(width: 300pt, body)
#table(columns: (100pt, 80pt, 80pt), rows: 16pt, inset: 3pt,
  [Action], [Responsable], [Échéance],
  wide[1.1 Recenser toutes les haies], [Comité], [Mai 2030],
  [1.2 Creuser], wide[Agente de terrain et voisins], [Juin 2030],
  [1.3 Planter], [Comité], [Août 2030])"""
        ),
        "plan.pdf",
    )

    assert sketch(reading.draft) == [
        "act 1.1 Recenser toutes les haies | who=Comité | when=Mai 2030",
        "act 1.2 Creuser | when=Juin 2030 | notes=Responsable\u00a0: Agente de terrain et voisins",
        "act 1.3 Planter | who=Comité | when=Août 2030",
    ]
    assert _issues(reading) == [
        ("text_cut", "1", "Recenser toutes les haies"),
        ("text_cut", "2", "Agente de terrain et voisins"),
    ]


def test_empty_cell_below_a_name_in_a_table_of_text_may_have_been_part_of_it() -> None:
    reading = reading_of(
        "Plan d’action 2030\nObjectif\tAction\tResponsable\tÉchéance\n"
        "1. Planter\t1.1 Choisir\tComité\tMai 2030\n\t1.2 Creuser\t\tJuin 2030\n"
        "\t1.3 Arroser\t\tJuin 2030\n2. Récolter\t2.1 Cueillir\t\tAoût 2030\n",
        "plan.txt",
    )

    found = [(i.element, i.quote) for i in reading.issues if i.code == "cell_blank"]
    assert found == [("1.2", "Comité"), ("1.3", "Comité")]
    assert "who=" not in sketch(reading.draft)[2]
