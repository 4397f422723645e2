"""Reading a deposited file, outside any request: may be killed, cancelled or run twice."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from arrimage.audit.operations import record
from arrimage.formats.doctor import examine
from arrimage.formats.document import SourceDocument, UnreadableDocument
from arrimage.formats.draft import Reading
from arrimage.formats.interchange_file import read_interchange
from arrimage.plans.drafts import pack, unpack

from . import phrases
from .columns import lexicon_for
from .issues import refreshed, stored_issue, with_decisions
from .journal import transfer
from .models import ImportRun, ImportState
from .plain_table import read_plain_table
from .source_view import source_view

logger = logging.getLogger(__name__)
BEAT = 0.5  # seconds between two looks at the database while reading


def read_import(run_id: int) -> None:
    """Read the file of a run and leave a review, a refusal or a failure; never an exception.

    A run that is not waiting, or that was cancelled meanwhile, is left as it is.
    """
    run = _claim(run_id)
    if run is None:
        return
    try:
        _finish(run, _read(run))
    except UnreadableDocument as error:
        _finish(run, {"state": ImportState.FAILED, "message": str(error)})
    except Exception:
        if _is_cancelled(run_id):
            return
        logger.exception("Reading of import %s failed", run_id)
        _finish(run, {"state": ImportState.FAILED, "message": str(phrases.UNEXPECTED)})


@transaction.atomic
def _claim(run_id: int) -> ImportRun | None:
    waiting = (ImportState.QUEUED, ImportState.READING)
    held = ImportRun.objects.select_for_update(of=("self",)).select_related("source")
    run = held.filter(pk=run_id, state__in=waiting).first()
    if run is None:
        return None
    run.state, run.heartbeat_at, run.steps_done = ImportState.READING, timezone.now(), 0
    run.attempts += 1
    run.save(update_fields=["state", "heartbeat_at", "steps_done", "attempts"])
    return run


def _read(run: ImportRun) -> dict[str, Any]:
    from arrimage.formats import readers, recognition  # slow import

    with run.source.file.open("rb") as stream:
        data = stream.read()
    if run.source.name.lower().endswith(".json"):
        document, draft = read_interchange(data, run.source.name)
        return _outcome(document, Reading(draft))
    pulse = _Pulse(run.pk)
    document = readers.read_document(
        data, run.source.name, progress=pulse.progress, cancelled=pulse.is_cancelled
    )
    reading = recognition.recognise(document, lexicon_for(run))
    if reading.draft is None and run.columns:
        reading = read_plain_table(document, run.columns) or reading
    if run.columns:  # somebody said what they are: nothing is guessed any more
        kept = (issue for issue in reading.issues if issue.code != "columns_guessed")
        reading = replace(reading, issues=tuple(kept))
    return _outcome(document, reading)


class _Pulse:
    """Tells the database how far the reading is, and learns from it whether to stop."""

    def __init__(self, run_id: int) -> None:
        self.run_id = run_id
        self.told_at = self.asked_at = 0.0
        self.answer = False

    def progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self.told_at < BEAT and done < total:
            return
        self.told_at = now
        ImportRun.objects.filter(pk=self.run_id, state=ImportState.READING).update(
            steps_done=done, steps_total=total, heartbeat_at=timezone.now()
        )

    def is_cancelled(self) -> bool:
        now = time.monotonic()
        if now - self.asked_at >= BEAT:
            self.asked_at, self.answer = now, _is_cancelled(self.run_id)
        return self.answer


def _is_cancelled(run_id: int) -> bool:
    return not ImportRun.objects.filter(pk=run_id, state=ImportState.READING).exists()


def _outcome(document: SourceDocument, reading: Reading) -> dict[str, Any]:
    """What the run keeps: doubts about the reading first, then what the plan lacks."""
    findings = examine(reading.draft) if reading.draft else ()
    values: dict[str, Any] = {
        "issues": [stored_issue(issue) for issue in (*reading.issues, *findings)],
        "notices": list(document.notices),
        "source_view": source_view(document),
    }
    if reading.draft is None:
        return values | {"state": ImportState.REFUSED, "message": reading.refusal}
    draft = pack(reading.draft)
    return values | {"state": ImportState.REVIEW, "draft": draft, "original_draft": draft}


def _read_again(run: ImportRun, values: dict[str, Any]) -> dict[str, Any]:
    """What a second reading of a run keeps: the corrections of the first, made again on it.

    A second reading that finds nothing leaves the first as it was.
    """
    if values["state"] != ImportState.REVIEW:
        said = values["message"] if values["state"] == ImportState.FAILED else phrases.NO_PLAN_THEN
        return {"state": ImportState.REVIEW, "notices": [*run.notices, str(said)]}
    new = unpack(values["draft"])
    moved = transfer(unpack(run.original_draft or {}), new, run.journal)
    issues = refreshed(values["issues"], new, moved.state.draft)
    notices = values["notices"]
    if moved.lost:
        notices = [*notices, str(phrases.LOST_CORRECTIONS) % {"titles": ", ".join(moved.lost)}]
    return values | {
        "draft": pack(moved.state.draft),
        "journal": list(moved.journal),
        "issues": with_decisions(issues, moved.state.decisions),
        "notices": notices,
    }


@transaction.atomic
def _finish(run: ImportRun, values: dict[str, Any]) -> None:
    """Keep the outcome, unless somebody cancelled or another worker was faster."""
    if run.original_draft is not None:
        values = _read_again(run, values)
    changed = ImportRun.objects.filter(pk=run.pk, state=ImportState.READING).update(
        **values, heartbeat_at=timezone.now(), version=run.version + 1
    )
    if changed:
        label = str(ImportState(values["state"]).label)
        record(None, "import.read", run, scope=run.organization, after={"state": label})
