"""What a subscription shows, to a program that holds its secret, on the day when it asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.accounts.second_factor import opens_for_programs
from arrimage.core.secret_links import hash_secret
from arrimage.directory.models import Organization
from arrimage.directory.queries import organization_for, organizations_for
from arrimage.followup.calendar import Day, days_of
from arrimage.followup.calendar_of import (
    clocks_of_bearer,
    clocks_of_organization,
    clocks_of_plan,
)
from arrimage.followup.models import ClockQuerySet, StateChange
from arrimage.followup.queries import bearer_who_is
from arrimage.formats.language import normalise
from arrimage.plans.models import Plan
from arrimage.plans.queries import plan_for
from arrimage.plans.states import book_of
from arrimage.rhythm.years import Span

from .models import Feed, FeedKind

BEHIND, AHEAD = dt.timedelta(days=90), dt.timedelta(days=400)
MOST_NEWS = 50


@dataclass(frozen=True, slots=True)
class News:
    """A line that went from a state to another."""

    change: StateChange
    before: str
    after: str


def feeds_of(user: User) -> QuerySet[Feed]:
    """The open subscriptions of a person, latest first."""
    return Feed.objects.filter(user=user, revoked_at=None).select_related("plan", "organization")


def feed_for(user: User, pk: int) -> Feed:
    """One of one's own subscriptions; 404 for anybody else's."""
    return get_object_or_404(feeds_of(user), pk=pk)


def feed_by_secret(secret: str) -> Feed:
    """The open subscription with this secret; 404 when it is revoked, its person gone, or what it
    follows closed to them. Its day of use is noted, once a day."""
    found = Feed.objects.select_related("user", "plan__organization", "organization")
    feed = get_object_or_404(found, secret_hash=hash_secret(secret), revoked_at=None)
    if not (feed.user.is_active and opens_for_programs(feed.user)):
        raise Http404
    if feed.plan:
        plan_for(feed.user, feed.plan.pk)
    elif feed.organization:
        organization_for(feed.user, feed.organization.slug)
    elif not organizations_for(feed.user).exists():
        raise Http404
    today = timezone.localdate()
    if feed.last_used_on != today:
        Feed.objects.filter(pk=feed.pk).update(last_used_on=today)
    return feed


def days_of_feed(feed: Feed, today: dt.date) -> tuple[Day, ...]:
    """The days of three months ago to thirteen months ahead, as its person may see them."""
    return days_of(_clocks(feed), Span(today - BEHIND, today + AHEAD), today)


def news_of_feed(feed: Feed) -> tuple[News, ...]:
    """The last changes of state of its lines, as its person may see them."""
    changes = StateChange.objects.filter(element__in=_clocks(feed).order_by().values("pk"))
    return _told(changes)


def public_news(plan: Plan) -> tuple[News, ...]:
    """The last changes of state that anybody may read, without a word of who noted them."""
    return _told(StateChange.objects.filter(plan=plan, element__is_withheld=False))


def subjects_for(user: User) -> tuple[list[Plan], list[Organization]]:
    """Plans and organisations that a person may follow."""
    plans = Plan.objects.visible_to(user).order_by("title").only("pk", "title")
    by_title = sorted(plans[:300], key=lambda plan: normalise(plan.title))
    by_name = sorted(organizations_for(user)[:100], key=lambda house: normalise(house.name))
    return by_title, by_name


def _clocks(feed: Feed) -> ClockQuerySet:
    if feed.plan:
        return clocks_of_plan(feed.user, feed.plan)
    if feed.kind == FeedKind.ORGANIZATION and feed.organization:
        return clocks_of_organization(feed.user, feed.organization)
    return clocks_of_bearer(feed.user, bearer_who_is(feed.user))


def _told(changes: QuerySet[StateChange]) -> tuple[News, ...]:
    latest = changes.select_related("element__plan__organization").order_by("-on", "-pk")
    return tuple(_news(latest[:MOST_NEWS]))


def _news(changes: Iterable[StateChange]) -> Iterable[News]:
    for change in changes:
        yield News(change, _label(change, change.before), _label(change, change.after))


def _label(change: StateChange, status: str) -> str:
    return book_of(change.element.plan).label(status)
