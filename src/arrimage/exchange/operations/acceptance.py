"""From an accepted reading to a plan, and back."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.formats.draft import PlanDraft
from arrimage.plans.drafts import draft_key, unpack
from arrimage.plans.models import Plan
from arrimage.plans.operations import (
    create_plan_from_draft,
    delete_plan,
    revise_plan,
    what_would_be_lost,
)

from .. import phrases
from ..branches import addition, closure, prune
from ..journal import beginning
from ..models import ImportRun, ImportState
from .runs import WrongState, hold


class WouldLose(Exception):
    """Undoing would erase what people recorded since; ``losses`` says what, in words."""

    def __init__(self, losses: tuple[str, ...]) -> None:
        super().__init__(str(phrases.WOULD_LOSE) % {"losses": ", ".join(losses)})
        self.losses = losses


@transaction.atomic
def accept_import(
    *, actor: User | None, run: ImportRun, keys: Collection[str] | None = None
) -> Plan:
    """Make the plan. Accepting twice gives the same plan.

    With ``keys``, only these branches go into the plan, with what stands above them: the rest stays
    in review and can join the same plan later.
    """
    run = hold(run)
    if run.state == ImportState.ACCEPTED and run.plan is not None:
        return run.plan
    if run.state != ImportState.REVIEW or run.revises_id is not None:
        raise WrongState(phrases.NOT_IN_REVIEW, code="not_in_review")
    draft = unpack(run.draft or {})
    every = frozenset(element.key for element in draft.walk())
    placed = _still_there(run)
    chosen = every if keys is None else closure(draft, keys)
    if keys is not None and chosen <= placed.keys():
        raise ValidationError(phrases.NO_BRANCH, code="no_branch")
    wanted = prune(draft, chosen | placed.keys())
    if run.plan is None:
        placed = _make_plan(actor, run, wanted)
    else:
        placed |= _join_plan(actor, run, wanted, placed)
    plan = cast(Plan, run.plan)
    if every <= placed.keys():
        run.state, run.accepted_at = ImportState.ACCEPTED, timezone.now()
    else:
        run.version += 1
        run.journal = [beginning(run.draft or {}, run.issues, run.version)]
    run.placed = placed
    run.save(update_fields=["plan", "placed", "state", "accepted_at", "version", "journal"])
    record(actor, "import.accept", run, scope=run.organization, after={"plan": plan.pk})
    return plan


def _still_there(run: ImportRun) -> dict[str, int]:
    """Parts whose branch was accepted, and their elements; none once the plan is gone."""
    if run.plan is None:
        return {}
    live = set(run.plan.elements.values_list("pk", flat=True))
    return {key: pk for key, pk in run.placed.items() if pk in live}


def _make_plan(actor: User | None, run: ImportRun, draft: PlanDraft) -> dict[str, int]:
    """A new plan from a draft; which element each of its parts became."""
    run.plan = create_plan_from_draft(
        actor=actor,
        organization=run.organization,
        draft=draft,
        source=run.source,
        doubts=_open_doubts(run),
    )
    rows = run.plan.elements.order_by("position").values_list("pk", flat=True)
    return {element.key: pk for element, pk in zip(draft.walk(), rows, strict=True)}


def _join_plan(
    actor: User | None, run: ImportRun, draft: PlanDraft, placed: dict[str, int]
) -> dict[str, int]:
    """The parts that are not in the plan yet go in, as one edit; which element each became."""
    plan = cast(Plan, run.plan)
    by_pk = {element.pk: element for element in plan.elements.all()}
    here = {draft_key(by_pk[pk]): key for key, pk in placed.items()}
    comparison = addition(draft, here)
    choices = {f":{difference.new}" for difference in comparison.differences}
    revise_plan(
        actor=cast(User, actor), plan=plan, new=draft, comparison=comparison, accepted=choices,
        source=run.source,
    )  # fmt: skip
    fresh = list(plan.elements.exclude(pk__in=by_pk).order_by("position"))
    doubts, joined = _open_doubts(run), {}
    for part in (e for e in draft.walk() if e.key not in placed):
        row = next(r for r in fresh if (r.number, r.title) == (part.number, part.title))
        fresh.remove(row)
        joined[part.key] = row.pk
        if part.key in doubts:
            row.doubts = doubts[part.key]
            row.save(update_fields=["doubts"])
    return joined


def _open_doubts(run: ImportRun) -> dict[str, list[dict[str, str]]]:
    """Doubts that nobody settled, by key of the element they are about."""
    doubts: dict[str, list[dict[str, str]]] = {}
    for issue in run.issues:
        if issue["element"] and not issue["decision"] and issue["severity"] != "info":
            kept = {name: issue[name] for name in ("code", "message", "quote")}
            doubts.setdefault(issue["element"], []).append(kept)
    return doubts


@transaction.atomic
def undo_import(*, actor: User, run: ImportRun, force: bool = False) -> ImportRun:
    """Take the plan back; the file and the run stay. What waits in review waits on, whole.

    Raises :class:`WouldLose` when people recorded something in the plan, unless ``force``.
    """
    run = hold(run)
    is_partly = run.state == ImportState.REVIEW and bool(run.placed)
    is_undoable = is_partly or run.state == ImportState.ACCEPTED
    if not is_undoable or run.plan is None or run.revises_id is not None:
        raise WrongState(phrases.NOT_ACCEPTED, code="not_accepted")
    Plan.objects.select_for_update().get(pk=run.plan.pk)  # who is writing in it finishes first
    losses = what_would_be_lost(run.plan)
    if losses and not force:
        raise WouldLose(losses)
    delete_plan(actor=actor, plan=run.plan)
    run.plan, run.placed = None, {}
    if not is_partly:
        run.state, run.undone_at = ImportState.UNDONE, timezone.now()
    run.save(update_fields=["plan", "placed", "state", "undone_at"])
    record(actor, "import.undo", run, scope=run.organization, before={"lost": list(losses)})
    return run
