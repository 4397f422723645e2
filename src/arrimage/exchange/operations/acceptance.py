"""From an accepted reading to a plan, and back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.plans.drafts import unpack
from arrimage.plans.models import Plan
from arrimage.plans.operations import create_plan_from_draft, delete_plan, what_would_be_lost

from .. import phrases
from ..models import ImportRun, ImportState
from .runs import WrongState, hold


class WouldLose(Exception):
    """Undoing would erase what people recorded since; ``losses`` says what, in words."""

    def __init__(self, losses: tuple[str, ...]) -> None:
        super().__init__(str(phrases.WOULD_LOSE) % {"losses": ", ".join(losses)})
        self.losses = losses


@transaction.atomic
def accept_import(*, actor: User | None, run: ImportRun) -> Plan:
    """Make the plan. Accepting twice gives the same plan."""
    run = hold(run)
    if run.state == ImportState.ACCEPTED and run.plan is not None:
        return run.plan
    if run.state != ImportState.REVIEW or run.revises_id is not None:
        raise WrongState(phrases.NOT_IN_REVIEW, code="not_in_review")
    run.plan = create_plan_from_draft(
        actor=actor,
        organization=run.organization,
        draft=unpack(run.draft or {}),
        source=run.source,
        doubts=_open_doubts(run),
    )
    run.state, run.accepted_at = ImportState.ACCEPTED, timezone.now()
    run.save(update_fields=["plan", "state", "accepted_at"])
    record(actor, "import.accept", run, scope=run.organization, after={"plan": run.plan.pk})
    return run.plan


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
    """Take the plan back; the file and the run stay.

    Raises :class:`WouldLose` when people recorded something in the plan, unless ``force``.
    """
    run = hold(run)
    if run.state != ImportState.ACCEPTED or run.plan is None or run.revises_id is not None:
        raise WrongState(phrases.NOT_ACCEPTED, code="not_accepted")
    Plan.objects.select_for_update().get(pk=run.plan.pk)  # who is writing in it finishes first
    losses = what_would_be_lost(run.plan)
    if losses and not force:
        raise WouldLose(losses)
    delete_plan(actor=actor, plan=run.plan)
    run.plan, run.state, run.undone_at = None, ImportState.UNDONE, timezone.now()
    run.save(update_fields=["plan", "state", "undone_at"])
    record(actor, "import.undo", run, scope=run.organization, before={"lost": list(losses)})
    return run
