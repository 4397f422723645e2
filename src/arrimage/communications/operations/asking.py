"""What the team does with a request that is out: remind, correct the address, close the link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record

from .. import phrases
from ..budget import asked_lately, is_spent
from ..departures import departed
from ..keys import give_keys, keep_keys
from ..letters import request_letter
from ..models import Campaign, Category, Message, MessageKind, Request, Sender
from ..outbox import Letter, queue, withdraw
from ..queries import waiting_requests
from .rounds import LONGEST, asked_lines, opening_hour

MOST_ADDRESSES = 10  # of one request: each is written to


def held_round(campaign: Campaign) -> Campaign:
    """The round, held against other gestures, and still open."""
    related = Campaign.objects.select_for_update(of=("self",)).select_related("plan__organization")
    held = related.get(pk=campaign.pk)
    if not held.is_open:
        raise ValidationError(phrases.ROUND_CLOSED, code="closed")
    return held


def held_request(request: Request) -> Request:
    """The request with its round, held, and the round still open."""
    held_round(request.campaign)
    related = Request.objects.select_for_update(of=("self",)).select_related(
        "campaign__plan__organization"
    )
    return related.get(pk=request.pk)


def reminder_for(request: Request, sender: Sender, day: dt.date) -> Letter | None:
    """What would be written again today; nothing when nothing is left to answer."""
    left = [line.element for line in request.lines.all() if not line.said]
    shown = [element for element in left if not (element.removal or element.is_withheld)]
    if not shown or not request.email or request.revoked_at:
        return None
    return request_letter(
        keep_keys(request),
        asked_lines(shown),
        campaign=request.campaign,
        sender=sender,
        kind=MessageKind.REMINDER,
        key=f"reminder:{request.nonce}:{day.isoformat()}",
    )


@transaction.atomic
def remind(*, actor: User, request: Request) -> None:
    """Write again to somebody, about what is left, with the same link; once a day at most."""
    held = held_request(request)
    _refuse_reminder(held)
    letter = reminder_for(held, _sender(held.campaign), timezone.localdate())
    if letter is None:
        raise ValidationError(phrases.HAS_ANSWERED, code="answered")
    if not queue([letter]):
        raise ValidationError(phrases.REMINDED_TODAY, code="reminded")
    record(actor, "request.remind", held, scope=held.campaign.plan)


def _refuse_reminder(request: Request) -> None:
    if not request.email:
        raise ValidationError(phrases.NO_ADDRESS, code="no_address")
    if request.revoked_at:
        raise ValidationError(phrases.REVOKED, code="revoked")
    if departed([request.email], Category.UPDATES):
        raise ValidationError(phrases.HAS_LEFT, code="left")


def _sender(campaign: Campaign) -> Sender:
    found = Sender.objects.filter(organization=campaign.plan.organization_id).first()
    if found is None:
        raise ValidationError(phrases.NO_SENDER, code="no_sender")
    return found


@transaction.atomic
def change_address(*, actor: User, request: Request, email: str) -> Request:
    """Write to this address instead, with a new link; the old one opens nothing any more."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValidationError({"email": phrases.NO_ADDRESS}) from error
    held = held_request(request)
    others = Request.objects.filter(campaign=held.campaign, email=email).exclude(pk=held.pk)
    if others.exists():
        raise ValidationError({"email": phrases.SAME_ADDRESS})
    written = Message.objects.filter(request=held)
    if written.filter(kind=MessageKind.REQUEST).count() >= MOST_ADDRESSES:
        raise ValidationError({"email": phrases.TOO_MANY_ADDRESSES})
    withdraw(written)
    held.email, held.revoked_at, held.disowned_at = email, None, None
    give_keys(held)
    held.full_clean(exclude=["campaign", "person", "organization"])
    held.save()
    _write_again(held)
    record(actor, "request.address", held, scope=held.campaign.plan)
    return held


def _write_again(request: Request) -> None:
    lines = [line.element for line in request.lines.select_related("element")]
    shown = [element for element in lines if not (element.removal or element.is_withheld)]
    letter = request_letter(
        request,
        asked_lines(shown),
        campaign=request.campaign,
        sender=_sender(request.campaign),
        not_before=opening_hour(request.campaign.opens_on),
    )
    queue([letter])


@transaction.atomic
def revoke_request(*, actor: User, request: Request) -> Request:
    """Close the link of one person at once; what they answered stays."""
    held = held_request(request)
    if held.revoked_at is None:
        held.revoked_at = timezone.now()
        held.save(update_fields=["revoked_at"])
        withdraw(Message.objects.filter(request=held))
        record(actor, "request.revoke", held, scope=held.campaign.plan)
    return held


@transaction.atomic
def extend_round(*, actor: User, campaign: Campaign, closes_on: dt.date) -> Campaign:
    """Take answers for longer, or for less long; the links follow."""
    held = held_round(campaign)
    if closes_on < max(timezone.localdate(), held.opens_on):
        raise ValidationError({"closes_on": phrases.CLOSES_TOO_SOON})
    if closes_on - held.opens_on > LONGEST:
        raise ValidationError({"closes_on": phrases.CLOSES_TOO_LATE})
    before = held.closes_on
    if before != closes_on:
        held.closes_on = closes_on
        held.save(update_fields=["closes_on"])
        days = {"before": {"until": before.isoformat()}, "after": {"until": closes_on.isoformat()}}
        record(actor, "round.extend", held, scope=held.plan, **days)
    return held


def remind_all(*, actor: User | None, campaign: Campaign, is_automatic: bool = False) -> int:
    """Write again to all those who have something left to answer; how many messages are new.

    By itself, nobody is asked a ninth time in a month: those wait for a person's decision.
    """
    letters = list(_reminders(campaign, is_automatic=is_automatic))
    with transaction.atomic():
        held = held_round(campaign)
        waiting = set(waiting_requests(held).values_list("nonce", flat=True))
        written = queue(x for x in letters if x.request and x.request.nonce in waiting)
        if written:
            record(actor, "round.remind", held, scope=held.plan, after={"count": written})
    return written


def _reminders(campaign: Campaign, *, is_automatic: bool) -> Iterator[Letter]:
    """Rendered before the round is held: nobody waits while words are laid out."""
    sender, today = _sender(campaign), timezone.localdate()
    asked = list(waiting_requests(campaign).prefetch_related("lines__element"))
    spent = asked_lately([request.email for request in asked]) if is_automatic else {}
    for request in asked:
        request.campaign = campaign
        if not is_spent(spent.get(request.email, 0)):
            letter = reminder_for(request, sender, today)
            if letter is not None:
                yield letter


@transaction.atomic
def show_link(*, actor: User, request: Request) -> Request:
    """Leave a trace that the team saw the link of somebody, to hand it over."""
    held = keep_keys(held_request(request))
    record(actor, "request.show", held, scope=held.campaign.plan)
    return held
