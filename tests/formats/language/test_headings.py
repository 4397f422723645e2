from __future__ import annotations

import pytest

from arrimage.formats.language import HeadingMark, read_heading, read_number

HEADINGS = [
    (
        "ORIENTATION 1\u00a0: Tisser des liens",
        HeadingMark("orientation", "ORIENTATION", "1", "Tisser des liens", ":"),
    ),
    ("Axe II – Habiter", HeadingMark("axis", "Axe", "II", "Habiter", "–")),
    ("Objectif 1.1 : Loger", HeadingMark("objective", "Objectif", "1.1", "Loger", ":")),
    (
        "Priorité stratégique no 3. Agir",
        HeadingMark("orientation", "Priorité stratégique", "3", "Agir", "."),
    ),
    (
        "Objectif général : Mieux vivre",
        HeadingMark("objective", "Objectif général", "", "Mieux vivre", ":"),
    ),
    ("Goal 3 - Grow", HeadingMark("orientation", "Goal", "3", "Grow", "-")),
    ("P1. Relier", HeadingMark(None, "", "P1", "Relier", ".")),
    ("Action 3 personnes", None),
    ("Actions de formation", None),
    ("Objectif 2025 : doubler", None),
    ("Un paragraphe ordinaire.", None),
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_a_heading_gives_its_role_number_and_title(text, expected):
    assert read_heading(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.1.1", ("1.1.1", "")),
        ("1.1.1. Bâtir", ("1.1.1", "Bâtir")),
        ("2.1.1 Veille", ("2.1.1", "Veille")),
        ("1.2- Bâtir", ("1.2", "Bâtir")),
        ("A.2 Bâtir", ("A.2", "Bâtir")),
        ("A-3", ("A-3", "")),
        ("12. Bâtir", ("12", "Bâtir")),
        ("4 – Bâtir", ("4", "Bâtir")),
        ("IV. Bâtir", ("IV", "Bâtir")),
    ],
)
def test_a_leading_code_is_cut_from_its_title(text, expected):
    assert read_number(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2014-2015",
        "3-4 rencontres",
        "10 formateurs",
        "14 h 30",
        "8:30 accueil",
        "12.06.2024",
        "1er mai",
        "2.5 % des membres",
        "T1 2025",
        "20e anniversaire",
        "M. Roy",
        "1.5 million",
    ],
)
def test_dates_times_and_counts_are_not_codes(text):
    assert read_number(text) is None
