"""A plan that comes from no document: from a blank page, a model or another plan."""

import re

import pytest
from django.urls import reverse

from arrimage.plans.models import Plan
from arrimage.plans.starting import starters
from tests.factories import make_member, make_organization, make_plan

pytestmark = pytest.mark.django_db
FRAME = {"title": "Plan de la rive", "starts_on": "2026-04-01", "ends_on": "2028-09-30"}
LINES = {"levels": "But\nAction\nÉtape", "outline": "Relier\n\tTenir un marché\n\t\tLouer la place"}


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def direction(client, organization):
    user = make_member(organization)
    client.force_login(user)
    return user


@pytest.fixture
def address(organization, direction):
    return reverse("plans:plan_new", args=[organization.slug])


def shape(plan):
    rows = plan.elements.values_list("number", "title", "level__name", "parent__title")
    return list(rows)


def test_lines_that_are_typed_become_a_plan_with_its_own_levels(client, address):
    response = client.post(address, FRAME | LINES | {"numbered": "on"})

    plan = Plan.objects.get()
    assert response.headers["Location"] == plan.get_absolute_url()
    assert shape(plan) == [
        ("1", "Relier", "But", None),
        ("1.1", "Tenir un marché", "Action", "Relier"),
        ("1.1.1", "Louer la place", "Étape", "Tenir un marché"),
    ]
    years = [(y.number, str(y.starts_on), str(y.ends_on)) for y in plan.years.all()]
    assert years == [
        (1, "2026-04-01", "2027-03-31"),
        (2, "2027-04-01", "2028-03-31"),
        (3, "2028-04-01", "2028-09-30"),
    ]


def test_the_preview_makes_nothing(client, address):
    response = client.post(address, FRAME | LINES, headers={"HX-Request": "true"})

    html = response.content.decode()
    assert (response.status_code, Plan.objects.count()) == (200, 0)
    assert html.strip().startswith('<section id="apercu"')
    assert re.findall(r'class="depth-(\d)"', html) == ["0", "1", "2"]


def test_a_line_that_is_too_deep_is_named_and_the_text_is_kept(client, address):
    text = "Relier\n  Tenir\n    Louer\n      Balayer"

    response = client.post(address, FRAME | LINES | {"outline": text})

    html = response.content.decode()
    assert (response.status_code, Plan.objects.count()) == (422, 0)
    assert "Ligne 4, «\u00a0Balayer\u00a0»" in html
    assert "      Balayer</textarea>" in html


def test_a_plan_that_ends_before_it_starts_is_refused(client, address):
    response = client.post(address, FRAME | LINES | {"ends_on": "2026-01-01"})

    assert (response.status_code, Plan.objects.count()) == (422, 0)


@pytest.mark.parametrize("starter", starters(), ids=lambda s: s.key)
def test_a_model_fills_the_form_and_makes_its_plan_as_it_is(client, address, starter):
    html = client.get(f"{address}?modele={starter.key}").content.decode()
    lines = [line.strip() for line in starter.outline.splitlines()]

    client.post(
        f"{address}?modele={starter.key}",
        FRAME | {"levels": "\n".join(starter.levels), "outline": starter.outline},
    )

    assert starter.outline.splitlines()[0] in html
    assert list(Plan.objects.get().elements.values_list("title", flat=True)) == lines


@pytest.mark.parametrize(("kept", "names"), [({"with_people": "on"}, 2), ({}, 0)])
def test_a_copy_takes_the_lines_and_leaves_time_and_states(
    client, address, organization, kept, names
):
    model = make_plan(organization)

    client.post(f"{address}?plan={model.pk}", FRAME | kept)

    made = Plan.objects.exclude(pk=model.pk).get()
    titles = [row[:2] for row in shape(made)]
    action = made.elements.get(number="1.1.1")
    assert titles == [row[:2] for row in shape(model)]
    assert (action.assignments.count(), action.results.count()) == (names, 0)
    assert (action.status, action.timeframe_text, action.anchor) == ("", "", {})


def test_a_plan_of_others_is_no_model(client, address):
    other = make_plan(make_organization("Ailleurs"))

    assert client.get(f"{address}?plan={other.pk}").status_code == 404
