"""Keys of programs and subscriptions open no more than their person, and no longer."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from defusedxml.ElementTree import fromstring
from django.utils import timezone

from arrimage.feeds.models import FeedKind
from arrimage.feeds.operations import open_feed
from arrimage.followup.models import Clock
from arrimage.plans.models import Assignment, Element
from arrimage.plans.operations import change_status
from tests.api.test_api import Program, line
from tests.factories import element_numbered, make_member, make_organization, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan()


def test_what_is_late_is_not_told_to_programs_of_other_houses(client, plan):
    team = make_member(plan.organization)
    element = element_numbered(plan, "1.1.1")
    house = make_organization("Ailleurs")
    Assignment.objects.create(
        element=element_numbered(plan, "1.1.2"), name="Ailleurs", organization=house
    )
    long_ago = timezone.localdate() - dt.timedelta(days=400)
    Clock.objects.filter(element=element).update(due_on=long_ago, late_from=long_ago)
    stranger = Program(client, make_member(house), ["plans:read"])

    assert Program(client, team).get(line(plan)).json()["living"]["flag"] == "late"
    told = [stranger.get(line(plan)).json()]
    told += stranger.get(f"/plans/{plan.pk}/elements").json()["items"]

    assert {item["living"] for item in told} == {None}


def test_where_a_second_proof_is_required_a_password_makes_no_way_around_it(client, settings, plan):
    settings.REQUIRES_SECOND_FACTOR = True
    user = make_member(plan.organization)
    client.force_login(user)

    for path in ("/compte/cles/", "/compte/abonnements/"):
        assert client.get(path).url == client.post(path, {}).url == "/compte/2fa/"
    assert client.get("/compte/moi/").status_code == 200


def test_keys_and_subscriptions_wait_for_the_second_proof_of_their_person(client, settings, plan):
    user = make_member(plan.organization)
    program = Program(client, user)
    secret = open_feed(actor=user, kind=FeedKind.PLAN, plan=plan).secret
    settings.REQUIRES_SECOND_FACTOR = True

    def answers():
        feed = client.get(f"/abonnements/{secret}/calendrier.ics")
        return program.get("/plans").status_code, feed.status_code

    before = answers()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})

    assert (before, answers()) == ((401, 404), (200, 200))


def test_who_left_the_house_reads_nothing_by_what_they_kept(client, plan):
    user = make_member(plan.organization)
    program = Program(client, user)
    secrets = [
        open_feed(actor=user, kind=FeedKind.PERSON).secret,
        open_feed(actor=user, kind=FeedKind.PLAN, plan=plan).secret,
        open_feed(actor=user, kind=FeedKind.ORGANIZATION, organization=plan.organization).secret,
    ]
    user.memberships.all().delete()

    assert program.get("/plans").json() == {"total": 0, "items": []}
    assert program.post(f"{line(plan)}/updates", {"status": "done"}).status_code == 404
    for secret in secrets:
        for name in ("calendrier.ics", "nouvelles.rss"):
            assert client.get(f"/abonnements/{secret}/{name}").status_code == 404


def test_a_closed_account_leaves_no_open_key(client, plan):
    user = make_member(plan.organization)
    program = Program(client, user)
    user.is_active = False
    user.save()

    assert program.get("/plans").status_code == 401


def test_a_text_that_no_database_keeps_is_refused(client, plan):
    program = Program(client, make_member(plan.organization))

    for path, said in (
        ("updates", {"status": "done", "text": "a\0"}),
        ("evidence", {"title": "a\0", "text": "b"}),
        ("evidence", {"title": "a", "text": "b\0"}),
    ):
        assert program.post(f"{line(plan)}/{path}", said).status_code == 422


def test_signs_that_xml_cannot_hold_break_no_news(client, plan):
    team = make_member(plan.organization)
    element = element_numbered(plan, "1.1.1")
    change_status(actor=team, element=element, status="done")
    Element.objects.filter(pk=element.pk).update(title="Tenir\x0b un\x01 marché]]><x/>")
    secret = open_feed(actor=team, kind=FeedKind.PLAN, plan=plan).secret

    told = client.get(f"/abonnements/{secret}/nouvelles.rss").content

    titles = [item.findtext("title") for item in fromstring(told).iter("item")]
    assert titles == ["1.1.1 Tenir un marché]]><x/>\u00a0: En cours → Réalisé"]
