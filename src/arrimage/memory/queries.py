"""Getting hold of the past of a plan: for those who may read who changed what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrimage.directory.permissions import Viewer
from arrimage.plans.models import Edit, Plan
from arrimage.plans.permissions import may
from arrimage.plans.queries import PlanGesture, plan_for

from .models import Baseline

DAYS_SHOWN = 14


def remembered_plan(user: Viewer, pk: int, to: PlanGesture = "view") -> Plan:
    """The plan, for who has a role in its organisation; 404 and 403 as for the plan.

    What was taken out of a plan, and who said what before, is for the house that owns it.
    """
    plan = plan_for(user, pk, to)
    if not may(user, "trace", plan):
        raise PermissionDenied
    return plan


def baselines_of(plan: Plan) -> QuerySet[Baseline]:
    """Every adoption of a plan, the latest first, without the copies."""
    kept = plan.baselines.select_related("recorded_by")
    return kept.defer("content", "keys", "withheld")


def baseline_for(user: Viewer, plan_pk: int, pk: int, to: PlanGesture = "view") -> Baseline:
    """One adoption of a plan, whole; 404 and 403 as for the plan."""
    plan = remembered_plan(user, plan_pk, to)
    baseline = get_object_or_404(plan.baselines.select_related("recorded_by"), pk=pk)
    baseline.plan = plan
    return baseline


def adoption_on(plan: Plan, day: dt.date) -> Baseline | None:
    """The last adoption by a day, without its copy."""
    return baselines_of(plan).filter(adopted_on__lte=day).first()


def is_adopted(*plans: Plan) -> bool:
    """True once one of the plans was adopted: what changes from then on is an amendment."""
    return Baseline.objects.filter(plan__in=plans).exists()


def edit_of(user: Viewer, plan_pk: int, pk: int) -> Edit:
    """One edit of a plan that the user may change; 404 and 403 as for the plan."""
    plan = remembered_plan(user, plan_pk, to="edit")
    return get_object_or_404(Edit.objects.filter(plan=plan).select_related("plan"), pk=pk)


@dataclass(frozen=True, slots=True)
class DayOfEdits:
    """A day when the plan was changed, and in how many gestures."""

    day: dt.date
    edits: int


def days_of(plan: Plan) -> tuple[DayOfEdits, ...]:
    """The last days when somebody changed the plan."""
    dated = Edit.objects.filter(plan=plan).annotate(day=TruncDate("at")).order_by()
    counted = dated.values_list("day").annotate(n=Count("pk")).order_by("-day")
    return tuple(DayOfEdits(day, n) for day, n in counted[:DAYS_SHOWN])


def entered_on(plan: Plan) -> dt.date:
    """The day when the plan entered Arrimage: nothing is known of it before."""
    return timezone.localdate(plan.created_at)
