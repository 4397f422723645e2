"""A confidential branch, looked for in what the follow-up shows of one plan and in subscriptions."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from arrimage.feeds.models import Feed
from arrimage.feeds.operations import open_feed
from arrimage.followup.models import Clock, Occurrence
from tests.leaks.test_confidential import HIDDEN, OTHERS, TEAM, Scene, body_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Its hidden line is late, was held today, and moved."""
    scene = Scene()
    today = timezone.localdate()
    Occurrence.objects.create(element=scene.hidden, on=today, text=f"{HIDDEN} tenue")
    scene.hide()
    Clock.objects.filter(element=scene.hidden).update(
        due_on=today, late_from=today, counts_as="active", reason="by_date"
    )
    return scene


def addresses(scene):
    plan = scene.plan.pk
    found = [f"{reverse('followup:overview')}?plan={plan}&depuis=2020-01-01"]
    found += [f"{found[0]}&voir={section}" for section in ("bouge", "retard", "silence", "rythmes")]
    found += [f"{reverse('followup:overview')}?plan=tous", reverse("followup:overview")]
    found += [
        f"{reverse(f'followup:{name}')}?plan={plan}" for name in ("calendar_month", "load_list")
    ]
    timeline = reverse("followup:timeline", args=[plan])
    found += [timeline, f"{timeline}?vue=liste", f"{timeline}?zoom=mois"]
    found += [f"{reverse('feeds:plan_news', args=[scene.plan.public_slug])}"]
    return found


def told(scene, who):
    """Where the hidden word is read by somebody."""
    client = signed_in(scene.people[who]) if scene.people[who] else Client()
    return [a for a in addresses(scene) if HIDDEN in body_of(client.get(a))]


@pytest.mark.parametrize("who", OTHERS)
def test_no_screen_of_the_follow_up_tells_it_to_others(scene, who):
    scene.plan.refresh_from_db()

    assert told(scene, who) == []


def test_team_reads_it_there(scene):
    scene.plan.refresh_from_db()

    assert len(told(scene, "staff")) >= 7


def test_subscriptions_tell_it_to_the_team_alone(scene):
    said = {}
    for who, user in scene.people.items():
        if user is None:
            continue
        for kind in ("person", "plan", "organization"):
            values = {"plan": scene.plan} if kind == "plan" else {}
            values |= {"organization": scene.house} if kind == "organization" else {}
            secret = open_feed(actor=user, kind=kind, **values).secret
            for name in ("feeds:feed_calendar", "feeds:feed_news"):
                answer = Client().get(reverse(name, args=[secret]))
                said[who, kind, name] = HIDDEN in body_of(answer)

    assert {who for (who, _kind, _name), is_told in said.items() if is_told} == set(TEAM)
    assert Feed.objects.count() == 3 * (len(scene.people) - 1)
