"""Closing a round: what is known that day is kept, and nothing changes it any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.formats.draft import ElementDraft, PlanDraft, StatusDraft
from arrimage.formats.language import normalise
from arrimage.plans.confidential import READER
from arrimage.plans.drafts import draft_key, pack, plan_to_draft, unpack
from arrimage.plans.following import Living, living_of
from arrimage.plans.models import Element, Evidence, Plan, StatusUpdate

from .. import phrases
from ..models import Campaign, Message, RequestLine
from ..outbox import withdraw
from .asking import held_round


@transaction.atomic
def close_round(
    *, actor: User | None, campaign: Campaign, over_on: dt.date | None = None
) -> Campaign:
    """Take no more answers, and keep the état d’avancement of that day.

    What is confidential is not in it. Mail that waits does not leave. With ``over_on``, only a
    round whose last day is before it: somebody may prolong it at the same moment.
    """
    held = held_round(campaign)
    if over_on and held.closes_on >= over_on:
        raise ValidationError(phrases.NOT_OVER, code="not_over")
    Plan.objects.select_for_update().get(pk=held.plan_id)  # rows and copy of one moment
    living = living_of(Q(plan=held.plan_id), timezone.localdate())
    held.frozen = _rows(held, living)
    held.draft = pack(_counted(held.plan, living))
    held.is_open, held.closed_at = False, timezone.now()
    held.full_clean(exclude=["plan", "branch", "opened_by"])
    held.save()
    withdraw(Message.objects.filter(request__campaign=held))
    record(actor, "round.close", held, scope=held.plan)
    return held


def _counted(plan: Plan, living: Mapping[int, Living]) -> PlanDraft:
    """The plan, where a line that comes back at a rhythm says how many times it was held."""
    draft = plan_to_draft(plan, READER)
    counts = {
        draft_key(element): _rhythms(living.get(element.pk)) for element in plan.elements.all()
    }
    return replace(draft, elements=_with_counts(draft.elements, counts))


def _with_counts(
    elements: tuple[ElementDraft, ...], counts: Mapping[str, Sequence[str]]
) -> tuple[ElementDraft, ...]:
    return tuple(
        replace(
            element,
            status=_with_count(element.status, counts.get(element.key, ())),
            children=_with_counts(element.children, counts),
        )
        for element in elements
    )


def _with_count(status: StatusDraft | None, count: Sequence[str]) -> StatusDraft | None:
    if not count:
        return status
    held = status or StatusDraft("")
    return replace(held, text="\n".join(filter(None, (held.text, *count))))


def _rhythms(living: Living | None) -> list[str]:
    return [rhythm.words for rhythm in living.rhythms] if living else []


def _rows(campaign: Campaign, living: Mapping[int, Living]) -> list[dict[str, Any]]:
    """One row per line that was asked about, in reading order, with who answered what."""
    lines = RequestLine.objects.filter(
        request__campaign=campaign, element__removal="", element__is_withheld=False
    )
    related = lines.select_related("request", "element__level", "element__plan")
    pieces, news = _titles(campaign), _last_news(campaign)
    rows: dict[int, dict[str, Any]] = {}
    for line in sorted(related, key=_reading):
        pk, on = line.element_id, line.answered_at
        row = rows.setdefault(pk, _row(line.element, pieces.get(pk, []), news.get(pk, "")))
        row["rhythms"] = _rhythms(living.get(pk))
        row["answers"].append(
            {
                "who": line.request.name,
                "said": line.said,
                "text": line.text,
                "on": timezone.localtime(on).date().isoformat() if on else "",
            }
        )
    return list(rows.values())


def _reading(line: RequestLine) -> tuple[int, str, int]:
    return line.element.position, normalise(line.request.name), line.pk


def _row(element: Element, pieces: list[str], on: str) -> dict[str, Any]:
    return {
        "element": element.pk,
        "level": element.level.name,
        "number": element.number,
        "title": element.title,
        "status": element.status,
        "state": element.get_status_display() if element.status else "",
        "text": element.status_text,
        "on": on,
        "pieces": pieces,
        "answers": [],
    }


def _last_news(campaign: Campaign) -> dict[int, str]:
    """The day of the last news of each line, as text."""
    asked = RequestLine.objects.filter(request__campaign=campaign).values("element")
    updates = StatusUpdate.objects.filter(element__in=asked).order_by("on", "pk")
    return {pk: on.isoformat() for pk, on in updates.values_list("element", "on")}


def _titles(campaign: Campaign) -> dict[int, list[str]]:
    """The titles of what was attached to each line since the round opened."""
    asked = RequestLine.objects.filter(request__campaign=campaign).values("element")
    found: dict[int, list[str]] = {}
    held = Evidence.objects.filter(element__in=asked, created_at__gte=campaign.opened_at)
    for pk, title in held.order_by("created_at", "pk").values_list("element", "title"):
        found.setdefault(pk, []).append(title)
    return found


def export_round(*, actor: User, campaign: Campaign, format: str) -> bytes:
    """The plan as it was when the round closed, with its states; «docx» or «pdf»."""
    from arrimage.formats import writers  # slow import

    record(actor, "round.export", campaign, scope=campaign.plan, after={"format": format})
    return writers.write(unpack(campaign.draft or {}), format, with_status=True)  # type: ignore[arg-type]
