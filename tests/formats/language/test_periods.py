from __future__ import annotations

import datetime as dt

import pytest

from arrimage.formats.draft import Period, PlanYear
from arrimage.formats.language import (
    read_acronym,
    read_fiscal_year_start,
    read_period,
    read_plan_years,
    read_update_date,
)

D = dt.date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plan d’action 2025-2030", Period(D(2025, 1, 1), D(2030, 12, 31), "year", "2025-2030")),
        (
            "PLAN 2024-2025 (juillet à juin)",
            Period(D(2024, 7, 1), D(2025, 6, 30), "month", "2024-2025 (juillet à juin)"),
        ),
        (
            "Plan 2024-2027, du 1er avril 2024 au 31 mars 2027",
            Period(D(2024, 4, 1), D(2027, 3, 31), "day", "1er avril 2024 au 31 mars 2027"),
        ),
        (
            "Avril 2024 – mars 2027",
            Period(D(2024, 4, 1), D(2027, 3, 31), "month", "Avril 2024 – mars 2027"),
        ),
        ("Plan annuel 2026", Period(D(2026, 1, 1), D(2026, 12, 31), "year", "2026")),
        ("Plan du réseau", None),
    ],
)
def test_the_period_is_as_precise_as_the_words(text, expected):
    assert read_period(text) == expected


def test_the_fiscal_year_starts_where_the_sentence_says():
    assert (
        read_fiscal_year_start("Nos années débutent le 1er juillet et finissent le 30 juin.")
        == "07-01"
    )
    assert read_fiscal_year_start("Exercice financier : avril à mars") == "04-01"
    assert read_fiscal_year_start("Le salon débute à 9 h.") == ""


def test_a_note_defines_the_years_even_with_damaged_dates():
    first = PlanYear(1, D(2024, 7, 1), D(2025, 6, 30))
    second = PlanYear(2, D(2025, 7, 1), D(2026, 6, 30))

    assert read_plan_years(
        "An 1 = 2024/07/01 au 2025-/06/30, An 2 = 2025-07/01 au 2026-/06/30"
    ) == (
        first,
        second,
    )
    assert read_plan_years("An 1 : 2024-2025 ; An 2 : 2025-2026", "07-01") == (first, second)
    assert read_plan_years("An 1 : 2024-2025") == ()


def test_the_date_of_the_last_update():
    assert read_update_date("Mise à jour : 2025-10-11") == D(2025, 10, 11)
    assert read_update_date("Document mis à jour le 3 mars 2025") == D(2025, 3, 3)
    assert read_update_date("Mise à jour du site en mars 2025") is None


def test_an_acronym_is_made_of_the_letters_of_its_words():
    assert read_acronym("TDS : Table de développement social") == (
        "TDS",
        "Table de développement social",
    )
    assert read_acronym("• MO – Mise en œuvre") == ("MO", "Mise en œuvre")
    assert read_acronym("RESPONSABLE : Ana Bergeron") is None
    assert read_acronym("ORIENTATION : Agir ensemble") is None
