"""The tree of a plan: what may stand where, and that one gesture is one edit."""

import pytest
from django.core.exceptions import ValidationError

from arrimage.audit.queries import history_in, history_of
from arrimage.plans import phrases
from arrimage.plans.models import Edit, Element
from arrimage.plans.operations import (
    add_element,
    change_level,
    move_element,
    remove_elements,
    undo_edit,
)
from arrimage.plans.reading_order import Place
from tests.factories import edit, element_numbered, make_draft, make_plan, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """1 > 1.1, 1.2 > three actions each."""
    return make_plan(draft=make_draft(actions=3, objectives=2))


def reading(plan):
    return list(plan.elements.values_list("number", "level__rank"))


def at(plan, number):
    return element_numbered(plan, number).pk


def level(plan, rank):
    return plan.levels.get(rank=rank)


def test_an_element_is_added_after_another_with_its_line(plan):
    place = Place(at(plan, "1.1"), at(plan, "1.1.1"))

    made = add_element(
        actor=make_user(), plan=plan, level=level(plan, 2), place=place, title=" Ouvrir un four "
    )

    titles = list(plan.elements.values_list("title", flat=True))
    assert titles[3] == "Ouvrir un four"
    assert (made.parent.number, made.position, made.source_title) == ("1.1", 3, "")
    assert [line.sentence for line in history_of(made)] == [
        "Maude Lavoie a ajouté Ouvrir un four\u00a0: «\u00a0Ouvrir un four\u00a0»."
    ]


def test_a_level_is_only_put_under_a_higher_one(plan):
    place = Place(at(plan, "1.1.1"), None)

    with pytest.raises(ValidationError) as refusal:
        add_element(
            actor=make_user(), plan=plan, level=level(plan, 1), place=place, title="Un objectif"
        )

    assert refusal.value.code == "wrong_level"
    assert Edit.objects.count() == 0


def test_a_branch_moves_whole_and_stays_whole(plan):
    order = reading(plan)

    move_element(
        actor=make_user(),
        element=element_numbered(plan, "1.2"),
        place=Place(at(plan, "1"), None),
    )

    assert reading(plan) == [order[0], *order[5:], *order[1:5]]
    assert Edit.objects.get().touched == 1


@pytest.mark.parametrize("under", ["1.1", "1.1.2"])
def test_a_part_is_not_moved_under_itself(plan, under):
    objective = element_numbered(plan, "1.1")

    with pytest.raises(ValidationError):
        move_element(actor=make_user(), element=objective, place=Place(at(plan, under), None))

    assert Edit.objects.count() == 0


def test_a_higher_level_comes_out_after_its_parent(plan):
    action = element_numbered(plan, "1.1.2")

    change_level(actor=make_user(), element=action, level=level(plan, 1))

    assert [number for number, _ in reading(plan)] == [
        "1", "1.1", "1.1.1", "1.1.3", "1.1.2", "1.2", "1.2.1", "1.2.2", "1.2.3",
    ]  # fmt: skip
    action.refresh_from_db()
    assert (action.parent.number, action.level.rank) == ("1", 1)


def test_a_deeper_level_goes_under_the_sibling_before(plan):
    edit(element_numbered(plan, "1.2.3"), cost="1 $")
    leaf = element_numbered(plan, "1.2.3")
    change_level(actor=make_user(), element=leaf, level=level(plan, 1))
    leaf.refresh_from_db()
    assert leaf.parent.number == "1"

    change_level(actor=make_user(), element=leaf, level=level(plan, 2))

    leaf.refresh_from_db()
    assert (leaf.parent.number, leaf.level.rank) == ("1.2", 2)
    assert [number for number, _ in reading(plan)][-1] == "1.2.3"


def test_no_level_is_invented_for_what_is_below(plan):
    with pytest.raises(ValidationError) as refusal:
        change_level(actor=make_user(), element=element_numbered(plan, "1.1"), level=level(plan, 2))

    assert refusal.value.messages == [phrases.TOO_DEEP]
    assert Edit.objects.count() == 0


def test_taking_branches_out_is_one_edit_that_says_how_much(plan):
    order = reading(plan)
    pks = [at(plan, "1.1"), at(plan, "1.1.2"), at(plan, "1.2.1")]

    taken = remove_elements(actor=make_user(), plan=plan, pks=pks)

    assert [number for number, _ in reading(plan)] == ["1", "1.2", "1.2.2", "1.2.3"]
    assert (taken.touched, taken.label) == (
        5,
        "1.1 Nourrir le canton 1 ; 1.1.2 Préparer la rencontre 1.2 ; "
        "1.2.1 Préparer la rencontre 2.1",
    )
    undo_edit(actor=make_user(), edit=taken)
    assert reading(plan) == order


def test_what_is_archived_is_kept_apart_from_the_bin(plan):
    remove_elements(actor=make_user(), plan=plan, pks=[at(plan, "1.2.1")], removal="archive")

    kept = Element.everything.get(plan=plan, number="1.2.1")
    assert (kept.removal, history_in(plan)[0].verb) == ("archive", "element.archive")


def test_an_element_of_another_plan_is_no_place(plan):
    other = make_plan()
    place = Place(at(other, "1.1"), None)

    with pytest.raises(ValidationError) as refusal:
        move_element(actor=make_user(), element=element_numbered(plan, "1.1.1"), place=place)

    assert refusal.value.code == "element_gone"


def test_an_element_taken_out_meanwhile_is_not_edited(plan):
    action = element_numbered(plan, "1.1.2")
    remove_elements(actor=make_user(), plan=plan, pks=[action.pk])

    with pytest.raises(ValidationError) as refusal:
        edit(action, title="Autrement")

    assert refusal.value.code == "element_gone"
