"""Who may read, change, share and export a plan: the organisation decides, through its roles."""

from __future__ import annotations

import rules

from arrimage.directory.network import kin_of
from arrimage.directory.permissions import (
    TEAM,
    Viewer,
    has_role,
    is_network_admin,
    is_team,
    organizations_of,
)

from .assignments import AssignmentQuerySet
from .audiences import Audience
from .models import Assignment, Element, Plan


@rules.predicate
def has_role_in_plan(user: Viewer, plan: Plan) -> bool:
    """Has any role in the organisation that owns the plan."""
    return bool(has_role(user, plan.organization))


@rules.predicate
def is_team_of_plan(user: Viewer, plan: Plan) -> bool:
    """Direction or staff of the organisation that owns the plan."""
    return bool(is_team(user, plan.organization))


@rules.predicate
def is_shared_with(user: Viewer, plan: Plan) -> bool:
    """The plan is shared with a network where the user has a role."""
    return plan.audience != Audience.PRIVATE and plan.organization_id in kin_of(user)


@rules.predicate
def is_carried_by_team_of(user: Viewer, plan: Plan) -> bool:
    """An organisation whose team the user belongs to carries a line of the plan."""
    return _carried(user).filter(element__plan=plan).exists()


@rules.predicate
def holds_nothing_confidential(user: Viewer, plan: Plan) -> bool:
    """No element is withheld: the document, which says everything, may be shown."""
    return not Element.everything.filter(plan=plan, is_withheld=True).exists()


def _carried(user: Viewer) -> AssignmentQuerySet:
    held = Assignment.objects.current().filter(organization__in=organizations_of(user, *TEAM))
    return held.filter(element__removal="", element__is_withheld=False)


rules.add_perm(
    "plans.view_plan", is_network_admin | has_role_in_plan | is_shared_with | is_carried_by_team_of
)
rules.add_perm("plans.export_plan", rules.predicate(lambda user, plan: may(user, "view", plan)))
rules.add_perm("plans.edit_plan", is_network_admin | is_team_of_plan)
rules.add_perm("plans.trace_plan", is_network_admin | has_role_in_plan)
rules.add_perm(
    "plans.source_plan",
    is_network_admin | is_team_of_plan | (has_role_in_plan & holds_nothing_confidential),
)


def may(user: Viewer, to: str, plan: Plan) -> bool:
    """True when the user may ``view``, ``edit`` or ``export`` the plan, read its ``source`` or the
    ``trace`` of who changed what.

    The team alone edits and shares a plan, and sees what is confidential in it.
    """
    return bool(rules.has_perm(f"plans.{to}_plan", user, plan))


def carried_in(user: Viewer, plan: Plan) -> frozenset[int]:
    """Keys of the elements that the user's teams carry in a plan: theirs to follow up."""
    if may(user, "edit", plan):
        return frozenset()
    return frozenset(_carried(user).filter(element__plan=plan).values_list("element", flat=True))


def may_follow(user: Viewer, element: Element) -> bool:
    """True when the user may change the state, the evidence and the words of one element."""
    return may(user, "edit", element.plan) or _carried(user).filter(element=element).exists()
