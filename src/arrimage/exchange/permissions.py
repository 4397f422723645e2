"""Who may look at an import and who may review it."""

from __future__ import annotations

import rules

from arrimage.directory.permissions import Viewer, has_role, is_network_admin, is_team

from .models import ImportRun


@rules.predicate
def has_role_in_run(user: Viewer, run: ImportRun) -> bool:
    """Has any role in the organisation that imports."""
    return bool(has_role(user, run.organization))


@rules.predicate
def is_team_of_run(user: Viewer, run: ImportRun) -> bool:
    """Direction or staff of the organisation that imports."""
    return bool(is_team(user, run.organization))


rules.add_perm("exchange.view_import", is_network_admin | has_role_in_run)
rules.add_perm("exchange.review_import", is_network_admin | is_team_of_run)


def may(user: Viewer, to: str, run: ImportRun) -> bool:
    """True when the user may ``view`` or ``review`` the import."""
    return bool(rules.has_perm(f"exchange.{to}_import", user, run))
