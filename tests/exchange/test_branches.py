"""Accepting a reading branch by branch: the rest waits, joins the same plan, or is taken back."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from arrimage.exchange import branches
from arrimage.exchange.models import ImportState
from arrimage.exchange.operations import (
    accept_import,
    decide_issue,
    reword_draft,
    undo_correction,
    undo_import,
)
from arrimage.plans.drafts import plan_to_draft, words_of_element
from arrimage.plans.models import Plan
from arrimage.plans.operations import change_status, edit_element, remove_elements
from tests.factories import element_numbered, make_draft, make_issue, make_run, make_user

pytestmark = pytest.mark.django_db


def _shape(plan):
    def one(element):
        below = " ".join(map(one, element.children))
        return element.number + (f"({below})" if below else "")

    return " ".join(map(one, plan_to_draft(Plan.objects.get(pk=plan.pk)).elements))


@pytest.fixture
def run():
    return make_run(draft=make_draft(actions=2, objectives=3), issues=[make_issue("a1.2.1")])


def test_chosen_branches_make_the_plan_and_the_rest_stays_in_review(run):
    plan = accept_import(actor=make_user(), run=run, keys=["b1"])

    run.refresh_from_db()
    assert _shape(plan) == "1(1.1(1.1.1 1.1.2))"
    assert (run.state, run.plan) == (ImportState.REVIEW, plan)
    assert set(run.placed) == {"o1", "b1", "a1.1.1", "a1.1.2"}


def test_the_rest_joins_the_same_plan_at_its_place_with_its_doubts(run):
    user = make_user()
    first = accept_import(actor=user, run=run, keys=["b3"])
    second = accept_import(actor=user, run=run, keys=["b1"])
    third = accept_import(actor=user, run=run)

    run.refresh_from_db()
    assert first == second == third
    assert _shape(third) == "1(1.1(1.1.1 1.1.2) 1.2(1.2.1 1.2.2) 1.3(1.3.1 1.3.2))"
    assert run.state == ImportState.ACCEPTED
    assert [d["code"] for d in element_numbered(third, "1.2.1").doubts] == ["two_actions"]


def test_what_joins_carries_all_that_was_read(run):
    user = make_user()
    plan = accept_import(actor=user, run=run, keys=["b2"])
    accept_import(actor=user, run=run)

    whole = accept_import(actor=user, run=make_run(draft=make_draft(actions=2, objectives=3)))

    ours = words_of_element(element_numbered(plan, "1.1.1"))
    assert ours == words_of_element(element_numbered(whole, "1.1.1"))


def test_words_and_states_noted_meanwhile_stay(run):
    user = make_user()
    plan = accept_import(actor=user, run=run, keys=["b1"])
    action = element_numbered(plan, "1.1.2")
    change_status(actor=user, element=action, status="done")
    shown = words_of_element(action)
    edit_element(
        actor=user, element=action, values=replace(shown, title="Fêter la récolte"), shown=shown
    )

    accept_import(actor=user, run=run)

    action.refresh_from_db()
    assert (action.title, action.status) == ("Fêter la récolte", "done")


def test_a_part_in_the_plan_is_no_longer_corrected_in_the_review(run):
    user = make_user()
    accept_import(actor=user, run=run, keys=["b1"])
    run.refresh_from_db()

    with pytest.raises(ValidationError) as refusal:
        reword_draft(actor=user, run=run, version=run.version, key="a1.1.1", title="Autre")
    again = reword_draft(actor=user, run=run, version=run.version, key="a1.2.1", title="Autre")

    assert refusal.value.code == "in_plan_already"
    assert again.version == run.version + 1


def test_undo_stops_at_the_accepted_branch(run):
    user = make_user()
    run = decide_issue(actor=user, run=run, version=1, index=0, decision="kept")
    accept_import(actor=user, run=run, keys=["b1"])
    run.refresh_from_db()

    with pytest.raises(ValidationError) as refusal:
        undo_correction(actor=user, run=run, version=run.version)

    assert refusal.value.code == "nothing_to_undo"
    assert run.issues[0]["decision"] == "kept"


def test_accepted_branches_are_taken_back_and_the_review_is_whole_again(run):
    user = make_user()
    accept_import(actor=user, run=run, keys=["b1"])

    run = undo_import(actor=user, run=run)

    assert (run.state, run.plan, run.placed) == (ImportState.REVIEW, None, {})
    assert not Plan.objects.exists()
    whole = "1(1.1(1.1.1 1.1.2) 1.2(1.2.1 1.2.2) 1.3(1.3.1 1.3.2))"
    assert _shape(accept_import(actor=user, run=run)) == whole


@pytest.mark.parametrize("keys", [[], ["nothing"], ["b1"]])
def test_accepting_no_new_branch_is_refused(run, keys):
    accept_import(actor=make_user(), run=run, keys=["b1"])

    with pytest.raises(ValidationError) as refusal:
        accept_import(actor=make_user(), run=run, keys=keys)

    assert refusal.value.code == "no_branch"


def test_a_branch_taken_out_of_the_plan_comes_back_with_what_joins_under_it(run):
    user = make_user()
    plan = accept_import(actor=user, run=run, keys=["a1.1.1"])
    remove_elements(actor=user, plan=plan, pks=[element_numbered(plan, "1.1").pk])

    accept_import(actor=user, run=run, keys=["a1.1.2"])

    assert _shape(plan) == "1(1.1(1.1.2))"


def test_pruning_keeps_order_and_every_word_of_what_is_chosen():
    draft = make_draft(actions=2, objectives=3)

    kept = branches.prune(draft, branches.closure(draft, ["b3", "a1.1.2"]))

    assert [e.key for e in kept.walk()] == ["o1", "b1", "a1.1.2", "b3", "a1.3.1", "a1.3.2"]
    assert branches.prune(draft, branches.closure(draft, ["o1"])) == draft
