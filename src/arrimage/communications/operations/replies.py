"""A reply by mail: read in, noted when it says of what it speaks, else left to a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.core.secret_links import hash_secret
from arrimage.formats.language import EntryContext, read_cadences
from arrimage.plans.operations import add_evidence

from .. import phrases
from ..inbound.parsing import Received
from ..inbound.reading import AskedAbout, SaidOf, read_reply
from ..models import (
    Campaign,
    Message,
    MessageState,
    Reply,
    ReplyFile,
    ReplyState,
    Request,
    RequestLine,
)
from .answers import Answer, answer_request, note_said

MOST_REPLIES = 200  # to one request: an address that was passed around fills no disk
REASONS = {"closed": "late", "revoked": "revoked"}  # why a refused answer waits, by its code


class Outcome(Enum):
    """What became of a mail that came in."""

    APPLIED = auto()
    PENDING = auto()  # a person must look
    IGNORED = auto()  # a machine wrote it
    KNOWN = auto()  # it came already
    UNKNOWN = auto()  # it answers nothing that we sent


def take_in(received: Received, recipients: Collection[str] = ()) -> Outcome:
    """Keep a reply, and note what it says; the same one may come twice.

    ``recipients`` are those of the envelope. ``UNKNOWN``: it answers nothing that we sent.
    """
    request = _request_of(received, [*recipients, *received.recipients])
    if request is None:
        return Outcome.UNKNOWN
    if received.is_bounce:
        _bounced(request, received)
    if received.is_bounce or received.is_automatic:
        return Outcome.IGNORED
    reply = _kept(request, received)
    return Outcome.KNOWN if reply is None else _note(reply)


def _request_of(received: Received, recipients: Sequence[str]) -> Request | None:
    """By the secret in the address that it was sent to, else by the message that it answers."""
    related = Request.objects.select_related("campaign__plan__organization")
    related = related.filter(campaign__plan__removed_at=None)  # in the bin, it takes no answer
    local, _at, domain = settings.INBOUND_ADDRESS.lower().partition("@")
    for address in recipients:
        name, _at, host = address.lower().strip("<>").partition("@")
        head, _plus, secret = name.partition("+")
        if secret and head == local and host == domain:
            found = related.filter(reply_hash=hash_secret(secret)).first()
            if found:
                return found
    sent = Message.objects.filter(message_id__in=received.answers, request__isnull=False)
    keys = list(sent.values_list("request", flat=True)[:1])
    return related.filter(pk__in=keys).first()


def _bounced(request: Request, received: Received) -> None:
    """A server gave up: the team reads why beside the person."""
    if received.error:
        messages = Message.objects.filter(request=request, message_id__in=received.answers)
        messages.update(state=MessageState.FAILED, error=received.error[:300])


@transaction.atomic
def _kept(request: Request, received: Received) -> Reply | None:
    """The reply and its pieces; nothing when this one is one too many.

    One that is known was perhaps kept and not noted, by a worker that was cut in between.
    """
    Request.objects.select_for_update().get(pk=request.pk)
    replies = Reply.objects.filter(request=request)
    known = replies.filter(message_id=received.message_id[:300]).first()
    if known or replies.count() >= MOST_REPLIES:
        return known
    reply = Reply(
        request=request,
        message_id=received.message_id[:300],
        sender=received.sender[:300],
        text=received.text + _left_out(received.left_out),
        reason=_reason(request, received),
    )
    reply.full_clean(exclude=["request"])
    reply.save()
    for piece in received.pieces:
        file = ReplyFile(reply=reply, name=piece.name)
        file.file.save(piece.name, ContentFile(piece.data), save=False)
        file.save()
    return reply


def _left_out(count: int) -> str:
    if not count:
        return ""
    sentence = ngettext(
        "(Une pièce jointe de trop n’a pas été gardée.)",
        "(%(count)s pièces jointes de trop n’ont pas été gardées.)",
        count,
    )
    return "\n\n" + sentence % {"count": count}


def _reason(request: Request, received: Received) -> str:
    """Why a person must look first, whatever the reply says."""
    if request.revoked_at:
        return "revoked"
    if not request.campaign.is_open:
        return "late"
    return "sender" if received.sender != request.email else ""


@transaction.atomic
def _note(reply: Reply) -> Outcome:
    """Note what the reply says, when it says it plainly; pieces go to the only line it names.

    It is noted and settled together, by one of those who read it.
    """
    held = _locked(reply)
    if held.state != ReplyState.PENDING:
        return Outcome.KNOWN
    if held.reason:
        return Outcome.PENDING
    lines = asked_lines(held.request)
    answers = [Answer(s.line, s.said, s.text) for s in said_in(held, lines)]
    files = [_named(file) for file in held.files.all()]
    about = {answer.line for answer in answers} or (set(lines) if len(lines) == 1 else set())
    if len(about) == 1:
        answers += [Answer(*about, file=file) for file in files]
    if not answers or (files and len(about) > 1):
        return _wait(held, "which")
    try:
        answer_request(request=held.request, answers=answers, way="mail")
    except ValidationError as refusal:
        return _wait(held, REASONS.get(refusal.error_list[0].code or "", "refused"))
    _settle(held, ReplyState.APPLIED)
    return Outcome.APPLIED


def asked_lines(request: Request) -> dict[int, AskedAbout]:
    """What a request asks about, by the key of its lines: printed numbers, and what comes back."""
    live = request.lines.filter(element__removal="", element__is_withheld=False)
    rows = live.values_list("pk", "element__number", "element__clock__rhythms")
    return {
        pk: AskedAbout(number, EntryContext(_units(rhythms or []), bool(rhythms)))
        for pk, number, rhythms in rows
    }


def _units(rhythms: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(c.unit for kept in rhythms for c in read_cadences(kept["words"]))


def said_in(reply: Reply, lines: Mapping[int, AskedAbout]) -> tuple[SaidOf, ...]:
    """What a reply says of each line, on the day it came."""
    return read_reply(reply.text, lines, timezone.localdate(reply.received_at))


def _named(file: ReplyFile) -> ContentFile[bytes]:
    """The bytes under the name that the person gave them."""
    with file.file.open("rb") as stream:
        return ContentFile(stream.read(), name=file.name)


def _wait(reply: Reply, reason: str) -> Outcome:
    reply.reason = reason
    reply.save(update_fields=["reason"])
    return Outcome.PENDING


def _settle(reply: Reply, state: str, actor: User | None = None) -> None:
    reply.state, reply.settled_at, reply.settled_by = state, timezone.now(), actor
    reply.save(update_fields=["state", "settled_at", "settled_by"])


def _locked(reply: Reply) -> Reply:
    """The reply, held with its round: nobody closes it nor takes a link back meanwhile."""
    Campaign.objects.select_for_update().get(pk=reply.request.campaign_id)
    related = Reply.objects.select_for_update(of=("self",)).select_related(
        "request__campaign__plan__organization"
    )
    return related.get(pk=reply.pk)


def _held(reply: Reply) -> Reply:
    held = _locked(reply)
    if held.state != ReplyState.PENDING:
        raise ValidationError(phrases.ALREADY_SETTLED, code="settled")
    return held


@transaction.atomic
def confirm_reply(*, actor: User, reply: Reply, line: RequestLine, said: str, text: str) -> Reply:
    """Note a reply on the line that a person chose.

    While the round is open it is the answer of who wrote it; later, it is news that the team notes.
    """
    held = _held(reply)
    files = [_named(file) for file in held.files.all()]
    if held.request.is_open:
        answers = [Answer(line.pk, said, text), *(Answer(line.pk, file=file) for file in files)]
        answer_request(request=held.request, answers=answers, way="mail")
    else:
        element = line.element
        note_said(actor, element, said, text)
        for file in files:
            add_evidence(actor=actor, element=element, title=file.name or "", file=file)
    _settle(held, ReplyState.APPLIED, actor)
    record(actor, "reply.confirm", held.request, scope=held.request.campaign.plan)
    return held


@transaction.atomic
def dismiss_reply(*, actor: User, reply: Reply) -> Reply:
    """Put a reply aside; it stays, and nothing of it is noted."""
    held = _held(reply)
    _settle(held, ReplyState.DISMISSED, actor)
    record(actor, "reply.dismiss", held.request, scope=held.request.campaign.plan)
    return held
