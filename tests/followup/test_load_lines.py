"""The lines behind a cell of the load: all that a responsible carries, across the plans."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arrimage.followup.calendar_of import clocks_of_organization
from arrimage.followup.load import loads_of
from arrimage.followup.load_lines import lines_of_load
from arrimage.formats.draft import AssignmentDraft, CadenceDraft, TimeframeDraft
from arrimage.plans.operations import set_confidential
from tests.factories import element_numbered, make_action, make_member, make_organization

from .plans import TODAY, day, plan_of

pytestmark = pytest.mark.django_db
ANA, ZOE = (AssignmentDraft("Ana Roy"),), (AssignmentDraft("Zoé Caron"),)
DUE = TimeframeDraft("date", "11 décembre", None, day(12, 11), "day")
SPRING = TimeframeDraft("date", "5 mai", None, day(5, 5, 2027), "day")
PAST = TimeframeDraft("date", "2 novembre", None, day(11, 2), "day")
QUARTERLY = CadenceDraft(4, "year", "rencontre", "4 rencontres par année")


@pytest.fixture
def house():
    """Two plans of one organisation, one of another, in which Ana carries lines."""
    organization = make_organization("Réseau Lisière", "national")
    first = plan_of(
        make_action("1.1", assignments=ANA, timeframes=(DUE,)),
        make_action("1.2", assignments=ANA, timeframes=(PAST,)),
        make_action("1.3", assignments=ZOE, timeframes=(DUE,)),
        make_action("1.4", assignments=(), timeframes=(DUE,)),
        organization=organization,
    )
    second = plan_of(
        make_action("2.1", assignments=ANA, timeframes=(SPRING,)),
        make_action("2.2", assignments=ANA, cadences=(QUARTERLY,)),
        make_action("2.3", assignments=ANA),
        organization=organization,
    )
    plan_of(make_action("3.1", assignments=ANA, timeframes=(DUE,)))
    return organization, first, second


def carried(user, organization, name="Ana Roy", when="", number=1):
    clocks = clocks_of_organization(user, organization)
    return lines_of_load(clocks, name, when, TODAY, number)


def numbers(found):
    return [line.element.number for line in found.lines]


def test_lines_of_a_responsible_are_those_of_every_plan_of_the_house(house):
    organization, _first, _second = house
    user = make_member(organization)

    asked = {
        when: numbers(carried(user, organization, when=when))
        for when in ("", "2026-automne", "2027-printemps", "retard", "rien")
    }

    everything = ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert asked == {
        "": everything,
        "2026-automne": ["1.1", "2.2"],
        "2027-printemps": ["2.1", "2.2"],
        "retard": ["1.2"],
        "rien": everything,
    }
    assert numbers(carried(user, organization, name="")) == ["1.4"]
    assert numbers(carried(user, organization, name="Personne")) == []


def test_cells_of_the_load_are_the_days_of_these_lines(house):
    organization, _first, _second = house
    user = make_member(organization)
    clocks = clocks_of_organization(user, organization)

    for load in loads_of(clocks, TODAY):
        for share in load.shares:
            found = carried(user, organization, load.name, share.season.key)
            assert sum(len(line.days) for line in found.lines) == share.total
        assert carried(user, organization, load.name, "retard").page.total == load.late


def test_confidential_and_foreign_lines_stay_with_who_may_see_them(house):
    organization, first, _second = house
    staff, member = make_member(organization, "staff"), make_member(organization, "member")
    line = element_numbered(first, "1.1")
    set_confidential(actor=staff, element=line, is_confidential=True)
    stranger = make_member(make_organization("Réseau voisin", "national"), "direction")

    assert "1.1" in numbers(carried(staff, organization))
    assert "1.1" not in numbers(carried(member, organization))
    assert numbers(carried(stranger, organization)) == []


def test_screen_opens_them_from_the_load_by_pages_in_constant_queries(client):
    organization = make_organization("Réseau Lisière", "national")
    client.force_login(make_member(organization))
    due = TimeframeDraft("date", "demain", None, timezone.localdate(), "day")
    counts = []
    for copies in (1, 60):
        plan_of(
            *(
                make_action(f"{copies}.{n}", assignments=ANA, timeframes=(due,))
                for n in range(copies)
            ),
            organization=organization,
        )
        load = reverse("followup:load_list") + f"?organisme={organization.slug}"
        page = client.get(load).content.decode()
        address = reverse("followup:load_lines")
        assert f"{address}?organisme={organization.slug}&amp;nom=Ana%20Roy" in page
        with CaptureQueriesContext(connection) as asked:
            shown = client.get(address, {"organisme": organization.slug, "nom": "Ana Roy"})
        counts.append(len(asked))
    words = shown.content.decode()

    assert counts[0] == counts[1]
    assert "61 lignes portées" in words
    assert words.count('<li><span class="state') == 50
    assert f"?organisme={organization.slug}&amp;nom=Ana+Roy&amp;page=2" in words


def test_name_that_makes_no_sense_is_no_page(client):
    organization = make_organization()
    client.force_login(make_member(organization))
    address = reverse("followup:load_lines")

    codes = [client.get(address, {"nom": name}).status_code for name in ("a\x00b", "x" * 400)]

    assert codes == [404, 404]
