"""An outline typed by a person: its depth, its numbers, what fits nowhere."""

import pytest

from arrimage.formats.outline import OutlineError, levels_named, read_outline

LEVELS = levels_named(["Orientation", "Objectif", "Action"])


def shape(elements):
    return [(e.number, e.title, shape(e.children)) for e in elements]


def test_numbers_say_the_depth():
    text = "1. Nourrir\n1.1 Cultiver\n1.1.1 Ouvrir un jardin\n1.1.2 Prêter des outils\n2 Relier"

    assert shape(read_outline(text, LEVELS)) == [
        ("1", "Nourrir", [("1.1", "Cultiver", [
            ("1.1.1", "Ouvrir un jardin", []), ("1.1.2", "Prêter des outils", [])])]),
        ("2", "Relier", []),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Nourrir\n\tCultiver\n\t\tOuvrir un jardin\nRelier",
        "Nourrir\n  Cultiver\n    Ouvrir un jardin\n\nRelier",
        "- Nourrir\n  - Cultiver\n    - Ouvrir un jardin\n- Relier",
        "  • Nourrir\r\n      • Cultiver\r\n          • Ouvrir un jardin\r\n  • Relier",
        "Nourrir\n    Cultiver\n       Ouvrir un jardin\nRelier",
    ],
)
def test_spaces_tabs_and_bullets_say_the_depth(text):
    assert shape(read_outline(text, LEVELS)) == [
        ("", "Nourrir", [("", "Cultiver", [("", "Ouvrir un jardin", [])])]),
        ("", "Relier", []),
    ]


def test_lines_without_number_are_numbered_when_asked():
    text = "Nourrir\n  Cultiver\n    Ouvrir\n    Prêter\nRelier"

    assert shape(read_outline(text, LEVELS, numbered=True)) == [
        ("1", "Nourrir", [("1.1", "Cultiver", [("1.1.1", "Ouvrir", []), ("1.1.2", "Prêter", [])])]),
        ("2", "Relier", []),
    ]


def test_a_year_that_begins_a_title_is_not_a_number():
    (element,) = read_outline("2026-2027 en trois temps", LEVELS)

    assert (element.number, element.title) == ("", "2026-2027 en trois temps")


def test_a_quantity_that_begins_a_title_is_not_a_number():
    elements = read_outline(
        "1. Relier\n   12 rencontres par an\n   A la rencontre des fermes", LEVELS
    )

    assert shape(elements) == [
        ("1", "Relier", [("", "12 rencontres par an", []), ("", "A la rencontre des fermes", [])])
    ]


def test_a_line_deeper_than_the_levels_is_named():
    with pytest.raises(OutlineError, match=r"Ligne 4, «\u00a0Trop loin\u00a0»"):
        read_outline("A\n B\n  C\n   Trop loin", LEVELS)


@pytest.mark.parametrize("names", [[], ["Action"], ["A", "a"], list("ABCDEF")])
def test_levels_are_two_to_five_with_names_of_their_own(names):
    with pytest.raises(OutlineError):
        levels_named(names)


@pytest.mark.parametrize(
    ("names", "roles"),
    [
        ("But Action", "objective action"),
        ("Axe Objectif Moyen", "orientation objective action"),
        ("Axe Orientation Objectif Action", "axis orientation objective action"),
        ("Axe Orientation Objectif Action Étape", "axis orientation objective action step"),
    ],
)
def test_roles_follow_the_number_of_levels(names, roles):
    assert [level.role for level in levels_named(names.split())] == roles.split()


def test_an_empty_outline_is_empty():
    assert read_outline("\n \n", LEVELS) == ()
