"""What makes a new plan a plan that is followed, for those who can do it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists
from django.utils import timezone

from arrimage.directory.models import Invitation, Membership
from arrimage.directory.names import key_of
from arrimage.directory.permissions import Viewer
from arrimage.directory.permissions import may as may_in

from .audiences import Audience
from .models import Assignment, Plan, StatusUpdate
from .sharing_models import ShareLink

FRESH = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first steps of a plan: which are done, and how many names nobody matched.

    ``is_invited`` is none for who may not invite.
    """

    names: int
    is_noted: bool
    is_invited: bool | None
    is_shared: bool

    @property
    def is_over(self) -> bool:
        """True when nothing is left to begin."""
        return not self.names and self.is_noted and self.is_invited is not False and self.is_shared


def beginning_of(user: Viewer, plan: Plan) -> Beginning | None:
    """The steps of the first two weeks of a plan, in three queries; nothing once all are made."""
    if timezone.now() - plan.created_at > FRESH:
        return None
    noted = StatusUpdate.objects.filter(element__plan=plan, basis="person")
    team = Membership.objects.filter(organization=plan.organization_id).exclude(user=user.pk)
    sent = Invitation.objects.filter(organization=plan.organization_id, revoked_at=None)
    links = ShareLink.objects.filter(plan=plan)
    is_noted, is_invited, is_linked = Plan.objects.values_list(
        Exists(noted), Exists(team) | Exists(sent), Exists(links)
    ).get(pk=plan.pk)
    steps = Beginning(
        names=_unmatched(plan),
        is_noted=is_noted,
        is_invited=is_invited if may_in(user, "manage", plan.organization) else None,
        is_shared=is_linked or plan.audience != Audience.PRIVATE,
    )
    return None if steps.is_over else steps


def is_followed(plan: Plan) -> bool:
    """True once a person noted a state."""
    return StatusUpdate.objects.filter(element__plan=plan, basis="person").exists()


def _unmatched(plan: Plan) -> int:
    """Names that lead to nobody, and that nobody chose to leave as printed."""
    rows = Assignment.objects.current().filter(element__plan=plan, element__removal="")
    bare = rows.filter(person=None, organization=None).values_list("name", flat=True)
    keys = {key for name in bare.distinct() if (key := key_of(name))}
    decided = plan.organization.name_matches.filter(folded__in=keys) if keys else ()
    return len(keys) - sum(match.is_nobody for match in decided)
