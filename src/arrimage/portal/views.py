"""The first screens: choosing an organisation, and its home."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from arrimage.core.screens import screen
from arrimage.directory.permissions import Viewer, is_network_admin, may
from arrimage.directory.queries import organization_for, workplaces_for
from arrimage.exchange.looks import look_of_run
from arrimage.exchange.models import ImportState
from arrimage.exchange.queries import imports_for
from arrimage.plans.confidential import sight_of
from arrimage.plans.glance import GlanceLine, glance_of
from arrimage.plans.queries import PlanSummary, plans_for
from arrimage.plans.saved_views import views_for

from .finding import asked_by, find

WAITING = (ImportState.QUEUED, ImportState.READING, ImportState.REVIEW)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The organisations of the person; straight to the only one."""
    organizations = list(workplaces_for(request.user))
    if len(organizations) == 1:
        return redirect(organizations[0])
    return screen(request, "portal/home.html", {"organizations": organizations})


@require_safe
def organization_home(request: HttpRequest, slug: str) -> HttpResponse:
    """One sentence, the plans, the imports that wait."""
    organization = organization_for(request.user, slug)
    summaries = plans_for(request.user, organization)
    waiting = list(imports_for(request.user, organization).filter(state__in=WAITING)[:50])
    context = {
        "organization": organization,
        "summaries": summaries,
        "shared": _shared(request.user),
        "waiting": [(run, look_of_run(run.state)) for run in waiting],
        "to_review": sum(run.state == ImportState.REVIEW for run in waiting),
        "sentence": sentence_of(summaries),
        "glance": _glance(request.user, summaries),
        "saved_views": views_for(request.user, organization),
        "may_import": may(request.user, "import", organization),
    }
    return screen(request, "portal/organization_home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What answers some words, in everything that the person may read."""
    asked = asked_by(request.user, request.GET.dict())
    finding = find(request.user, asked)
    organization = asked.organization or (asked.plan.organization if asked.plan else asked.place)
    if organization is None and len(finding.organizations) == 1:
        organization = finding.organizations[0]
    context = {"finding": finding, "organization": organization, "nav_section": "search"}
    return screen(request, "portal/search.html", context, part="answers")


def _shared(user: Viewer) -> tuple[PlanSummary, ...]:
    """Plans of other organisations that the person reads or helps to carry."""
    return () if is_network_admin(user) else plans_for(user, elsewhere=True)


def _glance(user: Viewer, summaries: tuple[PlanSummary, ...]) -> tuple[GlanceLine, ...]:
    if not summaries:
        return ()
    plan = summaries[0].plan
    return glance_of(plan, sight_of(user, plan))


@dataclass(frozen=True, slots=True)
class Sentence:
    """The figures of the first sentence; each one opens its rows in the current plan."""

    plan: PlanSummary
    actions: int
    done: int
    running: int
    unknown: int


def sentence_of(summaries: tuple[PlanSummary, ...]) -> Sentence | None:
    """What the latest plan says of itself."""
    if not summaries:
        return None
    latest = summaries[0]
    counts = Counter({count.status: count.count for count in latest.counts})
    return Sentence(latest, latest.actions, counts["done"], counts["in_progress"], counts[""])
