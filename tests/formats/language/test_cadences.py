from __future__ import annotations

from decimal import Decimal

import pytest

from arrimage.formats.draft import CadenceDraft
from arrimage.formats.language import read_cadences, read_timeframes

WINTER_SCHOOL = (9, 10, 11, 12, 1, 2, 3, 4, 5)
RHYTHMS = [
    ("un contact par mois", "un contact par mois", 1, "month", "contact", {}),
    ("2 publications par année", "2 publications par année", 2, "year", "publications", {}),
    ("mise à jour tous les 3 mois", "tous les 3 mois", 1, "month", "", {"every": 3}),
    ("8 rencontres annuelles", "8 rencontres annuelles", 8, "year", "rencontres", {}),
    ("aux deux semaines", "aux deux semaines", 1, "week", "", {"every": 2}),
    ("4 régions par mois", "4 régions par mois", 4, "month", "régions", {}),
    ("tous les 18 mois", "tous les 18 mois", 1, "month", "", {"every": 18}),
    ("tous les 1,5 ans", "tous les 1,5 ans", 1, "month", "", {"every": 18}),
    ("Publier 2 bulletins tous les 6 mois", "2 bulletins tous les 6 mois", 2, "month", "bulletins", {"every": 6}),
    ("une année sur deux", "une année sur deux", 1, "year", "", {"every": 2}),
    ("le premier lundi de chaque mois", "le premier lundi de chaque mois", 1, "month", "", {"weekday": 0, "nth": 1}),
    ("tous les deuxièmes mardis", "tous les deuxièmes mardis", 1, "month", "", {"weekday": 1, "nth": 2}),
    ("chaque dernier jeudi du mois", "chaque dernier jeudi du mois", 1, "month", "", {"weekday": 3, "nth": -1}),
    ("tous les lundis", "tous les lundis", 1, "week", "", {"weekday": 0}),
    ("un mardi sur deux", "un mardi sur deux", 1, "week", "", {"weekday": 1, "every": 2}),
    ("mensuel, sauf en juillet et août", "mensuel, sauf en juillet et août", 1, "month", "", {"months": (1, 2, 3, 4, 5, 6, 9, 10, 11, 12)}),
    ("Une rencontre par mois, de septembre à mai", "Une rencontre par mois, de septembre à mai", 1, "month", "rencontre", {"months": WINTER_SCHOOL}),
    ("2 fois par année (octobre et avril)", "2 fois par année (octobre et avril)", 2, "year", "fois", {"months": (4, 10)}),
    ("1 fois par année, à l’automne", "1 fois par année, à l’automne", 1, "year", "fois", {"months": (9, 10, 11, 12)}),
    ("chaque printemps", "chaque printemps", 1, "year", "", {"months": (4, 5, 6)}),
    ("une sortie par semaine entre mai et octobre", "une sortie par semaine entre mai et octobre", 1, "week", "sortie", {"months": (5, 6, 7, 8, 9, 10)}),
    ("au plus 2 envois par mois", "2 envois par mois", 2, "month", "envois", {"at_least": False}),
    ("the last Wednesday of each month, August to June", "the last Wednesday of each month, August to June", 1, "month", "", {"weekday": 2, "nth": -1, "months": (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6)}),
    ("every other Friday", "every other Friday", 1, "week", "", {"weekday": 4, "every": 2}),
    ("every second Tuesday of the month", "every second Tuesday of the month", 1, "month", "", {"weekday": 1, "nth": 2}),
    ("one call every two weeks", "one call every two weeks", 1, "week", "call", {"every": 2}),
    ("monthly except in July", "monthly except in July", 1, "month", "", {"months": (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "count", "per", "unit", "named"), RHYTHMS)
def test_rhythm_is_read_with_the_days_and_months_that_it_names(
    text, words, count, per, unit, named
):
    assert read_cadences(text) == (CadenceDraft(Decimal(count), per, unit, words, **named),)


def test_each_named_day_is_a_rhythm_of_its_own():
    days = read_cadences("les 1er et 3e mardis du mois, puis tous les lundis et jeudis")

    assert [(c.text, c.per, c.weekday, c.nth) for c in days] == [
        ("les 1er", "month", 1, 1),
        ("3e mardis du mois", "month", 1, 3),
        ("tous les lundis", "week", 0, None),
        ("jeudis", "week", 3, None),
    ]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("4 rencontres par année, de septembre 2025 à juin 2026", ()),
        ("1 fois par année, au printemps 2026", ()),
        ("Mensuel, mai et juin 2026", ()),
        ("2 fois par année, d’ici juin", ()),
    ],
)
def test_month_of_a_year_is_a_date_and_no_part_of_the_rhythm(text, months):
    assert [c.months for c in read_cadences(text)] == [months]


@pytest.mark.parametrize(
    "text",
    [
        "Le premier lundi de septembre 2025",
        "le premier lundi de mai",
        "Le lundi 4 mai 2026",
        "premier bilan",
    ],
)
def test_one_day_is_no_rhythm(text):
    assert read_cadences(text) == ()


def test_named_day_is_recurring_time():
    assert [f.kind for f in read_timeframes("Le premier lundi de chaque mois")] == ["recurring"]
