"""Organisations, people and positions: what is written, what is refused, what is traced."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from arrimage.audit.models import Entry
from arrimage.audit.phrases import sentence
from arrimage.directory import phrases
from arrimage.directory.annuaire import person_of
from arrimage.directory.merging import merge_records
from arrimage.directory.models import Merge, Person, Position, Territory
from arrimage.directory.operations import accept_invitation, invite_person
from arrimage.directory.records import (
    add_person,
    add_position,
    change_organization,
    change_person,
    change_position,
    person_behind,
    remove_person,
)
from arrimage.plans.models import Assignment
from tests.directory.making import make_network, make_person
from tests.factories import make_member, make_plan, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    top, (table,) = make_network("Table des Aulnes")
    return make_member(top, name="Maude Lavoie"), top, table


def last_sentence():
    return sentence(Entry.objects.latest("pk"))


def test_organisation_is_corrected_with_its_place_and_land(network):
    actor, top, table = network
    land = Territory.objects.filter(code__in=["01", "07"], kind="region")

    change_organization(
        actor=actor,
        organization=table,
        name="Table des Saules",
        kind="regional",
        acronym="TS",
        parent=top,
        territories=land,
    )

    table.refresh_from_db()
    assert (table.name, table.acronym, table.kind) == ("Table des Saules", "TS", "regional")
    assert set(table.territories.all()) == set(land)
    assert last_sentence() == (
        "Maude Lavoie a corrigé Table des Saules (nom, genre, sigle, territoires)."
    )


@pytest.mark.parametrize(
    ("which", "parent", "words"),
    [
        ("table", None, phrases.PARENT_MISSING),
        ("table", "table", phrases.BELOW_ITSELF),
        ("top", "table", phrases.TOP_STAYS),
    ],
)
def test_place_that_breaks_the_annuaire_is_refused(network, which, parent, words):
    actor, top, table = network
    rows = {"top": top, "table": table, None: None}

    with pytest.raises(ValidationError) as refused:
        change_organization(
            actor=actor, organization=rows[which], name="X", kind="member", parent=rows[parent]
        )

    assert refused.value.message_dict == {"parent": [str(words)]}
    assert not Entry.objects.filter(verb="organization.change").exists()


def test_person_is_added_with_a_first_position_and_no_account(network):
    actor, _top, table = network

    person = add_person(
        actor=actor,
        organization=table,
        name=" Émile Côté ",
        email="Emile@Lisiere.example",
        title="Agent de liaison",
        since=dt.date(2026, 1, 5),
    )

    position = person.positions.get()
    assert (person.name, person.email, person.user) == ("Émile Côté", "emile@lisiere.example", None)
    assert (str(position), position.is_principal) == ("Agent de liaison, Table des Aulnes", True)
    assert last_sentence() == ("Maude Lavoie a ajouté Émile Côté à l’annuaire (Table des Aulnes).")


def test_person_without_a_name_is_refused(network):
    actor, _top, table = network

    with pytest.raises(ValidationError):
        add_person(actor=actor, organization=table, name="  ")

    assert not Person.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(name="")


def test_change_of_a_record_says_which_fields_without_repeating_what_stayed(network):
    actor, _top, table = network
    person = make_person(table, email="anne@aulnes.example")

    change_person(actor=actor, person=person, name=person.name, email="", phone="", is_listed=True)

    entry = Entry.objects.latest("pk")
    assert entry.before == {"email": "anne@aulnes.example", "is_listed": "non"}
    assert last_sentence() == (
        "Maude Lavoie a corrigé la fiche de Anne Tremblay (courriel, visible de tout le réseau)."
    )


def test_main_position_is_one(network):
    actor, top, table = network
    person = make_person(table)
    first = person.positions.get()
    change_position(
        actor=actor, position=first, title="", since=None, until=None, is_principal=True
    )

    second = add_position(
        actor=actor, person=person, organization=top, title="Présidente", is_principal=True
    )

    first.refresh_from_db()
    assert (first.is_principal, second.is_principal) == (False, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.filter(pk=first.pk).update(is_principal=True)


def test_position_that_ends_before_it_begins_is_refused(network):
    actor, _top, table = network
    position = make_person(table).positions.get()
    values = {"since": dt.date(2026, 2, 1), "until": dt.date(2026, 1, 1)}

    with pytest.raises(ValidationError, match="avant le début"):
        change_position(actor=actor, position=position, title="", is_principal=False, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.filter(pk=position.pk).update(**values)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, True),
        ("2026-01-01", None, True),
        ("2026-03-02", None, False),
        (None, "2026-03-01", True),
        (None, "2026-02-28", False),
    ],
)
def test_position_is_current_on_its_first_and_last_day(network, since, until, expected):
    _actor, _top, table = network
    dates = {"since": since, "until": until}
    values = {key: dt.date.fromisoformat(day) for key, day in dates.items() if day}
    make_person(table, **values)

    assert Position.objects.current(dt.date(2026, 3, 1)).exists() is expected


def test_invited_account_becomes_a_person_of_the_annuaire(network):
    actor, _top, table = network
    sent = invite_person(actor=actor, organization=table, email="noe@lisiere.example", role="staff")

    member = accept_invitation(
        actor=None, secret=sent.secret, name="Noé Roy", password="une-longue-phrase"
    )

    person = person_of(member.user)
    assert (person.name, person.email) == ("Noé Roy", "noe@lisiere.example")
    assert [position.organization for position in person.positions.all()] == [table]


def test_removed_person_leaves_the_words_of_plans_and_nothing_else(network):
    actor, top, table = network
    person, twin = make_person(table, "Anne Tremblay"), make_person(table, "A. Tremblay")
    merge_records(actor=actor, network=top, kept=person, absorbed=twin)
    make_plan(table)
    Assignment.objects.update(person=person)
    printed = sorted(Assignment.objects.values_list("name", flat=True))

    remove_person(actor=actor, person=person)

    assert not Person.objects.filter(name__contains="Tremblay").exists()
    assert not Position.objects.filter(organization=table).exists()
    assert not Merge.objects.exists()
    assert sorted(Assignment.objects.values_list("name", flat=True)) == printed
    assert not Assignment.objects.exclude(person=None).exists()
    assert last_sentence() == "Maude Lavoie a retiré la fiche d’une personne de l’annuaire."


def test_person_with_an_access_is_not_removed(network):
    actor, _top, table = network
    person = make_person(table, user=make_member(table, "staff"))

    with pytest.raises(ValidationError, match="encore un accès"):
        remove_person(actor=actor, person=person)

    assert Person.objects.filter(pk=person.pk).exists()


def test_account_with_two_roles_stays_one_person(network):
    _actor, top, table = network
    user = make_user("Noé Roy")

    first, second = person_behind(user, top), person_behind(user, table)
    person_behind(user, table)

    assert first == second
    assert [p.is_principal for p in first.positions.all()] == [True, False]
