"""The first organisation of an installation: opened once, by whoever reads the printed address."""

import pytest
from django.core.exceptions import ValidationError

from arrimage.accounts.models import User
from arrimage.audit.queries import history_in
from arrimage.directory.models import Membership, Organization
from arrimage.directory.opening import is_awaited, open_first_organization
from tests.factories import make_member, make_organization

pytestmark = pytest.mark.django_db
VALUES = {
    "organization": "Table des Deux-Vallées",
    "kind": "regional",
    "name": "Inès Fortin",
    "email": "Ines@deuxvallees.test",
    "password": "une phrase bien à moi",
}


def test_first_organization_is_opened_with_its_direction_and_leaves_its_lines():
    membership = open_first_organization(actor=None, **VALUES)

    assert str(membership.organization) == "Table des Deux-Vallées"
    assert membership.organization.parent is None
    assert (membership.user.email, membership.role) == ("ines@deuxvallees.test", "direction")
    assert not membership.user.is_network_admin
    assert len(history_in(membership.organization)) == 2
    assert not is_awaited()


def test_demonstration_does_not_take_the_place_of_the_first_organization():
    make_member(make_organization())

    assert [user.email.endswith(".example") for user in User.objects.all()] == [True]
    assert is_awaited()


def test_second_organization_is_refused_and_nothing_is_made():
    open_first_organization(actor=None, **VALUES)

    with pytest.raises(ValidationError, match="déjà ouvert"):
        open_first_organization(actor=None, **VALUES | {"email": "autre@deuxvallees.test"})

    assert Organization.objects.count() == User.objects.count() == 1


def test_address_of_the_demonstration_is_refused_and_its_password_stays():
    member = make_member(make_organization())
    before = member.password

    with pytest.raises(ValidationError, match=r"\.example"):
        open_first_organization(actor=None, **VALUES | {"email": member.email})

    member.refresh_from_db()
    assert member.password == before
    assert Membership.objects.count() == 1
