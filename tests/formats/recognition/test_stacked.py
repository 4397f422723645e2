"""Tables whose columns were stacked by a text extraction: our own small plans, laid out alike."""

from __future__ import annotations

import pytest

from arrimage.formats.readers import read_document
from arrimage.formats.recognition.plaintext import read_plain_text

HEADER = """
OBJECTIFS~

Principaux (P)~
Secondaires (S)~

MOYENS D’ACTION~
(retenus)~

~

ACTEURS~

ÉCHÉANCE~
RÉSULTATS ATTENDUS~

INDICATEURS DE SUIVI~~
Mise en œuvre (MO)~~

Résultats (R)~
An~
1

An~
2~

An~
3~
"""
CLEAN = (
    "PLAN D’ACTION 2031-2034\n"
    + HEADER
    + """

ORIENTATION 1 : Faire connaître les sentiers de la vallée aux familles du~
voisinage~

P1. Entretenir le~
réseau de~
sentiers~

1. Baliser chaque sentier avec~
des panneaux lisibles~

Garde du sentier~
Comité de la~
vallée~
~

     Les marcheurs retrouvent leur~
chemin~
Les panneaux sont entretenus par~
les bénévoles~

MO = Nombre de panneaux posés~
R = 12 sentiers balisés par année~

~

2. Nettoyer les haltes~

Garde du sentier      Les haltes restent propres en~
toute saison~

R = Nombre de haltes nettoyées~

S2. Accueillir les~
écoles~

3. Préparer des visites guidées~
avec les enseignants et~
"""
    + HEADER
    + """

les parents~

Comité de la~
vallée~
Garde du sentier~

     Les élèves découvrent la vallée~

MO = Visites tenues~

4. Offrir un carnet de jeux Comité de la~
vallée~

     Le carnet circule dans les classes~

R = Carnets remis~
"""
)
SCANNED = """Regroupement des jardins du Nord

Plan d'action 2031-2034

Nos orientations

Nourrir les quartiers par des jardins ouverts à toutes et à tous
Transmettre les savoirs du potager d’une génération à l’autre




Nourrir les quartiers par des jardins ouverts a toutes et

à tous

Objectif 1.1 : Ouvrir des jardins dans chaque quartier du Nord.

Actions

1.1.1 Repérer les terrains libres
avec les voisins

Ressources

Coordination

Résultats attendus an 1

e Trois terrains choisis

Indicateurs de suivi

Nombre de terrains visités
Taux de satisfaction de 70% des
voisins

Echéance
Anl An2 An3

1.1.2 Signer des ententes avec la
ville

Coordination
Direction

En continu

e Une entente type

e Rencontres avec le greffe

Nombre d’ententes signées

12




Transmettre les savoirs du potager d’une generation a l’autre

Objectif 2.1 : Jumeler les générations autour du potager.

Actions

2.1.1 Former des duos de
jardiniers | Direction e Ateliers de printemps

Ressources

Résultats attendus an 1

Indicateurs de suivi

Nombre de duos formés

2.1.2 Publier un calendrier des
semis

Direction

e Calendrier imprimé

Nombre d’exemplaires remis
"""


def read(text: str):
    return read_plain_text(read_document(text.replace("~", " ").encode(), "plan.txt"))


def actions(reading):
    return [e for root in reading.elements for e in root.walk() if not e.children]


def said(element):
    return (
        element.number,
        element.title,
        [a.name for a in element.assignments],
        [r.text for r in element.results],
        [(i.nature, i.text) for i in element.indicators],
    )


def test_stacked_cells_go_back_to_their_rows():
    assert [said(action) for action in actions(read(CLEAN))] == [
        (
            "1",
            "Baliser chaque sentier avec des panneaux lisibles",
            ["Garde du sentier", "Comité de la vallée"],
            [
                "Les marcheurs retrouvent leur chemin",
                "Les panneaux sont entretenus par les bénévoles",
            ],
            [("MO", "Nombre de panneaux posés"), ("R", "12 sentiers balisés par année")],
        ),
        (
            "2",
            "Nettoyer les haltes",
            ["Garde du sentier"],
            ["Les haltes restent propres en toute saison"],
            [("R", "Nombre de haltes nettoyées")],
        ),
        (
            "3",
            "Préparer des visites guidées avec les enseignants et les parents",
            ["Comité de la vallée", "Garde du sentier"],
            ["Les élèves découvrent la vallée"],
            [("MO", "Visites tenues")],
        ),
        (
            "4",
            "Offrir un carnet de jeux",
            ["Comité de la vallée"],
            ["Le carnet circule dans les classes"],
            [("R", "Carnets remis")],
        ),
    ]


def test_legend_of_the_header_says_which_objectives_are_principal():
    (orientation,) = read(CLEAN).elements

    assert (orientation.number, orientation.title) == (
        "1",
        "Faire connaître les sentiers de la vallée aux familles du voisinage",
    )
    assert [(o.number, o.title, o.kind) for o in orientation.children] == [
        ("P1", "Entretenir le réseau de sentiers", "principal"),
        ("S2", "Accueillir les écoles", "secondary"),
    ]


def test_layout_keeps_the_columns_with_their_years():
    reading = read(CLEAN)

    assert [(c.header, c.field, c.key) for c in reading.layout.columns] == [
        ("OBJECTIFS", "objective", ""),
        ("MOYENS D’ACTION", "action", ""),
        ("ACTEURS", "responsible", ""),
        ("ÉCHÉANCE", "timeframe", ""),
        ("An 1", "year", "1"),
        ("An 2", "year", "2"),
        ("An 3", "year", "3"),
        ("RÉSULTATS ATTENDUS", "result", ""),
        ("INDICATEURS DE SUIVI", "indicator", ""),
    ]
    assert [level.name for level in reading.levels] == ["Orientation", "Objectif", "Moyen d’action"]


def test_scanned_cells_are_told_apart_by_their_words():
    assert [said(action) for action in actions(read(SCANNED))] == [
        (
            "1.1.1",
            "Repérer les terrains libres avec les voisins",
            ["Coordination"],
            ["Trois terrains choisis"],
            [("", "Nombre de terrains visités"), ("", "Taux de satisfaction de 70% des voisins")],
        ),
        (
            "1.1.2",
            "Signer des ententes avec la ville",
            ["Coordination", "Direction"],
            ["Une entente type", "Rencontres avec le greffe"],
            [("", "Nombre d’ententes signées")],
        ),
        (
            "2.1.1",
            "Former des duos de jardiniers",
            ["Direction"],
            ["Ateliers de printemps"],
            [("", "Nombre de duos formés")],
        ),
        (
            "2.1.2",
            "Publier un calendrier des semis",
            ["Direction"],
            ["Calendrier imprimé"],
            [("", "Nombre d’exemplaires remis")],
        ),
    ]


def test_banner_without_a_word_takes_its_title_from_the_list_above():
    assert [(e.number, e.title) for e in read(SCANNED).elements] == [
        ("1", "Nourrir les quartiers par des jardins ouverts à toutes et à tous"),
        ("2", "Transmettre les savoirs du potager d’une génération à l’autre"),
    ]


def test_row_printed_across_its_columns_is_to_be_checked():
    issues = [(i.code, i.element, i.quote) for i in read(SCANNED).issues]

    assert issues == [("row_to_check", "2.1.1", "2.1.1 Former des duos de")]


def test_continuous_action_keeps_its_words_and_page_numbers_are_left_out():
    second = actions(read(SCANNED))[1]

    assert (second.timeframe_text, second.timeframes[0].kind) == ("En continu", "continuous")
    assert "12" not in [i.text for i in second.indicators]


MIXED = SCANNED.replace(
    """2.1.2 Publier un calendrier des
semis
""",
    """2.1.2 Tenir une fête annuelle dans
chaque jardin

Coordination e Fête de la e Nombre de visiteurs de la
récolte en juin région

2.1.3 Ouvrir les serres aux écoles

Coordination e Visites des e Nombre de jeunes des
classes en mai écoles partenaires

2.1.4 Chauffer les serres

Direction e Serres chauffées tout l’an e Nombre de cultures
des jardins du Nord

2.1.5 Tenir une bourse

Greffe

e Bourse tenue

Nombre de sachets remis

2.1.6 Monter un théâtre d’ombres Club de lecture e Six soirées e Nombre de spectateurs
pour les aînés

2.1.7 Publier un calendrier des
semis
""",
)


def test_words_of_mixed_lines_go_on_with_the_text_that_waits_for_them():
    party = actions(read(MIXED))[3]

    assert said(party) == (
        "2.1.2",
        "Tenir une fête annuelle dans chaque jardin",
        ["Coordination"],
        ["Fête de la récolte en juin"],
        [("", "Nombre de visiteurs de la région")],
    )


def test_who_carries_needs_no_known_word_where_each_cell_is_a_block():
    assert said(actions(read(MIXED))[6])[2:] == (
        ["Greffe"],
        ["Bourse tenue"],
        [("", "Nombre de sachets remis")],
    )


def test_who_carries_printed_beside_a_title_leaves_it():
    assert said(actions(read(MIXED))[7])[1:4] == (
        "Monter un théâtre d’ombres pour les aînés",
        ["Club de lecture"],
        ["Six soirées"],
    )


@pytest.mark.parametrize(
    ("rank", "notes"),
    [
        # «des écoles» or «des partenaires»: nothing says where the second column begins
        (4, ("Visites des classes en mai", "Nombre de jeunes des écoles partenaires")),
        # «des jardins» may go on with either text of the line above
        (5, ("Serres chauffées tout l’an des jardins du Nord", "Nombre de cultures")),
    ],
)
def test_text_that_may_be_cut_elsewhere_is_a_note_and_a_doubt_never_a_value(rank, notes):
    reading = read(MIXED)
    action = actions(reading)[rank]

    assert (action.results, action.indicators) == ((), ())
    assert action.notes == notes
    assert [i.code for i in reading.issues if i.element == action.key] == [
        "words_set_aside",
        "row_to_check",
    ]
