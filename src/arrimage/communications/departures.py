"""Leaving: one address, one category, at once, without an account."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from .models import Category, Departure, Message, MessageState

SALT = "arrimage.departure"
WAYS = ("page", "one_click", "account")


@dataclass(frozen=True, slots=True)
class Leaver:
    """Whose link of departure this is, and from what it was sent."""

    email: str
    category: str


def departure_address(email: str, category: str) -> str:
    """The address that takes somebody off; it never expires, and is only this person's."""
    token = signing.dumps([email.lower(), category], salt=SALT, compress=False)
    return settings.PUBLIC_URL + reverse("communications:unsubscribe", args=[token])


def leaver_of(token: str) -> Leaver | None:
    """Who holds this token; nobody when it was not made here."""
    try:
        email, category = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Leaver(email, category)


@transaction.atomic
def leave(*, email: str, category: str, way: str = "page") -> None:
    """Write to this address no more; what waits in the queue does not leave. May run twice."""
    email = email.lower()
    Departure.objects.get_or_create(email=email, category=category, defaults={"way": way})
    waiting = Message.objects.filter(email=email, state=MessageState.QUEUED)
    if category != Category.ALL:
        waiting = waiting.filter(category=category)
    waiting.update(state=MessageState.WITHDRAWN, text="", html="")


@transaction.atomic
def come_back(*, email: str, category: str) -> None:
    """Write again; asked by the person alone, on the page of departure or in the account."""
    Departure.objects.filter(email=email.lower(), category__in=[category, Category.ALL]).delete()


def departed(emails: Collection[str], category: str) -> frozenset[str]:
    """Those among some addresses that asked not to be written to about this; one query."""
    small = {email.lower() for email in emails if email}
    held = Departure.objects.filter(email__in=small, category__in=[category, Category.ALL])
    return frozenset(held.values_list("email", flat=True))
