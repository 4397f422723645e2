"""Why an adopted plan changes, asked of gestures too quick for a field, and completed later."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from arrimage.directory.names import Target
from arrimage.memory.amendments import amendments_of
from arrimage.memory.operations import adopt_plan
from arrimage.plans.confidential import TEAM_SIGHT
from arrimage.plans.models import Edit
from arrimage.plans.responsibles import match_names
from tests.directory.making import make_person
from tests.factories import element_numbered, make_draft, make_member, make_organization, make_plan
from tests.plans.test_responsibles import plan_naming

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make_organization("Table des Aulnes")


@pytest.fixture
def actor(house, client):
    actor = make_member(house)
    client.force_login(actor)
    return actor


def adopt(actor, plan):
    today = timezone.localdate()
    return adopt_plan(actor=actor, plan=plan, adopted_on=today, instance="Conseil")


def drag(client, plan):
    """1.1.1 after 1.1.2, as the screen sends it; the page that follows."""
    line, after = element_numbered(plan, "1.1.1"), element_numbered(plan, "1.1.2")
    address = reverse("plans:element_put", args=[plan.pk, line.pk])
    return client.post(address, {"place": f"{line.parent_id}:{after.pk}"}, follow=True)


def test_a_line_that_is_dragged_is_explained_beside_what_was_done(house, actor, client):
    plan = make_plan(house, make_draft(actions=2))
    baseline = adopt(actor, plan)

    page = drag(client, plan).content.decode()
    edit = Edit.objects.latest("pk")
    address = reverse("memory:edit_reason", args=[plan.pk, edit.pk])
    came = f"http://testserver{plan.get_absolute_url()}?etat=done"
    answer = client.post(address, {"reason": "Vu au comité"}, headers={"referer": came})

    assert f'class="ask-why" method="post" action="{address}"' in page
    assert answer["Location"] == came
    assert [a.reason for a in amendments_of(baseline, TEAM_SIGHT)] == ["Vu au comité"]


def test_nothing_is_asked_before_the_plan_is_adopted(house, actor, client):
    plan = make_plan(house, make_draft(actions=2))

    assert 'class="ask-why"' not in drag(client, plan).content.decode()


def test_the_reason_never_leads_out_of_the_house(house, actor, client):
    plan = make_plan(house, make_draft(actions=2))
    baseline = adopt(actor, plan)
    drag(client, plan)
    address = reverse("memory:edit_reason", args=[plan.pk, Edit.objects.latest("pk").pk])

    answer = client.post(
        address, {"reason": "Vu"}, headers={"referer": "https://ailleurs.example/"}
    )

    assert answer["Location"] == reverse("memory:amendment_list", args=[plan.pk, baseline.pk])


def test_amendments_without_a_reason_are_completed_where_they_are_listed(house, actor, client):
    plan = make_plan(house, make_draft(actions=2))
    baseline = adopt(actor, plan)
    drag(client, plan)
    listed = reverse("memory:amendment_list", args=[plan.pk, baseline.pk]) + "?sans=1"
    address = reverse("memory:edit_reason", args=[plan.pk, Edit.objects.latest("pk").pk])

    page = client.get(listed).content.decode()
    came = {"referer": f"http://testserver{listed}"}
    answer = client.post(address, {"reason": "Vu"}, headers=came)
    after = client.get(listed)

    assert f'action="{address}"' in page
    assert answer["Location"].endswith(listed)
    assert (after.context["amendments"], after.context["unexplained"]) == ([], 0)


@pytest.mark.parametrize("days", [0, 20])
def test_a_relay_asks_why_and_is_an_amendment_of_each_plan(house, actor, client, days):
    anne, leo = make_person(house, "Anne Tremblay"), make_person(house, "Léo Roy")
    plan = plan_naming(house, "Anne", "Anne", "Anne", "Autre")
    match_names(actor=actor, plan=plan, targets={"Anne": Target(person=anne)})
    baseline = adopt(actor, plan)
    address = reverse("plans:relay_give", args=[house.slug, "personne", anne.pk])
    on = timezone.localdate() + dt.timedelta(days)

    shown = client.get(address).content.decode()
    sent = {"to": f"person-{leo.pk}", "on": on.isoformat(), "plans": [plan.pk]}
    answer = client.post(address, sent | {"reason": "Anne prend sa retraite"})

    assert 'name="reason"' in shown
    assert answer.status_code == 302
    (amendment,) = amendments_of(baseline, TEAM_SIGHT)
    assert (amendment.edit.verb, amendment.reason) == ("relay.give", "Anne prend sa retraite")
    assert [line.number for line in amendment.lines] == ["1.1.1", "1.1.2", "1.1.3"]
    assert amendment.day == timezone.localdate()
