"""Adopting a plan: it is kept whole, and what changes from then on is an amendment."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.formats.draft import PlanDraft
from arrimage.formats.interchange import to_json
from arrimage.plans.confidential import TEAM_SIGHT
from arrimage.plans.drafts import plan_to_draft
from arrimage.plans.models import Plan

from .. import phrases
from ..models import Baseline
from ..queries import entered_on
from ..then import PlanThen, last_edit_on, plan_then


@transaction.atomic
def adopt_plan(
    *, actor: User, plan: Plan, adopted_on: dt.date, instance: str, as_then: bool = False
) -> Baseline:
    """Keep the plan as it is now, or ``as_then``: as it was at the end of the day of adoption.

    It may be adopted again, in other years; each adoption stays.
    """
    held = Plan.objects.select_for_update().select_related("organization").get(pk=plan.pk)
    instance = " ".join(instance.split())
    _refuse(held, adopted_on, instance, as_then)
    last = plan.edits.order_by("-pk").values_list("pk", flat=True).first() or 0
    after = last_edit_on(held, adopted_on) if as_then else last
    day = adopted_on if as_then else timezone.localdate()
    then = plan_then(held, after=after, day=day, sight=TEAM_SIGHT)
    draft = then.draft if as_then else plan_to_draft(held, TEAM_SIGHT)
    baseline = _baseline(then, draft)
    baseline.plan, baseline.adopted_on, baseline.instance = plan, adopted_on, instance
    baseline.recorded_by, baseline.after_edit = actor, after
    baseline.full_clean(exclude=["plan", "recorded_by", "keys", "withheld", "content"])
    baseline.save()
    told = {"on": adopted_on.isoformat(), "instance": instance, "sha256": baseline.sha256}
    record(actor, "plan.adopt", held, scope=held, after=told)
    return baseline


def _baseline(then: PlanThen, draft: PlanDraft) -> Baseline:
    content = to_json(draft)
    return Baseline(
        content=content,
        sha256=hash_of(content),
        lines=sum(1 for _element in draft.walk()),
        keys=then.keys,
        withheld=sorted(then.past.hidden()),
    )


def hash_of(content: Any) -> str:
    """SHA-256 of the canonical text: keys sorted, no space, UTF-8."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _refuse(plan: Plan, adopted_on: dt.date, instance: str, as_then: bool) -> None:
    if not instance:
        raise ValidationError({"instance": phrases.INSTANCE_MISSING})
    if adopted_on > timezone.localdate():
        raise ValidationError({"adopted_on": phrases.FUTURE_ADOPTION})
    if as_then and adopted_on < entered_on(plan):
        raise ValidationError({"adopted_on": phrases.BEFORE_ENTRY})
    if plan.baselines.filter(adopted_on=adopted_on, instance=instance).exists():
        raise ValidationError(phrases.ADOPTED_TWICE, code="adopted_twice")


@transaction.atomic
def withdraw_baseline(*, actor: User, baseline: Baseline) -> None:
    """Take an adoption back, while no amendment refers to it by its reason."""
    plan = Plan.objects.select_for_update().get(pk=baseline.plan_id)
    explained = plan.edits.filter(pk__gt=baseline.after_edit, at__gte=baseline.recorded_at)
    if explained.exclude(reason="").exists():
        raise ValidationError(phrases.BASELINE_USED, code="baseline_used")
    before = {"on": baseline.adopted_on.isoformat(), "instance": baseline.instance}
    record(actor, "plan.unadopt", plan, scope=plan, before=before)
    baseline.delete()
