"""What was held of a line, in its drawer: one tap, today or on a day, and the way back."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from arrimage.followup.models import Occurrence
from arrimage.followup.operations import hold_occurrence
from arrimage.plans.operations import share_plan
from tests.factories import element_numbered, make_action, make_member, make_organization
from tests.followup.plans import FOUR, plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return plan_of(make_action("1.1", cadences=(FOUR,)), make_action("1.2"))


def _hold(client, line, **values):
    return client.post(
        reverse("followup:occurrence_hold", args=[line.plan_id, line.pk]), values, follow=True
    )


def test_one_tap_holds_it_today_or_on_a_day(client, plan):
    client.force_login(make_member(plan.organization, "staff"))
    line = element_numbered(plan, "1.1")

    _hold(client, line)
    body = _hold(client, line, on="2026-05-04").content.decode()

    assert [o.on for o in Occurrence.objects.all()] == [timezone.localdate(), dt.date(2026, 5, 4)]
    assert "2 sur 12 tenues" in body
    undo = reverse("followup:work_undo", args=[plan.pk, plan.edits.latest("pk").pk])
    assert f'action="{undo}?retour=' in body


def test_a_day_to_come_is_refused_in_words(client, plan):
    client.force_login(make_member(plan.organization, "staff"))

    body = _hold(client, element_numbered(plan, "1.1"), on="2126-01-01").content.decode()

    assert "Ce qui est tenu l’est aujourd’hui ou à une date passée." in body
    assert not Occurrence.objects.exists()


def test_the_rest_of_the_network_reads_the_plan_without_its_follow_up(client, plan):
    network = make_organization("Réseau", "national")
    type(network).objects.filter(pk=plan.organization_id).update(parent=network)
    share_plan(actor=make_member(plan.organization), plan=plan, audience="network")
    line = element_numbered(plan, "1.1")
    hold_occurrence(actor=make_member(plan.organization), element=line, text="Secret de table")

    client.force_login(make_member(plan.organization, "board"))
    assert "Secret de table" in client.get(line.get_absolute_url()).content.decode()
    client.force_login(make_member(network))
    kin = client.get(line.get_absolute_url())
    assert kin.status_code == 200
    assert "Secret de table" not in kin.content.decode()
    assert "sur 12 tenue" not in kin.content.decode()
