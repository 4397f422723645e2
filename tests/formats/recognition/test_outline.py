"""Plans without a table: headings, numbers, bullets and labelled lines."""

from __future__ import annotations

from arrimage.formats.readers import read_document
from arrimage.formats.recognition.plaintext import read_plain_text

LABELLED = """Plan de travail 2031-2032

AXE 1 – Nourrir les quartiers

Objectif 1.1 : Ouvrir des jardins

Action 1.1.1 : Repérer les terrains libres
Responsable : Coordination
Partenaires : Ville, écoles
Échéance : automne 2031
Indicateur : Nombre de terrains visités

Action 1.1.2 : Signer des ententes
Responsables : Direction, Coordination
Échéance : juin 2032
Résultats attendus :
- Une entente type
- Trois ententes signées

AXE 2 – Transmettre les savoirs

Objectif 2.1 : Jumeler les générations

Action 2.1.1 : Former des duos
Responsable : Direction
"""
HEADINGS = """# Plan d'action 2031-2034

## Mission

Faire pousser des liens.

## Nourrir les quartiers

### Ouvrir des jardins

- Repérer les terrains libres
- Signer des ententes
  - avec la ville
  - avec les écoles

### Partager les récoltes

- Tenir une table ouverte

## Transmettre les savoirs

### Jumeler les générations

1. Former des duos
2. Publier un calendrier

## Annexe

- Liste des jardins
"""
NUMBERED = """PLAN D'ACTION DU RÉSEAU

1. Nourrir les quartiers

1.1 Ouvrir des jardins

a) Repérer les terrains libres avec
les voisins
b) Signer des ententes

1.2 Partager les récoltes

a) Tenir une table ouverte

2. Transmettre les savoirs

2.1 Jumeler les générations

a) Former des duos
"""
BULLETS = """Résumé du plan d'action

NOS MANDATS

- Nourrir
- Transmettre

ORIENTATION 2 : EN 2034, CHAQUE QUARTIER A SON JARDIN
ET SON POTAGER.

Ouvrir des jardins :

- Terrains libres
- Ententes avec la ville, l'école
et la paroisse

ORIENTATION 1 : EN 2034, LES SAVOIRS CIRCULENT.

Jumeler les générations

- Duos
"""


def read(text: str, name: str = "plan.txt"):
    return read_plain_text(read_document(text.encode(), name))


def tree(elements):
    return [(e.number, e.title, tree(e.children)) if e.children else (e.number, e.title)
            for e in elements]  # fmt: skip


def test_lines_before_bullets_are_objectives_and_mandates_are_not_actions():
    assert tree(read(BULLETS).elements) == [
        (
            "2",
            "EN 2034, CHAQUE QUARTIER A SON JARDIN ET SON POTAGER.",
            [
                (
                    "",
                    "Ouvrir des jardins",
                    [
                        ("", "Terrains libres"),
                        ("", "Ententes avec la ville, l'école et la paroisse"),
                    ],
                )
            ],
        ),
        ("1", "EN 2034, LES SAVOIRS CIRCULENT.", [("", "Jumeler les générations", [("", "Duos")])]),
    ]


def test_used_lines_leave_the_mandates_to_the_notes():
    assert min(read(BULLETS).used_lines) == 8


def test_labelled_lines_fill_the_action_above_them():
    reading = read(LABELLED)
    first, second, _ = [e for r in reading.elements for e in r.walk() if not e.children]

    assert [(a.name, a.role) for a in first.assignments] == [
        ("Coordination", "responsible"),
        ("Ville", "collaborator"),
        ("écoles", "collaborator"),
    ]
    assert first.timeframe_text == "automne 2031"
    assert [i.text for i in first.indicators] == ["Nombre de terrains visités"]
    assert [r.text for r in second.results] == ["Une entente type", "Trois ententes signées"]
    assert [level.name for level in reading.levels] == ["Axe", "Objectif", "Action"]


def test_headings_name_the_levels_and_sections_beside_the_plan_do_not():
    reading = read(HEADINGS, "plan.md")

    assert tree(reading.elements) == [
        (
            "",
            "Nourrir les quartiers",
            [
                (
                    "",
                    "Ouvrir des jardins",
                    [("", "Repérer les terrains libres"), ("", "Signer des ententes")],
                ),
                ("", "Partager les récoltes", [("", "Tenir une table ouverte")]),
            ],
        ),
        (
            "",
            "Transmettre les savoirs",
            [
                (
                    "",
                    "Jumeler les générations",
                    [("1", "Former des duos"), ("2", "Publier un calendrier")],
                )
            ],
        ),
    ]
    assert reading.elements[0].children[0].children[1].sub_items == (
        "avec la ville",
        "avec les écoles",
    )


def test_nested_numbers_are_nested_levels():
    assert tree(read(NUMBERED).elements) == [
        (
            "1",
            "Nourrir les quartiers",
            [
                (
                    "1.1",
                    "Ouvrir des jardins",
                    [
                        ("a", "Repérer les terrains libres avec les voisins"),
                        ("b", "Signer des ententes"),
                    ],
                ),
                ("1.2", "Partager les récoltes", [("a", "Tenir une table ouverte")]),
            ],
        ),
        (
            "2",
            "Transmettre les savoirs",
            [("2.1", "Jumeler les générations", [("a", "Former des duos")])],
        ),
    ]
