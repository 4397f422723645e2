"""What the team does to share a plan, and to keep a part of it for itself."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.core.secret_links import hash_secret

from .. import phrases
from ..audiences import Audience
from ..edits import editing
from ..models import Element, Plan
from ..sharing_models import LinkRight, ShareLink
from .elements import live_element, record_of

LINK_LIFE = dt.timedelta(days=30)
LONGEST_LIFE = dt.timedelta(days=366)


class MadeLink(NamedTuple):
    """A link and its secret, which is shown once and kept nowhere."""

    link: ShareLink
    secret: str


@transaction.atomic
def share_plan(*, actor: User, plan: Plan, audience: str) -> Plan:
    """Choose who reads the plan; its public address is made once and stays its own."""
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    before = held.audience
    held.audience = audience
    if audience == Audience.PUBLIC and not held.public_slug:
        held.public_slug = _free_slug(held)
    held.full_clean(exclude=["organization", "source"])
    held.save(update_fields=["audience", "public_slug"])
    if before != audience:
        was, now = ({"audience": Audience(value).label} for value in (before, audience))
        record(actor, "plan.share", held, scope=held, before=was, after=now)
    plan.audience, plan.public_slug = held.audience, held.public_slug
    return held


def _free_slug(plan: Plan) -> str:
    base = slugify(plan.title)[:70].strip("-") or "plan"
    taken = set(
        Plan.objects.filter(public_slug__startswith=base).values_list("public_slug", flat=True)
    )
    ways = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in ways if slug not in taken)


@transaction.atomic
def create_link(
    *,
    actor: User,
    plan: Plan,
    name: str,
    right: str,
    branch: Element | None = None,
    until: dt.date | None = None,
) -> MadeLink:
    """A link for one named person, good to the end of the day ``until``: 30 days at first."""
    until = until or timezone.localdate() + LINK_LIFE
    if not timezone.localdate() <= until <= timezone.localdate() + LONGEST_LIFE:
        raise ValidationError({"until": phrases.LINK_TOO_LONG})
    if right == LinkRight.EDIT and branch is None:
        raise ValidationError({"branch": phrases.LINK_WITHOUT_BRANCH})
    if branch is not None:
        branch = live_element(plan, branch.pk)
    secret = secrets.token_urlsafe(24)
    link = ShareLink(
        plan=plan,
        branch=branch,
        name=name.strip(),
        right=right,
        secret_hash=hash_secret(secret),
        created_by=actor,
        expires_at=timezone.make_aware(dt.datetime.combine(until, dt.time(23, 59, 59))),
    )
    link.full_clean(exclude=["plan", "branch"])
    link.save()
    after = {"right": LinkRight(right).label, "until": until.isoformat()}
    record(actor, "link.create", link, scope=plan, after=after)
    return MadeLink(link, secret)


@transaction.atomic
def revoke_link(*, actor: User, link: ShareLink) -> ShareLink:
    """Close a link at once, for good."""
    held = ShareLink.objects.select_for_update().get(pk=link.pk)
    if held.revoked_at is None:
        held.revoked_at = timezone.now()
        held.save(update_fields=["revoked_at"])
        record(actor, "link.revoke", held, scope=held.plan)
    return held


@transaction.atomic
def set_confidential(*, actor: User, element: Element, is_confidential: bool) -> Element:
    """Keep an element and all below it for the team, or open them again; undone as any edit."""
    verb = "element.hide" if is_confidential else "element.open"
    with editing(actor=actor, plan=element.plan, verb=verb, label=str(element)) as edited:
        held = live_element(element.plan, element.pk)
        edited.watch([held.pk])
        held.is_confidential = is_confidential
        held.save(update_fields=["is_confidential"])
    if edited.edit:
        record_of(actor, verb, held, {}, {})
    held.refresh_from_db()
    return held
