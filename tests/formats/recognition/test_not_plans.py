"""Documents that are not plans yield no plan, and say why."""

from __future__ import annotations

import not_plans
import pytest
from sketches import reading_of

DOCUMENTS = {
    "rencontre.docx": (not_plans.minutes_docx, "compte rendu"),
    "budget.xlsx": (not_plans.budget_xlsx, "budget"),
    "nouvelle.docx": (not_plans.news_docx, "texte suivi"),
    "membres.xlsx": (not_plans.members_xlsx, "n’ont pas les colonnes d’un plan"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_without_a_plan_is_refused_with_its_reason(name: str) -> None:
    make, reason = DOCUMENTS[name]

    reading = reading_of(make(), name)

    assert reading.draft is None
    assert reason in reading.refusal
    assert reading.refusal.endswith(".")
