"""Who may do what in an organisation."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from arrimage.directory.queries import (
    invitation_by_secret,
    membership_for,
    memberships_of,
    organization_for,
    organizations_for,
)
from tests.factories import make_admin, make_member, make_organization, make_user

pytestmark = pytest.mark.django_db
GESTURES = ("view", "edit", "import", "manage")
MATRIX = {
    "direction": (200, 200, 200, 200),
    "staff": (200, 200, 200, 403),
    "member": (200, 403, 403, 403),
    "board": (200, 403, 403, 403),
    "elsewhere": (404, 404, 404, 404),
    "nobody": (404, 404, 404, 404),
    "admin": (200, 200, 200, 200),
}


def _persona(role, organization):
    if role == "admin":
        return make_admin()
    if role == "nobody":
        return AnonymousUser()
    if role == "elsewhere":
        return make_member(make_organization("Autre"))
    return make_member(organization, role)


def _outcome(user, slug, to):
    try:
        organization_for(user, slug, to=to)
    except Http404:
        return 404
    except PermissionDenied:
        return 403
    return 200


@pytest.mark.parametrize("role", MATRIX)
def test_organisation_answers_each_role(role):
    organization = make_organization()
    user = _persona(role, organization)

    assert tuple(_outcome(user, organization.slug, to) for to in GESTURES) == MATRIX[role]


def test_each_person_sees_only_their_organisations():
    mine, theirs = make_organization("Table du Cap"), make_organization("Réseau Lisière")
    user = make_member(mine, "board")

    assert list(organizations_for(user)) == [mine]
    assert list(organizations_for(make_user())) == []
    assert list(organizations_for(AnonymousUser())) == []
    assert list(organizations_for(make_admin())) == [theirs, mine]


def test_membership_of_another_organisation_is_not_found():
    mine, theirs = make_organization(), make_organization("Autre")
    direction = make_member(mine)
    stranger = make_member(theirs).memberships.get()

    with pytest.raises(Http404):
        membership_for(direction, mine.slug, stranger.pk)
    with pytest.raises(Http404):
        membership_for(direction, theirs.slug, stranger.pk)


def test_unknown_link_is_not_found():
    with pytest.raises(Http404):
        invitation_by_secret("inventé")


def test_people_are_listed_in_one_query():
    organization = make_organization()
    for name in ("Zoé", "Ali", "Max"):
        make_member(organization, "staff", name)

    with CaptureQueriesContext(connection) as queries:
        names = [membership.user.name for membership in memberships_of(organization)]

    assert (names, len(queries)) == (["Ali", "Max", "Zoé"], 1)
