"""Accounts that had a role before the annuaire held people."""

from importlib import import_module

import pytest
from django.apps import apps

from arrimage.directory.models import Membership, Person
from tests.factories import make_member, make_organization, make_user

pytestmark = pytest.mark.django_db
MIGRATION = import_module("arrimage.directory.migrations.0003_people_of_accounts")


def test_each_account_with_a_role_becomes_one_person_with_its_positions():
    table, other = make_organization("Table"), make_organization("Autre")
    user = make_member(table, "staff", "Anne Tremblay")
    Membership.objects.create(user=user, organization=other, role="member")
    make_member(other, name="")
    make_user("Sans rôle")

    MIGRATION.add_people(apps, None)
    MIGRATION.add_people(apps, None)

    people = Person.objects.order_by("pk")
    assert [p.user_id is not None for p in people] == [True, True]
    assert (people[0].name, people[0].email) == ("Anne Tremblay", user.email)
    assert people[1].name == people[1].user.email
    held = people[0].positions.order_by("pk").values_list("organization", "is_principal")
    assert set(held) == {(table.pk, True), (other.pk, False)}
    assert people[0].positions.first().since == user.memberships.first().since
