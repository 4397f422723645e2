"""Remarks: dated notes on an element that the team alone reads, and who left them by a link."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.actors import Guest
from arrimage.audit.operations import record
from arrimage.directory.permissions import Viewer

from . import phrases
from .models import Element, Plan
from .operations.elements import live_element
from .queries import element_for
from .sharing_models import Reach, Remark, ShareLink

LONGEST = 4000
MOST_OPEN = 200  # of one link: a link that was passed around fills no disk


def open_remarks_in(plan: Plan) -> QuerySet[Remark]:
    """Remarks of a plan that wait, latest first; for the team."""
    waiting = Remark.objects.filter(element__plan=plan, element__removal="", resolved_at=None)
    waiting = waiting.exclude(reach=Reach.AUTHOR)
    return waiting.select_related("element").order_by("-created_at", "-pk")


def remark_for(user: Viewer, plan_pk: int, element_pk: int, pk: int) -> Remark:
    """One remark, for the team of the plan; 404 and 403 as for the element.

    What somebody keeps for themselves is theirs alone.
    """
    element = element_for(user, plan_pk, element_pk, to="edit")
    seen = element.remarks.filter(~Q(reach=Reach.AUTHOR) | Q(author=user.pk))
    return get_object_or_404(seen.select_related("element__plan"), pk=pk)


@transaction.atomic
def add_remark(
    *,
    actor: User | Guest,
    element: Element,
    text: str,
    link: ShareLink | None = None,
    reach: str = Reach.TEAM,
) -> Remark:
    """Leave a remark; the trace says that there is one, never what it says.

    One that its author keeps leaves no trace.
    """
    text = text.strip()
    if not text:
        raise ValidationError({"text": phrases.REMARK_EMPTY})
    if len(text) > LONGEST:
        raise ValidationError({"text": phrases.REMARK_TOO_LONG})
    if link and link.remarks.filter(resolved_at=None).count() >= MOST_OPEN:
        raise ValidationError(phrases.REMARKS_TOO_MANY, code="too_many")
    held = live_element(element.plan, element.pk)
    remark = Remark.objects.create(
        element=held,
        text=text,
        author=actor if isinstance(actor, User) else None,
        link=link,
        by_name=str(actor),
        reach=reach,
    )
    if reach != Reach.AUTHOR:
        record(actor, "remark.add", remark, label=held.number or held.title, scope=held.plan)
    return remark


@transaction.atomic
def resolve_remark(*, actor: User, remark: Remark, is_resolved: bool = True) -> Remark:
    """Say that a remark was dealt with, or that it waits again."""
    remark.resolved_at = timezone.now() if is_resolved else None
    remark.resolved_by = actor if is_resolved else None
    remark.save(update_fields=["resolved_at", "resolved_by"])
    element = remark.element
    if remark.reach == Reach.AUTHOR:
        return remark
    verb = "remark.resolve" if is_resolved else "remark.reopen"
    record(actor, verb, remark, label=element.number or element.title, scope=element.plan)
    return remark
