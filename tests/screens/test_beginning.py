"""The first steps of a new plan: said to those who can make them, until they are made."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arrimage.directory.names import Target
from arrimage.directory.operations import invite_person
from arrimage.plans.beginning import Beginning, beginning_of
from arrimage.plans.models import Assignment, Plan
from arrimage.plans.operations import change_status, create_link
from arrimage.plans.responsibles import match_names, match_new_person
from tests.factories import element_numbered, make_member, make_organization, make_plan

pytestmark = pytest.mark.django_db
TITLE = "Pour qu’il soit suivi"


@pytest.fixture
def plan():
    return make_plan(make_organization())


@pytest.fixture
def direction(plan):
    return make_member(plan.organization)


def _names(plan):
    return sorted(set(Assignment.objects.filter(element__plan=plan).values_list("name", flat=True)))


def test_new_plan_says_what_is_left_and_nothing_once_all_is_done(plan, direction):
    names = _names(plan)
    assert beginning_of(direction, plan) == Beginning(len(names), False, False, False)

    match_new_person(actor=direction, plan=plan, printed=names[0], name="Ana Roy")
    match_names(actor=direction, plan=plan, targets={name: Target() for name in names[1:]})
    change_status(
        actor=direction,
        element=element_numbered(plan, "1.1.1"),
        status="in_progress",
        text="",
        on=timezone.localdate(),
    )
    assert beginning_of(direction, plan) == Beginning(0, True, False, False)

    invite_person(
        actor=direction, organization=plan.organization, email="lea@ailleurs.test", role="staff"
    )
    until = timezone.localdate() + dt.timedelta(days=9)
    create_link(actor=direction, plan=plan, name="Conseil", right="read", until=until)
    assert beginning_of(direction, plan) is None


def test_staff_is_not_asked_to_invite(plan, direction):
    staff = make_member(plan.organization, "staff", name="Line Côté")

    assert beginning_of(staff, plan).is_invited is None
    assert beginning_of(direction, plan).is_invited is True


def test_plan_of_two_weeks_ago_says_nothing(plan, direction):
    Plan.objects.filter(pk=plan.pk).update(created_at=timezone.now() - dt.timedelta(days=15))
    plan.refresh_from_db()

    assert beginning_of(direction, plan) is None


def test_steps_take_three_queries_whatever_the_plan(plan, direction):
    direction.memberships.all()
    beginning_of(direction, plan)

    with CaptureQueriesContext(connection) as queries:
        beginning_of(direction, plan)

    assert len(queries) == 3


@pytest.mark.parametrize(("role", "is_told"), [("direction", True), ("board", False)])
def test_steps_are_told_on_the_plan_to_those_who_change_it(client, plan, role, is_told):
    client.force_login(make_member(plan.organization, role))

    html = client.get(plan.get_absolute_url()).content.decode()

    assert (TITLE in html) is is_told
    assert (reverse("plans:responsible_list", args=[plan.pk]) in html) is is_told
