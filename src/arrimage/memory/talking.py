"""Comments on an element: who reads which, who is named in them, and what waits for somebody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from arrimage.accounts.models import User
from arrimage.directory.network import network_of
from arrimage.directory.permissions import TEAM, Viewer
from arrimage.plans.confidential import open_to
from arrimage.plans.models import Element, Plan, Remark
from arrimage.plans.permissions import may
from arrimage.plans.sharing_models import Reach

from .models import Mention

SHOWN = 50
WAITING = 20


def comments_of(user: Viewer, element: Element) -> QuerySet[Remark]:
    """The comments on an element that this person may read, in the order in which they came.

    What somebody keeps for themselves is read by nobody else, whatever their role.
    """
    read = Q(reach=Reach.READERS) | Q(author=user.pk)
    if may(user, "edit", element.plan):
        read |= Q(reach=Reach.TEAM)
    return element.remarks.filter(read).select_related("resolved_by")


def reaches_for(user: Viewer, plan: Plan) -> tuple[tuple[str, str], ...]:
    """To whom this person may speak in a plan: value and words."""
    is_team = may(user, "edit", plan)
    return tuple(
        (value, str(label)) for value, label in Reach.choices if is_team or value != Reach.TEAM
    )


def readers_of(element: Element, reach: str) -> list[User]:
    """People with an account who may read a comment of this reach; for names after an «@».

    Candidates are those of the network; each is then asked what any reader is asked.
    """
    plan = element.plan
    if reach == Reach.AUTHOR:
        return []
    houses = network_of(plan.organization).members
    known = User.objects.filter(is_active=True).prefetch_related("memberships")
    if reach == Reach.TEAM or element.is_withheld:
        roles = {"memberships__organization": plan.organization, "memberships__role__in": TEAM}
        return list(known.filter(Q(**roles) | Q(is_network_admin=True)).distinct())
    near = Q(memberships__organization__in=houses) | Q(is_network_admin=True)
    return list(known.filter(near).distinct()[:5000])


def may_read(user: User, element: Element) -> bool:
    """True when the person may open the element."""
    plans = Plan.objects.visible_to(user)
    return Element.objects.filter(open_to(user), plan__in=plans, pk=element.pk).exists()


@dataclass(frozen=True, slots=True)
class MentionView:
    """Somebody was named: by whom, where, and in what words."""

    mention: Mention
    element: Element
    by_name: str
    text: str
    at: dt.datetime


def mentions_of(
    user: User, since: dt.datetime | None = None, limit: int = WAITING
) -> tuple[MentionView, ...]:
    """Where a person is named and has not said so far that it was read, the latest first.

    ``since`` leaves out what is older: digests ask for what came after the last one. What the
    person may not open any more is left out; two queries.
    """
    waiting = Mention.objects.filter(user=user, seen_at=None, remark__element__removal="")
    if since is not None:
        waiting = waiting.filter(created_at__gt=since)
    seen = waiting.filter(
        open_to(user, "remark__element__"), remark__element__plan__in=Plan.objects.visible_to(user)
    ).exclude(remark__reach=Reach.AUTHOR)
    related = seen.select_related("remark__element__plan__organization")
    return tuple(
        MentionView(m, m.remark.element, m.remark.by_name, m.remark.text, m.created_at)
        for m in related[:limit]
        if m.remark.reach != Reach.TEAM or may(user, "edit", m.remark.element.plan)
    )


def mention_for(user: User, pk: int) -> Mention:
    """One of the person's own mentions; 404 otherwise."""
    return get_object_or_404(Mention.objects.select_related("remark__element"), pk=pk, user=user)
