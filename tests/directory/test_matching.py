"""A printed name leads to who it is, with a reason; what is doubtful says so."""

import pytest

from arrimage.directory.matching import Known, NameIndex, candidates_for, parts_of

KNOWN = [
    Known("organization", 1, "Réseau Lisière du Québec", ("Réseau Lisière du Québec",), ("RLQ",)),
    Known("organization", 2, "Table des Hautes-Rives", ("Table des Hautes-Rives",), ("THR",)),
    Known("organization", 3, "Comité de mobilisation", ("Comité de mobilisation",)),
    Known("organization", 4, "Comité politique", ("Comité politique",)),
    Known("organization", 5, "Ministère de la Forêt", ("Ministère de la Forêt",)),
    Known("organization", 6, "Conseil d’administration", ("Conseil d’administration",), ("CA",)),
    Known("organization", 7, "Grand Saule", ("Grand Saule", "Fondation du Saule"), ("GS",)),
    Known("person", 11, "Anne Tremblay", ("Anne Tremblay",)),
    Known("person", 12, "Émile Côté", ("Émile Côté",)),
    Known("person", 13, "Zoé Roy", ("Zoé Roy",)),
    Known("person", 14, "Luc Roy", ("Luc Roy",)),
    Known("person", 15, "Marie-Ève Saint-Onge", ("Marie-Ève Saint-Onge",)),
    Known("position", 21, "Anne Tremblay", ("Directrice générale",)),
    Known("position", 22, "Émile Côté", ("Agent de liaison",)),
    Known("position", 23, "Zoé Roy", ("Coordonnatrice",)),
    Known("position", 24, "Luc Roy", ("Coordination",), is_near=False),
    Known(
        "position", 25, "Léa Gagnon", ("Responsable des communications et de la vie associative",)
    ),
    Known("position", 26, "Jo Fortin", ("Conseillère en développement social",)),
    Known("position", 27, "Éli Morin", ("Président du conseil",)),
]
INDEX = NameIndex.of(KNOWN)
SURE = [
    # roles: the work or who does it, any gender, short, surrounded
    ("Direction générale", "position-21", "exerce cette fonction"),
    ("La direction générale", "position-21", "exerce cette fonction"),
    ("DG", "position-21", "exerce cette fonction"),
    ("directeur général", "position-21", "exerce cette fonction"),
    ("Agente de liaison", "position-22", "exerce cette fonction"),
    ("Agents de liaison", "position-22", "exerce cette fonction"),
    ("Coordination", "position-23", "exerce cette fonction"),
    ("coordonnateur", "position-23", "exerce cette fonction"),
    ("Conseiller en développement social", "position-26", "exerce cette fonction"),
    ("Conseillères en développement social (2)", "position-26", "exerce cette fonction"),
    ("Diffusion : agent de liaison", "position-22", "exerce cette fonction"),
    ("Agent de liaison au besoin", "position-22", "exerce cette fonction"),
    ("Présidence du conseil", "position-27", "exerce cette fonction"),
    ("Responsable communications et vie associative", "position-25", "exerce cette fonction"),
    # people
    ("Anne Tremblay", "person-11", "même nom"),
    ("TREMBLAY, Anne", "person-11", "même nom"),
    ("Emile Cote", "person-12", "même nom"),
    ("M. Côté", "person-12", "même nom de famille"),
    ("Mme Tremblay", "person-11", "même nom de famille"),
    ("A. Tremblay", "person-11", "même nom de famille"),
    ("Tremblay", "person-11", "même nom de famille"),
    ("Anne T.", "person-11", "même prénom"),
    ("Ane Tremblay", "person-11", "même nom, à une lettre près"),
    ("Marie-Eve St-Onge", None, ""),
    ("Marie Ève Saint Onge", "person-15", "même nom"),
    ("L. Roy", "person-14", "même nom de famille"),
    ("Anne Tremblay (agente)", "person-11", "même nom"),
    # organisations
    ("RLQ", "organization-1", "même sigle"),
    ("R.L.Q.", "organization-1", "même sigle"),
    ("Table des Hautes Rives", "organization-2", "même nom"),
    ("Table des Hautes-Rivess", "organization-2", "même nom, à une lettre près"),
    ("Comité de mobilisation", "organization-3", "même nom"),
    ("comité mobilisation", "organization-3", "même nom"),
    ("C.A.", "organization-6", "même sigle"),
    ("conseil d'administration", "organization-6", "même nom"),
    ("Fondation du Saule", "organization-7", "même nom"),
]
DOUBTFUL = [
    ("Équipe RLQ", "organization-1", "son sigle est dans le texte"),
    ("Membres du comité politique", "organization-4", "son nom est dans le texte"),
    ("Anne", "person-11", "même prénom"),
    ("Direction", "position-21", "exerce une fonction voisine"),
    ("Ministère", "organization-5", "une partie de son nom"),
]
NOBODY = [
    "Partenaires",
    "Tous",
    "À déterminer",
    "Mme Gervais",
    "Contractuels",
    "B. Tremblay",
    "",
    "—",
]


def first(printed):
    found = candidates_for(printed, INDEX)
    return (found[0].value, str(found[0].reason), found[0].is_sure) if found else None


@pytest.mark.parametrize(("printed", "value", "reason"), SURE)
def test_name_surely_leads_to_somebody(printed, value, reason):
    found = first(printed)

    if value is None:
        assert found is None or not found[2]
    else:
        assert found == (value, reason, True)


@pytest.mark.parametrize(("printed", "value", "reason"), DOUBTFUL)
def test_doubtful_name_is_proposed_and_not_sure(printed, value, reason):
    assert first(printed) == (value, reason, False)


@pytest.mark.parametrize("printed", NOBODY)
def test_name_of_nobody_known_leads_nowhere(printed):
    assert first(printed) is None


def test_surname_of_two_people_is_never_sure():
    found = candidates_for("Roy", INDEX)

    assert {c.value for c in found} == {"person-13", "person-14"}
    assert {str(c.reason) for c in found} == {"plusieurs personnes portent ce nom"}
    assert not any(c.is_sure for c in found)


def test_title_held_by_two_in_the_same_organisation_is_never_sure():
    twins = [
        Known("position", rank, name, ("Conseillère",))
        for rank, name in ((1, "Anne Tremblay"), (2, "Zoé Roy"))
    ]

    found = candidates_for("Conseillère", NameIndex.of(twins))

    assert [(c.value, c.is_sure) for c in found] == [("position-1", False), ("position-2", False)]
    assert {str(c.reason) for c in found} == {"plusieurs personnes exercent cette fonction"}


def test_title_in_the_own_organisation_comes_before_the_same_elsewhere():
    found = candidates_for("Coordination", INDEX)

    assert [c.value for c in found[:2]] == ["position-23", "position-24"]
    assert found[0].score > found[1].score


def test_acronym_that_the_document_explains_is_read_in_full():
    acronyms = {"MF": "Ministère de la Forêt"}

    assert candidates_for("MF", INDEX) == ()
    found = candidates_for("MF", INDEX, acronyms)
    assert (found[0].value, found[0].is_sure) == ("organization-5", True)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("RLQ et THR", ["organization-1", "organization-2"]),
        ("Direction générale et agente de liaison", ["position-21", "position-22"]),
        ("Anne Tremblay, RLQ / CA", ["person-11", "organization-1", "organization-6"]),
        ("Responsable des communications et de la vie associative", []),
        ("RLQ et partenaires", []),
        ("RLQ et Réseau Lisière du Québec", []),
        ("RLQ", []),
    ],
)
def test_names_inside_a_name_are_told_when_each_is_sure(printed, expected):
    assert [part.candidate.value for part in parts_of(printed, INDEX)] == expected


def test_hostile_name_is_read_and_leads_nowhere():
    hostile = ["(" * 5000, "a" * 20_000, "et " * 5000, "\x00\u202e", "«:»" * 1000, "1" * 300]

    assert [candidates_for(text, INDEX) for text in hostile] == [()] * len(hostile)
    assert [parts_of(text, INDEX) for text in hostile] == [()] * len(hostile)
