"""The line of time as a PDF: tagged, with every word that it draws."""

import datetime as dt
import re

import pdfplumber
import pytest

from arrimage.formats.writers.timeline import (
    TimelineBar,
    TimelineColumn,
    TimelineDot,
    TimelineGroup,
    TimelinePaper,
    TimelineRow,
    write_timeline,
)

KINDS = ("crisp", "both", "in", "out", "flow", "demand", "if")
DOTS = ("held", "set", "maybe", "missed")


def paper(rows=8, title="Plan d’action 2025-2030"):
    bars = tuple(TimelineBar(kind, rank * 12.0, 10.0, 4.0) for rank, kind in enumerate(KINDS))
    dots = tuple(TimelineDot(kind, rank * 20.0 + 8) for rank, kind in enumerate(DOTS))
    row = TimelineRow(
        "1.1", "#strong[Tenir] un marché", "été", "À peu près en été.", "En cours", bars, dots, 96.0
    )
    return TimelinePaper(
        title=title,
        organization="Réseau Lisière",
        period="Ligne du temps, de 2025 à 2030.",
        heads=("Ligne", "Dans le temps", "État"),
        key=tuple((kind, f"mot de {kind}") for kind in (*KINDS, *DOTS, "done")),
        columns=tuple(
            TimelineColumn(n * 20.0, 20.0, f"An {n + 1}", str(2025 + n)) for n in range(5)
        ),
        now=27.5,
        now_label="Trait noir\u00a0: le 20 novembre 2026.",
        groups=(TimelineGroup("1", "Outiller", (row,) * rows), TimelineGroup("2", "Vide", ())),
        date=dt.date(2026, 11, 20),
    )


def words_of(data, tmp_path):
    path = tmp_path / "temps.pdf"
    path.write_bytes(data)
    with pdfplumber.open(path) as pdf:
        return len(pdf.pages), " ".join(page.extract_text() for page in pdf.pages)


def test_every_word_is_text_and_none_is_markup(tmp_path):
    pages, said = words_of(write_timeline(paper()), tmp_path)

    assert pages == 1
    assert said.count("#strong[Tenir] un marché") == 8
    assert said.count("À peu près en été.") == 8
    for words in ("An 5", "Trait noir\u00a0: le 20 novembre 2026.", "mot de flow", "page 1 de 1"):
        assert re.sub(r"\s", " ", words) in re.sub(r"\s", " ", said)


def test_long_plan_repeats_its_years_on_each_page(tmp_path):
    pages, said = words_of(write_timeline(paper(rows=60)), tmp_path)

    assert pages > 3
    assert said.count("An 5") == pages


@pytest.mark.parametrize("title", ["", "x" * 300, "\x07 <b> $ # \\ «"])
def test_any_words_make_a_file(title, tmp_path):
    assert words_of(write_timeline(paper(title=title)), tmp_path)[0] >= 1


def test_file_is_pdf_ua():
    checker = pytest.importorskip(
        "page", reason="page-validation is not installed: PDF/UA-1 was not checked"
    )
    report = checker.validate_pdf_bytes(
        write_timeline(paper(rows=60)), profile=checker.ValidationProfile.PDF_UA_1
    )

    assert [str(failure) for failure in report.failures] == []
    assert report.is_compliant
