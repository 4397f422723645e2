"""An invitation opens one role, once, to whoever holds its link while it may be given."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from arrimage.accounts.models import User
from arrimage.directory.models import Invitation, Membership
from arrimage.directory.operations import (
    LastDirection,
    add_member,
    change_role,
    invite_person,
    remove_member,
    revoke_invitation,
)
from arrimage.directory.queries import open_invitations_of
from tests.factories import PASSWORD, make_admin, make_member, make_organization, make_user
from tests.screens.rows import every_row

pytestmark = pytest.mark.django_db


def _invitation(**changes):
    organization = make_organization()
    values = {"actor": make_member(organization), "organization": organization}
    sent = invite_person(**values, email="zoe@lisiere.example", role="staff")
    Invitation.objects.filter(pk=sent.invitation.pk).update(**changes)
    return sent


def _accept(client, secret):
    values = {"name": "Zoé Roy", "password": "une-longue-phrase"}
    return client.post(reverse("directory:invitation_accept", args=[secret]), values)


def test_invitation_with_a_wrong_secret_is_not_found(client):
    sent = _invitation()

    stored = Invitation.objects.get().secret_hash
    for secret in ("faux", sent.secret[:-1], sent.secret.swapcase(), stored, "9" * 5000):
        assert _accept(client, secret).status_code == 404
        address = reverse("directory:invitation_accept", args=[secret])
        assert client.get(address).status_code == 404
    assert Membership.objects.count() == 1


def test_invitation_is_used_once(client):
    sent = _invitation()

    first, second = _accept(client, sent.secret), _accept(Client(), sent.secret)

    assert (first.status_code, second.status_code) == (302, 410)
    assert list(Membership.objects.values_list("user__email", "role").order_by("pk"))[1:] == [
        ("zoe@lisiere.example", "staff")
    ]


def test_expired_invitation_gives_nothing(client):
    sent = _invitation(expires_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

    assert _accept(client, sent.secret).status_code == 410
    assert User.objects.filter(email="zoe@lisiere.example").count() == 0


def test_revoked_invitation_gives_nothing(client):
    sent = _invitation()
    revoke_invitation(actor=sent.invitation.invited_by, invitation=sent.invitation)

    assert _accept(client, sent.secret).status_code == 410
    assert User.objects.filter(email="zoe@lisiere.example").count() == 0


def test_invitation_does_not_open_the_account_of_its_address(client):
    owner = make_user("Zoé Roy", email="zoe@lisiere.example")
    sent = _invitation()

    answer = _accept(client, sent.secret)

    owner.refresh_from_db()
    assert (answer.status_code, owner.check_password(PASSWORD)) == (422, True)
    assert "_auth_user_id" not in client.session
    assert owner.memberships.count() == 0


def test_secret_of_an_invitation_is_kept_nowhere(client):
    sent = _invitation()
    _accept(client, sent.secret)

    assert sent.secret not in str(every_row())


@pytest.mark.parametrize("gesture", ["remove", "demote"])
def test_invitation_of_a_person_who_lost_the_right_to_invite_gives_nothing(client, gesture):
    sent = _invitation()
    organization, inviter = sent.invitation.organization, sent.invitation.invited_by
    membership, actor = inviter.memberships.get(), make_member(organization)

    if gesture == "remove":
        remove_member(actor=actor, membership=membership)
    else:
        change_role(actor=actor, membership=membership, role="staff")

    assert _accept(client, sent.secret).status_code == 410
    assert list(open_invitations_of(organization)) == []


def test_invitation_of_the_network_administration_outlives_a_role():
    organization, administrator = make_organization(), make_admin()
    membership = add_member(actor=None, organization=organization, user=administrator, role="staff")
    sent = invite_person(
        actor=administrator, organization=organization, email="zoe@lisiere.example", role="board"
    )

    remove_member(actor=administrator, membership=membership)

    assert list(open_invitations_of(organization)) == [sent.invitation]


def test_organisation_is_never_left_to_a_direction_that_cannot_sign_in():
    organization = make_organization()
    active, gone = make_member(organization), make_member(organization)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    with pytest.raises(LastDirection):
        remove_member(actor=active, membership=active.memberships.get())


def test_door_of_invitations_slows_who_tries_secrets(client, db, one_minute):
    answers = [client.get(f"/organismes/invitations/essai-{n}/").status_code for n in range(32)]

    assert answers == [404] * 30 + [429] * 2


@pytest.mark.parametrize(("backend", "is_mailed"), [("console", False), ("locmem", True)])
def test_screen_says_whether_mail_leaves(client, settings, backend, is_mailed):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    organization = make_organization()
    client.force_login(make_member(organization))
    address = reverse("directory:person_invite", args=[organization.slug])

    html = client.post(address, {"email": "zoe@ailleurs.test", "role": "board"}).content.decode()

    assert ("Un courriel part" in html) is is_mailed
    assert ("remettez vous-même ce lien" in html) is not is_mailed
    assert 'data-copy="lien"' in html
