"""The annuaire through the whole stack: pages and parts, filters, contact details, gestures."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arrimage.audit.models import Entry
from arrimage.directory.models import Merge, NameMatch, Organization, Person, Position, Territory
from arrimage.directory.names import Target
from arrimage.directory.operations import create_organization
from arrimage.directory.records import add_person
from arrimage.plans.models import Assignment, Handover
from arrimage.plans.relay import hand_over
from arrimage.plans.responsibles import match_names
from tests.factories import make_admin, make_member, make_organization
from tests.plans.test_responsibles import plan_naming

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def top():
    return make_organization("Réseau Lisière", kind="national")


@pytest.fixture
def direction(client, top):
    user = make_member(top, name="Maude Lavoie")
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(name if ":" in name else f"directory:{name}", args=args)


def said(client, *args, **query):
    return client.get(address(*args), query).content.decode()


def body(html, mark):
    """The element with this id, to compare a part with the same place in the whole page."""
    start = html.index(f'<div id="{mark}"')
    depth, place = 0, start
    for tag in re.finditer(r"<(/?)div\b[^>]*>", html[start:]):
        depth += -1 if tag[1] else 1
        place = start + tag.end()
        if depth == 0:
            break
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    return token.sub("", html[start:place])


def part(top, name="Table des Aulnes", **values):
    return create_organization(actor=None, name=name, kind="member", parent=top, **values)


@pytest.mark.parametrize(
    ("name", "mark", "query"),
    [
        ("organization_list", "liste", {"q": "aulnes", "genre": "member"}),
        ("person_list", "liste", {"q": "anne", "anciens": "oui"}),
        ("theme_list", "liste", {"q": "x"}),
    ],
)
def test_part_is_what_the_whole_page_shows(client, top, direction, name, mark, query):
    part(top)
    add_person(actor=direction, organization=top, name="Anne Tremblay")
    where = address(name, top.slug)

    whole = client.get(where, query).content.decode()
    swap = client.get(where, query, headers=HTMX).content.decode()

    assert "<html" not in swap
    assert body(swap, mark) == body(whole, mark)


def test_responsibles_part_is_what_the_whole_page_shows(client, top, direction):
    person = add_person(actor=direction, organization=top, name="Anne Tremblay")
    plan = plan_naming(top, "Anne Tremblay", "Tous")
    values = {"printed": "Anne Tremblay", "choice": f"person-{person.pk}"}

    swap = client.post(address("plans:responsible_match", plan.pk), values, headers=HTMX)
    whole = client.get(address("plans:responsible_list", plan.pk))

    assert body(swap.content.decode(), "noms") == body(whole.content.decode(), "noms")
    assert Assignment.objects.filter(person=person).count() == 1


def test_list_says_how_many_and_keeps_the_filter_in_the_address(client, top, direction):
    part(top, territories=Territory.objects.filter(code="04", kind="region"))
    part(top, "Table du Canal")

    html = said(client, "organization_list", top.slug, territoire="region-04")

    assert "Un organisme</span>" in html
    assert "Table des Aulnes" in html
    assert "Table du Canal" not in html
    assert '<option value="region-04" selected>' in html


def test_region_with_nobody_is_shown_as_orphan(client, top, direction):
    part(top, territories=Territory.objects.filter(code="04", kind="region"))

    html = said(client, "territory_list", top.slug)

    assert "16 régions sur 17 n’ont encore aucun organisme" in html
    assert html.count("Région orpheline") == 16


def test_organisation_is_added_with_its_land_and_no_access(client, top, direction):
    mrc = Territory.objects.get(kind="mrc", code="07")
    values = {"name": "Comité du Vent", "kind": "committee", "parent": top.pk}

    response = client.post(
        address("organization_add", top.slug), values | {"territories": [mrc.pk]}
    )

    made = Organization.objects.get(name="Comité du Vent")
    assert response.url == address("organization_detail", top.slug, made.pk)
    assert (made.parent, list(made.territories.all())) == (top, [mrc])
    assert not made.memberships.exists()


def test_form_sent_wrong_keeps_what_was_typed(client, top, direction):
    response = client.post(
        address("organization_add", top.slug), {"name": "", "acronym": "CDV", "kind": "member"}
    )

    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="CDV"' in html
    assert "Rien n’a été enregistré." in html


def test_member_organisation_edits_itself_and_not_the_others(client, top):
    own, other = part(top), part(top, "Table du Canal")
    client.force_login(make_member(own, "staff"))
    values = {"name": "Table des Saules", "kind": "member", "parent": top.pk}

    mine = client.post(address("organization_edit", own.slug, own.pk), values)
    theirs = client.post(address("organization_edit", own.slug, other.pk), values)
    above = client.post(address("organization_edit", own.slug, top.pk), values)

    assert (mine.status_code, theirs.status_code, above.status_code) == (302, 403, 403)
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.name, other.name) == ("Table des Saules", "Table du Canal")


def test_contact_details_are_shown_to_the_team_with_a_line_and_hidden_from_members(client, top):
    table = part(top)
    person = add_person(
        actor=None, organization=table, name="Anne Tremblay", email="anne@aulnes.example"
    )
    where = ("person_detail", table.slug, person.pk)
    client.force_login(make_member(table, "member"))
    as_member = said(client, *where)
    assert not Entry.objects.filter(verb="person.read").exists()
    client.force_login(make_member(table, "staff", "Léo Roy"))

    as_staff = said(client, *where)

    assert "anne@aulnes.example" not in as_member
    assert "anne@aulnes.example" in as_staff
    assert [e.actor_name for e in Entry.objects.filter(verb="person.read")] == ["Léo Roy"]
    assert "anne@aulnes.example" not in said(client, "person_list", table.slug)


def test_person_opens_her_own_record_to_the_network(client, top):
    table, other = part(top), part(top, "Table du Canal")
    user = make_member(table, "member", "Anne Tremblay")
    person = add_person(actor=None, organization=table, name="Anne Tremblay")
    Person.objects.filter(pk=person.pk).update(user=user)
    stranger = make_member(other, "member")
    client.force_login(stranger)
    assert client.get(address("person_detail", other.slug, person.pk)).status_code == 404
    client.force_login(user)

    values = {"name": "Anne Tremblay", "email": "anne@aulnes.example", "is_listed": "on"}
    client.post(address("person_edit", table.slug, person.pk), values)

    client.force_login(stranger)
    assert "anne@aulnes.example" in said(client, "person_detail", other.slug, person.pk)


def test_account_menu_leads_to_ones_own_record(client, top):
    user = make_member(top, "board", "Anne Tremblay")
    client.force_login(user)
    assert client.get(address("own_record")).url == "/"
    person = add_person(actor=None, organization=top, name="Anne Tremblay")
    Person.objects.filter(pk=person.pk).update(user=user)

    response = client.get(address("own_record"), follow=True)

    assert response.request["PATH_INFO"] == address("person_detail", top.slug, person.pk)
    assert "Corriger la fiche" in response.content.decode()


def test_partner_without_a_team_is_not_a_place_to_work(client, top):
    part(top)
    partner = part(top, "Fondation du Vent")
    Organization.objects.filter(pk=partner.pk).update(kind="funder")
    client.force_login(make_admin())

    html = client.get("/").content.decode()

    assert "Table des Aulnes" in html
    assert "Fondation du Vent" not in html


def test_position_is_closed_with_a_date_and_stays_in_the_history(client, top, direction):
    person = add_person(actor=None, organization=top, name="Anne Tremblay", title="Coordination")
    position = person.positions.get()

    client.post(
        address("position_edit", top.slug, person.pk, position.pk),
        {"title": "Coordination", "until": "2026-01-31"},
    )

    assert "jusqu’au 31 janvier 2026" in said(client, "person_detail", top.slug, person.pk)
    assert "Aucune personne" not in said(client, "person_list", top.slug, anciens="oui")
    assert Position.objects.get().until.isoformat() == "2026-01-31"


def test_twins_are_proposed_merged_found_by_the_old_address_and_parted(client, top, direction):
    kept, twin = part(top), part(top, "Table des aulnes")
    assert "Deux fiches se ressemblent" in said(client, "duplicate_list", top.slug)

    where = address("record_merge", top.slug, "organization", kept.pk, twin.pk)
    client.post(where, {"keep": kept.pk})

    gone = client.get(address("organization_detail", top.slug, twin.pk))
    assert gone.url == address("organization_detail", top.slug, kept.pk)
    assert "Aucune fiche n’en rappelle une autre" in said(client, "duplicate_list", top.slug)
    client.post(address("merge_undo", top.slug, Merge.objects.get().pk))
    assert client.get(address("organization_detail", top.slug, twin.pk)).status_code == 200


def test_two_that_look_alike_are_said_to_be_two(client, top, direction):
    first, second = part(top), part(top, "Table des aulnes")

    client.post(
        address("duplicate_dismiss", top.slug, "organization", first.pk, second.pk), follow=True
    )

    assert "Aucune fiche n’en rappelle une autre" in said(client, "duplicate_list", top.slug)


@pytest.mark.parametrize("kind", ["plan", "user", "organization%00", "theme"])
def test_record_of_another_sort_does_not_exist(client, top, direction, kind):
    where = f"/organismes/{top.slug}/annuaire/fusions/{kind}/{top.pk}/"

    assert client.get(where).status_code == 404


def test_one_tap_recognises_a_name_and_two_taps_take_it_back(client, top, direction):
    person = add_person(actor=None, organization=top, name="Anne Tremblay", title="Coordination")
    plan = plan_naming(top, "Coordonnatrice")
    where = address("plans:responsible_match", plan.pk)
    html = said(client, "plans:responsible_list", plan.pk)
    value = re.search(r'value="(position-\d+)"', html)[1]

    client.post(where, {"printed": "Coordonnatrice", "choice": value})
    assert Assignment.objects.get().person == person
    client.post(where, {"printed": "Coordonnatrice", "choice": "forget"})

    assert Assignment.objects.get().person is None
    assert not NameMatch.objects.exists()


def test_new_person_is_made_and_matched_at_once(client, top, direction):
    plan = plan_naming(top, "Agente de liaison")
    line = Assignment.objects.get()

    response = client.post(
        address("plans:responsible_choose", plan.pk, line.pk),
        {"new": "person", "personne-name": "Zoé Roy", "personne-title": "Agente de liaison"},
    )

    line.refresh_from_db()
    assert response.status_code == 302
    assert (line.person.name, line.name) == ("Zoé Roy", "Agente de liaison")


@pytest.mark.parametrize("choice", ["person-999999", "organization-0", "position-", "x", ""])
def test_choice_that_is_nobody_changes_nothing(client, top, direction, choice):
    plan = plan_naming(top, "Coordination")

    response = client.post(
        address("plans:responsible_match", plan.pk),
        {"printed": "Coordination", "choice": choice},
    )

    assert response.status_code == 404
    assert not NameMatch.objects.exists()


def test_relay_is_previewed_given_and_taken_back(client, top, direction):
    anne, leo = (
        add_person(actor=None, organization=top, name=name) for name in ("Anne Tremblay", "Léo Roy")
    )
    plan = plan_naming(top, "Anne", "Anne")
    match_names(actor=direction, plan=plan, targets={"Anne": Target(person=anne)})
    where = address("plans:relay_give", top.slug, "personne", anne.pk)
    assert "2 lignes" in said(client, "plans:relay_give", top.slug, "personne", anne.pk)

    values = {"to": f"person-{leo.pk}", "on": "2026-01-05", "plans": [plan.pk]}
    client.post(where, values)

    assert "Porte 2 lignes à faire" in said(client, "person_detail", top.slug, leo.pk)
    client.post(address("plans:relay_undo", top.slug, Handover.objects.get().pk))
    assert "Porte 2 lignes à faire" in said(client, "person_detail", top.slug, anne.pk)


def test_relay_of_another_organisation_does_not_exist(client, top, direction):
    other = make_organization("Ailleurs")
    theirs = make_member(other)
    anne, leo = (add_person(actor=None, organization=other, name=name) for name in ("Anne", "Léo"))
    Person.objects.update(is_listed=True)
    Position.objects.create(person=anne, organization=top)
    plan = plan_naming(other, "Anne")
    match_names(actor=theirs, plan=plan, targets={"Anne": Target(person=anne)})
    relay = hand_over(actor=theirs, giver=anne, taker=leo, plans=[plan], on=dt.date(2026, 1, 5))

    response = client.post(address("plans:relay_undo", top.slug, relay.pk))

    assert response.status_code == 404
    assert "Relais" not in said(client, "person_detail", top.slug, anne.pk)


def test_relay_to_somebody_unseen_is_refused(client, top, direction):
    anne = add_person(actor=None, organization=top, name="Anne Tremblay")
    hidden = add_person(actor=None, organization=make_organization("Ailleurs"), name="Caché")
    plan = plan_naming(top, "Anne")
    match_names(actor=direction, plan=plan, targets={"Anne": Target(person=anne)})

    response = client.post(
        address("plans:relay_give", top.slug, "personne", anne.pk),
        {"to": f"person-{hidden.pk}", "on": "2026-01-05", "plans": [plan.pk]},
    )

    assert response.status_code == 422
    assert not Handover.objects.exists()


@pytest.mark.parametrize("day", ["2026-99-99", "x", "0001-01-01", ""])
def test_relay_on_an_impossible_day_is_refused_in_words(client, top, direction, day):
    anne = add_person(actor=None, organization=top, name="Anne Tremblay")
    plan = plan_naming(top, "Anne")
    match_names(actor=direction, plan=plan, targets={"Anne": Target(person=anne)})

    response = client.post(
        address("plans:relay_give", top.slug, "personne", anne.pk),
        {"to": f"organization-{top.pk}", "on": day, "plans": [plan.pk]},
    )

    assert response.status_code == 422
    assert not Handover.objects.exists()


@pytest.mark.parametrize(
    "name", ["organization_list", "person_list", "theme_list", "duplicate_list"]
)
def test_screens_cost_the_same_with_one_and_three_rows(client, top, direction, name):
    def grow(rank):
        grown = part(top, f"Table numéro {rank}")
        add_person(actor=None, organization=grown, name=f"Personne {rank}")

    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(address(name, top.slug))
        return len(captured)

    grow(1)
    cost()
    one = cost()
    grow(2)
    grow(3)

    assert cost() == one
