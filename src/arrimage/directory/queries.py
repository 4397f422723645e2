"""Getting hold of organisations, their people and their invitations."""

from __future__ import annotations

from typing import Literal

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrimage.core.secret_links import hash_secret

from .models import Invitation, Membership, Organization, OrganizationKind
from .permissions import Viewer, may

WORKING_KINDS = (OrganizationKind.NATIONAL, OrganizationKind.REGIONAL, OrganizationKind.MEMBER)
OrganizationGesture = Literal["view", "edit", "import", "manage"]


def organization_for(user: Viewer, slug: str, to: OrganizationGesture = "view") -> Organization:
    """The organisation; 404 when the user has no role there, 403 when the role does not allow."""
    if not slug.isprintable():  # a query may hold NUL, which PostgreSQL refuses
        raise Http404
    visible = Organization.objects.visible_to(user).select_related("parent")
    organization = get_object_or_404(visible, slug=slug)
    if to != "view" and not may(user, to, organization):
        raise PermissionDenied
    return organization


def organizations_for(user: Viewer) -> QuerySet[Organization]:
    """Every organisation that the user may see, by name."""
    return Organization.objects.visible_to(user).select_related("parent")


def workplaces_for(user: Viewer) -> QuerySet[Organization]:
    """Those where somebody works here: not the partners that an annuaire only names."""
    working = Q(memberships__isnull=False) | Q(kind__in=WORKING_KINDS)
    return organizations_for(user).filter(working).distinct()


def memberships_of(organization: Organization) -> QuerySet[Membership]:
    """People with a role in the organisation, by name."""
    return organization.memberships.select_related("user").order_by("user__name", "user__email")


def membership_for(user: Viewer, slug: str, pk: int) -> Membership:
    """One membership of an organisation that the user manages."""
    organization = organization_for(user, slug, to="manage")
    return get_object_or_404(memberships_of(organization), pk=pk)


def own_membership(user: Viewer, slug: str) -> Membership:
    """The user's own role in an organisation; 404 without one."""
    if not slug.isprintable():
        raise Http404
    held = Membership.objects.select_related("organization", "user").filter(user=user.pk)
    return get_object_or_404(held, organization__slug=slug)


def open_invitations_of(organization: Organization) -> QuerySet[Invitation]:
    """Invitations that can still be used."""
    return organization.invitations.filter(
        accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    ).select_related("invited_by")


def invitation_for(user: Viewer, slug: str, pk: int) -> Invitation:
    """One invitation of an organisation that the user manages."""
    organization = organization_for(user, slug, to="manage")
    return get_object_or_404(Invitation, organization=organization, pk=pk)


def invitation_by_secret(secret: str) -> Invitation:
    """The invitation that this link opens; 404 when there is none. It may be closed by now."""
    found = Invitation.objects.select_related("organization", "invited_by")
    invitation = found.filter(secret_hash=hash_secret(secret)).first()
    if invitation is None:
        raise Http404
    return invitation
