"""What can be undone: exactly what was changed, and nothing that somebody changed since."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arrimage.plans.edits import CARRIED, EditConflict, editing, undo_edit
from arrimage.plans.models import Assignment, Edit, Element
from arrimage.plans.reading_order import NoSuchPlace, Place, ReadingOrder
from tests.factories import element_numbered, make_draft, make_plan, make_user

pytestmark = pytest.mark.django_db


def whole(plan):
    """Every row of a plan, positions apart: they are dense by construction."""
    rows = []
    for model in (Element, *CARRIED):
        key = "plan" if model is Element else "element__plan"
        for row in model._base_manager.filter(**{key: plan}).order_by("pk").values():
            row.pop("version", None)
            rows.append((model.__name__, row))
    return rows


def reading(plan):
    return list(plan.elements.values_list("number", flat=True))


def edit_title(plan, number, title):
    with editing(actor=None, plan=plan, verb="element.reword") as edited:
        element = element_numbered(plan, number)
        edited.watch([element.pk])
        Element.objects.filter(pk=element.pk).update(title=title)
    return edited.edit


def take_out(plan, number):
    with editing(actor=None, plan=plan, verb="element.remove", label=number) as edited:
        pks = list(edited.order.branch(element_numbered(plan, number).pk))
        edited.watch(pks)
        Element.objects.filter(pk__in=pks).update(removal="bin")
        for pk in reversed(pks):
            edited.order.remove(pk)
    return edited.edit


def move(plan, number, parent, after=None):
    with editing(actor=None, plan=plan, verb="element.move") as edited:
        pk = element_numbered(plan, number).pk
        edited.watch([pk])
        sibling = element_numbered(plan, after).pk if after else None
        edited.order.put(pk, Place(element_numbered(plan, parent).pk, sibling))
    return edited.edit


def test_an_edit_keeps_only_the_values_that_changed():
    plan = make_plan()
    element = element_numbered(plan, "1.1.2")

    edit = edit_title(plan, "1.1.2", "Réunir le canton")

    assert (edit.touched, edit.changes) == (
        1,
        [
            {
                "row": f"element:{element.pk}",
                "element": element.pk,
                "before": {"title": "Préparer la rencontre 1.2"},
                "after": {"title": "Réunir le canton"},
            }
        ],
    )
    assert element_numbered(plan, "1.1.2").version == 2


def test_an_edit_that_changes_nothing_leaves_nothing():
    plan = make_plan()

    edit = edit_title(plan, "1.1.2", "Préparer la rencontre 1.2")

    assert (edit, Edit.objects.count(), element_numbered(plan, "1.1.2").version) == (None, 0, 1)


def test_undoing_then_undoing_the_undoing_gives_both_states_exactly():
    plan = make_plan(draft=make_draft(actions=3, objectives=3))
    before = whole(plan)
    edit = take_out(plan, "1.2")
    after = whole(plan)

    back = undo_edit(actor=make_user(), edit=edit)
    restored = whole(plan)
    undo_edit(actor=make_user(), edit=back)

    assert (restored, whole(plan)) == (before, after)
    assert back.undoes == edit


def test_a_branch_comes_back_from_the_bin_where_it_was():
    plan = make_plan(draft=make_draft(actions=2, objectives=3))
    order = reading(plan)
    edit = take_out(plan, "1.2")
    assert reading(plan) == [number for number in order if not number.startswith("1.2")]

    undo_edit(actor=make_user(), edit=edit)

    assert reading(plan) == order


def test_rows_carried_by_an_element_come_back_with_their_ids():
    plan = make_plan()
    before = whole(plan)
    element = element_numbered(plan, "1.1.1")
    with editing(actor=None, plan=plan, verb="element.people") as edited:
        edited.watch([element.pk], Assignment)
        element.assignments.all().delete()
        Assignment.objects.create(element=element, name="Comité nourricier")

    undo_edit(actor=make_user(), edit=edited.edit)

    assert whole(plan) == before


def test_a_created_element_goes_to_the_bin_when_its_creation_is_undone():
    plan = make_plan()
    top = element_numbered(plan, "1.1")
    order = reading(plan)
    with editing(actor=None, plan=plan, verb="element.add") as edited:
        action = element_numbered(plan, "1.1.1")
        edited.add(
            lambda: Element.objects.create(
                plan=plan, level=action.level, parent=top, position=0, number="1.1.9"
            ),
            Place(top.pk, action.pk),
        )
    assert reading(plan) == ["1", "1.1", "1.1.1", "1.1.9", "1.1.2"]

    undo_edit(actor=make_user(), edit=edited.edit)

    assert reading(plan) == order
    assert list(plan.elements.values_list("position", flat=True)) == [0, 1, 2, 3]
    assert Element.everything.get(number="1.1.9").removal == "bin"


def test_nothing_is_undone_when_somebody_changed_the_same_words_since():
    plan = make_plan()
    edit = edit_title(plan, "1.1.2", "Réunir le canton")
    edit_title(plan, "1.1.2", "Réunir le village")
    before = whole(plan)

    with pytest.raises(EditConflict) as refusal:
        undo_edit(actor=make_user(), edit=edit)

    assert refusal.value.elements == ("1.1.2 Réunir le village",)
    assert whole(plan) == before


def test_what_somebody_else_changed_elsewhere_does_not_prevent_undoing():
    plan = make_plan()
    edit = edit_title(plan, "1.1.2", "Réunir le canton")
    Element.objects.filter(number="1.1.2").update(status="done")

    undo_edit(actor=make_user(), edit=edit)

    element = element_numbered(plan, "1.1.2")
    assert (element.title, element.status) == ("Préparer la rencontre 1.2", "done")


def test_an_edit_is_undone_once():
    plan = make_plan()
    edit = edit_title(plan, "1.1.2", "Réunir le canton")
    undo_edit(actor=make_user(), edit=edit)

    with pytest.raises(ValidationError, match="déjà annulé"):
        undo_edit(actor=make_user(), edit=edit)


def test_an_element_does_not_come_back_under_a_parent_that_is_in_the_bin():
    plan = make_plan(draft=make_draft(actions=2, objectives=2))
    first = take_out(plan, "1.2.1")
    take_out(plan, "1.2")

    with pytest.raises(EditConflict) as refusal:
        undo_edit(actor=make_user(), edit=first)

    assert refusal.value.elements == ("1.2 Nourrir le canton 2",)
    assert "1.2.1" not in reading(plan)


def test_a_moved_element_goes_back_after_the_sibling_that_it_followed():
    plan = make_plan(draft=make_draft(actions=3, objectives=2))
    order = reading(plan)
    edit = move(plan, "1.1.2", "1.2", after="1.2.1")
    moved = ["1", "1.1", "1.1.1", "1.1.3", "1.2", "1.2.1", "1.1.2", "1.2.2", "1.2.3"]
    assert reading(plan) == moved

    undo_edit(actor=make_user(), edit=edit)

    assert reading(plan) == order


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), min_size=1, max_size=6))
def test_any_moves_undone_from_the_last_to_the_first_give_the_plan_back(db, steps):
    plan = make_plan(draft=make_draft(actions=3, objectives=3))
    pks = list(plan.elements.values_list("pk", flat=True))
    before, order = whole(plan), reading(plan)
    edits = []
    for moved, aim in steps:
        with editing(actor=None, plan=plan, verb="element.move") as edited:
            known = edited.order
            parent = pks[aim]
            edited.watch([pks[moved]])
            if parent not in known.branch(pks[moved]):
                known.put(pks[moved], Place(parent, None))
        edits.append(edited.edit)

    for edit in reversed([edit for edit in edits if edit]):
        undo_edit(actor=None, edit=edit)

    assert (reading(plan), _without_positions(whole(plan))) == (order, _without_positions(before))
    assert list(plan.elements.values_list("position", flat=True)) == list(range(len(pks)))


def _without_positions(rows):
    return [(name, {k: v for k, v in row.items() if k != "position"}) for name, row in rows]


def test_reading_order_refuses_an_element_under_itself():
    plan = make_plan()
    top, action = (element_numbered(plan, number).pk for number in ("1.1", "1.1.1"))
    order = ReadingOrder(plan)

    with pytest.raises(NoSuchPlace):
        order.put(top, Place(action, None))

    assert list(order.walk()) == list(plan.elements.values_list("pk", flat=True))
