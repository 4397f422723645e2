"""Organisations, roles and invitations: the result, the line, the refusal."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.models import Entry
from arrimage.audit.queries import history_in
from arrimage.directory.models import Invitation, Membership
from arrimage.directory.operations import (
    AccountExists,
    InvitationClosed,
    LastDirection,
    accept_invitation,
    add_member,
    change_role,
    create_organization,
    invite_person,
    remove_member,
    revoke_invitation,
)
from arrimage.directory.queries import invitation_by_secret, open_invitations_of
from tests.factories import make_admin, make_member, make_organization, make_user

pytestmark = pytest.mark.django_db


def _sentences(organization):
    return [line.sentence for line in history_in(organization)]


def _invite(organization, email="Line@Lisiere.example", role="staff"):
    return invite_person(
        actor=make_user("Maude Lavoie"), organization=organization, email=email, role=role
    )


def test_organisations_with_one_name_get_two_addresses():
    admin = make_admin()

    made = [create_organization(actor=admin, name="Réseau Lisière", kind="national") for _ in "ab"]

    assert [organization.slug for organization in made] == ["reseau-lisiere", "reseau-lisiere-2"]
    assert _sentences(made[0]) == ["Administration a créé l’organisme Réseau Lisière."]


def test_organisation_without_a_name_or_of_no_kind_is_refused():
    for values in ({"name": " ", "kind": "national"}, {"name": "X", "kind": "club"}):
        with pytest.raises(ValidationError):
            create_organization(actor=make_admin(), **values)

    assert Entry.objects.count() == 0


def test_member_gets_one_role():
    organization, user = make_organization(), make_user("Jo Roy")

    add_member(actor=make_user(), organization=organization, user=user, role="staff")

    assert _sentences(organization) == ["Maude Lavoie a ajouté Jo Roy (Équipe)."]
    with pytest.raises(ValidationError):
        add_member(actor=make_user(), organization=organization, user=user, role="board")


def test_role_changes_and_leaves_a_line():
    organization = make_organization()
    make_member(organization)
    membership = make_member(organization, "staff", "Jo Roy").memberships.get()

    change_role(actor=make_user(), membership=membership, role="board")

    membership.refresh_from_db()
    assert membership.role == "board"
    assert _sentences(organization) == [
        "Maude Lavoie a changé le rôle de Jo Roy\u00a0: Équipe → Conseil d’administration."
    ]


def test_last_direction_can_neither_leave_nor_change():
    organization = make_organization()
    membership = make_member(organization).memberships.get()
    make_member(organization, "staff")

    with pytest.raises(LastDirection):
        remove_member(actor=make_admin(), membership=membership)
    with pytest.raises(LastDirection):
        change_role(actor=make_admin(), membership=membership, role="staff")

    membership.refresh_from_db()
    assert membership.role == "direction"
    assert Entry.objects.count() == 0


def test_one_of_two_directions_can_leave():
    organization = make_organization()
    leaving = make_member(organization, name="Jo Roy").memberships.get()
    staying = make_member(organization).memberships.get()

    remove_member(actor=make_user(), membership=leaving)

    assert list(organization.memberships.all()) == [staying]
    assert _sentences(organization) == ["Maude Lavoie a retiré Jo Roy (Direction)."]


def test_invitation_is_mailed_with_a_link_and_only_its_hash_is_kept(
    django_capture_on_commit_callbacks, mailoutbox
):
    organization = make_organization()

    with django_capture_on_commit_callbacks(execute=True):
        invitation, secret = _invite(organization)

    (mail,) = mailoutbox
    assert mail.to == ["line@lisiere.example"]
    assert mail.subject == "Invitation\u00a0: Réseau Lisière"
    assert "Maude Lavoie vous invite à rejoindre «\u00a0Réseau Lisière\u00a0»" in mail.body
    assert re.search(rf"http\S+/{re.escape(secret)}/", mail.body)
    assert secret not in str(Invitation.objects.values().get())
    assert invitation_by_secret(secret) == invitation
    assert _sentences(organization) == ["Maude Lavoie a invité line@lisiere.example (Équipe)."]


def test_new_invitation_replaces_the_open_one():
    organization = make_organization()
    first, _ = _invite(organization)

    second, _ = _invite(organization, role="board")

    assert list(open_invitations_of(organization)) == [second]
    first.refresh_from_db()
    assert not first.is_open


def test_member_is_not_invited_again():
    organization = make_organization()
    user = make_member(organization)

    with pytest.raises(ValidationError):
        _invite(organization, user.email.upper())

    assert Invitation.objects.count() == 0


def test_invitation_opens_an_account_with_its_role_once():
    organization = make_organization()
    _, secret = _invite(organization)

    membership = accept_invitation(
        actor=None, secret=secret, name="Line Côté", password="bouleau-jaune-42"
    )

    user = User.objects.get(email="line@lisiere.example")
    assert (membership.user, membership.role, membership.organization) == (
        user,
        "staff",
        organization,
    )
    assert user.check_password("bouleau-jaune-42")
    assert _sentences(organization)[0] == "Line Côté a accepté l’invitation (Équipe)."
    with pytest.raises(InvitationClosed):
        accept_invitation(actor=make_user(), secret=secret)


def test_invitation_gives_its_role_to_whoever_is_signed_in():
    organization, user = make_organization(), make_user("Jo Roy")
    _, secret = _invite(organization)

    membership = accept_invitation(actor=user, secret=secret)

    assert (membership.user, membership.role) == (user, "staff")


@pytest.mark.parametrize(
    ("name", "password", "field"),
    [("Line", "court", "password"), (" ", "bouleau-jaune-42", "name")],
)
def test_account_without_name_or_good_password_is_refused_and_the_link_still_works(
    name, password, field
):
    invitation, secret = _invite(make_organization())

    with pytest.raises(ValidationError) as refusal:
        accept_invitation(actor=None, secret=secret, name=name, password=password)

    assert list(refusal.value.message_dict) == [field]
    invitation.refresh_from_db()
    assert invitation.is_open
    assert Membership.objects.count() == 0


def test_address_that_has_an_account_is_told_to_sign_in():
    make_user(email="line@lisiere.example")
    _, secret = _invite(make_organization())

    with pytest.raises(AccountExists):
        accept_invitation(actor=None, secret=secret, name="Line", password="bouleau-jaune-42")

    assert Membership.objects.count() == 0


@pytest.mark.parametrize("how", ["revoked", "expired", "unknown"])
def test_closed_link_gives_nothing(how):
    invitation, secret = _invite(make_organization())
    if how == "revoked":
        revoke_invitation(actor=make_user(), invitation=invitation)
    elif how == "expired":
        Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    else:
        secret = "inventé"

    with pytest.raises(InvitationClosed):
        accept_invitation(actor=make_user(), secret=secret)

    assert Membership.objects.count() == 0


def test_revoking_leaves_a_line_and_happens_once():
    invitation, _ = _invite(make_organization())

    revoke_invitation(actor=make_user(), invitation=invitation)

    assert _sentences(invitation.organization)[0] == (
        "Maude Lavoie a retiré l’invitation de line@lisiere.example."
    )
    with pytest.raises(InvitationClosed):
        revoke_invitation(actor=make_user(), invitation=invitation)
