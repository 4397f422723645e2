"""Words are compared without case, accents, elisions or inflections; questions are read in full."""

import pytest

from arrimage.search.answers import marked
from arrimage.search.syntax import Clause, read_question
from arrimage.search.words import line_of, tokens


def stems(text):
    return [token.stems for token in tokens(text) if not token.is_stop]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("rencontre", "Rencontres"),
        ("régional", "régionaux"),
        ("regionales", "régional"),
        ("développer", "développement"),
        ("securite", "sécurité"),
        ("SECURITE", "sécurité"),
        ("sécurité", "SECURITE"),
        ("oeuvre", "œuvres"),
        ("eau", "l’eau"),
        ("eau", "l'eau"),
        ("citoyens", "citoyen·ne·s"),
        ("représentante", "représentant(e)s"),
        ("rqds", "R.Q.D.S."),
        ("atelier", "ateliers"),
        ("métiers", "metier"),
        ("élu", "élus"),
        ("réseau", "réseaux"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_two_spellings_share_a_stem(typed, printed):
    (first,), (second, *_) = stems(typed.replace("e\u0301", "é")), stems(printed)

    assert set(first) & set(second)


def test_line_of_an_entry_tells_title_stems_and_forms_apart():
    line = line_of("1.1.2", "Tenir l’été", ["4 rencontres"])

    assert line == (
        "021x1x2 0ten 0l 0ete 9 21x1x2 ten ete 24 rencontr 9 121x1x2 1tenir 1l 1ete 9 "
        "124 1rencontres 9"
    )


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("marché ", (Clause("marche", ("march",)),)),
        ("marché", (Clause("marche", ("march",), is_typed=True),)),
        ('"plan d’action"', (Clause(phrase=("plan", "d", "action")),)),
        ("« mise en œuvre »", (Clause(phrase=("mise", "en", "oeuvre")),)),
        (
            "marché -hiver",
            (Clause("marche", ("march",)), Clause("hiver", ("hiv",), is_excluded=True)),
        ),
        ("les marchés de l’été ", (Clause("marches", ("march",)), Clause("ete", ("ete",)))),
        ("1.1.2", (Clause("21x1x2", ("21x1x2",), is_typed=True),)),
        ("le", (Clause("le", ("le",), is_typed=True),)),
        ('"', ()),
        ("-", ()),
        ("* ( ) : ' &", ()),
    ],
)
def test_question_is_read_as_typed(text, clauses):
    assert read_question(text).clauses == clauses


def test_words_to_exclude_are_not_a_question():
    assert not read_question("-hiver")


def test_hits_keep_the_printed_accents_and_long_texts_are_cut_around_them():
    text = "Avant. " * 60 + "Les tables régionales se parlent. " + "Après. " * 60

    pieces = marked(text, read_question("regional "))

    assert [piece.text for piece in pieces if piece.is_hit] == ["régionales"]
    assert pieces[0].text == "… " and pieces[-1].text == " …"
    assert sum(len(piece.text) for piece in pieces) < 280


def test_phrase_is_marked_as_one():
    pieces = marked("Le plan d’action, pas l’action du plan", read_question('"plan d action"'))

    assert [(p.text, p.is_hit) for p in pieces] == [
        ("Le ", False),
        ("plan d’action", True),
        (", pas l’action du plan", False),
    ]
