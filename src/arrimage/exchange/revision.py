"""A newer version of a document beside the plan that it revises."""

from __future__ import annotations

from arrimage.formats.comparison import Comparison, revise
from arrimage.formats.draft import PlanDraft
from arrimage.plans.confidential import TEAM_SIGHT
from arrimage.plans.drafts import plan_to_draft, unpack
from arrimage.plans.models import Plan

from .models import ImportRun, ImportState


def base_of(plan: Plan, run: ImportRun) -> PlanDraft | None:
    """The version of the document that the plan came from last, as it was accepted."""
    accepted = ImportRun.objects.filter(plan=plan, state=ImportState.ACCEPTED).exclude(pk=run.pk)
    last = accepted.order_by("-accepted_at").first()
    return unpack(last.draft) if last and last.draft else None


def revision_of(run: ImportRun) -> tuple[PlanDraft, Comparison]:
    """The newer version as it was read, and what it changes in the plan as it stands."""
    plan = Plan.objects.select_related("source").get(pk=run.revises_id)
    new, now = unpack(run.draft or {}), plan_to_draft(plan, TEAM_SIGHT)
    return new, revise(base_of(plan, run) or now, now, new)
