"""A newer version of the document: what is accepted comes in, what people did stays."""

from dataclasses import replace

import pytest

from arrimage.audit.queries import history_in
from arrimage.formats.comparison import revise
from arrimage.formats.draft import AssignmentDraft, StatusDraft
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.models import Element, Plan
from arrimage.plans.operations import change_status, choices_of, revise_plan, undo_edit
from tests.factories import (
    edit,
    element_numbered,
    make_action,
    make_draft,
    make_plan,
    make_user,
)
from tests.plans.test_edits import whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def base():
    return make_draft(actions=3, objectives=2)


@pytest.fixture
def plan(base):
    return make_plan(draft=base)


def fresh(plan):
    return Plan.objects.get(pk=plan.pk)


def reading(plan):
    return list(plan.elements.values_list("number", flat=True))


def redrawn(draft, change):
    def walk(element):
        element = change(element)
        if element is None:
            return None
        children = [made for child in element.children if (made := walk(child))]
        return replace(element, children=tuple(children))

    return replace(draft, elements=tuple(walk(element) for element in draft.elements))


def bring(plan, base, new, refused=()):
    comparison = revise(base, plan_to_draft(fresh(plan)), new)
    asked = {choice for d in comparison.differences for choice in choices_of(d)}
    return revise_plan(
        actor=make_user(), plan=fresh(plan), new=new, comparison=comparison,
        accepted=asked - set(refused),
    )  # fmt: skip


def test_the_same_document_changes_nothing(plan, base):
    assert bring(plan, base, base) is None


def test_words_people_and_states_of_the_new_version_come_in(plan, base):
    def change(element):
        if element.number != "1.1.2":
            return element
        return replace(
            element,
            title="Préparer la grande rencontre 1.2",
            assignments=(AssignmentDraft("Comité nourricier"),),
            status=StatusDraft("Complété", "done", "explicit"),
        )

    bring(plan, base, redrawn(base, change))

    element = element_numbered(plan, "1.1.2")
    people = list(element.assignments.values_list("name", flat=True))
    assert (element.title, element.source_title) == ("Préparer la grande rencontre 1.2",) * 2
    assert (people, element.status, element.status_updates.get().basis) == (
        ["Comité nourricier"],
        "done",
        "document",
    )
    assert history_in(plan)[0].verb == "plan.revise"


def test_what_people_recorded_since_stays(plan, base):
    action = element_numbered(plan, "1.1.2")
    change_status(actor=make_user(), element=action, status="in_progress", text="Lancé")
    edit(element_numbered(plan, "1.1.3"), title="Nos mots à nous")

    bring(plan, base, redrawn(base, lambda e: replace(e, cost="9 $") if e.number else e))

    action.refresh_from_db()
    assert (action.status, action.status_text, action.cost) == ("in_progress", "Lancé", "9 $")
    assert element_numbered(plan, "1.1.3").title == "Nos mots à nous"


def test_what_is_new_comes_where_it_stands_and_what_is_gone_is_archived(plan, base):
    def change(element):
        if element.number == "1.1":
            new = make_action("1.1.8", "Ouvrir un four à pain", key="x8")
            children = (element.children[0], new, element.children[1])
            return replace(element, children=children)
        return element

    bring(plan, base, redrawn(base, change))

    assert reading(plan)[:5] == ["1", "1.1", "1.1.1", "1.1.8", "1.1.2"]
    gone = Element.everything.get(plan=plan, number="1.1.3")
    made = element_numbered(plan, "1.1.8")
    assert (gone.removal, made.level.name, made.source_title) == (
        "archive",
        element_numbered(plan, "1.1.1").level.name,
        "Ouvrir un four à pain",
    )


def test_a_new_branch_brings_its_levels(plan, base):
    branch = replace(
        base.elements[0].children[0], key="y1", number="1.9", title="Fêter la récolte",
        children=(make_action("1.9.1", "Tenir un banquet", key="y2"),),
    )  # fmt: skip
    (top,) = base.elements
    new = replace(base, elements=(replace(top, children=(*top.children, branch)),))

    bring(plan, base, new, refused=[":y1"])

    made = element_numbered(plan, "1.9.1")
    assert (made.parent.number, made.parent.parent.number) == ("1.9", "1")


def test_what_is_refused_stays_as_it_is(plan, base):
    def change(element):
        if element.number == "1.1.3":
            return None
        return replace(element, title=f"{element.title} bis") if element.number else element

    new = redrawn(base, change)
    comparison = revise(base, plan_to_draft(fresh(plan)), new)
    before = whole(plan)
    everything = {choice for d in comparison.differences for choice in choices_of(d)}

    assert bring(plan, base, new, refused=everything) is None
    assert whole(plan) == before


def test_a_revision_is_undone_exactly(plan, base):
    def change(element):
        if element.number == "1.1.3":
            return None
        if element.number == "1.2":
            new = make_action("1.2.8", "Ouvrir un four à pain", key="x8")
            return replace(element, children=(new, *element.children), title="Autre but")
        return element

    before = whole(plan)
    made = bring(plan, base, redrawn(base, change))
    assert whole(plan) != before

    undo_edit(actor=make_user(), edit=made)

    after = [(n, r) for n, r in whole(plan) if (r.get("removal") or "") != "bin"]
    carried = {r["id"] for n, r in whole(plan) if n == "Element" and r["removal"] == "bin"}
    assert [(n, r) for n, r in after if r.get("element_id") not in carried] == before


def test_a_line_that_is_gone_stays_while_something_is_left_under_it(plan, base):
    def change(element):
        return None if element.number == "1.1" else element

    comparison = revise(base, plan_to_draft(fresh(plan)), redrawn(base, change))
    kept = next(c for d in comparison.of("gone") if d.number == "1.1.2" for c in choices_of(d))

    bring(plan, base, redrawn(base, change), refused=[kept])

    assert reading(plan)[:3] == ["1", "1.1", "1.1.2"]
