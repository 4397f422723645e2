"""Making a plan from a draft, and taking a plan away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.directory.models import Organization
from arrimage.formats import exact
from arrimage.formats.draft import PlanDraft
from arrimage.search.indexing import forget, forget_scope, refresh

from .. import phrases
from ..creation import PlanRows
from ..following import settle_followers
from ..models import Edit, Element, Evidence, Plan, SourceFile, StatusUpdate
from ..responsibles import apply_decisions
from ..states import taken


@transaction.atomic
def create_plan_from_draft(
    *,
    actor: User | None,
    organization: Organization,
    draft: PlanDraft,
    source: SourceFile | None = None,
    doubts: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
) -> Plan:
    """The plan with all its elements, whole or not at all.

    ``doubts`` maps keys of the draft to what a person should still look at in the plan.
    """
    if not draft.elements:
        raise ValidationError(phrases.NO_ELEMENTS, code="no_elements")
    plan = _plan_of(organization, draft, source)
    plan.full_clean()
    plan.save()
    count = PlanRows(plan, draft, doubts or {}, timezone.localdate()).save()
    apply_decisions(plan)
    record(actor, "plan.create", plan, scope=plan, after={"elements": count})
    refresh("plan", [plan.pk])
    refresh("element", plan.elements.values_list("pk", flat=True))
    settle_followers(plan)
    return plan


def _plan_of(organization: Organization, draft: PlanDraft, source: SourceFile | None) -> Plan:
    period = draft.period
    return Plan(
        organization=organization,
        title=draft.title.strip() or (source.name if source else str(organization)),
        source=source,
        starts_on=period.start if period else None,
        ends_on=period.end if period else None,
        period_precision=period.precision if period else "year",
        period_text=period.text if period else "",
        source_organization=draft.organization,
        fiscal_year_start=draft.fiscal_year_start,
        updated_on=draft.updated_on,
        mission=draft.mission,
        vision=draft.vision,
        values=list(draft.values),
        general_objective=draft.general_objective,
        acronyms=[list(pair) for pair in draft.acronyms],
        footnotes=[list(pair) for pair in draft.footnotes],
        notes=[exact.encode(note) for note in draft.notes],
        layout=exact.encode(draft.layout),
        states=taken(draft.states),
    )


@transaction.atomic
def delete_plan(*, actor: User | None, plan: Plan) -> None:
    """Take a plan away with all it holds; its source file stays."""
    record(actor, "plan.delete", plan, scope=plan, before={"title": plan.title})
    kept = Evidence.objects.filter(element__plan=plan).exclude(file="")
    for name in kept.values_list("file", flat=True):
        transaction.on_commit(partial(default_storage.delete, name))
    forget("plan", [plan.pk])
    forget_scope("element", plan.pk)
    Element.everything.filter(plan=plan).delete()  # levels are protected by their elements
    plan.delete()


def what_would_be_lost(plan: Plan) -> tuple[str, ...]:
    """What people recorded in the plan since it was created, in words; empty when nothing."""
    counted = [
        (phrases.STATUSES_LOST, StatusUpdate.objects.filter(element__plan=plan, basis="person")),
        (phrases.EVIDENCE_LOST, Evidence.objects.filter(element__plan=plan)),
        (phrases.EDITS_LOST, _edits(plan)),
    ]
    counts = [(phrase, rows.count()) for phrase, rows in counted]
    return tuple(str(phrase) % {"count": count} for phrase, count in counts if count)


def _edits(plan: Plan) -> QuerySet[Edit]:
    """Edits that still hold; states and evidence are counted apart."""
    held = Edit.objects.filter(plan=plan, undone_at=None, undoes=None)
    return held.exclude(verb__in=["element.status", "evidence.add"])
