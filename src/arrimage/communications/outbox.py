"""The queue of mail: in with the caller's transaction, out once. See decision 0010.

A message goes ``queued`` → ``sending`` → ``sent``. Whoever has it in hand holds a lease; the mark
``sending`` is committed after the server agreed to the recipient and before it gets the message.
So a message found ``queued`` was never given to a server, and one found ``sending`` by nobody alive
may have been: it becomes ``doubtful``, and nobody sends it again.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from arrimage.core.processes import is_dead
from arrimage.directory.models import Organization

from .departures import departed
from .models import Message, MessageState, Request

HANDFUL = 20  # messages that one worker takes in hand at once
LEASE = dt.timedelta(minutes=10)
PAUSES = tuple(dt.timedelta(minutes=m) for m in (5, 15, 60, 180, 360, 720, 1440))
BATCH = 500


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail, rendered. ``key`` is what makes it one: a second one with the same is not queued."""

    key: str
    kind: str
    category: str
    organization: Organization
    sender_name: str
    email: str
    name: str
    subject: str
    text: str
    html: str
    language: str = "fr"
    reply_to: str = ""
    unsubscribe: str = ""
    not_before: dt.datetime | None = None
    request: Request | None = None


def queue(letters: Iterable[Letter]) -> int:
    """Put letters in the queue, with the caller's transaction; how many are new.

    Those whose reader left, and those already there, are not.
    """
    from .tasks import send_mail  # app ready

    every = list(letters)
    left = {
        category: departed({x.email for x in every if x.category == category}, category)
        for category in {letter.category for letter in every}
    }
    wanted = [x for x in every if x.email and x.email.lower() not in left[x.category]]
    known = set()
    for start in range(0, len(wanted), BATCH):
        keys = [letter.key for letter in wanted[start : start + BATCH]]
        known |= set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    new = [_message(letter) for letter in wanted if letter.key not in known]
    Message.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    if new:
        send_mail.enqueue()
    return len(new)


def _message(letter: Letter) -> Message:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return Message(
        key=letter.key,
        organization=letter.organization,
        request=letter.request,
        kind=letter.kind,
        category=letter.category,
        email=letter.email.lower(),
        name=_in_one_line(letter.name, 200),
        language=letter.language,
        sender_name=_in_one_line(letter.sender_name, 200),
        reply_to=letter.reply_to,
        subject=_in_one_line(letter.subject, 300),
        text=letter.text,
        html=letter.html,
        unsubscribe=letter.unsubscribe,
        message_id=f"<{uuid.uuid4().hex}@{domain}>",
        not_before=letter.not_before or timezone.now(),
    )


def _in_one_line(text: str, length: int) -> str:
    """What goes into a header: a line end there would begin another header."""
    return " ".join(text.split())[:length]


def waiting(now: dt.datetime | None = None) -> int:
    """How many messages could leave now."""
    return _ready(now or timezone.now()).count()


def _ready(now: dt.datetime) -> QuerySet[Message]:
    """What of a plan in the bin waits there, and leaves when the plan comes back."""
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    here = Q(request=None) | Q(request__campaign__plan__removed_at=None)
    return Message.objects.filter(free, here, state=MessageState.QUEUED, not_before__lte=now)


def claim(worker: str, count: int = HANDFUL) -> list[Message]:
    """Take some messages in hand, oldest first; nobody else takes them while the lease lasts."""
    now = timezone.now()
    with transaction.atomic():
        ready = _ready(now).order_by("not_before", "pk")
        if connection.features.has_select_for_update_skip_locked:
            ready = ready.select_for_update(skip_locked=True, of=("self",))
        pks = list(ready.values_list("pk", flat=True)[:count])
        Message.objects.filter(pk__in=pks).update(lease_until=now + LEASE, worker=worker)
    return list(Message.objects.filter(pk__in=pks).order_by("not_before", "pk"))


def begin(message: Message) -> bool:
    """Commit that the message is leaving; false when it must not any more.

    It must not when its reader left, when it was withdrawn, or when the lease passed to somebody.
    """
    if departed([message.email], message.category):
        _settle(message, MessageState.WITHDRAWN)
        return False
    now = timezone.now()
    held = Message.objects.filter(
        pk=message.pk, state=MessageState.QUEUED, worker=message.worker, lease_until__gt=now
    )
    return bool(
        held.update(
            state=MessageState.SENDING,
            attempts=message.attempts + 1,
            lease_until=now + LEASE,
        )
    )


def settle_sent(message: Message) -> None:
    """The server took it: its words, and the secret in them, are forgotten here."""
    _settle(message, MessageState.SENT, sent_at=timezone.now())


def settle_refused(message: Message, error: str) -> None:
    """The server will never take it."""
    _settle(message, MessageState.FAILED, error=error[:300])


def settle_doubtful(message: Message) -> None:
    """The server was given the message and did not say whether it took it."""
    _settle(message, MessageState.DOUBTFUL)


def settle_later(message: Message, error: str) -> None:
    """The server did not take it this time: later, then less and less often, then never."""
    if message.attempts >= len(PAUSES):
        settle_refused(message, error)
        return
    Message.objects.filter(pk=message.pk, state__in=_LEAVING).update(
        state=MessageState.QUEUED,
        attempts=message.attempts + 1,
        not_before=timezone.now() + PAUSES[message.attempts],
        lease_until=None,
        error=error[:300],
    )


_LEAVING = (MessageState.QUEUED, MessageState.SENDING)


def _settle(message: Message, state: MessageState, **values: object) -> None:
    """Once settled, a message stays so: what this worker says too late is not heard."""
    Message.objects.filter(pk=message.pk, worker=message.worker, state__in=_LEAVING).update(
        state=state, text="", html="", lease_until=None, **values
    )


def let_go(messages: Iterable[Message]) -> None:
    """Give back what was in hand and has not begun to leave."""
    pks = [message.pk for message in messages]
    Message.objects.filter(pk__in=pks, state=MessageState.QUEUED).update(lease_until=None)


def reap(now: dt.datetime | None = None) -> int:
    """Take back what dead workers held: what had not begun to leave waits again, the rest is
    doubtful. How many became doubtful.
    """
    now = now or timezone.now()
    held = Message.objects.filter(state__in=_LEAVING, lease_until__isnull=False)
    dead = [w for w in held.order_by().values_list("worker", flat=True).distinct() if is_dead(w)]
    Message.objects.filter(state=MessageState.QUEUED, worker__in=dead).update(lease_until=None)
    lost = Q(worker__in=dead) | Q(lease_until__lt=now)
    return Message.objects.filter(lost, state=MessageState.SENDING).update(
        state=MessageState.DOUBTFUL, text="", html="", lease_until=None, error=_("sans réponse")
    )


def withdraw(messages: QuerySet[Message]) -> int:
    """Keep from leaving those of a query that have not begun to."""
    return messages.filter(state=MessageState.QUEUED).update(
        state=MessageState.WITHDRAWN, text="", html="", lease_until=None
    )
