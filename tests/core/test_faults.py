"""The page of a fault, the mark of a process, and the job that a dead process held."""

import errno
import os
import subprocess
import sys

import pytest
from django.db import OperationalError
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from arrimage.core.faults import server_error
from arrimage.core.processes import is_dead, own_mark
from arrimage.core.reasons import is_full, reason
from arrimage.exchange.models import ImportRun, ImportState
from arrimage.exchange.operations import reap_stranded_imports
from tests.factories import make_run


def _answer(rf, error: Exception):
    try:
        raise error
    except Exception:
        return server_error(rf.get("/"))


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OSError(errno.ENOSPC, "No space left"), 507, "Le disque du serveur est plein"),
        (OperationalError("database or disk is full"), 507, "Le disque du serveur est plein"),
        (OperationalError("database is locked"), 503, "La base de données ne répond pas"),
        (ZeroDivisionError(), 500, "L’erreur est notée au journal"),
    ],
)
def test_each_fault_of_the_server_has_its_sentence(rf, error, status, words) -> None:
    response = _answer(rf, error)

    assert response.status_code == status
    assert words in response.content.decode()
    assert response.get("Retry-After") == ("60" if status == 503 else None)


def test_a_full_disk_is_known_through_what_it_caused() -> None:
    caused = RuntimeError("deposit")
    caused.__cause__ = OSError(errno.EDQUOT, "Disk quota exceeded")

    assert is_full(caused)
    assert not is_full(OSError(errno.EACCES, "Permission denied"))
    assert reason(OSError(errno.EACCES, "Permission denied")) == "l’accès est refusé"


def _mark_of_a_dead_process() -> str:
    script = "from arrimage.core.processes import own_mark; print(own_mark())"
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True
    ).stdout.strip()


def test_a_mark_tells_the_dead_from_the_living_and_says_nothing_of_strangers() -> None:
    machine, pid, _ = own_mark().rsplit(".", 2)

    assert pid == str(os.getpid())
    assert is_dead(_mark_of_a_dead_process())
    assert is_dead(f"{machine}.{pid}.1")  # the number was given to another process since
    assert not is_dead(own_mark())
    assert not is_dead("elsewhere.1.2.3")
    assert not is_dead("arrimage-12")


@pytest.mark.django_db
def test_the_job_of_a_dead_worker_is_queued_again_at_once() -> None:
    alive, stranded = make_run(), make_run()
    ImportRun.objects.update(state=ImportState.READING)
    for run, mark in ((alive, own_mark()), (stranded, _mark_of_a_dead_process())):
        DBTaskResult.objects.filter(args_kwargs__args=[run.pk]).update(
            status=TaskResultStatus.RUNNING, worker_ids=[mark]
        )

    assert (reap_stranded_imports(), reap_stranded_imports()) == (1, 0)

    states = ImportRun.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["reading", "queued"]
    jobs = DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True)
    assert list(jobs) == [
        TaskResultStatus.RUNNING, TaskResultStatus.FAILED, TaskResultStatus.READY
    ]  # fmt: skip
