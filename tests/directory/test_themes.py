"""The governed list: one theme a word, found without accents and in spite of a mistake."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from arrimage.audit.models import Entry
from arrimage.audit.phrases import sentence
from arrimage.directory.merging import merge_records, undo_merge
from arrimage.directory.models import ThemeWord
from arrimage.directory.themes import (
    add_theme,
    change_theme,
    find_themes,
    synonyms_of,
    themes_of,
)
from tests.directory.making import make_network
from tests.factories import make_member, make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    top, (table,) = make_network("Table des Aulnes")
    return make_member(top), top, table


def add(network, label, *synonyms, label_en=""):
    actor, top, _table = network
    return add_theme(actor=actor, network=top, label=label, label_en=label_en, synonyms=synonyms)


def found(network, text):
    answers = find_themes(themes_of(network[1].pk), text)
    return [(answer.theme.label, answer.word) for answer in answers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sécurité alimentaire", [("Sécurité alimentaire", "Sécurité alimentaire")]),
        ("securite ALIMENTAIRE", [("Sécurité alimentaire", "Sécurité alimentaire")]),
        ("autonomie", [("Sécurité alimentaire", "Autonomie alimentaire")]),
        ("food security", [("Sécurité alimentaire", "Food security")]),
        ("habitacion", [("Logement", "Habitation")]),
        ("logment", [("Logement", "Logement")]),
        ("transport", []),
        ("   ", []),
    ],
)
def test_theme_is_found_by_any_of_its_words(network, text, expected):
    add(network, "Sécurité alimentaire", "Autonomie alimentaire", label_en="Food security")
    add(network, "Logement", "Habitation")

    assert found(network, text) == expected


def test_word_designates_one_theme_of_a_network(network):
    add(network, "Logement", "Habitation")

    with pytest.raises(ValidationError, match="désigne déjà le thème"):
        add(network, "Toit", "HABITATION")

    assert [theme.label for theme in themes_of(network[1].pk)] == ["Logement"]
    elsewhere = make_organization("Ailleurs")
    add_theme(actor=None, network=elsewhere, label="Habitation")
    with pytest.raises(IntegrityError), transaction.atomic():
        word = ThemeWord.objects.filter(network=elsewhere).get()
        ThemeWord.objects.filter(pk=word.pk).update(network=network[1])


def test_theme_is_corrected_and_the_line_says_what_changed(network):
    theme = add(network, "Logement", "Habitation", "Toit")

    theme = change_theme(
        actor=network[0], theme=theme, label="Habitat", synonyms=["Toit", " ", "toit"]
    )

    assert synonyms_of(theme) == ("Toit",)
    assert found(network, "logement") == []
    assert sentence(Entry.objects.latest("pk")) == (
        "Maude Lavoie a corrigé le thème Habitat (nom, synonymes)."
    )


def test_merged_themes_keep_every_synonym_and_every_organisation(network):
    actor, top, table = network
    kept, absorbed = add(network, "Logement", "Habitation"), add(network, "Toits", "Abri")
    table.themes.add(absorbed)
    top.themes.add(kept, absorbed)

    merge = merge_records(actor=actor, network=top, kept=kept, absorbed=absorbed)

    listed = themes_of(top.pk).get()
    assert (listed, set(synonyms_of(listed)), listed.uses) == (
        kept,
        {"Habitation", "Toits", "Abri"},
        2,
    )
    assert found(network, "abri") == [("Logement", "Abri")]
    undo_merge(actor=actor, merge=merge)
    assert found(network, "abri") == [("Toits", "Abri")]
    assert set(table.themes.all()) == {absorbed}
    assert set(top.themes.all()) == {kept, absorbed}


def test_list_costs_the_same_with_one_and_three_themes(network, django_assert_num_queries):
    for rank in range(3):
        add(network, f"Thème {rank}", f"Mot {rank}")

    with django_assert_num_queries(2):
        assert len([synonyms_of(theme) for theme in themes_of(network[1].pk)]) == 3
