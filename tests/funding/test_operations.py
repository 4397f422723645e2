"""Writing the money of a plan."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from arrimage.audit.models import Entry
from arrimage.formats.comparison import compare
from arrimage.formats.draft import AmountDraft, ElementDraft, EnvelopeDraft
from arrimage.funding.costs import amounts_in
from arrimage.funding.keeping import amounts_of, draft_of
from arrimage.funding.models import FundingSource
from arrimage.funding.operations import (
    WrittenMeanwhile,
    write_amounts,
    write_envelopes,
    write_many_amounts,
)
from arrimage.funding.queries import budget_of, changes_in, costs_of, lines_of_budget
from arrimage.funding.workbook import UnreadBudget
from arrimage.plans.confidential import READER, TEAM_SIGHT
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.models import Edit
from arrimage.plans.operations import (
    create_plan_from_draft,
    remove_elements,
    revise_plan,
    undo_edit,
)
from arrimage.plans.operations.revision import choices_of
from tests.factories import element_numbered, make_member, make_plan

pytestmark = pytest.mark.django_db
PLANNED = AmountDraft("planned", Decimal("1000.00"), 1, "Fondation des Aulnes", note="Entente")
SPENT = AmountDraft("spent", Decimal("12.34"))


@pytest.fixture
def plan():
    return make_plan()


@pytest.fixture
def actor(plan):
    return make_member(plan.organization)


def held(element):
    return [draft_of(row) for row in amounts_of([element.pk]).get(element.pk, ())]


def test_amounts_are_written_in_one_gesture_with_its_line(plan, actor):
    element = element_numbered(plan, "1.1.1")

    write_amounts(actor=actor, element=element, amounts=[PLANNED, SPENT], shown=[])

    assert held(element) == [PLANNED, SPENT]
    assert Entry.objects.latest("pk").verb == "amounts.write"
    assert Edit.objects.latest("pk").verb == "amounts.write"


def test_the_gesture_is_undone_and_the_undoing_too(plan, actor):
    element = element_numbered(plan, "1.1.1")
    write_amounts(actor=actor, element=element, amounts=[PLANNED], shown=[])
    write_amounts(actor=actor, element=element, amounts=[SPENT], shown=[PLANNED])

    undone = undo_edit(actor=actor, edit=Edit.objects.latest("pk"))
    before = held(element)
    undo_edit(actor=actor, edit=undone)

    assert before == [PLANNED]
    assert held(element) == [SPENT]


def test_amounts_that_somebody_changed_meanwhile_are_not_replaced(plan, actor):
    element = element_numbered(plan, "1.1.1")
    write_amounts(actor=actor, element=element, amounts=[PLANNED], shown=[])

    with pytest.raises(WrittenMeanwhile):
        write_amounts(actor=actor, element=element, amounts=[SPENT], shown=[])

    assert held(element) == [PLANNED]


def test_sending_the_same_twice_changes_nothing(plan, actor):
    element = element_numbered(plan, "1.1.1")
    write_amounts(actor=actor, element=element, amounts=[PLANNED], shown=[])
    edits = Edit.objects.count()

    write_amounts(actor=actor, element=element, amounts=[PLANNED], shown=[])

    assert held(element) == [PLANNED]
    assert Edit.objects.count() == edits


@pytest.mark.parametrize(
    "amount",
    [
        replace(PLANNED, year=9),
        replace(SPENT, amount=Decimal("-5")),
        replace(SPENT, amount=Decimal("0.001")),
    ],
)
def test_an_impossible_amount_is_refused_whole(plan, actor, amount):
    element = element_numbered(plan, "1.1.1")

    with pytest.raises(ValidationError):
        write_amounts(actor=actor, element=element, amounts=[SPENT, amount], shown=[])

    assert held(element) == []


def test_a_source_is_one_whatever_its_capitals(plan, actor):
    element = element_numbered(plan, "1.1.1")
    other = replace(PLANNED, source="fondation des aulnes")

    write_amounts(actor=actor, element=element, amounts=[PLANNED, other], shown=[])

    assert FundingSource.objects.count() == 1


def test_a_line_in_the_bin_takes_its_money_out_of_the_budget_and_back(plan, actor):
    element = element_numbered(plan, "1.1.1")
    write_amounts(actor=actor, element=element, amounts=[PLANNED], shown=[])

    remove_elements(actor=actor, plan=plan, pks=[element.pk])
    out = budget_of(actor, plan).totals.planned
    undo_edit(actor=actor, edit=Edit.objects.latest("pk"))

    assert out is None
    assert budget_of(actor, plan).totals.planned == Decimal("1000")


def test_the_budget_travels_with_the_plan_and_for_the_team_alone(plan, actor):
    element = element_numbered(plan, "1.1.1")
    write_amounts(actor=actor, element=element, amounts=[PLANNED, SPENT], shown=[])
    write_envelopes(
        actor=actor,
        plan=plan,
        envelopes=[EnvelopeDraft("Ville", Decimal("500"), 1, "2026-01")],
        shown=[],
    )

    draft = plan_to_draft(plan, TEAM_SIGHT)
    copy = create_plan_from_draft(actor=actor, organization=plan.organization, draft=draft)

    assert held(element_numbered(copy, "1.1.1")) == [PLANNED, SPENT]
    assert plan_to_draft(copy, TEAM_SIGHT).envelopes == draft.envelopes != ()
    public = plan_to_draft(plan, READER)
    assert (public.envelopes, {e.amounts for e in public.walk()}) == ((), {()})


def test_envelopes_are_replaced_whole_and_never_over_those_of_somebody_else(plan, actor):
    first, second = (EnvelopeDraft("Ville", Decimal(n), 1) for n in (500, 700))
    write_envelopes(actor=actor, plan=plan, envelopes=[first], shown=[])

    with pytest.raises(WrittenMeanwhile):
        write_envelopes(actor=actor, plan=plan, envelopes=[second], shown=[])
    write_envelopes(actor=actor, plan=plan, envelopes=[second], shown=[first])

    assert [e.amount for e in plan.envelopes.all()] == [Decimal("700")]
    with pytest.raises(ValidationError):
        write_envelopes(
            actor=actor, plan=plan, envelopes=[EnvelopeDraft(" ", Decimal(1))], shown=[second]
        )


def test_costs_of_the_document_wait_until_somebody_takes_them(plan, actor):
    element = element_numbered(plan, "1.1.1")
    (cost,) = [cost for cost in costs_of(plan) if cost.element == element.pk]

    wanted = {cost.element: cost.amounts}
    write_many_amounts(actor=actor, plan=plan, wanted=wanted, shown={}, verb="amounts.take")

    assert [a.amount for a in held(element)] == [a.amount for a in cost.amounts] != []
    assert costs_of(plan) == ()


def test_a_yearly_cost_is_planned_for_each_year_of_the_plan():
    assert [(a.amount, a.year) for a in amounts_in("2 000 $ par année", (1, 2))] == [
        (Decimal("2000.00"), 1),
        (Decimal("2000.00"), 2),
    ]
    assert [(a.nature, a.year) for a in amounts_in("Prêt en nature, 300 $", (1, 2))] == [
        ("in_kind", None)
    ]


def test_a_file_changes_only_what_it_names(plan, actor):
    element = element_numbered(plan, "1.1.1")
    write_amounts(actor=actor, element=element, amounts=[PLANNED], shown=[])
    lines = [line for line in lines_of_budget(plan, TEAM_SIGHT) if line.key == f"e{element.pk}"]

    assert changes_in(plan, lines) == ()
    (change,) = changes_in(plan, [replace(lines[0], key="", amount=SPENT)])

    assert (change.element, change.before, change.after) == (element.pk, (PLANNED,), (SPENT,))
    with pytest.raises(UnreadBudget):
        changes_in(plan, [replace(lines[0], key="e0", number="9.9")])


@pytest.mark.parametrize("count", [1, 30])
def test_the_budget_asks_as_much_of_the_database_whatever_it_holds(
    plan, actor, count, django_assert_num_queries
):
    element = element_numbered(plan, "1.1.1")
    many = [replace(SPENT, note=str(n), source=f"Source {n}") for n in range(count)]
    write_amounts(actor=actor, element=element, amounts=many, shown=[])

    with django_assert_num_queries(6):
        budget = budget_of(actor, plan)

    assert budget.totals.spent == SPENT.amount * count


def test_undoing_a_new_version_leaves_the_amounts_that_were_there(plan, actor):
    element = element_numbered(plan, "1.1.1")
    write_amounts(actor=actor, element=element, amounts=[PLANNED], shown=[])
    now = plan_to_draft(plan)
    newer = replace(now, elements=(*now.elements, ElementDraft("new", 0, "Axe de plus", "9")))
    comparison = compare(now, newer)
    accepted = [choice for d in comparison.differences for choice in choices_of(d)]
    edit = revise_plan(actor=actor, plan=plan, new=newer, comparison=comparison, accepted=accepted)

    undo_edit(actor=actor, edit=edit)

    assert held(element) == [PLANNED]
