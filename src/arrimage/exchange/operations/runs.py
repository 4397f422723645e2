"""Depositing a document, giving its import up, reading it again."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.directory.models import Organization
from arrimage.plans.models import Plan, SourceFile

from .. import phrases, tasks
from ..models import ImportRun, ImportState


class WrongState(ValidationError):
    """The gesture makes no sense in the state where the run is now; nothing changed."""


class StaleVersion(Exception):
    """Somebody corrected the reading since it was shown; nothing was written.

    ``version`` is the one that stands now.
    """

    def __init__(self, version: int) -> None:
        super().__init__(str(phrases.STALE_DRAFT))
        self.version = version


def start_import(
    *,
    actor: User | None,
    organization: Organization,
    name: str,
    data: bytes,
    revises: Plan | None = None,
) -> ImportRun:
    """Keep a file and queue its reading, together or not at all.

    ``revises`` is the plan of which the file is a newer version.
    """
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
        return _queue_new(actor, source, revises)
    except Exception:
        source.file.delete(save=False)
        raise


def _clean_name(name: str) -> str:
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in base if c.isprintable()).strip()[-255:] or "document"


@transaction.atomic
def _queue_new(actor: User | None, source: SourceFile, revises: Plan | None) -> ImportRun:
    source.full_clean(exclude=["file", "uploaded_by"])
    source.save()
    run = ImportRun(
        organization=source.organization, source=source, started_by=actor, revises=revises
    )
    run.full_clean(exclude=["started_by", "revises"])
    run.save()
    enqueue(run)
    record(actor, "import.start", run, scope=run.organization, after={"sha256": source.sha256})
    return run


def enqueue(run: ImportRun) -> None:
    """Put the reading of a run in the queue, with the caller's transaction."""
    run.heartbeat_at = timezone.now()
    run.save(update_fields=["heartbeat_at"])
    tasks.read_import.enqueue(run.pk)


@transaction.atomic
def cancel_import(*, actor: User, run: ImportRun) -> ImportRun:
    """Give an import up before it is accepted; the reading stops at its next page."""
    run = hold(run)
    if run.state not in (ImportState.QUEUED, ImportState.READING, ImportState.REVIEW):
        raise WrongState(phrases.NOT_RUNNING, code="not_running")
    run.state = ImportState.CANCELLED
    run.save(update_fields=["state"])
    record(actor, "import.cancel", run, scope=run.organization)
    return run


@transaction.atomic
def retry_import(*, actor: User, run: ImportRun) -> ImportRun:
    """Read the same file again, after a failure, a refusal, a cancellation or an undo."""
    run = hold(run)
    if run.state not in (
        ImportState.FAILED, ImportState.REFUSED, ImportState.CANCELLED, ImportState.UNDONE
    ):  # fmt: skip
        raise WrongState(phrases.NOT_FINISHED, code="not_finished")
    run.state, run.message, run.attempts = ImportState.QUEUED, "", 0
    run.steps_done = run.steps_total = 0
    run.draft = run.original_draft = run.source_view = None
    run.issues, run.notices, run.accepted_at, run.undone_at = [], [], None, None
    run.journal, run.placed = [], {}
    run.version += 1
    run.save()
    enqueue(run)
    record(actor, "import.retry", run, scope=run.organization)
    return run


def hold(run: ImportRun) -> ImportRun:
    """The run as it is now, held until the end of the transaction."""
    held = ImportRun.objects.select_for_update(of=("self",))
    return held.select_related("organization", "source", "plan").get(pk=run.pk)


def hold_review(run: ImportRun, version: int | None = None) -> ImportRun:
    """The run, held, if it is in review, at this version where one is given."""
    run = hold(run)
    if run.state != ImportState.REVIEW:
        raise WrongState(phrases.NOT_IN_REVIEW, code="not_in_review")
    if version is not None and run.version != version:
        raise StaleVersion(run.version)
    return run
