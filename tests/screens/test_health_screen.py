"""The health of a plan on the screen: what is said, where it leads, and at what cost."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from arrimage.formats.draft import AssignmentDraft, IndicatorDraft, TimeframeDraft
from arrimage.plans.health import health_of
from tests.factories import (
    element_numbered,
    make_action,
    make_draft,
    make_member,
    make_organization,
    make_plan,
)

pytestmark = pytest.mark.django_db


def sound(number, title, **values):
    """An action that lacks nothing, unless said otherwise."""
    known = {
        "assignments": (AssignmentDraft("Ana"),),
        "indicators": (IndicatorDraft("Nombre de visites"),),
        "timeframes": (TimeframeDraft("continuous", "En continu"),),
    }
    return make_action(number, title, **{**known, **values})


def plan_of(*actions, organization=None):
    draft = make_draft()
    objective = replace(draft.elements[0].children[0], children=actions)
    nested = replace(draft.elements[0], children=(objective,))
    return make_plan(organization, replace(draft, elements=(nested,)))


def health_page(client, plan):
    client.force_login(make_member(plan.organization))
    return client.get(reverse("plans:plan_health", args=[plan.pk])).content.decode()


def test_findings_are_gathered_by_kind_with_contradictions_first():
    plan = plan_of(
        sound("1.1.1", "Tenir un marché", assignments=()),
        sound("1.1.2", "Planter un verger"),
        sound("1.1.2", "Tailler une haie", key="haie"),
    )

    groups = health_of(plan).groups

    assert [(g.code, g.count, [a.about.title for a in g.ailments]) for g in groups] == [
        ("code_duplicate", 1, ["Tailler une haie"]),
        ("responsible_missing", 1, ["Tenir un marché"]),
    ]


def test_each_finding_says_why_and_opens_its_element(client):
    plan = plan_of(
        sound("1.1.1", "Tenir un marché", assignments=()), sound("1.1.2", "Planter un verger")
    )

    html = health_page(client, plan)

    line = re.search(r'<section class="ailments" id="responsible_missing".*?</section>', html, re.S)
    assert "personne ne peut dire où elle en est" in line.group()
    assert f'href="{element_numbered(plan, "1.1.1").get_absolute_url()}"' in line.group()
    assert "Planter un verger" not in html


def test_what_everything_lacks_is_said_once_and_lists_the_lines(client):
    plan = plan_of(
        *(sound(f"1.1.{n}", f"Planter le verger {n}", assignments=()) for n in range(1, 7))
    )

    html = health_page(client, plan)

    assert html.count("Aucune action n’a de responsable") == 1
    assert "Voir les 6 lignes" in html
    assert html.count("Planter le verger") == 6


def test_sound_plan_has_nothing_to_object_to_and_says_what_was_looked_at(client):
    html = health_page(client, plan_of(sound("1.1.1", "Tenir un marché")))

    assert "Rien à redire." in html
    assert "Cibles sans point de départ" in html


def test_findings_are_said_in_english_too():
    plan = plan_of(sound("1.1.1", "Tenir un marché"), sound("1.1.3", "Planter un verger"))

    with translation.override("en"):
        (group,) = health_of(plan).groups

    assert group.title == "Skipped numbers"
    assert group.ailments[0].message == (
        "The number 1.1.2 is missing before 1.1.3; a line may have been lost."
    )


def test_health_takes_as_many_queries_whatever_the_size(client):
    organization = make_organization()
    client.force_login(make_member(organization))

    def counted(count):
        titles = (f"Planter le verger {n}" for n in range(count))
        actions = [sound(f"1.1.{n}", t, assignments=()) for n, t in enumerate(titles, 1)]
        plan = plan_of(*actions, organization=organization)
        address = reverse("plans:plan_health", args=[plan.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    assert counted(1) == counted(3) < 18
