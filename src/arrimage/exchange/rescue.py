"""Giving back to the queue what a dead worker left behind."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from . import phrases, tasks
from .models import ImportRun, ImportState

SILENCE = dt.timedelta(seconds=60)
MAX_ATTEMPTS = 3  # a document that kills its worker three times is not tried a fourth


@transaction.atomic
def reap_stranded_imports(now: dt.datetime | None = None) -> int:
    """Queue again every run that has been silent for a minute; how many were."""
    now = now or timezone.now()
    waiting = (ImportState.QUEUED, ImportState.READING)
    silent = ImportRun.objects.select_for_update().filter(
        state__in=waiting, heartbeat_at__lt=now - SILENCE
    )
    ready = _run_ids(TaskResultStatus.READY)
    stranded = [run for run in silent if run.pk not in ready]
    for run in stranded:
        _close_dead_tasks(run.pk, now)
        _requeue(run, now)
    return len(stranded)


def _requeue(run: ImportRun, now: dt.datetime) -> None:
    if run.attempts >= MAX_ATTEMPTS:
        run.state = ImportState.FAILED
        run.message = str(phrases.STRANDED) % {"count": run.attempts}
    else:
        run.state = ImportState.QUEUED
        tasks.read_import.enqueue(run.pk)
    run.heartbeat_at = now
    run.save(update_fields=["state", "message", "heartbeat_at"])


def _run_ids(status: TaskResultStatus) -> set[int]:
    return {result.args_kwargs["args"][0] for result in _results(status)}


def _results(status: TaskResultStatus) -> list[DBTaskResult]:  # type: ignore[type-arg]
    path = tasks.read_import.module_path
    return list(DBTaskResult.objects.filter(task_path=path, status=status))


def _close_dead_tasks(run_id: int, now: dt.datetime) -> None:
    dead = [r.pk for r in _results(TaskResultStatus.RUNNING) if r.args_kwargs["args"][0] == run_id]
    DBTaskResult.objects.filter(pk__in=dead).update(status=TaskResultStatus.FAILED, finished_at=now)
