"""What subscriptions add to «Mon compte», and what they hold of a person."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from arrimage.accounts.holdings import Holding, Row
from arrimage.accounts.holdings import register as hold
from arrimage.accounts.models import User
from arrimage.core.slots import Context, fill
from arrimage.directory.merging import name_references

from .models import Feed
from .queries import feeds_of

name_references("feeds.Feed", _("Abonnements"))


@fill("accounts.home", "feeds/_my_feeds.html", order=70)
def my_feeds(user: User) -> Context:
    """The subscriptions of this person."""
    return {"count": feeds_of(user).count()}


def _held(user: User) -> Iterator[Row]:
    for feed in Feed.objects.filter(user=user).select_related("plan", "organization"):
        used = feed.last_used_on.isoformat() if feed.last_used_on else ""
        is_open = feed.revoked_at is None
        yield {"what": str(feed), "since": feed.created_at.isoformat(), "last_used": used,
               "open": is_open}  # fmt: skip


def _release(user: User) -> None:
    Feed.objects.filter(user=user).delete()


hold(Holding("feeds", _("Abonnements"), _held, _release))
