"""Named views of plans: what is asked of a plan often is asked once."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.directory.models import Organization
from arrimage.directory.permissions import TEAM, Viewer, organizations_of

from . import phrases
from .filters import PlanFilters
from .models import Plan, SavedView
from .permissions import may

MOST = 60  # views that one person keeps in one plan


def views_of(user: Viewer, plan: Plan) -> QuerySet[SavedView]:
    """The user's own views of a plan, and those that the team shares with the team."""
    mine = Q(owner=user.pk)
    shared = Q(is_shared=True) if may(user, "edit", plan) else Q(pk__in=())
    return plan.saved_views.filter(mine | shared).select_related("owner", "plan")


def views_for(user: Viewer, organization: Organization) -> QuerySet[SavedView]:
    """The views of an organisation's plans that the user may open, by name."""
    plans = Plan.objects.visible_to(user).filter(organization=organization)
    found = SavedView.objects.filter(plan__in=plans).select_related("owner", "plan")
    is_team = organization.pk in organizations_of(user, *TEAM)
    if is_team or getattr(user, "is_network_admin", False):
        return found.filter(Q(owner=user.pk) | Q(is_shared=True))
    return found.filter(owner=user.pk)


def view_for(user: Viewer, plan: Plan, pk: int) -> SavedView:
    """A view that the user may change: one's own, or a shared one for who edits the plan."""
    view = get_object_or_404(views_of(user, plan), pk=pk)
    if view.owner_id != user.pk and not may(user, "edit", plan):
        raise PermissionDenied
    return view


@transaction.atomic
def save_view(
    *, actor: User, plan: Plan, name: str, query: str, is_shared: bool = False
) -> SavedView:
    """Keep what the address asks under a name; only who edits the plan shares it."""
    if SavedView.objects.filter(plan=plan, owner=actor).count() >= MOST:
        raise ValidationError(phrases.TOO_MANY_VIEWS % {"count": MOST}, code="too_many")
    asked = PlanFilters.from_query(QueryDict(query[:4000])).query
    view = SavedView(plan=plan, owner=actor, query=asked)
    _write(actor, view, name, is_shared)
    record(actor, "view.save", plan, label=view.name, scope=plan)
    return view


@transaction.atomic
def change_view(*, actor: User, view: SavedView, name: str, is_shared: bool) -> SavedView:
    """Another name, or another circle."""
    before = view.name
    _write(actor, view, name, is_shared)
    values = {"name": view.name}
    record(actor, "view.change", view.plan, label=before, scope=view.plan, after=values)
    return view


@transaction.atomic
def delete_view(*, actor: User, view: SavedView) -> None:
    """Forget a view; the plan is as it was."""
    record(actor, "view.delete", view.plan, label=view.name, scope=view.plan)
    view.delete()


def _write(actor: User, view: SavedView, name: str, is_shared: bool) -> None:
    view.name = name.strip()
    view.is_shared = is_shared and may(actor, "edit", view.plan)
    view.full_clean()
    view.save()
