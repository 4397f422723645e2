"""What two houses say to each other is not for a third one."""

import pytest

from arrimage.alignment.operations import decide_alignment, propose_alignment
from arrimage.directory.models import Organization
from arrimage.plans.operations import share_plan
from tests.factories import element_numbered, make_member, make_organization, make_plan

pytestmark = pytest.mark.django_db


def test_a_proposal_stays_between_the_two_houses(client):
    network = make_organization("Réseau Lisière", "national")
    houses = [make_organization(name) for name in ("Aulnes", "Bouleaux")]
    Organization.objects.filter(pk__in=[house.pk for house in houses]).update(parent=network)
    teams = [make_member(house) for house in (*houses, network)]
    plans = [make_plan(house) for house in houses]
    for team, plan in zip(teams, plans, strict=False):
        plan.refresh_from_db()
        share_plan(actor=team, plan=plan, audience="network")
    own, other = (element_numbered(plan, "1.1.1") for plan in plans)
    alignment = propose_alignment(actor=teams[0], own=own, other=other, kind="same")

    def shown(user):
        client.force_login(user)
        page = client.get(own.get_absolute_url())
        assert page.status_code == 200
        return f"/plans/{other.plan_id}/elements/{other.pk}/" in page.content.decode()

    assert [shown(team) for team in teams] == [True, True, False]
    decide_alignment(actor=teams[1], alignment=alignment, accepts=True)
    assert shown(teams[2])
