"""What is confidential is asked of nobody, written to nobody, kept in no état d’avancement."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from arrimage.communications.keys import link_secret
from arrimage.communications.models import Campaign, Message, Request, Sender
from arrimage.communications.operations import Round, close_round, open_round, remind_all
from arrimage.communications.recipients import recipients_of
from arrimage.plans.drafts import unpack
from tests.leaks.test_confidential import HIDDEN, OTHERS, Scene, signed_in, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    scene = Scene()
    Sender.objects.create(
        organization=scene.house,
        name="Table",
        postal_address="1, rue du Quai",
        contact="a@b.example",
    )
    return scene


def ask(scene):
    """Everybody is asked, those who have no address included."""
    unknown = [r.ref for r in recipients_of(scene.plan, with_done=True) if not r.email]
    today = timezone.localdate()
    decided = Round(
        "Tour", "", today, today + dt.timedelta(days=9), with_done=True,
        addresses={ref: f"{ref}@lisiere.example" for ref in unknown},
    )  # fmt: skip
    return open_round(actor=scene.people["staff"], plan=scene.plan, decided=decided)


def everything_said():
    return str(list(Message.objects.values())) + str(list(Request.objects.values()))


def test_nobody_is_asked_about_what_is_confidential(scene):
    scene.hide()

    campaign = ask(scene)

    assert HIDDEN not in everything_said()
    assert not campaign.requests.filter(lines__element=scene.hidden).exists()


def test_what_becomes_confidential_leaves_the_page_and_the_reminders(scene):
    campaign = ask(scene)
    assert HIDDEN in everything_said()  # it would be told
    Message.objects.update(text="", html="", subject="")
    scene.hide()

    remind_all(actor=scene.people["staff"], campaign=campaign)

    reminders = str(list(Message.objects.filter(kind="reminder").values("text", "html", "subject")))
    assert HIDDEN not in reminders
    for request in campaign.requests.exclude(name__contains=HIDDEN):
        client = Client()
        client.get(f"/nouvelles/{link_secret(request.nonce)}/")
        home = reverse("communications:request_answer", args=[request.pk])
        assert told(client, [home]) == []


@pytest.mark.parametrize("persona", OTHERS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_closed_round_says_nothing_confidential_to_others(scene, persona, when):
    if when == "before":
        scene.hide()
    campaign = ask(scene)
    Request.objects.filter(name__contains=HIDDEN).update(name="Quelqu’un", printed="")
    close_round(actor=scene.people["staff"], campaign=campaign)
    if when == "after":
        scene.hide()
    campaign = Campaign.objects.get(pk=campaign.pk)

    addresses = [
        reverse(f"communications:campaign_{name}", args=[campaign.pk])
        for name in ("report", "detail", "close")
    ]
    addresses.append(reverse("communications:campaign_list", args=[scene.plan.pk]))
    assert told(signed_in(scene.people[persona]), addresses) == []
    if when == "before":
        assert HIDDEN not in str(unpack(campaign.draft))
