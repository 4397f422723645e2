"""A text at hand answers a question as the index would."""

import pytest

from arrimage.plans.filters import PlanFilters
from arrimage.plans.queries import plan_document
from arrimage.search.answers import is_answered
from arrimage.search.syntax import read_question
from tests.search.test_search import plan_of


@pytest.mark.parametrize(
    ("question", "is_said"),
    [
        ("rencontre regional", True),
        ("régionaux ", True),
        ("« quatre rencontres »", True),
        ('"rencontres quatre"', False),
        ("rencontre -région", True),
        ("rencontre -quatre", False),
        ("rencontre verger", False),
        ("quat", True),
    ],
)
def test_text_answers_when_every_word_is_there_and_no_excluded_one(question, is_said):
    text = "Tenir quatre rencontres régionales"

    assert is_answered(read_question(question), text) is is_said


@pytest.mark.django_db
def test_filter_of_a_plan_finds_inflected_words_and_pieces_of_words():
    plan = plan_of("Tenir quatre rencontres régionales", "Planter un verger")

    def shown(text):
        document = plan_document(plan, PlanFilters(text=text))
        return [row.title for section in document.sections for row in section.rows]

    assert shown("rencontre regional") == ["Tenir quatre rencontres régionales"]
    assert shown("erge") == ["Planter un verger"]
    assert shown("rencontre verger") == []
