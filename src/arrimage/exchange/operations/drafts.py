"""Correcting a reading before it is accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, get_args

from django.core.exceptions import ValidationError
from django.db import transaction

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.formats.draft import PlanDraft
from arrimage.plans.drafts import pack, unpack

from .. import corrections, phrases
from ..models import ImportRun
from .runs import hold_review

Decision = Literal["kept", "resolved", ""]
"""What a person says of a doubt; empty opens it again."""

Change = Callable[[PlanDraft], PlanDraft]
Words = Callable[[PlanDraft], dict[str, Any]]


def _correct(
    actor: User, run: ImportRun, version: int, verb: str, change: Change, words: Words
) -> ImportRun:
    """One correction: hold, change, keep, leave a line. ``words`` describes a draft for the line.

    The caller opens the transaction.
    """
    run = hold_review(run, version)
    draft = unpack(run.draft or {})
    changed = change(draft)
    run.draft = pack(changed)
    run.version += 1
    run.save(update_fields=["draft", "version"])
    record(actor, verb, run, scope=run.organization, before=words(draft), after=words(changed))
    return run


@transaction.atomic
def reword_draft(*, actor: User, run: ImportRun, version: int, key: str, title: str) -> ImportRun:
    """Another wording for a part of the draft; the document's own is kept beside it."""
    title = title.strip()
    if not title:
        raise ValidationError({"title": phrases.TITLE_MISSING})

    def words(draft: PlanDraft) -> dict[str, Any]:
        return {"title": corrections.find(draft, key).title}

    return _correct(
        actor, run, version, "draft.reword", lambda d: corrections.reword(d, key, title), words
    )


@transaction.atomic
def change_draft_level(
    *, actor: User, run: ImportRun, version: int, key: str, level: int
) -> ImportRun:
    """Another level, as in an outline: see :func:`corrections.change_level`."""

    def words(draft: PlanDraft) -> dict[str, Any]:
        element = corrections.find(draft, key)
        return {"title": element.title, "level": draft.levels[element.level].name}

    return _correct(
        actor, run, version, "draft.level", lambda d: corrections.change_level(d, key, level), words
    )


@transaction.atomic
def move_draft(
    *, actor: User, run: ImportRun, version: int, key: str, parent_key: str
) -> ImportRun:
    """Under another part of the draft, or at the top with an empty ``parent_key``."""

    def words(draft: PlanDraft) -> dict[str, Any]:
        above = corrections.parent_of(draft, key)
        title = corrections.find(draft, key).title
        return {"title": title, "parent": above.title if above else str(phrases.TOP)}

    return _correct(
        actor,
        run,
        version,
        "draft.move",
        lambda d: corrections.move_under(d, key, parent_key),
        words,
    )


@transaction.atomic
def drop_draft(*, actor: User, run: ImportRun, version: int, key: str) -> ImportRun:
    """Leave a part out of the plan, with all below it."""
    return _correct(
        actor, run, version, "draft.drop", lambda d: corrections.drop(d, key), _title_if_there(key)
    )


@transaction.atomic
def restore_draft(*, actor: User, run: ImportRun, version: int, key: str) -> ImportRun:
    """Bring back a part that was dropped, as it was read and where it was read."""
    original = unpack(run.original_draft or {})
    return _correct(
        actor,
        run,
        version,
        "draft.restore",
        lambda d: corrections.restore(d, original, key),
        _title_if_there(key),
    )


def _title_if_there(key: str) -> Words:
    def words(draft: PlanDraft) -> dict[str, Any]:
        return next(({"title": e.title} for e in draft.walk() if e.key == key), {})

    return words


@transaction.atomic
def decide_issue(
    *, actor: User, run: ImportRun, version: int, index: int, decision: Decision
) -> ImportRun:
    """Say of a doubt that the reading is right («kept») or was corrected («resolved»)."""
    run = hold_review(run, version)
    if not 0 <= index < len(run.issues) or decision not in get_args(Decision):
        raise ValidationError(phrases.PART_GONE, code="part_gone")
    issue = run.issues[index]
    before, issue["decision"] = issue["decision"], decision
    run.version += 1
    run.save(update_fields=["issues", "version"])
    record(
        actor,
        "issue.decide",
        run,
        scope=run.organization,
        before={"decision": before},
        after={"decision": decision, "message": issue["message"]},
    )
    return run
