"""Answering what the doctor finds, and what a reading doubts, beyond the words of one part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from arrimage.accounts.models import User
from arrimage.formats.draft import PlanDraft
from arrimage.formats.recognition.ocr import RepairKind

from .. import phrases
from ..issues import marked
from ..models import ImportRun
from ..numbering import renumbered
from ..repairs import refused_in
from ..sharing import FIELDS, Shares
from .drafts import correct, title_of, whole
from .runs import hold_review


@transaction.atomic
def renumber_draft(*, actor: User, run: ImportRun, version: int, key: str) -> ImportRun:
    """The numbers of a series follow one another from this part on."""

    def words(draft: PlanDraft) -> dict[str, Any]:
        return {**title_of(key)(draft), "count": len(renumbered(draft, key))}

    return correct(actor, run, version, "renumber", key, words)


@transaction.atomic
def rebound_draft(
    *,
    actor: User,
    run: ImportRun,
    version: int,
    start: dt.date | None,
    end: dt.date | None,
    doubt: str = "",
) -> ImportRun:
    """Another period for the plan; an end before the start is refused."""
    if hold_review(run).placed:
        raise ValidationError(phrases.IN_PLAN_ALREADY, code="in_plan_already")
    if start and end and end < start:
        raise ValidationError({"end": phrases.PERIOD_REVERSED})
    days = {"start": start.isoformat() if start else "", "end": end.isoformat() if end else ""}
    return correct(actor, run, version, "period", "", whole, doubt, **days)


@transaction.atomic
def relay_draft(
    *, actor: User, run: ImportRun, version: int, keys: Sequence[str], name: str, to: str
) -> ImportRun:
    """Parts that ``name`` carries, or nobody, go to ``to``; ``name`` stays as a collaborator."""

    def words(_draft: PlanDraft) -> dict[str, Any]:
        return {"title": f"{name} → {to}" if name else to}

    values = {"keys": list(keys), "name": name, "to": to}
    return correct(actor, run, version, "relay", "", words, **values)


@transaction.atomic
def share_cell(
    *, actor: User, run: ImportRun, version: int, doubt: str, shares: Shares
) -> ImportRun:
    """Each line of a cell that was doubted goes to the action that a person says."""
    issue = marked(hold_review(run).issues, doubt)
    if issue is None or issue.get("column") not in FIELDS:
        raise ValidationError(phrases.PART_GONE, code="part_gone")
    values = {"column": issue["column"], "keys": issue["keys"], "shares": [*map(list, shares)]}
    words = title_of(issue["element"])
    return correct(actor, run, version, "share", issue["element"], words, doubt, **values)


@transaction.atomic
def repair_draft(
    *, actor: User, run: ImportRun, version: int, key: str = "", kind: RepairKind | None = None
) -> ImportRun:
    """Take the likely repairs of a scan, of one kind or of all, in one part or everywhere."""
    run = hold_review(run)
    spared = [k for k, refused in refused_in(run.journal) if refused in (kind, None) and not key]
    return correct(
        actor, run, version, "repair", key, title_of(key), kind=kind, spared=sorted(spared)
    )


@transaction.atomic
def refuse_repair(
    *, actor: User, run: ImportRun, version: int, kind: RepairKind, key: str = ""
) -> ImportRun:
    """Leave as printed what a scan may have damaged, in one part or everywhere."""
    return correct(actor, run, version, "refuse", key, title_of(key), kind=kind)
