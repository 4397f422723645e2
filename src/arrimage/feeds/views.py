"""Subscriptions of one's own, and what their addresses answer."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen
from arrimage.plans.sharing import public_plan

from . import phrases
from .forms import FeedForm
from .news import Channel, ChannelFeed
from .operations import MadeFeed, open_feed, revoke_feed
from .queries import (
    days_of_feed,
    feed_by_secret,
    feed_for,
    feeds_of,
    news_of_feed,
    public_news,
)
from .writing import write_calendar

FRESH = 15 * 60  # seconds that a program may keep an answer
RSS = "application/rss+xml; charset=utf-8"


@require_http_methods(["GET", "POST"])
def feed_list(request: HttpRequest) -> HttpResponse:
    """One's subscriptions; the address of a new one is shown once."""
    form = FeedForm(request.POST or None, user=request.user)
    made: MadeFeed | None = None
    if form.is_valid():
        made = attempt(form, open_feed, actor=request.user, **form.decided)
    context = {
        "form": form,
        "made": made,
        "calendar_address": _address("feeds:feed_calendar", made),
        "news_address": _address("feeds:feed_news", made),
        "feeds": feeds_of(request.user),
    }
    return screen(request, "feeds/feed_list.html", context, status=status_of(form))


def _address(name: str, made: MadeFeed | None) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name, args=[made.secret])}" if made else ""


@require_POST
def feed_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a subscription."""
    revoke_feed(actor=request.user, feed=feed_for(request.user, pk))
    messages.success(request, phrases.REVOKED)
    return redirect("feeds:feed_list")


@login_not_required
@require_safe
def feed_calendar(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The days of a subscription, for a calendar."""
    feed = feed_by_secret(secret)
    today = timezone.localdate()
    with translation.override(settings.LANGUAGE_CODE):
        body = write_calendar(str(feed), days_of_feed(feed, today), today)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="arrimage.ics"'
    return _kept(request, response, is_public=False)


@login_not_required
@require_safe
def feed_news(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What moved in what a subscription follows, for a news reader."""
    feed = feed_by_secret(secret)
    address = feed.plan.get_absolute_url() if feed.plan else reverse("portal:home")
    with translation.override(settings.LANGUAGE_CODE):
        channel = Channel(str(feed), address, news_of_feed(feed))
        response = ChannelFeed(channel)(request)
    return _kept(request, response, is_public=False)


@login_not_required
@require_safe
def plan_news(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What moved in a public plan, for anybody."""
    plan = public_plan(slug)
    address = reverse("plans:plan_public", args=[slug])
    with translation.override(settings.LANGUAGE_CODE):
        channel = Channel(str(plan), address, public_news(plan), is_public=True)
        response = ChannelFeed(channel)(request)
    return _kept(request, response, is_public=True)


def _kept(request: HttpRequest, response: HttpResponseBase, *, is_public: bool) -> HttpResponseBase:
    """The answer, or 304 to a program that has it already."""
    assert isinstance(response, HttpResponse)  # noqa: S101 - nothing here is streamed
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["X-Robots-Tag"] = "all" if is_public else "noindex"
    patch_cache_control(
        response, max_age=FRESH, **({"public": True} if is_public else {"private": True})
    )
    if "Last-Modified" in response:
        del response["Last-Modified"]
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
