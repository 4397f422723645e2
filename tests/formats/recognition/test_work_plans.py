"""Work plans as people type them or paste them, and texts that only look like one."""

from __future__ import annotations

import pytest
from pasted_plans import PASTED_PLANS
from printed_plans import PRINTED_PLANS
from sketches import reading_of, sketch
from work_plans import WORK_PLANS

from arrimage.formats.document import Anchor, UnreadableDocument

PLANS = WORK_PLANS | PASTED_PLANS | PRINTED_PLANS
NEWS = """# Le Réseau Lisière lance son plan d'action

*Communiqué — pour diffusion immédiate*

Le Réseau Lisière a dévoilé ce matin son plan d'action. « C'est un grand jour », dit-on.

## Trois orientations

Le plan comporte trois orientations :

- mieux connaître les lisières;
- les restaurer;
- les faire connaître.

- 30 -
"""
BY_COLUMN = """Plan d'action 2030-2033

Objectif

Action

Responsable

Indicateurs

1. Mobiliser les voisins

1.1 Rencontrer les familles
1.2 Outiller les écoles
1.3 Accompagner les élus

Coordination
Agente de terrain
Direction

Nombre de rencontres
Nombre d'outils
"""
TWO_WAYS = """Plan d’action 2030-2033
Objectif 1 : Planter
Action Responsable Résultat Échéance
1.1 Choisir les espèces Comité Une liste Mai 2030
1.2 Creuser Agente Martin Luc Trous Mai 2031
"""
SIDE_BY_SIDE = """Objectifs          Actions           Quand
Parler aux      - Écrire aux villages        Mai     Direction
villages                - Visiter     Juin
Chanter    - Former une chorale de quartier          Été
     - Louer une salle   Hiver        Comité
"""
WITH_FURNITURE = "\f".join(
    f"Réseau Lisière\nPlan de travail 2031\n\n{body}\n\nPage {page} de 3\n"
    for page, body in enumerate(
        (
            "Orientation 1 : Planter\nObjectif 1.1 : Choisir\n- Dresser une liste\n- Visiter",
            "- Consulter les voisins\nObjectif 1.2 : Creuser\n- Louer une pelle\n- Marquer",
            "Orientation 2 : Récolter\nObjectif 2.1 : Partager\n- Tenir un marché",
        ),
        1,
    )
)


@pytest.mark.parametrize("name", PLANS)
def test_work_plan_is_read_as_a_person_reads_it(name):
    text, expected = PLANS[name]

    assert sketch(reading_of(text, name).draft) == expected


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_encoding_changes_nothing_in_a_work_plan(encoding):
    text, expected = PLANS["labels_in_brackets.txt"]

    data = text.replace("\n", "\r\n").encode(encoding)

    assert sketch(reading_of(data, "plan.txt").draft) == expected


def test_markdown_saved_as_text_is_read_as_markdown():
    text, expected = PLANS["task_list.md"]

    assert sketch(reading_of(text, "plan.txt").draft) == expected


def test_running_heads_of_pages_are_no_actions():
    reading = reading_of(WITH_FURNITURE, "plan.txt")

    assert sketch(reading.draft) == [
        "ori 1 Planter",
        "  obj 1.1 Choisir",
        "    act Dresser une liste",
        "    act Visiter",
        "    act Consulter les voisins",
        "  obj 1.2 Creuser",
        "    act Louer une pelle",
        "    act Marquer",
        "ori 2 Récolter",
        "  obj 2.1 Partager",
        "    act Tenir un marché",
    ]


def test_news_about_a_plan_is_no_plan():
    reading = reading_of(NEWS, "nouvelle.md")

    assert reading.draft is None
    assert reading.refusal.startswith("Ce document est un texte suivi (nouvelle ou communiqué)")


def test_table_printed_column_after_column_is_refused_in_words():
    reading = reading_of(BY_COLUMN, "plan.txt")

    assert reading.draft is None
    assert reading.refusal.startswith("Ce texte vient d’un tableau dont les cellules")


@pytest.mark.parametrize("text", [SIDE_BY_SIDE, TWO_WAYS])
def test_columns_that_spaces_no_longer_tell_apart_are_refused_in_words(text):
    with pytest.raises(UnreadableDocument) as caught:
        reading_of(text, "plan.txt")

    assert caught.value.code == "columns"


def test_elements_of_an_outline_are_anchored_where_they_stand():
    text, _ = PLANS["unnumbered_actions.txt"]

    draft = reading_of(text, "plan.txt").draft

    assert [element.anchor for element in draft.walk()][2] == Anchor(line=7, last_line=7, block=7)
