"""Opening a round: everybody's request, link and mail, together or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.directory.models import Organization
from arrimage.plans.models import Element, Plan

from .. import phrases
from ..keys import give_keys
from ..letters import AskedLine, request_letter
from ..models import Campaign, Request, RequestLine, Schedule, Sender
from ..outbox import BATCH, Letter, queue
from ..recipients import Recipient, recipients_of
from ..schedule import HOUR

LONGEST = dt.timedelta(days=366)
MOST_A_DAY = 40  # rounds that one organisation opens: each writes to many people


@dataclass(frozen=True, slots=True)
class Round:
    """What a person decides. ``addresses`` completes those unknown, ``left_out`` are not asked."""

    name: str
    words: str
    opens_on: dt.date
    closes_on: dt.date
    schedule: str = Schedule.TWO
    with_done: bool = False
    addresses: Mapping[str, str] = field(default_factory=dict)
    left_out: Collection[str] = ()


@transaction.atomic
def keep_sender(
    *, actor: User, organization: Organization, name: str, postal_address: str, contact: str
) -> Sender:
    """Who the organisation is in its mail."""
    held = Sender.objects.select_for_update().filter(organization=organization).first()
    sender = held or Sender(organization=organization)
    given = {"name": name, "postal_address": postal_address, "contact": contact}
    before = {field: getattr(sender, field) for field in given}
    for field_name, text in given.items():
        setattr(sender, field_name, text.strip())
    sender.full_clean(exclude=["organization"])
    sender.save()
    after = {field: getattr(sender, field) for field in given}
    if before != after:
        record(actor, "sender.change", sender, scope=organization, before=before, after=after)
    return sender


def open_round(
    *, actor: User, plan: Plan, decided: Round, branch: Element | None = None
) -> Campaign:
    """Ask everybody who carries something; each gets one mail, on the day of the opening."""
    _refuse_days(decided)
    sender = Sender.objects.filter(organization=plan.organization_id).first()
    if sender is None:
        raise ValidationError(phrases.NO_SENDER, code="no_sender")
    for email in decided.addresses.values():
        _refuse_address(email)
    asked = [
        recipient
        for recipient in recipients_of(
            plan, branch, with_done=decided.with_done, addresses=decided.addresses
        )
        if recipient.ref not in decided.left_out
    ]
    if not asked:
        raise ValidationError(phrases.NOBODY, code="nobody")
    campaign = _campaign(actor, plan, decided, branch)
    requests = [_request(campaign, recipient) for recipient in asked]
    letters = _letters(campaign, requests, asked, sender)
    return _written(actor, campaign, requests, asked, letters)


def _campaign(actor: User, plan: Plan, decided: Round, branch: Element | None) -> Campaign:
    campaign = Campaign(
        plan=plan,
        branch=branch,
        branch_label=str(branch)[:300] if branch else "",
        name=decided.name.strip(),
        words=decided.words.strip(),
        opens_on=decided.opens_on,
        closes_on=decided.closes_on,
        schedule=decided.schedule,
        opened_by=actor,
    )
    campaign.full_clean(exclude=["plan", "branch", "opened_by"])
    return campaign


def _refuse_days(decided: Round) -> None:
    if decided.opens_on < timezone.localdate():
        raise ValidationError({"opens_on": phrases.OPENS_BEFORE})
    if decided.closes_on <= decided.opens_on:
        raise ValidationError({"closes_on": phrases.CLOSES_TOO_SOON})
    if decided.closes_on - decided.opens_on > LONGEST:
        raise ValidationError({"closes_on": phrases.CLOSES_TOO_LATE})


def _refuse_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValidationError(phrases.NO_ADDRESS, code="no_address") from error


def _request(campaign: Campaign, recipient: Recipient) -> Request:
    request = Request(
        campaign=campaign,
        name=recipient.name[:200],
        printed=recipient.printed[:300],
        email=recipient.email,
        language=recipient.language,
        person_id=recipient.person_id,
        organization_id=recipient.organization_id,
    )
    return give_keys(request)


def _letters(
    campaign: Campaign,
    requests: Sequence[Request],
    asked: Sequence[Recipient],
    sender: Sender,
) -> list[Letter]:
    """Rendered before the transaction: the database is not held while words are laid out."""
    later = opening_hour(campaign.opens_on)
    return [
        request_letter(
            request,
            asked_lines(recipient.elements),
            campaign=campaign,
            sender=sender,
            not_before=later,
        )
        for request, recipient in zip(requests, asked, strict=True)
        if request.email
    ]


def asked_lines(elements: Sequence[Element]) -> list[AskedLine]:
    """Lines as a mail prints them."""
    return [AskedLine(element.number, element.title) for element in elements]


def opening_hour(day: dt.date) -> dt.datetime:
    """In the morning of that day; now when it is past."""
    morning = timezone.make_aware(dt.datetime.combine(day, dt.time(HOUR)))
    return max(morning, timezone.now()) if day > timezone.localdate() else timezone.now()


@transaction.atomic
def _written(
    actor: User,
    campaign: Campaign,
    requests: list[Request],
    asked: Sequence[Recipient],
    letters: list[Letter],
) -> Campaign:
    """The round in the database; the one that a first click just opened, for a second click."""
    Organization.objects.select_for_update(no_key=True).get(pk=campaign.plan.organization_id)
    if twin := _twin(campaign, requests, asked):
        return twin
    _refuse_more_today(campaign)
    campaign.save()
    for request in requests:
        request.campaign = campaign
    Request.objects.bulk_create(requests, batch_size=BATCH)
    lines = [
        RequestLine(request=request, element=element, position=rank)
        for request, recipient in zip(requests, asked, strict=True)
        for rank, element in enumerate(recipient.elements)
    ]
    RequestLine.objects.bulk_create(lines, batch_size=BATCH)
    saved = {request.nonce: request for request in requests}
    queue(_bound(letter, saved) for letter in letters)
    after = {"requests": len(requests), "until": campaign.closes_on.isoformat()}
    record(actor, "round.open", campaign, scope=campaign.plan, after=after)
    return campaign


def _twin(
    campaign: Campaign, requests: Sequence[Request], asked: Sequence[Recipient]
) -> Campaign | None:
    """An open round that asks the same of the same people on the same days, if any."""
    names = ("plan", "branch", "name", "words", "opens_on", "closes_on", "schedule")
    same = {name: getattr(campaign, name) for name in names}
    wanted = {
        (request.name, request.email, element.pk)
        for request, recipient in zip(requests, asked, strict=True)
        for element in recipient.elements
    }
    for twin in Campaign.objects.filter(**same, is_open=True).defer("frozen", "draft"):
        if set(twin.requests.values_list("name", "email", "lines__element")) == wanted:
            return twin
    return None


def _refuse_more_today(campaign: Campaign) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    ours = Campaign.objects.filter(plan__organization=campaign.plan.organization_id)
    if ours.filter(opened_at__gte=midnight).count() >= MOST_A_DAY:
        refusal = phrases.TOO_MANY_ROUNDS % {"most": MOST_A_DAY}
        raise ValidationError(refusal, code="too_many_rounds")


def _bound(letter: Letter, saved: Mapping[str, Request]) -> Letter:
    return replace(letter, request=saved[letter.key.partition(":")[2]])
