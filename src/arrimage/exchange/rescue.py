"""Giving back to the queue what a dead worker left behind."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from arrimage.core.processes import is_dead

from . import phrases, tasks
from .models import ImportRun, ImportState

SILENCE = dt.timedelta(seconds=60)
MAX_ATTEMPTS = 3  # a document that kills its worker three times is not tried a fourth


@transaction.atomic
def reap_stranded_imports(now: dt.datetime | None = None) -> int:
    """Queue again every run whose worker died on this machine, or that was silent for a minute.

    How many were. A job that a dead worker held is closed, whatever became of its run.
    """
    now = now or timezone.now()
    held = _results(TaskResultStatus.RUNNING)
    dead = [result for result in held if _is_held_by_the_dead(result)]
    abandoned = {_run_id(r) for r in dead} - {_run_id(r) for r in held if r not in dead}
    ready = {_run_id(result) for result in _results(TaskResultStatus.READY)}
    stranded = [
        run
        for run in ImportRun.objects.select_for_update().filter(
            state__in=(ImportState.QUEUED, ImportState.READING)
        )
        if run.pk not in ready and (run.pk in abandoned or _is_silent(run, now))
    ]
    silent = {run.pk for run in stranded}
    _close(dead + [result for result in held if _run_id(result) in silent], now)
    for run in stranded:
        _requeue(run, now)
    return len(stranded)


def _is_held_by_the_dead(result: DBTaskResult) -> bool:  # type: ignore[type-arg]
    return bool(result.worker_ids) and is_dead(result.worker_ids[-1])


def _is_silent(run: ImportRun, now: dt.datetime) -> bool:
    return run.heartbeat_at is not None and run.heartbeat_at < now - SILENCE


def _requeue(run: ImportRun, now: dt.datetime) -> None:
    if run.attempts >= MAX_ATTEMPTS:
        run.state = ImportState.REVIEW if run.draft else ImportState.FAILED
        run.message = str(phrases.STRANDED) % {"count": run.attempts}
    else:
        run.state = ImportState.QUEUED
        tasks.read_import.enqueue(run.pk)
    run.heartbeat_at = now
    run.save(update_fields=["state", "message", "heartbeat_at"])


def _run_id(result: DBTaskResult) -> int:  # type: ignore[type-arg]
    return int(result.args_kwargs["args"][0])


def _results(status: TaskResultStatus) -> list[DBTaskResult]:  # type: ignore[type-arg]
    path = tasks.read_import.module_path
    return list(DBTaskResult.objects.filter(task_path=path, status=status))


def _close(results: list[DBTaskResult], now: dt.datetime) -> None:  # type: ignore[type-arg]
    keys = [result.pk for result in results]
    DBTaskResult.objects.filter(pk__in=keys, status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.FAILED, finished_at=now
    )
