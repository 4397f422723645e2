"""Getting hold of what a link opens, and of what the public may read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrimage.core.secret_links import hash_secret
from arrimage.directory.permissions import Viewer

from .audiences import Audience
from .confidential import PUBLIC, READER, Sight
from .document import PlanDocument
from .models import Element, Plan
from .queries import element_story as element_story
from .queries import plan_document, plan_for
from .reading_order import ReadingOrder
from .sharing_models import ShareLink

SEEN_EVERY = dt.timedelta(minutes=5)  # the last use is kept to that precision


def links_of(plan: Plan) -> QuerySet[ShareLink]:
    """Links that a plan ever had, latest first."""
    return plan.links.select_related("branch", "created_by")


def link_for(user: Viewer, plan_pk: int, pk: int) -> ShareLink:
    """One link of a plan that the user shares; 404 and 403 as for the plan."""
    plan = plan_for(user, plan_pk, to="edit")
    return get_object_or_404(plan.links.select_related("plan"), pk=pk)


def link_by_secret(secret: str) -> ShareLink | None:
    """The open link with this secret, if there is one."""
    found = ShareLink.objects.filter(secret_hash=hash_secret(secret)).first()
    return found if found and found.is_open else None


def held_link(pk: int, secret: str) -> ShareLink:
    """The open link that a browser holds; 404 when it is not this one, or does not open."""
    if not secret.isprintable():
        raise Http404
    found = ShareLink.objects.select_related("plan__organization", "plan__source", "branch")
    link = get_object_or_404(found, pk=pk, secret_hash=hash_secret(secret))
    if not link.is_open or link.plan.removed_at or not _is_shown(link.branch):
        raise Http404
    now = timezone.now()
    if link.last_used_at is None or now - link.last_used_at > SEEN_EVERY:
        ShareLink.objects.filter(pk=link.pk).update(last_used_at=now)
    return link


def _is_shown(branch: Element | None) -> bool:
    return branch is None or not (branch.removal or branch.is_withheld)


def shown_by(link: ShareLink) -> frozenset[int]:
    """Keys of the elements that a link shows."""
    shown = Element.objects.filter(plan=link.plan_id, is_withheld=False)
    keys = frozenset(shown.values_list("pk", flat=True))
    if link.branch_id is None:
        return keys
    return keys & frozenset(ReadingOrder(link.plan).branch(link.branch_id))


def linked_document(link: ShareLink) -> PlanDocument:
    """The plan, or the branch, as its holder reads it."""
    shown = shown_by(link) if link.branch_id else None
    return plan_document(link.plan, sight=replace(READER, only=shown))


def linked_element(link: ShareLink, pk: int, *, to: str = "view") -> Element:
    """One element that a link shows; 404 for any other, 403 when the link gives less.

    ``to`` is «view», «comment» or «edit».
    """
    related = Element.objects.select_related(
        "plan__organization", "plan__source", "level", "parent"
    )
    element = get_object_or_404(related, pk=pk, plan=link.plan_id, is_withheld=False)
    if pk not in shown_by(link):
        raise Http404
    if (to == "comment" and not link.may_comment) or (to == "edit" and not link.may_edit):
        raise PermissionDenied
    return element


def public_plan(slug: str) -> Plan:
    """The plan that anybody may read at this address; 404 when none is."""
    if not slug.isprintable():
        raise Http404
    open_plans = Plan.objects.filter(audience=Audience.PUBLIC).select_related("organization")
    return get_object_or_404(open_plans, public_slug=slug)


def public_document(plan: Plan) -> PlanDocument:
    """The plan as anybody reads it; constant queries."""
    return plan_document(plan, sight=PUBLIC)


def linked_sight(link: ShareLink) -> Sight:
    """What the holder of a link is shown."""
    return replace(READER, only=shown_by(link))
