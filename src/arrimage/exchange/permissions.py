"""Who may look at an import and who may review it."""

from __future__ import annotations

import rules

from arrimage.directory.permissions import Viewer, has_role, is_network_admin, is_team

from .models import ImportRun, ImportState


@rules.predicate
def reads_its_plan(user: Viewer, run: ImportRun) -> bool:
    """The run became a plan, which every role of the organisation may read."""
    return run.state == ImportState.ACCEPTED and bool(has_role(user, run.organization))


@rules.predicate
def is_team_of_run(user: Viewer, run: ImportRun) -> bool:
    """Direction or staff of the organisation that imports."""
    return bool(is_team(user, run.organization))


rules.add_perm("exchange.view_import", is_network_admin | is_team_of_run | reads_its_plan)
rules.add_perm("exchange.review_import", is_network_admin | is_team_of_run)


def may(user: Viewer, to: str, run: ImportRun) -> bool:
    """True when the user may ``view`` or ``review`` the import."""
    return bool(rules.has_perm(f"exchange.{to}_import", user, run))
