from __future__ import annotations

import pytest

from arrimage.formats.draft import AssignmentDraft
from arrimage.formats.language import read_people, split_people

CELLS = [
    (
        "Direction\nÉquipe, Présidence ; MRC / Ville",
        ("Direction", "Équipe", "Présidence", "MRC", "Ville"),
    ),
    ("Communications et vie associative", ("Communications et vie associative",)),
    (
        "Responsable des loisirs et\nde la culture\nconseil d’administration",
        ("Responsable des loisirs et de la culture", "conseil d’administration"),
    ),
    (
        "Coordonnatrice (agente de milieu au besoin)",
        ("Coordonnatrice", "agente de milieu au besoin"),
    ),
    ("Agentes (2)", ("Agentes (2)",)),
    ("Ana Bergeron (agente)", ("Ana Bergeron (agente)",)),
    ("Comité composé de Rives, Vallons et Crêtes", ("Comité composé de Rives, Vallons et Crêtes",)),
    ("Veille : équipe, bénévoles", ("Veille : équipe, bénévoles",)),
    ("Direction\ndirection", ("Direction",)),
    ("- ", ()),
]


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_a_cell_is_cut_into_names(cell, expected):
    assert split_people(cell) == expected


def test_et_cuts_only_between_names_known_elsewhere():
    known = frozenset({"Direction", "Présidence"})

    assert split_people("Direction et présidence", known) == ("Direction", "présidence")
    assert split_people("Direction et présidence") == ("Direction et présidence",)


def test_a_label_in_the_cell_gives_the_role():
    assert read_people(
        "Responsables : Rives, Vallons. En collaboration avec : Crêtes\nPilote : Ana"
    ) == (
        AssignmentDraft("Rives"),
        AssignmentDraft("Vallons"),
        AssignmentDraft("Crêtes", "collaborator"),
        AssignmentDraft("Ana"),
    )
