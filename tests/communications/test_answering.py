"""Who has not answered, in the overview: for the team, those who are missing first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arrimage.communications.answering import open_rounds_of
from arrimage.communications.models import Campaign, Request
from tests.factories import make_member, make_organization, make_plan

pytestmark = pytest.mark.django_db


def make_round(plan, *names, answered=(), name="Automne"):
    today = timezone.localdate()
    campaign = Campaign.objects.create(plan=plan, name=name, opens_on=today, closes_on=today)
    for rank, each in enumerate((*names, *answered)):
        key = f"{campaign.pk}-{rank}"
        Request.objects.create(
            campaign=campaign,
            name=each,
            nonce=key,
            secret_hash=key,
            reply_hash=key,
            answered_at=timezone.now() if each in answered else None,
        )
    return campaign


def test_those_who_are_missing_come_first_and_the_revoked_are_not_counted():
    plan = make_plan()
    campaign = make_round(plan, "Zoé", "Ana", "Retirée", answered=("Béa",))
    Request.objects.filter(name="Retirée").update(revoked_at=timezone.now())

    (found,) = open_rounds_of(make_member(plan.organization, "staff"), [plan.pk])

    assert (found.campaign, found.answered, found.missing) == (campaign, 1, 2)
    assert [request.name for request in found.shown] == ["Ana", "Zoé", "Béa"]


@pytest.mark.parametrize("role", ["member", "board"])
def test_rounds_are_for_the_team(role, client):
    plan = make_plan()
    make_round(plan, "Zoé Untel")
    address = f"{reverse('followup:overview')}?plan={plan.pk}"

    client.force_login(make_member(plan.organization, role))
    others = client.get(address).content.decode()
    client.force_login(make_member(plan.organization, "staff"))
    team = client.get(address).content.decode()

    assert ("Zoé Untel" in others, "Zoé Untel" in team) == (False, True)
    assert open_rounds_of(make_member(make_organization("Ailleurs")), [plan.pk]) == ()


def test_rounds_take_two_queries_whatever_their_number():
    house = make_organization()
    user = make_member(house)
    plans = [make_plan(house) for _ in range(3)]
    list(user.memberships.all())
    for plan in plans:
        make_round(plan, "Ana", "Zoé")
    open_rounds_of(user, [plans[0].pk])

    counts = []
    for asked in (plans[:1], plans):
        with CaptureQueriesContext(connection) as queries:
            open_rounds_of(user, [plan.pk for plan in asked])
        counts.append(len(queries))

    assert counts == [2, 2]
