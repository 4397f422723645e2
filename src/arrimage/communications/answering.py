"""Who has not answered the rounds that are open, for the overview of several plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from arrimage.directory.permissions import TEAM, Viewer, organizations_of
from arrimage.formats.language import normalise

from .models import Campaign, Request

ROUNDS = 3  # those that close first
PEOPLE = 40


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that takes answers: who was asked, those who have not answered first."""

    campaign: Campaign
    asked: tuple[Request, ...]
    answered: int

    @property
    def missing(self) -> int:
        """How many have not answered."""
        return len(self.asked) - self.answered

    @property
    def shown(self) -> tuple[Request, ...]:
        """The first of them."""
        return self.asked[:PEOPLE]


def _missing_first(request: Request) -> tuple[bool, str, int]:
    return request.answered_at is not None, normalise(request.name), request.pk


def open_rounds_of(user: Viewer, plans: Collection[int]) -> tuple[OpenRound, ...]:
    """Rounds of the plans whose team the user belongs to; two queries whatever their number."""
    found = Campaign.objects.filter(is_open=True, plan__in=plans).select_related("plan")
    if not getattr(user, "is_network_admin", False):
        found = found.filter(plan__organization__in=organizations_of(user, *TEAM))
    campaigns = list(found.defer("frozen", "draft").order_by("closes_on", "pk")[:ROUNDS])
    asked: dict[int, list[Request]] = defaultdict(list)
    requests = Request.objects.filter(campaign__in=campaigns, revoked_at=None)
    for request in sorted(requests, key=_missing_first) if campaigns else ():
        asked[request.campaign_id].append(request)
    return tuple(
        OpenRound(
            campaign,
            tuple(asked[campaign.pk]),
            sum(request.answered_at is not None for request in asked[campaign.pk]),
        )
        for campaign in campaigns
    )
