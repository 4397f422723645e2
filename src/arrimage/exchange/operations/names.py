"""Saying who the names of a reading are; the plan that it makes links them."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.directory.names import Target, forget, key_of, remember
from arrimage.plans.drafts import unpack

from .. import phrases
from ..models import ImportRun
from .runs import hold_review


@transaction.atomic
def match_draft_names(*, actor: User, run: ImportRun, targets: Mapping[str, Target]) -> ImportRun:
    """Remember who these printed names designate; ``Target()`` leaves a name as printed."""
    run = hold_review(run)
    draft = unpack(run.draft or {})
    named = {key_of(a.name) for element in draft.walk() for a in element.assignments}
    if not targets or not named.issuperset(map(key_of, targets)):
        raise ValidationError(phrases.NAME_NOT_HERE, code="name_not_here")
    for printed, target in targets.items():
        remember(actor=actor, organization=run.organization, printed=printed, target=target)
    said = [t.person or t.organization or phrases.AS_PRINTED for t in targets.values()]
    label, who = ", ".join(targets)[:300], ", ".join(map(str, said))
    record(actor, "name.match", run, label=label, scope=run.organization, after={"who": who})
    return run


@transaction.atomic
def unmatch_draft_name(*, actor: User, run: ImportRun, printed: str) -> ImportRun:
    """Forget who a printed name designates."""
    run = hold_review(run)
    forget(organization=run.organization, printed=printed)
    record(actor, "name.unmatch", run, label=printed[:300], scope=run.organization)
    return run
