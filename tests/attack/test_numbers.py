"""Numbers that no machine holds, in addresses, are places that do not exist."""

import pytest

from tests.factories import element_numbered, make_member, make_plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "²"])
def test_an_endless_number_in_an_address_makes_nothing_fall(client, number):
    plan = make_plan()
    client.force_login(make_member(plan.organization))
    element = element_numbered(plan, "1.1.1")
    slug = plan.organization.slug

    answers = [
        client.get(f"{element.get_absolute_url()}arrimer/", {"avec": number}),
        client.get(f"/organismes/{slug}/qui-d-autre/", {"an": number}),
        client.get("/travail/", {"qui": f"personne-{number}"}),
        client.get("/calendrier/", {"qui": f"organisme-{number}"}),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
