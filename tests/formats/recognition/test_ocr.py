"""What a scan does to words is shown, never repaired in silence."""

from __future__ import annotations

import pytest

from arrimage.formats.readers import read_document
from arrimage.formats.recognition.ocr import is_debris, repair_issues, strip_debris, suggest
from arrimage.formats.recognition.plain_model import text_lines


@pytest.mark.parametrize(
    ("printed", "likely"),
    [
        ("selon I'avis de tous", "selon l'avis de tous"),
        ("Diffuser ’outil", "Diffuser l’outil"),
        ("|dentifier les voisins", "Identifier les voisins"),
        ("mise en ceuvre", "mise en œuvre"),
        ("ouvert a la ville", "ouvert à la ville"),
        ("Un plan lisible et clair", "Un plan lisible et clair"),
        ("Il y a trois jardins", "Il y a trois jardins"),
    ],
)
def test_likely_words_are_suggested(printed, likely):
    assert suggest(printed) == likely


def test_each_damaged_line_of_a_scan_is_one_remark_with_its_quote():
    text = "selon I'avis de tous\nmise en ceuvre\nouvert a la ville\nUn plan lisible\n"
    lines = text_lines(read_document(text.encode(), "scan.txt"))

    issues = repair_issues(lines, frozenset({1, 2, 3, 4}))

    assert [(i.code, i.severity, i.quote, i.anchor.line) for i in issues] == [
        ("ocr_repair", "info", "selon I'avis de tous", 1),
        ("ocr_repair", "info", "mise en ceuvre", 2),
        ("ocr_repair", "info", "ouvert a la ville", 3),
    ]
    assert "«\u00a0selon l'avis de tous\u00a0»" in issues[0].message


def test_one_odd_word_does_not_make_a_scan():
    lines = text_lines(read_document(b"mise en ceuvre\n", "plan.txt"))

    assert repair_issues(lines, frozenset({1})) == ()


def test_lone_signs_are_debris():
    assert is_debris(". . - ,") and is_debris("s o o")
    assert not is_debris("An 12") and not is_debris("OBNL")
    assert strip_debris("Faire connaître les jardins R 0 D") == "Faire connaître les jardins"
