"""A newer version of a document, accepted into the plan that it revises."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.plans.models import Plan
from arrimage.plans.operations import choices_of, revise_plan, undo_edit

from .. import phrases
from ..models import ImportRun, ImportState
from ..revision import revision_of
from .runs import WrongState, hold, hold_review


@transaction.atomic
def accept_revision(
    *, actor: User, run: ImportRun, version: int, accepted: Collection[str]
) -> ImportRun:
    """Bring the accepted differences into the plan, as one edit. Accepting none closes the run.

    Raises :class:`StaleVersion` when the reading was corrected since, and ``ValidationError`` when
    the plan changed so much that a choice is no longer offered.
    """
    run = hold_review(run, version)
    if run.revises_id is None:
        raise WrongState(phrases.NOT_A_REVISION, code="not_a_revision")
    plan = Plan.objects.select_for_update().get(pk=run.revises_id)
    new, comparison = revision_of(run)
    offered = {choice for d in comparison.differences for choice in choices_of(d)}
    if not offered.issuperset(accepted):
        raise ValidationError(phrases.CHOICE_GONE, code="choice_gone")
    run.edit = revise_plan(
        actor=actor, plan=plan, new=new, comparison=comparison, accepted=accepted,
        source=run.source,
    )  # fmt: skip
    run.plan, run.state, run.accepted_at = plan, ImportState.ACCEPTED, timezone.now()
    run.save(update_fields=["edit", "plan", "state", "accepted_at"])
    record(actor, "import.accept", run, scope=run.organization, after={"plan": plan.pk})
    return run


@transaction.atomic
def undo_revision(*, actor: User, run: ImportRun) -> ImportRun:
    """Put back what a newer version changed in the plan; the plan and what people did stay.

    Raises ``EditConflict`` when somebody changed the same words since.
    """
    run = hold(run)
    if run.state != ImportState.ACCEPTED or run.revises_id is None:
        raise WrongState(phrases.NOT_ACCEPTED, code="not_accepted")
    if run.edit and not run.edit.undone_at:
        undo_edit(actor=actor, edit=run.edit)
    run.plan, run.state, run.undone_at = None, ImportState.UNDONE, timezone.now()
    run.save(update_fields=["plan", "state", "undone_at"])
    record(actor, "import.undo", run, scope=run.organization, before={"lost": []})
    return run
