"""What a person can do with organisations, roles and invitations."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.core.secret_links import hash_secret
from arrimage.search.indexing import refresh

from . import phrases
from .models import Invitation, Membership, Organization, Role, Territory, Theme
from .records import person_behind, place_organization

INVITATION_LIFE = dt.timedelta(days=14)


class LastDirection(ValidationError):
    """The last person of the direction cannot leave or lose that role."""


class InvitationClosed(ValidationError):
    """The invitation was used, revoked, or is too old."""


class AccountExists(ValidationError):
    """The invited address has an account: its owner signs in first."""


class SentInvitation(NamedTuple):
    """The invitation and its secret, which is shown once and kept nowhere."""

    invitation: Invitation
    secret: str


@transaction.atomic
def create_organization(
    *,
    actor: User | None,
    name: str,
    kind: str,
    acronym: str = "",
    parent: Organization | None = None,
    territories: Iterable[Territory] = (),
    themes: Iterable[Theme] = (),
) -> Organization:
    """A new organisation with an address made from its acronym or name."""
    organization = Organization(
        name=name.strip(),
        kind=kind,
        acronym=acronym.strip(),
        parent=parent,
        slug=_free_slug(acronym or name),
    )
    organization.full_clean()
    organization.save()
    place_organization(organization, territories, themes)
    record(actor, "organization.create", organization, scope=organization)
    refresh("organization", [organization.pk])
    return organization


# The first word of addresses that are no organisation.
RESERVED_SLUGS = {"commencer", "invitations", "moi"}


def _free_slug(name: str) -> str:
    base = slugify(name)[:70] or "organisme"
    taken = set(Organization.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= RESERVED_SLUGS
    if base not in taken:
        return base
    return next(s for n in range(2, len(taken) + 3) if (s := f"{base}-{n}") not in taken)


@transaction.atomic
def add_member(
    *, actor: User | None, organization: Organization, user: User, role: str
) -> Membership:
    """Give a user a first role in the organisation."""
    membership = _new_membership(organization, user, role)
    _record_membership(actor, "member.add", membership, after=membership.role)
    return membership


@transaction.atomic
def change_role(*, actor: User | None, membership: Membership, role: str) -> Membership:
    """Another role for a member; :class:`LastDirection` when nobody would direct any more."""
    membership = _hold(membership)
    before = membership.role
    if before == Role.DIRECTION and role != Role.DIRECTION:
        _require_other_direction(membership)
    membership.role = role
    membership.full_clean()
    membership.save(update_fields=["role"])
    _record_membership(actor, "member.role", membership, before=before, after=role)
    if role != Role.DIRECTION:
        _close_invitations_from(actor, membership)
    return membership


@transaction.atomic
def remove_member(*, actor: User | None, membership: Membership) -> Membership:
    """Take a role away; :class:`LastDirection` when nobody would direct any more."""
    membership = _hold(membership)
    if membership.role == Role.DIRECTION:
        _require_other_direction(membership)
    _record_membership(actor, "member.remove", membership, before=membership.role)
    _close_invitations_from(actor, membership)
    membership.delete()
    return membership


@transaction.atomic
def leave_organization(*, actor: User, membership: Membership) -> Membership:
    """Give one's own role back; :class:`LastDirection` when nobody would direct any more."""
    membership = _hold(membership)
    if membership.role == Role.DIRECTION:
        _require_other_direction(membership)
    _record_membership(actor, "member.leave", membership, before=membership.role)
    _close_invitations_from(actor, membership)
    membership.delete()
    return membership


def _new_membership(organization: Organization, user: User, role: str) -> Membership:
    _lock(organization)
    if Membership.objects.filter(organization=organization, user=user).exists():
        raise ValidationError(phrases.ALREADY_MEMBER, code="already_member")
    membership = Membership(organization=organization, user=user, role=role)
    membership.full_clean()
    membership.save()
    person_behind(user, organization)
    return membership


def _hold(membership: Membership) -> Membership:
    """The row as it is now; two directions cannot both leave at once."""
    _lock(membership.organization)
    return Membership.objects.select_related("organization", "user").get(pk=membership.pk)


def _lock(organization: Organization) -> None:
    """One change at a time to the people of an organisation; its plans are not held up."""
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


def _require_other_direction(membership: Membership) -> None:
    directions = membership.organization.memberships.filter(
        role=Role.DIRECTION, user__is_active=True
    )
    if not directions.exclude(pk=membership.pk).exists():
        raise LastDirection(phrases.LAST_DIRECTION, code="last_direction")


def _close_invitations_from(actor: User | None, membership: Membership) -> None:
    """Links that a person sent stop with the right to send them: none is a way back in."""
    if membership.user.is_network_admin:
        return
    for invitation in membership.organization.invitations.filter(
        invited_by=membership.user, accepted_at=None, revoked_at=None
    ):
        _revoke(actor, invitation)


def _record_membership(
    actor: User | None, verb: str, membership: Membership, *, before: str = "", after: str = ""
) -> None:
    record(
        actor,
        verb,
        membership,
        label=str(membership.user),
        scope=membership.organization,
        before={"role": _role_label(before)} if before else None,
        after={"role": _role_label(after)} if after else None,
    )


def _role_label(role: str) -> str:
    return Role(role).label


@transaction.atomic
def invite_person(
    *, actor: User, organization: Organization, email: str, role: str
) -> SentInvitation:
    """A link that gives a role once, sent by mail after commit; it replaces an earlier open one."""
    email = email.strip().lower()
    _lock(organization)
    if Membership.objects.filter(organization=organization, user__email__iexact=email).exists():
        raise ValidationError({"email": phrases.ALREADY_MEMBER})
    now = timezone.now()
    organization.invitations.filter(email=email, accepted_at=None, revoked_at=None).update(
        revoked_at=now
    )
    secret = secrets.token_urlsafe(24)
    invitation = Invitation(
        organization=organization,
        email=email,
        role=role,
        secret_hash=hash_secret(secret),
        invited_by=actor,
        expires_at=now + INVITATION_LIFE,
    )
    invitation.full_clean()
    invitation.save()
    _record_invitation(actor, "person.invite", invitation)
    transaction.on_commit(partial(_send_invitation, invitation, secret))
    return SentInvitation(invitation, secret)


def _send_invitation(invitation: Invitation, secret: str) -> None:
    address = reverse("directory:invitation_accept", args=[secret])
    values = {
        "inviter": str(invitation.invited_by),
        "organization": invitation.organization.name,
        "role": Role(invitation.role).label,
        "until": date_format(timezone.localtime(invitation.expires_at), "j F Y"),
        "link": f"{settings.PUBLIC_URL}{address}",
    }
    send_mail(
        str(phrases.INVITATION_SUBJECT) % values,
        str(phrases.INVITATION_BODY) % values,
        None,
        [invitation.email],
        fail_silently=True,  # the link is on the screen too; a mail server down loses nothing
    )


def _record_invitation(actor: User | None, verb: str, invitation: Invitation) -> None:
    record(
        actor,
        verb,
        invitation,
        label=invitation.email,
        scope=invitation.organization,
        after={"role": _role_label(invitation.role)},
    )


@transaction.atomic
def accept_invitation(
    *, actor: User | None, secret: str, name: str = "", password: str = ""
) -> Membership:
    """The role of the invitation, for whoever is signed in, else for a new account.

    Raises :class:`InvitationClosed` or :class:`AccountExists`.
    """
    known = Invitation.objects.select_related("organization")
    invitation = known.filter(secret_hash=hash_secret(secret)).first()
    if invitation is None:
        raise InvitationClosed(phrases.INVITATION_CLOSED, code="invitation_closed")
    _hold_open(invitation)
    user = actor or open_account(invitation.email, name, password)
    membership = _new_membership(invitation.organization, user, invitation.role)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    _record_invitation(user, "invitation.accept", invitation)
    return membership


def open_account(email: str, name: str, password: str) -> User:
    """A new account; :class:`AccountExists` when the address has one. Part of what gives a role."""
    if User.objects.filter(email__iexact=email).exists():
        raise AccountExists(phrases.ACCOUNT_EXISTS, code="account_exists")
    if not name.strip():
        raise ValidationError({"name": phrases.NAME_MISSING})
    user = User(email=email, name=name.strip())
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
    user.set_password(password)
    user.full_clean()
    user.save()
    return user


@transaction.atomic
def revoke_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Close a link before it is used; :class:`InvitationClosed` when it already is."""
    _hold_open(invitation)
    _revoke(actor, invitation)
    return invitation


def _hold_open(invitation: Invitation) -> None:
    """The invitation as it is now, for nobody else meanwhile."""
    _lock(invitation.organization)
    invitation.refresh_from_db(fields=["accepted_at", "revoked_at"])
    if not invitation.is_open:
        raise InvitationClosed(phrases.INVITATION_CLOSED, code="invitation_closed")


def _revoke(actor: User | None, invitation: Invitation) -> None:
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    _record_invitation(actor, "invitation.revoke", invitation)
