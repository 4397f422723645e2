"""Opening and closing subscriptions."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.core.secret_links import hash_secret
from arrimage.directory.models import Organization
from arrimage.plans.models import Plan

from . import phrases
from .models import Feed, FeedKind

MOST = 30


class MadeFeed(NamedTuple):
    """A subscription and its secret, which is shown once and kept nowhere."""

    feed: Feed
    secret: str


@transaction.atomic
def open_feed(
    *, actor: User, kind: str, plan: Plan | None = None, organization: Organization | None = None
) -> MadeFeed:
    """A subscription of one's own. A second one to the same subject is another address."""
    if kind not in FeedKind.values:
        raise ValidationError(phrases.NOT_A_SUBJECT, code="kind")
    User.objects.select_for_update().get(pk=actor.pk)
    if Feed.objects.filter(user=actor, revoked_at=None).count() >= MOST:
        raise ValidationError(phrases.TOO_MANY % {"count": MOST}, code="too_many")
    secret = secrets.token_urlsafe(32)
    feed = Feed(
        user=actor,
        kind=kind,
        plan=plan,
        organization=organization,
        secret_hash=hash_secret(secret),
    )
    feed.full_clean(exclude=["user", "plan", "organization"])
    feed.save()
    record(actor, "feed.open", feed, scope=organization or plan or actor)
    return MadeFeed(feed, secret)


@transaction.atomic
def revoke_feed(*, actor: User, feed: Feed) -> Feed:
    """Close a subscription at once, for good."""
    held = Feed.objects.select_for_update().get(pk=feed.pk)
    if held.revoked_at is None:
        held.revoked_at = timezone.now()
        held.save(update_fields=["revoked_at"])
        record(actor, "feed.revoke", held, scope=actor)
    return held
