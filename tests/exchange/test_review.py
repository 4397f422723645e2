"""The review: what it shows, and each correction of a draft."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arrimage.audit.queries import history_of
from arrimage.exchange import corrections
from arrimage.exchange.operations import (
    StaleVersion,
    WrongState,
    accept_import,
    cancel_import,
    change_draft_level,
    decide_issue,
    drop_draft,
    move_draft,
    restore_draft,
    reword_draft,
)
from arrimage.exchange.queries import review_of
from arrimage.formats.draft import Issue
from arrimage.plans.drafts import unpack
from tests.factories import (
    element_numbered,
    make_draft,
    make_issue,
    make_run,
    make_user,
)

pytestmark = pytest.mark.django_db


def _shape(draft):
    """The tree in a line: «o1(b1(a1 a2))»."""

    def one(element):
        below = " ".join(map(one, element.children))
        return f"{element.key}:{element.level}" + (f"({below})" if below else "")

    return " ".join(map(one, draft.elements))


START = "o1:0(b1:1(a1.1.1:2 a1.1.2:2 a1.1.3:2) b2:1(a1.2.1:2 a1.2.2:2 a1.2.3:2))"


def _draft():
    return make_draft(actions=3, objectives=2)


@pytest.mark.parametrize(
    ("key", "level", "shape"),
    [
        ("a1.1.2", 2, START),
        (
            "a1.1.2",
            1,
            "o1:0(b1:1(a1.1.1:2) a1.1.2:1(a1.1.3:2) b2:1(a1.2.1:2 a1.2.2:2 a1.2.3:2))",
        ),
        (
            "a1.1.2",
            0,
            "o1:0(b1:1(a1.1.1:2)) a1.1.2:0(a1.1.3:2 b2:1(a1.2.1:2 a1.2.2:2 a1.2.3:2))",
        ),
        ("b2", 0, "o1:0(b1:1(a1.1.1:2 a1.1.2:2 a1.1.3:2)) b2:0(a1.2.1:2 a1.2.2:2 a1.2.3:2)"),
    ],
    ids=["same", "to objective", "to orientation", "objective to orientation"],
)
def test_promoted_element_takes_what_follows_it(key, level, shape):
    assert _shape(_draft()) == START

    assert _shape(corrections.change_level(_draft(), key, level)) == shape


def test_demoted_element_goes_under_the_one_before():
    bare = corrections.drop(
        corrections.drop(corrections.drop(_draft(), "a1.2.1"), "a1.2.2"), "a1.2.3"
    )

    changed = corrections.change_level(bare, "b2", 2)

    assert _shape(changed) == "o1:0(b1:1(a1.1.1:2 a1.1.2:2 a1.1.3:2 b2:2))"


def test_level_change_without_room_below_is_refused():
    with pytest.raises(ValidationError) as refusal:
        corrections.change_level(_draft(), "b2", 2)

    assert refusal.value.code == "too_deep"


@pytest.mark.parametrize(
    ("key", "parent", "shape"),
    [
        ("a1.1.1", "b2", "o1:0(b1:1(a1.1.2:2 a1.1.3:2) b2:1(a1.2.1:2 a1.2.2:2 a1.2.3:2 a1.1.1:2))"),
        ("a1.1.1", "o1", "o1:0(b1:1(a1.1.2:2 a1.1.3:2) b2:1(a1.2.1:2 a1.2.2:2 a1.2.3:2) a1.1.1:2)"),
        ("b2", "", "o1:0(b1:1(a1.1.1:2 a1.1.2:2 a1.1.3:2)) b2:1(a1.2.1:2 a1.2.2:2 a1.2.3:2)"),
    ],
)
def test_moved_element_goes_last_under_its_new_parent(key, parent, shape):
    assert _shape(corrections.move_under(_draft(), key, parent)) == shape


@pytest.mark.parametrize(
    ("key", "parent", "code"),
    [
        ("b1", "a1.1.1", "inside_itself"),
        ("a1.1.1", "a1.2.1", "too_deep"),
        ("a1.1.1", "x", "part_gone"),
    ],
)
def test_impossible_move_is_refused(key, parent, code):
    with pytest.raises(ValidationError) as refusal:
        corrections.move_under(_draft(), key, parent)

    assert refusal.value.code == code


@pytest.mark.parametrize("key", ["a1.1.2", "b1", "o1", "a1.2.3"])
def test_restored_part_comes_back_to_its_place(key):
    draft = _draft()

    assert corrections.restore(corrections.drop(draft, key), draft, key) == draft


def test_restoring_leaves_what_was_moved_out_where_it_is():
    draft = _draft()
    moved = corrections.move_under(draft, "a1.1.1", "b2")

    back = corrections.restore(corrections.drop(moved, "b1"), draft, "b1")

    assert _shape(back) == (
        "o1:0(b1:1(a1.1.2:2 a1.1.3:2) b2:1(a1.2.1:2 a1.2.2:2 a1.2.3:2 a1.1.1:2))"
    )


def test_restored_part_whose_parent_is_gone_goes_under_the_next_one_up():
    draft = _draft()
    without = corrections.drop(draft, "b1")

    assert _shape(corrections.restore(without, draft, "a1.1.1")).startswith("o1:0(a1.1.1:2 b2:1")


def test_reworded_part_keeps_the_words_of_the_document_up_to_the_plan():
    user = make_user()
    run = make_run()

    run = reword_draft(actor=user, run=run, version=1, key="a1.1.2", title="Réunir le canton")

    (line, *_) = history_of(run)
    assert line.sentence == (
        "Maude Lavoie a corrigé un libellé\u00a0: «\u00a0Préparer la rencontre 1.2\u00a0» → "
        "«\u00a0Réunir le canton\u00a0»."
    )
    element = element_numbered(accept_import(actor=user, run=run), "1.1.2")
    assert (element.title, element.source_title) == (
        "Réunir le canton",
        "Préparer la rencontre 1.2",
    )


def test_wording_put_back_forgets_the_correction():
    once = corrections.reword(_draft(), "a1.1.2", "Autre")

    assert corrections.reword(once, "a1.1.2", "Préparer la rencontre 1.2") == _draft()


GESTURES = [
    (reword_draft, {"key": "a1.1.2", "title": "Réunir"}, "draft.reword"),
    (change_draft_level, {"key": "a1.1.2", "level": 1}, "draft.level"),
    (move_draft, {"key": "a1.1.2", "parent_key": "o1"}, "draft.move"),
    (drop_draft, {"key": "a1.1.2"}, "draft.drop"),
    (decide_issue, {"index": 0, "decision": "kept"}, "issue.decide"),
]


@pytest.mark.parametrize(("gesture", "values", "verb"), GESTURES)
def test_each_correction_grows_the_version_and_leaves_one_line(gesture, values, verb):
    run = make_run(issues=[make_issue()])

    changed = gesture(actor=make_user(), run=run, version=1, **values)

    assert changed.version == 2
    assert [line.verb for line in history_of(run)] == [verb, "import.start"]


@pytest.mark.parametrize(("gesture", "values", "verb"), GESTURES)
def test_second_reviewer_cannot_overwrite_the_first(gesture, values, verb):
    run = make_run(issues=[make_issue()])
    drop_draft(actor=make_user(), run=run, version=1, key="b1")

    with pytest.raises(StaleVersion) as refusal:
        gesture(actor=make_user(), run=run, version=1, **values)

    assert refusal.value.version == 2
    assert [line.verb for line in history_of(run)] == ["draft.drop", "import.start"]


@pytest.mark.parametrize(("gesture", "values", "verb"), GESTURES)
def test_closed_review_cannot_be_corrected(gesture, values, verb):
    run = make_run(issues=[make_issue()])
    cancel_import(actor=make_user(), run=run)

    with pytest.raises(WrongState):
        gesture(actor=make_user(), run=run, version=1, **values)


def test_dropped_part_is_listed_and_can_come_back():
    user = make_user()
    run = drop_draft(actor=user, run=make_run(), version=1, key="b1")
    assert [(d.key, d.title) for d in review_of(run).dropped] == [("b1", "Nourrir le canton 1")]
    assert review_of(run).total == 1

    run = restore_draft(actor=user, run=run, version=2, key="b1")

    assert run.draft == run.original_draft
    assert review_of(run).dropped == ()


def test_review_shows_doubts_first_and_the_tree_with_its_facts():
    issues = [
        make_issue(),
        make_issue("a1.1.2", message="Réglé."),
        Issue("source_notice", "Trois lignes sont masquées.", "info"),
    ]
    run = make_run(issues=issues)
    run = decide_issue(actor=make_user(), run=run, version=1, index=1, decision="resolved")

    review = review_of(run)

    assert [i.index for i in review.open_issues] == [0]
    assert [i.index for i in review.settled_issues] == [1]
    assert [i.message for i in review.findings] == ["Trois lignes sont masquées."]
    assert (review.total, review.with_doubt, review.period) == (4, 1, "avril 2026 à mars 2028")
    assert [(level.name, level.count) for level in review.levels] == [
        ("Orientation", 1),
        ("Objectif", 1),
        ("Moyen", 2),
    ]
    first = review.flat[2]
    assert (first.key, first.depth, first.parent_key) == ("a1.1.1", 2, "b1")
    assert (first.label, first.fragment) == ("p.\u00a04, tableau 2, rangée 3", "t2-r3")
    assert [doubt.index for doubt in first.doubts] == [0]
    assert first.facts == (
        "Agente de liaison, Fermes du canton · Été 2026 · An 1, An 2 · T1 · "
        "2\u00a0sous-points · 2\u00a0résultats · 1\u00a0indicateur · En cours"
    )


def test_review_makes_no_query():
    run = make_run(draft=make_draft(actions=60))

    with CaptureQueriesContext(connection) as queries:
        assert len(review_of(run).flat) == 62

    assert len(queries) == 0


def test_settled_doubt_does_not_follow_into_the_plan():
    user = make_user()
    run = make_run(issues=[make_issue()])
    run = decide_issue(actor=user, run=run, version=1, index=0, decision="kept")

    plan = accept_import(actor=user, run=run)

    assert element_numbered(plan, "1.1.1").doubts == []
    assert unpack(run.draft) == make_draft()


def test_doubt_says_its_line_and_offers_what_fits_it():
    shared = replace(make_issue(), code="cells_do_not_match")
    bold = replace(make_issue("a1.1.2"), code="status_from_bold")
    review = review_of(make_run(issues=[shared, bold]))

    first, second = review.open_issues[:2]

    assert first.about.startswith("1.1.1 ")
    assert [(remedy.gesture, remedy.field) for remedy in first.remedies] == [("open", "title")]
    assert [remedy.label for remedy in second.remedies] == [
        "Dire «\u00a0Complétée\u00a0»",
        "Dire l’état",
    ]
