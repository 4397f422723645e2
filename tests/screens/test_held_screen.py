"""What was held of a line, in its drawer: one tap, today or on a day, and the way back."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from arrimage.followup.models import Occurrence
from arrimage.followup.operations import hold_occurrence
from arrimage.plans.operations import create_link, share_plan
from tests.factories import element_numbered, make_action, make_member, make_organization
from tests.followup.plans import FOUR, MAY, plan_of

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


def test_the_public_page_and_links_tell_neither_flags_nor_progress(client):
    late = plan_of(make_action("1.1", timeframes=(MAY,)))
    team = make_member(late.organization, "staff")
    share_plan(actor=team, plan=late, audience="public")
    late.refresh_from_db()
    until = timezone.localdate()
    made = create_link(actor=team, plan=late, name="Ana Roy", right="read", until=until)
    told = ("En retard", "Pourquoi", "où l’on devrait en être")

    public = client.get(reverse("plans:plan_public", args=[late.public_slug]))
    link = client.get(reverse("plans:guest_enter", args=[made.secret]), follow=True)
    client.force_login(team)
    page = client.get(late.get_absolute_url()).content.decode()

    assert [word in page for word in told] == [True, True, True]
    for answer in (public, link):
        body = answer.content.decode()
        assert "1.1" in body and not any(word in body for word in told)
