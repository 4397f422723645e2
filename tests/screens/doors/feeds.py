"""Subscriptions: one's own, what their secret addresses answer, and the news of public plans."""

from arrimage.feeds.models import Feed
from arrimage.feeds.operations import open_feed
from tests.screens.doors import READ_ONLY, Door

ALL_HERE = (302, 200, 200, 200, 200, 200, 200)
FOR_ALL = (200,) * 7
NOT_WRITTEN = (405,) * 7


def nothing(world):
    return ()


def own(world):
    """A subscription of somebody who has left: nobody takes it back but its person."""
    known = Feed.objects.filter(plan=world.plan).first()
    made = known or open_feed(actor=world.people["direction"], kind="plan", plan=world.plan).feed
    return (made.pk,)


def secret(world):
    return (open_feed(actor=world.people["direction"], kind="plan", plan=world.plan).secret,)


def public(world):
    world.plan.refresh_from_db()
    return (world.plan.public_slug or "rien",)


CLOSED = (302, 302, 404, 404, 404, 404, 404)
NOWHERE = (404,) * 7  # the plan of A is not public
DOORS = {
    "feeds:feed_list": Door(ALL_HERE, ALL_HERE, nothing, {"subject": "moi"}, is_for_all=True),
    "feeds:feed_revoke": Door(READ_ONLY, CLOSED, own, is_silent=True),
    "feeds:feed_calendar": Door(FOR_ALL, NOT_WRITTEN, secret, is_for_all=True),
    "feeds:feed_news": Door(FOR_ALL, NOT_WRITTEN, secret, is_for_all=True),
    "feeds:plan_news": Door(NOWHERE, NOT_WRITTEN, public, is_silent=True, is_for_all=True),
}
