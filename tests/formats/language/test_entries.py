from __future__ import annotations

import datetime as dt
from dataclasses import fields
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrimage.formats.draft import TimeframeDraft
from arrimage.formats.language import EntryContext, EntryReading, read_entry

D = dt.date
TODAY = D(2026, 11, 21)  # a Saturday
VISITS = EntryContext(("régions",), is_recurring=True)


def said(text, context=None):
    """What is read apart from the words and how sure it is, times as their bounds."""
    reading = read_entry(text, TODAY, context)
    found = {
        f.name: getattr(reading, f.name)
        for f in fields(EntryReading)
        if f.name not in ("words", "confidence") and getattr(reading, f.name) != f.default
    }
    for name, value in found.items():
        if isinstance(value, TimeframeDraft):
            found[name] = (str(value.start), str(value.end))
    return found


HELD = {"status": "done", "is_held": True, "occurrences": 1}
SENTENCES = [
    ("6 régions visitées", {"status": "in_progress", "quantity": 6, "unit": "régions", "is_held": True, "occurrences": 6}),
    ("Visité 6 régions", {"status": "in_progress", "quantity": 6, "unit": "régions", "is_held": True, "occurrences": 6}),
    ("AGA tenue, 42 personnes", HELD | {"people": 42}),
    ("rencontre reportée à janvier", {"status": "postponed", "postponed_to": ("2027-01-01", "2027-01-31")}),
    ("Annulée faute de quorum, remise au 12 janvier", {"status": "postponed", "postponed_to": ("2027-01-12", "2027-01-12")}),
    ("fait", HELD),
    ("✓", HELD),
    ("rien de neuf", {"has_news": False}),
    ("Rien à signaler.", {"has_news": False}),
    ("tenue hier", HELD | {"on": D(2026, 11, 20), "when": ("2026-11-20", "2026-11-20")}),
    ("tenue lundi avec 15 participants", HELD | {"on": D(2026, 11, 16), "when": ("2026-11-16", "2026-11-16"), "people": 15}),
    ("envoyé il y a 3 jours", HELD | {"on": D(2026, 11, 18), "when": ("2026-11-18", "2026-11-18")}),
    ("publié le 12 mars", HELD | {"on": D(2026, 3, 12), "when": ("2026-03-12", "2026-03-12")}),
    ("publié le 12 décembre", HELD | {"on": D(2025, 12, 12), "when": ("2025-12-12", "2025-12-12")}),
    ("rapport remis au conseil en octobre", HELD | {"when": ("2026-10-01", "2026-10-31")}),
    ("rencontre remise au printemps", {"status": "postponed", "postponed_to": ("2027-04-01", "2027-06-30")}),
    ("rencontre remise", {}),
    ("rapport remis le 3 mai", HELD | {"on": D(2026, 5, 3), "when": ("2026-05-03", "2026-05-03")}),
    ("animé la semaine dernière", HELD | {"when": ("2026-11-09", "2026-11-15")}),
    ("annulé", {"status": "abandoned"}),
    ("3 rencontres depuis septembre", {"status": "in_progress", "quantity": 3, "unit": "rencontres", "since": D(2026, 9, 1), "is_held": True, "occurrences": 3}),
    ("En cours", {"status": "in_progress"}),
    ("Complété à 60 %", {"status": "in_progress", "share": Decimal("0.6")}),
    ("Salon terminé; 120 visiteurs", HELD | {"people": 120}),
    ("Bulletin no 4 envoyé à 350 membres", HELD | {"people": 350}),
    ("42 personnes rejointes", {"status": "in_progress", "quantity": 42, "unit": "personnes", "is_held": True, "occurrences": 1}),
    ("3 sur 4 ateliers animés", {"status": "in_progress", "quantity": 3, "unit": "ateliers", "is_held": True, "occurrences": 3}),
    ("1re tenue le 3 novembre, la prochaine est prévue en mai", HELD | {"on": D(2026, 11, 3), "when": ("2026-11-03", "2026-11-03"), "planned_for": ("2027-05-01", "2027-05-31")}),
    ("Rencontre prévue le 4 décembre", {"status": "planned", "planned_for": ("2026-12-04", "2026-12-04")}),
    ("Le guide sera publié en mars", {"planned_for": ("2027-03-01", "2027-03-31")}),
    ("Pas encore fait", {"status": "planned"}),
    ("La rencontre n’a pas eu lieu", {}),
    ("Présences : 42", {"people": 42}),
    ("C’est fait\u00a0!", HELD),
    ("2e rencontre faite", HELD),
    ("fait la semaine passée", HELD | {"when": ("2026-11-09", "2026-11-15")}),
    ("Terminé depuis le 3 octobre", HELD | {"since": D(2026, 10, 3)}),
    ("Presque terminé", {"status": "in_progress"}),
    ("Pas terminé", {}),
    ("En attente d’une réponse", {}),
    ("Rien de neuf depuis la dernière fois", {"has_news": False}),
    ("Formation donnée à 25 intervenants", HELD | {"people": 25}),
    ("Formation offerte 3 fois", {"status": "in_progress", "quantity": 3, "unit": "fois", "is_held": True, "occurrences": 3}),
    ("75 % des régions visitées", {"status": "in_progress", "quantity": 75, "unit": "%", "is_held": True}),
    ("4 des 9 villages visités", {"status": "in_progress", "quantity": 4, "unit": "villages", "is_held": True, "occurrences": 4}),
    ("Le 14 novembre, assemblée tenue", HELD | {"on": D(2026, 11, 14), "when": ("2026-11-14", "2026-11-14")}),
    ("6 regions visitees", {"status": "in_progress", "quantity": 6, "unit": "regions", "is_held": True, "occurrences": 6}),
    ("meeting moved to Feb 3", {"status": "postponed", "postponed_to": ("2027-02-03", "2027-02-03")}),
    ("Two meetings held yesterday", {"status": "in_progress", "quantity": 2, "unit": "meetings", "on": D(2026, 11, 20), "when": ("2026-11-20", "2026-11-20"), "is_held": True, "occurrences": 2}),
    ("AGM held on March 12, 42 people", HELD | {"on": D(2026, 3, 12), "when": ("2026-03-12", "2026-03-12"), "people": 42}),
    ("postponed to January", {"status": "postponed", "postponed_to": ("2027-01-01", "2027-01-31")}),
    ("nothing new", {"has_news": False}),
    ("not started", {"status": "planned"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentence_says_so_much_and_nothing_more(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "Fait la promotion du salon", "On visite la salle demain matin ?", "la salle coûte 450 $",
        "Voir avec Maude", "rencontre", "Rencontre le 3 décembre", "On attend le financement", "14 h 30", "2e étage", "60 % des membres étaient là",
    ],
)  # fmt: skip
def test_what_is_not_said_is_not_made_up(text):
    found = said(text)

    assert set(found) <= {"planned_for"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 régions visitées", {"status": "in_progress", "quantity": 6, "unit": "régions", "is_held": True, "occurrences": 6}),
        ("6 régions", {"quantity": 6, "unit": "régions", "occurrences": 6}),
        ("2 ateliers tenus", {"status": "in_progress", "quantity": 2, "unit": "ateliers", "is_held": True}),
        ("fait", {"status": "in_progress", "is_held": True, "occurrences": 1}),
        ("terminé", {"status": "done", "is_held": True}),
        ("visite reportée à janvier", {"postponed_to": ("2027-01-01", "2027-01-31")}),
        ("annulé", {}),
    ],
)  # fmt: skip
def test_what_comes_back_is_not_over_after_one_occurrence(text, expected):
    assert said(text, VISITS) == expected


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("fait", "sure"),
        ("6 régions visitées", "likely"),
        ("6 régions", "unsure"),
        ("Voir Maude", "none"),
    ],
)
def test_reading_says_how_sure_it_is(text, confidence):
    assert read_entry(text, TODAY).confidence == confidence


def test_words_that_decided_are_quoted():
    assert read_entry("AGA tenue hier, 42 personnes", TODAY).words == (
        "tenue",
        "hier",
        "42 personnes",
    )


WORDS = """
fait tenue 42 personnes régions visitées hier lundi 12 mars 2027 31 février reporté à janvier pas
encore rien de neuf 60 % prévu le depuis septembre , ; : annulé no un remis 9999 ² ½ é
"""
PIECES = st.sampled_from(WORDS.split())


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map(" ".join)), st.dates())
def test_any_sentence_of_any_day_is_read_without_inventing(text, today):
    found = read_entry(text, today, VISITS)

    assert all(words in text for words in found.words)
    assert found.on is None or found.on <= today
    assert found.since is None or found.since <= today
    assert found.quantity is None or found.quantity >= 0
    assert found.share is None or 0 <= found.share <= 1
    assert found.postponed_to is None or found.postponed_to.end >= today
