"""Every address, for every kind of person. An address that is not in this table fails the test."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from arrimage.directory.operations import invite_person
from arrimage.exchange.operations import accept_import
from tests.factories import (
    element_numbered,
    make_admin,
    make_issue,
    make_member,
    make_organization,
    make_run,
)

pytestmark = pytest.mark.django_db

PERSONAS = ("nobody", "stranger", "board", "member", "staff", "direction", "admin")
SIGN_IN = 302
READ = (SIGN_IN, 404, 200, 200, 200, 200, 200)
TEAM = (SIGN_IN, 404, 403, 403, 200, 200, 200)
RUN = (SIGN_IN, 404, 403, 403, 302, 302, 302)
MANAGE = (SIGN_IN, 404, 403, 403, 403, 200, 200)
ANYONE = (SIGN_IN, 200, 200, 200, 200, 200, 200)
NO_GET = (SIGN_IN, 405, 405, 405, 405, 405, 405)

EXPECTED = {
    "portal:home": (SIGN_IN, 302, 302, 302, 302, 302, 200),
    "portal:organization_home": READ,
    "plans:plan_list": ANYONE,
    "plans:plan_detail": READ,
    "plans:source_download": READ,
    "plans:element_detail": READ,
    "plans:element_status": TEAM,
    "plans:element_reword": TEAM,
    "plans:evidence_add": TEAM,
    "plans:evidence_download": (SIGN_IN, 404, 404, 404, 404, 404, 404),  # no such file
    "exchange:import_list": ANYONE,
    "exchange:import_start": TEAM,
    "exchange:import_detail": (SIGN_IN, 404, 200, 200, 302, 302, 302),  # the team goes to review
    "exchange:import_cancel": TEAM,
    "exchange:import_retry": TEAM,
    "exchange:import_undo": TEAM,
    "exchange:import_source": READ,
    "exchange:import_page": (SIGN_IN, 404, 404, 404, 404, 404, 404),  # not a PDF
    "exchange:import_review": TEAM,
    "exchange:import_accept": NO_GET,
    "exchange:issue_decide": TEAM,
    "exchange:draft_reword": TEAM,
    "exchange:draft_level": TEAM,
    "exchange:draft_move": TEAM,
    "exchange:draft_drop": TEAM,
    "exchange:draft_restore": TEAM,
    "exchange:plan_export": READ,
    "directory:invitation_accept": (200, 200, 200, 200, 200, 200, 200),
    "directory:member_list": MANAGE,
    "directory:person_invite": MANAGE,
    "directory:member_role": MANAGE,
    "directory:member_remove": MANAGE,
    "directory:invitation_revoke": MANAGE,
}
POSTED = {
    "plans:element_status": ({"status": "done", "on": "2026-01-05", "text": ""}, RUN),
    "plans:element_reword": ({"title": "Autre", "version": "1"}, RUN),
    "plans:evidence_add": ({"title": "Note", "text": "Vu."}, RUN),
    "exchange:import_cancel": ({}, RUN),
    "exchange:import_accept": ({}, RUN),
    "exchange:issue_decide": ({"version": "1", "decision": "kept"}, RUN),
    "exchange:draft_reword": ({"version": "1", "title": "Autre"}, RUN),
    "exchange:draft_drop": ({"version": "1"}, RUN),
    "directory:person_invite": ({"email": "zoe@lisiere.example", "role": "member"}, MANAGE),
    "directory:member_remove": ({}, (SIGN_IN, 404, 403, 403, 403, 302, 302)),
    "directory:invitation_revoke": ({}, (SIGN_IN, 404, 403, 403, 403, 302, 302)),
}


@pytest.fixture
def house():
    """An organisation with one of each thing, and one person of each kind."""
    organization = make_organization()
    people = {role: make_member(organization, role) for role in PERSONAS[2:6]}
    people |= {"stranger": make_member(make_organization("Ailleurs")), "admin": make_admin()}
    plan = accept_import(actor=people["direction"], run=make_run(organization))
    run = make_run(organization, issues=[make_issue()])
    sent = invite_person(
        actor=people["direction"], organization=organization, email="noe@lisiere.example",
        role="staff",
    )  # fmt: skip
    return organization, people, plan, run, sent


def arguments(name, house):
    """What the address takes."""
    organization, people, plan, run, sent = house
    action, slug = element_numbered(plan, "1.1.1"), organization.slug
    member = organization.memberships.get(user=people["member"])
    if name == "directory:invitation_accept":
        return [sent.secret]
    if name == "directory:invitation_revoke":
        return [slug, sent.invitation.pk]
    if name in ("directory:member_role", "directory:member_remove"):
        return [slug, member.pk]
    if name.startswith("directory:") or name in (
        "exchange:import_start", "portal:organization_home"
    ):  # fmt: skip
        return [slug]
    if name == "plans:source_download":
        return [plan.source_id]
    if name in ("plans:plan_detail", "exchange:plan_export"):
        return [plan.pk]
    if name == "plans:evidence_download":
        return [plan.pk, action.pk, 1]
    if name.startswith(("plans:element", "plans:evidence")):
        return [plan.pk, action.pk]
    if name.startswith("exchange:draft"):
        return [run.pk, "a1.1.1"]
    if name == "exchange:issue_decide":
        return [run.pk, 0]
    if name == "exchange:import_page":
        return [run.pk, 1]
    return [] if name.endswith("_list") or name == "portal:home" else [run.pk]


def client_of(persona, people):
    client = Client()
    if persona != "nobody":
        client.force_login(people[persona])
    return client


def test_the_table_holds_every_address_of_the_product():
    named = {
        f"{space}:{pattern.name}"
        for space in ("portal", "plans", "exchange", "directory")
        for pattern in get_resolver(f"arrimage.{space}.urls").url_patterns
    }

    assert named == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_reading_an_address_depends_on_who_asks(house, name):
    address = reverse(name, args=arguments(name, house))

    found = tuple(client_of(p, house[1]).get(address).status_code for p in PERSONAS)

    assert found == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(POSTED))
@pytest.mark.parametrize("persona", PERSONAS)
def test_a_gesture_depends_on_who_makes_it(house, name, persona):
    values, expected = POSTED[name]
    address = reverse(name, args=arguments(name, house))

    response = client_of(persona, house[1]).post(address, values)

    assert response.status_code == expected[PERSONAS.index(persona)]
