"""What of the money of a plan goes on, and what stays behind."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from arrimage.formats.draft import AmountDraft, EnvelopeDraft
from arrimage.funding.operations import write_amounts, write_envelopes
from arrimage.memory.operations import next_plan, roll_plan, roll_year
from arrimage.memory.rolling import Decision, rolled
from arrimage.memory.rolling_money import balance_of, left_of, put_off
from arrimage.plans.confidential import TEAM_SIGHT
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.models import Edit, Element, Plan
from arrimage.plans.operations import undo_edit
from arrimage.plans.starting import Frame
from tests.factories import element_numbered, last_edit_of, make_draft, make_plan

AFTER = Frame("Suite", "Réseau", dt.date(2028, 4, 1), dt.date(2030, 3, 31))
EARLY = Frame("Suite", "Réseau", dt.date(2027, 4, 1), dt.date(2029, 3, 31))


def amount(nature, dollars, year=None, source="", **more):
    return AmountDraft(nature, Decimal(dollars), year, source, **more)


HELD = (
    amount("planned", "1000.00", 1, "Ville"),
    amount("spent", "300.00", 1, "Ville"),
    amount("planned", "800.00", 2, "Ville", on=dt.date(2026, 5, 1)),
    amount("committed", "50.00", 2),
    amount("in_kind", "60.00", 2),
    amount("in_kind", "70.00", 1),
)
GIVEN = (
    EnvelopeDraft("Ville", Decimal("2000.00"), 1, "E1"),
    EnvelopeDraft("Ville", Decimal("3000.00"), 2, "E2"),
    EnvelopeDraft("Fondation", Decimal("10.00")),
)

some_amounts = st.lists(
    st.builds(
        AmountDraft,
        st.sampled_from(["planned", "committed", "spent", "in_kind"]),
        st.integers(1, 9_999).map(lambda cents: Decimal(cents).scaleb(-2)),
        st.sampled_from([None, 1, 2]),
        st.sampled_from(["", "Ville"]),
    ),
    max_size=8,
)


@settings(max_examples=80, deadline=None)
@given(some_amounts)
def test_nothing_that_was_used_goes_on(held):
    planned = [a for a in held if a.nature == "planned"]
    used = sum((a.amount for a in held if a.nature in ("committed", "spent")), Decimal())
    whole = sum((a.amount for a in planned), Decimal())

    left = left_of(planned, held)

    assert sum((a.amount for a in left), Decimal()) >= max(whole - used, 0)
    assert all(a.amount > 0 for a in left)
    only_year = {a.year for a in held} <= {1}
    if only_year:
        assert sum((a.amount for a in left), Decimal()) == max(whole - used, 0)


@settings(max_examples=80, deadline=None)
@given(some_amounts)
def test_putting_off_moves_money_and_makes_none(held):
    moved = put_off(held, 1, 2)

    assert sum(a.amount for a in moved) == sum(a.amount for a in held)
    assert balance_of(moved, 1) == 0


def source():
    draft = make_draft(actions=1)
    axis = draft.elements[0]
    objective = axis.children[0]
    line = replace(objective.children[0], amounts=HELD)
    objective = replace(objective, children=(line, *objective.children[1:]))
    elements = (replace(axis, children=(objective,)),)
    return replace(draft, elements=elements, envelopes=GIVEN)


def money_of(frame, choice, **decision):
    what = Decision(**decision) if decision else Decision("carry")
    made = rolled(source(), frame, {"a1.1.1": what}, choice)
    return [a for e in made.walk() for a in e.amounts], list(made.envelopes)


def test_years_of_the_plan_that_are_over_leave_nothing_but_their_balance_when_asked():
    first = [
        replace(HELD[0], amount=Decimal("700.00"), year=1),
        replace(HELD[2], amount=Decimal("750.00"), year=1, on=None),
    ]
    agreements = [
        replace(GIVEN[0], amount=Decimal("1700.00"), year=1),
        replace(GIVEN[1], year=1),
        replace(GIVEN[2], year=1),
    ]

    assert money_of(AFTER, "running") == ([], [])
    assert money_of(AFTER, "balance") == (first, agreements)
    assert money_of(AFTER, "none") == ([], [])


def test_years_that_still_run_go_on_less_what_was_used():
    second = [replace(HELD[2], amount=Decimal("750.00"), year=1, on=None), replace(HELD[4], year=1)]

    assert money_of(EARLY, "running") == (second, [replace(GIVEN[1], year=1), GIVEN[2]])
    assert money_of(EARLY, "none") == ([], [])


def test_money_of_a_line_that_is_put_off_waits_with_it():
    assert [a.year for a in money_of(EARLY, "running", what="later", year=2)[0]] == [2, 2]
    assert money_of(EARLY, "running", what="drop")[0] == []


@pytest.fixture
def plan(house):
    return make_plan(house, draft=make_draft(actions=2))


def write(actor, plan):
    element = element_numbered(plan, "1.1.1")
    write_amounts(actor=actor, element=element, amounts=HELD, shown=[])
    write_envelopes(actor=actor, plan=plan, envelopes=GIVEN, shown=[])


def carried(plan):
    return {pk: Decision("carry") for pk in plan.elements.values_list("pk", flat=True)}


def money(plan):
    draft = plan_to_draft(Plan.objects.get(pk=plan.pk), TEAM_SIGHT)
    return [e.amounts for e in draft.walk() if e.amounts], draft.envelopes


@pytest.mark.django_db
def test_the_preview_says_the_money_of_the_plan_that_is_made(plan, staff):
    write(staff, plan)
    before = money(plan)
    preview = next_plan(plan, EARLY, carried(plan))

    made = roll_plan(
        actor=staff, plan=plan, frame=EARLY, decisions=carried(plan), stamp=last_edit_of(plan)
    ).plan

    assert money(made) == ([e.amounts for e in preview.walk() if e.amounts], preview.envelopes)
    assert money(made)[0] == [
        (replace(HELD[2], amount=Decimal("750.00"), year=1, on=None), replace(HELD[4], year=1))
    ]
    assert money(plan) == before


@pytest.mark.django_db
def test_the_balance_of_a_year_goes_to_the_next_with_its_line_in_one_gesture(plan, staff):
    write(staff, plan)
    line = element_numbered(plan, "1.1.1")
    Element.objects.filter(pk=line.pk).update(years_marked=[1])
    values = {"decisions": {line.pk: Decision("carry")}, "stamp": last_edit_of(plan), "year": 1}
    before = money(plan)[0]

    roll_year(actor=staff, plan=plan, with_balance=True, **values)
    after = money(plan)[0]
    undo_edit(actor=staff, edit=Edit.objects.latest("pk"))

    moved = {
        replace(HELD[0], amount=Decimal("300.00")),
        replace(HELD[0], amount=Decimal(700), year=2),
    }
    assert [set(amounts) for amounts in after] == [{*HELD[1:], *moved}]
    assert list(map(set, money(plan)[0])) == list(map(set, before))


@pytest.mark.django_db
def test_the_screens_say_what_money_would_do_before_it_does(plan, staff, client):
    write(staff, plan)
    line = element_numbered(plan, "1.1.1")
    Element.objects.filter(pk=line.pk).update(years_marked=[1])
    client.force_login(staff)
    frame = {"title": "Suite", "starts_on": "2027-04-01", "ends_on": "2029-03-31"}

    new = client.post(
        reverse("memory:plan_roll", args=[plan.pk]), {"etape": "apercu", **frame, "money": ""}
    )
    year = client.post(
        reverse("memory:year_roll", args=[plan.pk]), {"etape": "apercu", "an": 1, "solde": "on"}
    )

    assert new.context["purse"].totals.planned == Decimal("750.00")
    assert (new.context["purse"].given, new.context["purse"].used) == (
        Decimal("3010.00"),
        Decimal("350.00"),
    )
    assert year.context["balance"] == Decimal("700.00")
    assert [(c.balance, c.target) for c in year.context["changes"]] == [(Decimal("700.00"), 2)]
