"""The screen of work: a whole page or its part, one tap, the way back, constant queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrimage.followup.models import Occurrence
from arrimage.followup.operations import note_gesture
from arrimage.plans.models import Element
from tests.factories import element_numbered, make_member, make_organization
from tests.followup.plans import work_plan

pytestmark = pytest.mark.django_db


def test_the_screen_takes_the_same_queries_for_one_line_or_many(client):
    user = make_member(make_organization())
    one, many = make_organization("Une"), make_organization("Trois")
    for organization in (one, many):
        user.memberships.create(organization=organization, role="staff")
    work_plan(one)
    for _plan in range(3):
        work_plan(many)
    client.force_login(user)
    client.get(reverse("followup:work_list"))

    counts = []
    for organization in (one, many):
        query = {"organisme": organization.slug, "qui": "role-Agente"}
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(reverse("followup:work_list"), query)
        counts.append((answer.status_code, len(asked)))

    assert counts[0] == counts[1]
    assert counts[0][1] <= 22


def test_a_tap_answers_the_groups_and_the_way_back(client):
    plan = work_plan()
    user = make_member(plan.organization, "staff")
    client.force_login(user)
    line = element_numbered(plan, "1.5")
    back = f"organisme={plan.organization.slug}&qui=role-Agente"

    answer = client.post(
        reverse("followup:work_note", args=[plan.pk, line.pk]),
        {"geste": "held", "retour": back},
        headers={"HX-Request": "true"},
    )

    edit = plan.edits.latest("pk")
    undo = reverse("followup:work_undo", args=[plan.pk, edit.pk])
    body = answer.content.decode()
    assert '<div id="travail"' in body and "<html" not in body
    assert f'action="{undo}?' in body
    assert Occurrence.objects.get().element == line
    client.post(f"{undo}?{back}")
    assert not Occurrence.objects.exists()


def test_somebody_else_may_not_take_a_tap_back(client):
    plan = work_plan()
    note_gesture(
        actor=make_member(plan.organization), element=element_numbered(plan, "1.1"), gesture="done"
    )
    client.force_login(make_member(plan.organization, "staff"))

    undo = reverse("followup:work_undo", args=[plan.pk, plan.edits.latest("pk").pk])

    assert client.post(undo).status_code == 404
    assert Element.objects.get(number="1.1").status == "done"


def test_an_account_that_carries_nothing_is_told_how_to_say_who_it_is(client):
    plan = work_plan()
    client.force_login(make_member(plan.organization))

    body = client.get(reverse("followup:work_list")).content.decode()

    assert "Votre compte n’est encore personne dans l’annuaire." in body
    assert reverse("plans:responsible_list", args=[plan.pk]) in body


@pytest.mark.parametrize("who", ["role-", "personne-0", "organisme-x", "sottise", "personne-²"])
def test_nonsense_names_nobody(client, who):
    client.force_login(make_member(make_organization()))

    assert client.get(reverse("followup:work_list"), {"qui": who}).status_code == 404
