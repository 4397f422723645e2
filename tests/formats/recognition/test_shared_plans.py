"""The five real plans, in each of their formats, against their hand-made truth."""

from __future__ import annotations

import pytest
from scoring import score

OFFICE = [
    "plans/000.docx", "plans/001.docx", "plans/002.docx", "plans/003.docx", "plans/004.docx",
    "plans/000.xlsx", "plans/001.xlsx", "plans/002.xlsx", "plans/003.xlsx",
]  # fmt: skip


@pytest.mark.parametrize("name", OFFICE)
def test_word_and_excel_plans_are_read_almost_without_a_miss(name: str) -> None:
    result = score(name)

    assert result.titles >= 0.99
    assert result.others >= 0.97
    assert result.placement >= 0.99
    assert result.invented < 0.01


@pytest.mark.parametrize("name", ["seeds/000.txt", "seeds/002.txt"])
def test_tables_of_extracted_text_are_read(name: str) -> None:
    result = score(name)

    assert result.titles >= 0.98
    assert result.others >= 0.93
    assert result.placement >= 0.97
    assert result.invented < 0.02


@pytest.mark.parametrize("name", ["plans/000.pdf", "plans/001.pdf"])
def test_tables_of_a_pdf_are_read(name: str) -> None:
    result = score(name)

    assert result.titles >= 0.97
    assert result.others >= 0.93
    assert result.placement >= 0.97
    assert result.invented < 0.02
