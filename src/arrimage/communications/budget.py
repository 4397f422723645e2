"""How much is asked of one person in a month, all rounds of all organisations together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Count
from django.utils import timezone

from .models import Message, MessageKind, MessageState

MONTH = dt.timedelta(days=30)
ENOUGH = 8  # requests and reminders: whoever would send a ninth one is warned
ASKING = (MessageKind.REQUEST, MessageKind.REMINDER)
NEVER_LEFT = (MessageState.WITHDRAWN, MessageState.FAILED)


def asked_lately(emails: Collection[str], now: dt.datetime | None = None) -> dict[str, int]:
    """How many times each address was asked something in the last thirty days; one query."""
    since = (now or timezone.now()) - MONTH
    small = {email.lower() for email in emails if email}
    asked = Message.objects.filter(email__in=small, queued_at__gt=since, kind__in=ASKING)
    counted = asked.exclude(state__in=NEVER_LEFT).order_by().values_list("email")
    return dict(counted.annotate(n=Count("pk")))


def is_spent(asked: int) -> bool:
    """True when one more request would be the ninth, or a later one."""
    return asked >= ENOUGH
