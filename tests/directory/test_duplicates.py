"""Records that look alike are proposed with a reason; records that are two are left alone."""

import pytest

from arrimage.directory.duplicates import Known, doubtful_pairs, likely_pairs, tell_apart
from tests.directory.making import as_role, make_network, make_person


def pairs(*records):
    known = [Known(pk, *values) for pk, values in enumerate(records, start=1)]
    return [(p.first, p.second, str(p.reason)) for p in likely_pairs(known)]


ALIKE = [
    (("Table des Aulnes",), ("TABLE DES AULNES",), "Même nom, aux accents"),
    (("Table de l’Érable",), ("Table de l'Erable",), "Même nom, aux accents"),
    (("Émile Côté",), ("Cote, Emile",), "Même nom, aux accents"),
    (("Grand Saule inc.",), ("Grand-Saule",), "Même nom, aux accents"),
    (("Table nourricière des Rives",), ("Table nouricière des Rives",), "presque identiques"),
    (("Léo Gagnon",), ("Léo Gagnnon",), "presque identiques"),
    (("Réseau de la Lisière", "RL"), ("RL",), "Le sigle de l’un"),
    (("Réseau Lisière du Nord", "RLN"), ("Réseau des Lisières nordiques", "RLN"), "Même sigle"),
    (("Anne Roy", "", "a@x.example"), ("A. R.-Lavoie", "", "A@x.example"), "Même courriel"),
    (("Comité de mobilisation",), ("Comité de mobilisation citoyenne",), "contient"),
]
TWO = [
    (("Table des Aulnes",), ("Table des Saules",)),
    (("Anne Tremblay",), ("Luc Tremblay",)),
    (("Ministère de la Forêt",), ("Ministère de la Pêche",)),
    (("Table",), ("Table des Aulnes",)),
    (("Comité A", "CA"), ("Conseil d’affaires publiques du Nord", "CA")),
]


@pytest.mark.parametrize(("first", "second", "reason"), ALIKE)
def test_records_that_look_alike_are_proposed_with_the_reason(first, second, reason):
    found = pairs(first, second)

    assert [(one, two) for one, two, _why in found] == [(1, 2)]
    assert reason in found[0][2]


@pytest.mark.parametrize(("first", "second"), TWO)
def test_records_that_are_two_are_not_proposed(first, second):
    assert pairs(first, second) == []


def test_likeliest_pair_comes_first():
    found = pairs(("Table nourricière",), ("Table nouricière",), ("table nourriciere",))

    assert next((one, two) for one, two, _why in found) == (1, 3)


@pytest.mark.django_db
def test_pair_that_is_said_to_be_two_is_not_proposed_again():
    top, (table, twin) = make_network("Table des Aulnes", "Table des aulnes")
    people = [make_person(table, name) for name in ("Zoé Roy", "Zoe Roy")]
    annuaire = as_role(top)

    def proposed(kind):
        return [(first, second) for first, second, _pair in doubtful_pairs(annuaire, kind)]

    assert proposed("organization") == [(table, twin)]
    assert proposed("person") == [tuple(people)]
    tell_apart(actor=annuaire.user, network=top, first=twin, second=table)
    assert proposed("organization") == []
    assert proposed("person") == [tuple(people)]
