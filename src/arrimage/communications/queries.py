"""Getting hold of rounds, requests and what came back, and what their screens print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.core.pages import SIZE, Page
from arrimage.core.secret_links import hash_secret
from arrimage.directory.permissions import Viewer
from arrimage.formats.language import normalise
from arrimage.plans.confidential import open_to
from arrimage.plans.following import NOTHING_TOLD, Living, living_of
from arrimage.plans.looks import UNKNOWN_LABEL, Look, look_of
from arrimage.plans.models import Element, Plan, Status, StatusUpdate
from arrimage.plans.permissions import may
from arrimage.plans.states import StateBook, book_of

from . import phrases
from .budget import asked_lately, is_spent
from .departures import departed
from .models import (
    Campaign,
    Category,
    Message,
    Preference,
    Reply,
    ReplyState,
    Request,
    RequestLine,
    Rhythm,
    Said,
)
from .schedule import reminder_days

RoundGesture = Literal["view", "edit"]
SHOWN = 50  # replies that wait, on one board
AWAITED = ("unreachable", "silent", "part", "done", "closed")  # in this order on a board
LIVE = Q(lines__element__removal="", lines__element__is_withheld=False)


def campaign_for(user: Viewer, pk: int, to: RoundGesture = "edit") -> Campaign:
    """A round of a plan that the user edits; to «view» is to read what it kept once closed.

    404 when the plan is invisible, 403 when the role does not allow.
    """
    related = Campaign.objects.select_related("plan__organization", "branch", "opened_by")
    visible = related.filter(plan__in=Plan.objects.visible_to(user))
    campaign = get_object_or_404(visible, pk=pk)
    if to == "edit" and not may(user, "edit", campaign.plan):
        raise PermissionDenied
    if to == "view" and campaign.is_open:
        raise Http404
    return campaign


def campaigns_of(plan: Plan) -> QuerySet[Campaign]:
    """The rounds of a plan, latest first, each with how many were asked and how many answered."""
    answered = Count("requests", filter=Q(requests__answered_at__isnull=False))
    rounds = plan.campaigns.defer("frozen", "draft")
    return rounds.annotate(asked=Count("requests"), answered=answered)


def request_for(user: Viewer, campaign_pk: int, pk: int) -> Request:
    """One request of a round that the user leads; 404 and 403 as for the round."""
    campaign = campaign_for(user, campaign_pk)
    request = get_object_or_404(campaign.requests, pk=pk)
    request.campaign = campaign
    return request


def reply_for(user: Viewer, campaign_pk: int, pk: int) -> Reply:
    """One reply by mail in a round that the user leads."""
    campaign = campaign_for(user, campaign_pk)
    replies = Reply.objects.select_related("request").filter(request__campaign=campaign)
    reply = get_object_or_404(replies, pk=pk)
    reply.request.campaign = campaign
    return reply


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One person on the board. ``state`` is «done», «part», «silent», «unreachable», «closed»."""

    request: Request
    asked: int
    answered: int
    mail: str  # state of the last message, in words
    mailed_at: dt.datetime | None
    error: str
    state: str
    is_spent: bool
    has_left: bool

    @property
    def may_remind(self) -> bool:
        """True when writing again makes sense."""
        return self.state in ("part", "silent") and not self.has_left


@dataclass(frozen=True, slots=True)
class Board:
    """Who has and has not answered. ``next_reminder`` is the next day on which mail leaves.

    ``closed`` are those whose link was taken back before they said everything: ``total`` does not
    count them.
    """

    campaign: Campaign
    total: int
    closed: int
    done: int
    part: int
    silent: int
    unreachable: int
    page: Page
    replies: tuple[Reply, ...]
    next_reminder: dt.date | None

    @property
    def rows(self) -> list[BoardRow]:
        """The people of this page."""
        return list(self.page.rows)

    @property
    def share(self) -> int:
        """Percentage of people who answered everything."""
        return round(100 * self.done / self.total) if self.total else 0


def board_of(campaign: Campaign, number: int = 1) -> Board:
    """The board of a round, those who have not answered first: constant queries."""
    states = _states(campaign)
    count = max(1, -(-len(states) // SIZE))
    number = min(max(number, 1), count)
    keys = list(states)[(number - 1) * SIZE : number * SIZE]
    found: dict[int, Any] = _counted(campaign).in_bulk(keys)
    requests = [found[pk] for pk in keys if pk in found]
    emails = [request.email for request in requests]
    asked, left = asked_lately(emails), departed(emails, Category.UPDATES)
    shown = [
        _board_row(request, is_spent(asked.get(request.email, 0)), request.email in left)
        for request in requests
    ]
    known = list(states.values())
    replies = Reply.objects.filter(request__campaign=campaign, state=ReplyState.PENDING)
    return Board(
        campaign=campaign,
        total=len(known) - known.count("closed"),
        closed=known.count("closed"),
        done=known.count("done"),
        part=known.count("part"),
        silent=known.count("silent"),
        unreachable=known.count("unreachable"),
        page=Page(shown, len(known), number, count),
        replies=tuple(replies.select_related("request")[:SHOWN]),
        next_reminder=next_reminder(campaign),
    )


def next_reminder(campaign: Campaign, today: dt.date | None = None) -> dt.date | None:
    """The next day on which those who have not answered are written to."""
    today = today or timezone.localdate()
    days = reminder_days(campaign.schedule, campaign.opens_on, campaign.closes_on)
    return next((day for day in days if day > today), None) if campaign.is_open else None


def _counted(campaign: Campaign) -> QuerySet[Request]:
    """Requests with their lines, those answered, and the last message that was for them."""
    mail = Message.objects.filter(request=OuterRef("pk")).order_by("-queued_at", "-pk")
    return campaign.requests.annotate(
        asked=Count("lines", filter=LIVE),
        answered=Count("lines", filter=LIVE & ~Q(lines__said="")),
        mail_state=Subquery(mail.values("state")[:1]),
        mail_error=Subquery(mail.values("error")[:1]),
        mailed_at=Subquery(mail.values("sent_at")[:1]),
    )


def _states(campaign: Campaign) -> dict[int, str]:
    """The state of each request, those that are awaited first, then by name as people read."""
    rows = (
        _counted(campaign)
        .order_by()
        .values_list("pk", "name", "email", "revoked_at", "asked", "answered")
    )
    told = [(_state(*facts), normalise(name), pk) for pk, name, *facts in rows]
    told.sort(key=lambda row: (AWAITED.index(row[0]), *row[1:]))
    return {pk: state for state, _name, pk in told}


def _state(email: str, revoked: object, asked: int, answered: int) -> str:
    if asked and answered >= asked:
        return "done"
    if revoked:
        return "closed"
    if answered:
        return "part"
    return "silent" if email else "unreachable"


def _board_row(request: Any, spent: bool, has_left: bool) -> BoardRow:
    label = dict(Message._meta.get_field("state").flatchoices)
    return BoardRow(
        request=request,
        asked=request.asked,
        answered=request.answered,
        mail=str(label.get(request.mail_state, "")),
        mailed_at=request.mailed_at,
        error=request.mail_error or "",
        state=_state(request.email, request.revoked_at, request.asked, request.answered),
        is_spent=spent,
        has_left=has_left,
    )


def waiting_requests(campaign: Campaign) -> QuerySet[Request]:
    """Those who have something left to answer and can be written to."""
    unanswered = RequestLine.objects.filter(
        request=OuterRef("pk"), said="", element__removal="", element__is_withheld=False
    )
    open_ones = campaign.requests.exclude(email="").filter(revoked_at=None)
    return open_ones.filter(pk__in=Subquery(unanswered.values("request"))).order_by("pk")


def preference_of(user: User) -> dict[str, Any]:
    """What somebody with an account receives: the digest, and what is asked of them."""
    held = Preference.objects.filter(user=user).first()
    left = departed([user.email], Category.UPDATES)
    return {"digest": held.digest if held else Rhythm.NEVER, "updates": not left}


# -- without account ---------------------------------------------------------------------------


def request_by_secret(secret: str) -> Request | None:
    """The request that this link opens, open or not any more."""
    found = Request.objects.filter(secret_hash=hash_secret(secret))
    return found.select_related("campaign__plan__organization").first()


def held_by(pk: int, secret: str) -> Request:
    """The request that a browser holds; 404 when it is not this one."""
    if not secret.isprintable():
        raise Http404
    found = Request.objects.select_related("campaign__plan__organization")
    request = get_object_or_404(found, pk=pk, secret_hash=hash_secret(secret))
    if request.campaign.plan.removed_at:
        raise Http404
    return request


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A line on the page of whoever is asked: what it is, its last news, what they said."""

    line: RequestLine
    number: str
    title: str
    state: str
    news: str
    news_on: dt.date | None
    is_continuous: bool
    is_recurring: bool
    rhythms: tuple[str, ...]  # «3 sur 4 tenues; il en manque 1 avant le 30 juin»


def live_lines(request: Request) -> QuerySet[RequestLine]:
    """Lines that are still in the plan and may still be shown, with their elements."""
    live = request.lines.filter(element__removal="", element__is_withheld=False)
    return live.select_related("element__level", "element__plan", "edit")


def asked_rows(request: Request) -> tuple[AskedRow, ...]:
    """Their own lines that are still in the plan and may still be shown, in reading order."""
    last = StatusUpdate.objects.filter(element=OuterRef("element")).order_by("-on", "-pk")
    lines = live_lines(request).annotate(
        news_on=Subquery(last.values("on")[:1]),
        rhythms=F("element__clock__rhythms"),
        nature=F("element__clock__nature"),
    )
    found = list(lines)
    told = living_of(Q(pk__in=[line.element_id for line in found]), timezone.localdate())
    return tuple(_asked_row(line, told.get(line.element_id, NOTHING_TOLD)) for line in found)


def _asked_row(line: Any, living: Living) -> AskedRow:
    element = line.element
    return AskedRow(
        line=line,
        number=element.number,
        title=element.title,
        state=element.get_status_display() if element.status else str(UNKNOWN_LABEL),
        news=element.status_text,
        news_on=line.news_on,
        is_continuous=Status.CONTINUOUS in (element.status, line.nature),
        is_recurring=bool(line.rhythms),
        rhythms=tuple(rhythm.words for rhythm in living.rhythms),
    )


# -- what a closed round keeps -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """Who answered what about a line, as it was kept."""

    who: str
    said: str
    text: str
    on: dt.date | None


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A line as it was known the day the round closed."""

    number: str
    title: str
    level: str
    state: str
    look: Look
    text: str
    on: dt.date | None
    rhythms: tuple[str, ...]  # «3 sur 4 tenues…», as it was that day
    pieces: tuple[str, ...]
    answers: tuple[KeptAnswer, ...]
    silent: tuple[str, ...]  # who did not answer


def kept_rows(user: Viewer, campaign: Campaign) -> tuple[KeptRow, ...]:
    """What the round kept, without the lines that this reader may not see today."""
    rows = campaign.frozen or []
    seen = Element.everything.filter(open_to(user), pk__in=[row["element"] for row in rows])
    keys = set(seen.values_list("pk", flat=True))
    book = book_of(campaign.plan)
    return tuple(_kept_row(row, book) for row in rows if row["element"] in keys)


def _kept_row(row: dict[str, Any], book: StateBook) -> KeptRow:
    said = [a for a in row["answers"] if a["said"]]
    return KeptRow(
        number=row["number"],
        title=row["title"],
        level=row["level"],
        state=row["state"] or str(UNKNOWN_LABEL),
        look=look_of(row["status"], book),
        text="" if row["text"] == row["state"] else row["text"],
        on=_day(row["on"]),
        rhythms=tuple(row.get("rhythms", ())),
        pieces=tuple(row["pieces"]),
        answers=tuple(
            KeptAnswer(a["who"], _said(a["said"], row), a["text"], _day(a["on"])) for a in said
        ),
        silent=tuple(a["who"] for a in row["answers"] if not a["said"]),
    )


def _said(said: str, row: Mapping[str, Any]) -> str:
    """The words that were offered: work that comes back at a rhythm takes place once more."""
    is_one_more = said == Said.RUNNING and row.get("rhythms")
    return str(phrases.ONE_MORE if is_one_more else Said(said).label)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
