"""How far a plan is and should be: rolled up with weights, explained, undone."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from arrimage.formats.draft import TimeframeDraft
from arrimage.plans.confidential import READER, TEAM_SIGHT
from arrimage.plans.models import Plan
from arrimage.plans.operations import change_status, undo_edit
from arrimage.plans.operations.weights import change_weights
from arrimage.plans.queries import plan_document
from tests.factories import element_numbered, make_action, make_member, make_user
from tests.followup.plans import plan_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)
MAY = TimeframeDraft("month", "mai 2026", dt.date(2026, 5, 1), dt.date(2026, 5, 31))
LATER = TimeframeDraft("date", "juin 2027", dt.date(2027, 6, 1), dt.date(2027, 6, 30))


@pytest.fixture
def plan():
    made = plan_of(
        make_action("1.1", timeframes=(MAY,)),
        make_action("1.2", timeframes=(LATER,)),
        make_action("1.3", timeframes=(TimeframeDraft("continuous", "En continu"),)),
    )
    actor = make_user()
    change_status(actor=actor, element=element_numbered(made, "1.1"), status="done")
    change_status(actor=actor, element=element_numbered(made, "1.2"), status="in_progress")
    return made


def _document(plan, sight=TEAM_SIGHT):
    return plan_document(Plan.objects.get(pk=plan.pk), None, TODAY, sight)


def test_actual_and_expected_are_rolled_up_to_the_whole(plan):
    advance = _document(plan).advance

    assert (advance.actual, advance.expected, advance.comparable) == (75, 50, 75)
    assert (advance.counted, advance.left_out) == (2, 1)
    assert _document(plan).outline[0].advance == advance


def test_the_formula_says_what_each_part_is_worth(plan):
    (line,) = _document(plan).formula

    assert (line.number, line.weight, line.actual, line.left_out) == ("1", Decimal(1), 75, "")


def test_a_weight_counts_and_its_change_is_undone(plan):
    actor = make_user()
    heavy = element_numbered(plan, "1.2")

    edit = change_weights(actor=actor, plan=plan, weights={heavy.pk: Decimal(3)})
    weighed = _document(plan).advance.actual
    undo_edit(actor=actor, edit=edit)

    assert (weighed, _document(plan).advance.actual) == (62, 75)


@pytest.mark.parametrize("weight", [Decimal(-1), Decimal(1001)])
def test_a_weight_out_of_bounds_is_refused(plan, weight):
    with pytest.raises(ValidationError):
        change_weights(
            actor=make_user(), plan=plan, weights={element_numbered(plan, "1.2").pk: weight}
        )


def test_those_whose_plan_it_is_not_are_told_no_progress(plan):
    assert (_document(plan, READER).advance, _document(plan, READER).formula) == (None, ())


def test_the_screen_shows_each_line_and_changes_the_weights(client, plan):
    client.force_login(make_member(plan.organization))
    address = reverse("plans:plan_progress", args=[plan.pk])
    line = element_numbered(plan, "1.2")

    answer = client.post(address, {f"poids-{line.pk}": "2,5", "poids-x": "3"})

    line.refresh_from_db()
    assert (answer.status_code, line.weight) == (302, Decimal("2.5"))
    body = client.get(address).content.decode()
    assert f'name="poids-{line.pk}" value="2,50"' in body
    refused = client.post(address, {f"poids-{line.pk}": "lourd"})
    assert refused.status_code == 422


def test_a_reader_changes_no_weight(client, plan):
    client.force_login(make_member(plan.organization, "board"))
    address = reverse("plans:plan_progress", args=[plan.pk])

    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 403
