"""«Vue d'ensemble»: of a plan, of an organisation, of all that somebody may read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from arrimage.core.screens import screen
from arrimage.directory.models import Organization
from arrimage.directory.permissions import may
from arrimage.directory.queries import organization_for, organizations_for
from arrimage.plans.confidential import sight_of
from arrimage.plans.models import Plan
from arrimage.plans.queries import plan_for

from ..overview import LONGEST, SECTIONS, Overview, Section, overview_of
from ..overview_phrases import lead_of
from ..overview_plan import Branch, branches_of
from ..overview_scope import live_plans_for, scope_of
from .overview_looks import move_lines, plan_lines, section_address, stuck_lines

EVERY = "tous"
RECENT = dt.timedelta(days=30)
SHOWN_PLANS = 30  # among several; the others are one link away


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """One sentence whose figures open their rows, then the rows."""
    today = timezone.localdate()
    organization, plans = _asked(request, today)
    since = _since(request.GET.get("depuis", ""), today)
    scope = scope_of(request.user, plans, since, today)
    only: Section = next((s for s in SECTIONS if s == request.GET.get("voir", "")), "")
    found = overview_of(scope, only)
    chosen = request.GET.get("plan", "")
    address = _address(organization, chosen, since)
    return screen(
        request,
        "followup/overview.html",
        {
            "organization": organization,
            "overview": found,
            "plan": scope.plan,
            "subject": {"plan": scope.plan if chosen and chosen != EVERY else None},
            "chosen": chosen,
            "choices": _choices(request, organization, plans, chosen, today),
            "since": since,
            "only": only,
            "address": address,
            "branches": _branches(request, found) if not only else (),
            "nav_section": "overview",
        }
        | _said(found, address, only),
    )


def _said(found: Overview, address: str, only: Section) -> dict[str, object]:
    title, lead = lead_of(
        found.scope.since,
        found.moved_total,
        found.late_total,
        found.silent_total,
        section_address(address),
    )
    return {
        "title": title,
        "lead": lead,
        "moves": move_lines(found.moves),
        "late": stuck_lines(found.late),
        "silent": stuck_lines(found.silent),
        "lines": plan_lines(found.lines, address, LONGEST if only == "plans" else SHOWN_PLANS),
    }


def _asked(request: HttpRequest, today: dt.date) -> tuple[Organization | None, list[Plan]]:
    """The plan, else the plans of the organisation, else all those that the person reads."""
    chosen, slug = request.GET.get("plan", ""), request.GET.get("organisme", "")
    if chosen and chosen != EVERY:
        plan = plan_for(request.user, _key(chosen))
        is_own = may(request.user, "view", plan.organization)
        house = plan.organization if is_own else organizations_for(request.user).first()
        return house, [plan]
    organization = (
        organization_for(request.user, slug) if slug else organizations_for(request.user).first()
    )
    of = organization.pk if organization and chosen != EVERY else None
    if organization is None and chosen != EVERY:
        return None, []
    return organization, live_plans_for(request.user, today, of)


def _key(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Http404
    return int(text)


def _since(text: str, today: dt.date) -> dt.date:
    """The day that the address names, when it is a past one; thirty days ago otherwise."""
    try:
        day = dt.date.fromisoformat(text) if len(text) == 10 else today
    except ValueError:
        day = today
    return day if day < today else today - RECENT


def _choices(
    request: HttpRequest,
    organization: Organization | None,
    plans: Sequence[Plan],
    chosen: str,
    today: dt.date,
) -> list[Plan]:
    """The plans of the organisation that one may choose among."""
    if organization is None:
        return []
    if not chosen:
        return list(plans)
    return live_plans_for(request.user, today, organization.pk)


def _branches(request: HttpRequest, found: Overview) -> tuple[Branch, ...]:
    plan = found.scope.plan
    if plan is None:
        return ()
    return branches_of(plan, sight_of(request.user, plan), found.scope.today, found.tallies)


def _address(organization: Organization | None, chosen: str, since: dt.date) -> str:
    query = QueryDict(mutable=True)
    if organization and (not chosen or chosen == EVERY):
        query["organisme"] = organization.slug
    if chosen:
        query["plan"] = chosen
    query["depuis"] = since.isoformat()
    return f"{reverse('followup:overview')}?{urlencode(query.dict())}"
