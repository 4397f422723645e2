"""What a person can do with an import: deposit, correct, accept, undo; and export a plan."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal, get_args

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.directory.models import Organization
from arrimage.formats.draft import PlanDraft
from arrimage.plans.drafts import pack, plan_to_draft, unpack
from arrimage.plans.models import Plan, SourceFile
from arrimage.plans.operations import create_plan_from_draft, delete_plan, what_would_be_lost

from . import corrections, phrases, tasks
from .models import ImportRun, ImportState
from .reading import read_import
from .rescue import reap_stranded_imports

ExportFormat = Literal["docx", "xlsx", "pdf", "csv", "json"]
Decision = Literal["kept", "resolved", ""]
"""What a person says of a doubt; empty opens it again."""


class WrongState(ValidationError):
    """The gesture makes no sense in the state where the run is now; nothing changed."""


class StaleVersion(Exception):
    """Somebody corrected the reading since it was shown; nothing was written.

    ``version`` is the one that stands now.
    """

    def __init__(self, version: int) -> None:
        super().__init__(str(phrases.STALE_DRAFT))
        self.version = version


class WouldLose(Exception):
    """Undoing would erase what people recorded since; ``losses`` says what, in words."""

    def __init__(self, losses: tuple[str, ...]) -> None:
        super().__init__(str(phrases.WOULD_LOSE) % {"losses": ", ".join(losses)})
        self.losses = losses


def start_import(
    *, actor: User | None, organization: Organization, name: str, data: bytes
) -> ImportRun:
    """Keep a file and queue its reading, together or not at all."""
    limit = settings.UPLOAD_LIMIT
    if len(data) > limit:
        message = str(phrases.TOO_LARGE) % {"limit": limit // (1024 * 1024)}
        raise ValidationError(message, code="too_large")
    source = SourceFile(
        organization=organization,
        name=_clean_name(name),
        format=PurePosixPath(name).suffix.lower().lstrip(".")[:8] or "?",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        uploaded_by=actor,
    )
    stored = f"{source.sha256[:20]}.{source.format.strip('?') or 'bin'}"
    try:
        source.file.save(stored, ContentFile(data), save=False)
    except OSError as error:
        raise ValidationError(phrases.NO_ROOM, code="no_room") from error
    try:
        return _queue_new(actor, source)
    except Exception:
        source.file.delete(save=False)
        raise


def _clean_name(name: str) -> str:
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in base if c.isprintable()).strip()[-255:] or "document"


@transaction.atomic
def _queue_new(actor: User | None, source: SourceFile) -> ImportRun:
    source.full_clean(exclude=["file", "uploaded_by"])
    source.save()
    run = ImportRun(organization=source.organization, source=source, started_by=actor)
    run.full_clean(exclude=["started_by"])
    run.save()
    _enqueue(run)
    record(actor, "import.start", run, scope=run.organization, after={"sha256": source.sha256})
    return run


def _enqueue(run: ImportRun) -> None:
    run.heartbeat_at = timezone.now()
    run.save(update_fields=["heartbeat_at"])
    tasks.read_import.enqueue(run.pk)


@transaction.atomic
def cancel_import(*, actor: User, run: ImportRun) -> ImportRun:
    """Give an import up before it is accepted; the reading stops at its next page."""
    run = _hold(run)
    if run.state not in (ImportState.QUEUED, ImportState.READING, ImportState.REVIEW):
        raise WrongState(phrases.NOT_RUNNING, code="not_running")
    run.state = ImportState.CANCELLED
    run.save(update_fields=["state"])
    record(actor, "import.cancel", run, scope=run.organization)
    return run


@transaction.atomic
def retry_import(*, actor: User, run: ImportRun) -> ImportRun:
    """Read the same file again, after a failure, a refusal, a cancellation or an undo."""
    run = _hold(run)
    if run.state not in (
        ImportState.FAILED, ImportState.REFUSED, ImportState.CANCELLED, ImportState.UNDONE
    ):  # fmt: skip
        raise WrongState(phrases.NOT_FINISHED, code="not_finished")
    run.state, run.message, run.attempts = ImportState.QUEUED, "", 0
    run.steps_done = run.steps_total = 0
    run.draft = run.original_draft = run.source_view = None
    run.issues, run.notices, run.accepted_at, run.undone_at = [], [], None, None
    run.version += 1
    run.save()
    _enqueue(run)
    record(actor, "import.retry", run, scope=run.organization)
    return run


def _hold(run: ImportRun) -> ImportRun:
    held = ImportRun.objects.select_for_update(of=("self",))
    return held.select_related("organization", "source", "plan").get(pk=run.pk)


def _hold_review(run: ImportRun, version: int) -> ImportRun:
    run = _hold(run)
    if run.state != ImportState.REVIEW:
        raise WrongState(phrases.NOT_IN_REVIEW, code="not_in_review")
    if run.version != version:
        raise StaleVersion(run.version)
    return run


Change = Callable[[PlanDraft], PlanDraft]
Words = Callable[[PlanDraft], dict[str, Any]]


def _correct(
    actor: User, run: ImportRun, version: int, verb: str, change: Change, words: Words
) -> ImportRun:
    """One correction: hold, change, keep, leave a line. ``words`` describes a draft for the line.

    The caller opens the transaction.
    """
    run = _hold_review(run, version)
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
    run = _hold_review(run, version)
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


@transaction.atomic
def accept_import(*, actor: User | None, run: ImportRun) -> Plan:
    """Make the plan. Accepting twice gives the same plan."""
    run = _hold(run)
    if run.state == ImportState.ACCEPTED and run.plan is not None:
        return run.plan
    if run.state != ImportState.REVIEW:
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
    run = _hold(run)
    if run.state != ImportState.ACCEPTED or run.plan is None:
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


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file to hand over."""

    data: bytes
    name: str
    content_type: str


def export_plan(
    *, actor: User | None, plan: Plan, format: ExportFormat, with_status: bool = False
) -> ExportedFile:
    """The plan in the layout of its source; ``with_status`` adds the column of states."""
    from arrimage.formats import writers  # slow import

    if format not in get_args(ExportFormat):
        raise ValidationError(phrases.UNKNOWN_FORMAT, code="unknown_format")
    data = writers.write(plan_to_draft(plan), format, with_status=with_status)
    name = f"{slugify(plan.title)[:80] or 'plan'}.{format}"
    record(actor, "plan.export", plan, scope=plan, after={"format": format})
    return ExportedFile(data, name, mimetypes.guess_type(name)[0] or "application/octet-stream")


__all__ = [
    "ExportedFile",
    "StaleVersion",
    "WouldLose",
    "WrongState",
    "accept_import",
    "cancel_import",
    "change_draft_level",
    "decide_issue",
    "drop_draft",
    "export_plan",
    "move_draft",
    "read_import",
    "reap_stranded_imports",
    "restore_draft",
    "retry_import",
    "reword_draft",
    "start_import",
    "undo_import",
]
