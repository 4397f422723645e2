"""Who may read, change and export a plan: the organisation decides, through its roles."""

from __future__ import annotations

import rules

from arrimage.directory.permissions import Viewer, has_role, is_network_admin, is_team

from .models import Plan


@rules.predicate
def has_role_in_plan(user: Viewer, plan: Plan) -> bool:
    """Has any role in the organisation that owns the plan."""
    return bool(has_role(user, plan.organization))


@rules.predicate
def is_team_of_plan(user: Viewer, plan: Plan) -> bool:
    """Direction or staff of the organisation that owns the plan."""
    return bool(is_team(user, plan.organization))


rules.add_perm("plans.view_plan", is_network_admin | has_role_in_plan)
rules.add_perm("plans.export_plan", is_network_admin | has_role_in_plan)
rules.add_perm("plans.edit_plan", is_network_admin | is_team_of_plan)


def may(user: Viewer, to: str, plan: Plan) -> bool:
    """True when the user may ``view``, ``edit`` or ``export`` the plan."""
    return bool(rules.has_perm(f"plans.{to}_plan", user, plan))
