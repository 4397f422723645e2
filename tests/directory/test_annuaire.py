"""Who sees whom in an annuaire, and what its lists say."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from arrimage.audit.models import Entry
from arrimage.directory.annuaire import (
    annuaire_for,
    organization_in,
    people_in,
    person_in,
    sees_contact,
)
from arrimage.directory.listing import Sieve, organizations_in, persons_in, regions_in
from arrimage.directory.models import Organization, Position, Territory
from arrimage.directory.network import network_of
from arrimage.directory.operations import create_organization
from arrimage.directory.records import note_reading
from arrimage.directory.stories import organization_story, person_story
from tests.directory.making import as_role, make_network, make_person, seen_by
from tests.factories import make_admin, make_member, make_organization

pytestmark = pytest.mark.django_db


def region(code):
    return Territory.objects.get(kind="region", code=code)


def mrc(code):
    return Territory.objects.get(kind="mrc", code=code)


def names(page):
    return [str(getattr(row, "person", row)) for row in page.rows]


def test_network_holds_what_is_attached_and_nothing_else():
    top, (table, other) = make_network("Table des Aulnes", "Table du Canal")
    committee = create_organization(actor=None, name="Comité", kind="committee", parent=table)
    make_organization("Ailleurs")

    network = network_of(committee)

    assert network.root == top.pk
    assert network.members == {top.pk, table.pk, other.pk, committee.pk}
    assert network.line(committee.pk) == (committee.pk, table.pk, top.pk)


def test_network_survives_a_loop_in_the_base():
    first, second = make_organization("Une"), make_organization("Deux")
    Organization.objects.filter(pk=first.pk).update(parent=second)
    Organization.objects.filter(pk=second.pk).update(parent=first)

    assert network_of(first).members == {first.pk, second.pk}


def test_team_keeps_up_its_own_organisation_and_what_is_below():
    top, (table, other) = make_network("Table des Aulnes", "Table du Canal")
    below = create_organization(actor=None, name="Comité", kind="committee", parent=table)

    assert as_role(table, "staff").editable == {table.pk, below.pk}
    assert as_role(table, "member").editable == frozenset()
    assert as_role(top, "staff").editable == {top.pk, table.pk, other.pk, below.pk}
    assert not as_role(top, "staff").is_curator
    assert as_role(top, "direction").is_curator
    assert not as_role(table, "direction").is_curator
    assert seen_by(make_admin(), table).is_curator


def test_person_is_seen_by_who_shares_an_organisation_until_she_accepts_more():
    top, (table, other) = make_network("Table des Aulnes", "Table du Canal")
    person = make_person(table, email="anne@aulnes.example")
    elsewhere = as_role(other, "direction")

    def seen(annuaire):
        return person in people_in(annuaire)

    assert not seen(elsewhere)
    assert seen(as_role(table, "member"))
    assert seen(as_role(top, "staff"))
    assert not seen(as_role(top, "member"))
    assert not seen(as_role(make_organization("Ailleurs")))
    person.is_listed = True
    person.save()
    assert seen(elsewhere)
    assert not seen(as_role(make_organization("Ailleurs")))


def test_contact_is_for_the_team_and_the_person_until_she_accepts_more():
    _top, (table,) = make_network("Table des Aulnes")
    person = make_person(table, email="anne@aulnes.example")
    own = make_member(table, "member", "Anne")

    assert sees_contact(as_role(table, "staff"), person)
    assert not sees_contact(as_role(table, "member"), person)
    assert not sees_contact(seen_by(own, table), person)
    person.user = own
    assert sees_contact(seen_by(own, table), person)
    person.user, person.is_listed = None, True
    assert sees_contact(as_role(table, "member"), person)


def test_person_and_organisation_of_another_annuaire_do_not_exist():
    top, (_table,) = make_network("Table des Aulnes")
    other = make_organization("Ailleurs")
    hidden = make_person(other, is_listed=True)
    annuaire = as_role(top)

    with pytest.raises(Http404):
        organization_in(annuaire, other.pk)
    with pytest.raises(Http404):
        person_in(annuaire, hidden.pk)
    with pytest.raises(Http404):
        annuaire_for(annuaire.user, other.slug)


def test_member_may_read_and_not_edit():
    top, (table,) = make_network("Table des Aulnes")
    person = make_person(table)
    annuaire = as_role(table, "member")

    assert organization_in(annuaire, top.pk) == top
    with pytest.raises(PermissionDenied):
        organization_in(annuaire, table.pk, to="edit")
    with pytest.raises(PermissionDenied):
        person_in(annuaire, person.pk, to="edit")
    with pytest.raises(PermissionDenied):
        annuaire_for(annuaire.user, table.slug, to="edit")


def test_reading_contact_details_leaves_one_line_a_day():
    _top, (table,) = make_network("Table des Aulnes")
    person = make_person(table, email="anne@aulnes.example")
    reader = make_member(table, "staff", "Léo Roy")

    note_reading(actor=reader, person=person, scope=table)
    note_reading(actor=reader, person=person, scope=table)

    assert Entry.objects.filter(verb="person.read").count() == 1
    story = person_story(seen_by(reader, table), person)
    assert [reading.reader for reading in story.readings] == ["Léo Roy"]
    assert story.history == ()


def test_own_record_can_be_read_without_a_line():
    _top, (table,) = make_network("Table des Aulnes")
    reader = make_member(table, "staff")
    person = make_person(table, user=reader)

    note_reading(actor=reader, person=person, scope=table)

    assert not Entry.objects.filter(verb="person.read").exists()


def test_organisations_are_sorted_and_found_without_accents():
    top, _parts = make_network("Table des Érables", "Zone verte", "Table des Aulnes")
    annuaire = as_role(top)

    every = organizations_in(annuaire, Sieve())
    found = organizations_in(annuaire, Sieve.from_query({"q": "ERABLES"}))

    assert names(every) == [
        "Réseau Lisière",
        "Table des Aulnes",
        "Table des Érables",
        "Zone verte",
    ]
    assert (names(found), found.total) == (["Table des Érables"], 1)


def test_organisations_are_filtered_by_kind_and_by_territory_with_its_parts():
    top, (table, other) = make_network("Table des Aulnes", "Table du Canal")
    table.territories.add(mrc("07"))
    other.territories.add(region("06"))
    Organization.objects.filter(pk=other.pk).update(kind="ministry")
    annuaire = as_role(top)

    def asked(**query):
        return names(organizations_in(annuaire, Sieve.from_query(query)))

    assert asked(territoire="region-01") == ["Table des Aulnes"]
    assert asked(territoire="mrc-07") == ["Table des Aulnes"]
    assert asked(territoire="mrc-08") == []
    assert asked(genre="ministry") == ["Table du Canal"]
    assert len(asked(genre="inconnu")) == 3


def test_list_is_bounded_and_a_page_too_far_is_the_last():
    top, _parts = make_network(*(f"Table {rank:03}" for rank in range(60)))
    annuaire = as_role(top)

    page = organizations_in(annuaire, Sieve.from_query({"page": "99"}))

    assert (page.total, page.number, page.count, len(page.rows)) == (61, 2, 2, 11)
    assert (page.previous, page.next) == (1, None)


def test_people_are_found_by_name_title_and_organisation_and_former_ones_on_demand():
    top, (table,) = make_network("Table des Aulnes")
    make_person(table, "Émile Côté", title="Agent de liaison")
    make_person(top, "Zoé Roy", title="Coordination", until=dt.date(2020, 1, 1))
    annuaire = as_role(top)

    def asked(**query):
        return names(persons_in(annuaire, Sieve.from_query(query)))

    assert asked(q="cote") == asked(q="liaison") == asked(q="aulnes") == ["Émile Côté"]
    assert asked() == ["Émile Côté"]
    assert asked(anciens="oui") == ["Émile Côté", "Zoé Roy"]
    assert asked(organisme=str(table.pk)) == ["Émile Côté"]


def test_region_exists_even_where_nobody_works():
    top, (table,) = make_network("Table des Aulnes")
    table.territories.add(mrc("07"))

    rows = {row.region.code: row for row in regions_in(as_role(top))}

    assert len(rows) == 17
    assert [code for code, row in rows.items() if not row.is_orphan] == ["01"]
    assert rows["01"].organizations == (table,)
    assert [(str(part), count) for part, count in rows["01"].parts if count] == [
        ("La Matapédia", 1)
    ]


@pytest.mark.parametrize("screen", ["organizations", "people", "regions", "organization", "person"])
def test_lists_and_stories_cost_the_same_with_one_and_three_rows(screen):
    top, _parts = make_network("Table 1")

    def grow(rank):
        part = create_organization(actor=None, name=f"Autre {rank}", kind="member", parent=top)
        part.territories.add(region("01"), mrc("07"))
        person = make_person(part, f"Personne {rank}")
        Position.objects.create(person=person, organization=top)

    def cost():
        annuaire = as_role(top)
        person = make_person(top, "Toujours")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            {
                "organizations": lambda: organizations_in(annuaire, Sieve()),
                "people": lambda: persons_in(annuaire, Sieve()),
                "regions": lambda: regions_in(annuaire),
                "organization": lambda: organization_story(annuaire, top),
                "person": lambda: person_story(annuaire, person),
            }[screen]()
        return len(captured)

    grow(1)
    first = cost()
    grow(2)
    grow(3)

    assert cost() == first
