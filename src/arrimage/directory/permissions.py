"""Who may do what in an organisation. Apps above say theirs with these predicates."""

from __future__ import annotations

import rules
from django.contrib.auth.models import AnonymousUser
from django.db.models import prefetch_related_objects

from arrimage.accounts.models import User

from .models import Organization, Role

Viewer = User | AnonymousUser
TEAM = (Role.DIRECTION, Role.STAFF)
"""Roles whose work is the plan: they import, correct and note."""


def role_in(user: Viewer, organization: Organization) -> str:
    """The user's role in the organisation, or an empty string.

    The roles of a user are read once for the object that stands for that user: once a request.
    """
    if not user.is_authenticated:
        return ""
    prefetch_related_objects([user], "memberships")
    roles = {held.organization_id: held.role for held in user.memberships.all()}
    return roles.get(organization.pk, "")


def organizations_of(user: object, *roles: str) -> list[int]:
    """Keys of the organisations where the user has one of the roles, or any role; read once."""
    if not isinstance(user, User):
        return []
    prefetch_related_objects([user], "memberships")
    held = user.memberships.all()
    return sorted(h.organization_id for h in held if not roles or h.role in roles)


@rules.predicate
def is_network_admin(user: Viewer) -> bool:
    """Administers the whole network."""
    return bool(getattr(user, "is_network_admin", False))


@rules.predicate
def has_role(user: Viewer, organization: Organization) -> bool:
    """Direction, staff, member or board of the organisation."""
    return bool(role_in(user, organization))


@rules.predicate
def is_team(user: Viewer, organization: Organization) -> bool:
    """Direction or staff of the organisation."""
    return role_in(user, organization) in TEAM


@rules.predicate
def is_direction(user: Viewer, organization: Organization) -> bool:
    """Direction of the organisation."""
    return role_in(user, organization) == Role.DIRECTION


rules.add_perm("directory.view_organization", is_network_admin | has_role)
rules.add_perm("directory.edit_organization", is_network_admin | is_team)
rules.add_perm("directory.import_organization", is_network_admin | is_team)
rules.add_perm("directory.manage_organization", is_network_admin | is_direction)


def may(user: Viewer, to: str, organization: Organization) -> bool:
    """True when the user may ``view``, ``edit``, ``import`` or ``manage`` the organisation."""
    return bool(rules.has_perm(f"directory.{to}_organization", user, organization))
