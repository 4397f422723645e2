"""What happens by itself, at its hour, once, whatever the number of workers."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from arrimage.core.processes import is_dead

from . import tasks
from .models import Beat
from .outbox import reap, waiting


def tick(now: dt.datetime | None = None) -> None:
    """Called every few seconds by each worker: whatever is due is done by one of them."""
    now = now or timezone.now()
    rescue_mail(now)


def is_first(name: str, due: dt.datetime) -> bool:
    """True for the first who asks about what is due at this instant, in the caller's transaction.

    Nobody else is told so unless that transaction fails.
    """
    held, made = Beat.objects.get_or_create(name=name, defaults={"done_for": due})
    if made:
        return True
    return bool(Beat.objects.filter(pk=held.pk, done_for__lt=due).update(done_for=due))


@transaction.atomic
def rescue_mail(now: dt.datetime | None = None) -> None:
    """Take back what dead workers held, and see that somebody sends what waits."""
    now = now or timezone.now()
    reap(now)
    path = tasks.send_mail.module_path
    held = DBTaskResult.objects.filter(task_path=path)
    running = list(held.filter(status=TaskResultStatus.RUNNING))
    dead = [job.pk for job in running if job.worker_ids and is_dead(job.worker_ids[-1])]
    held.filter(pk__in=dead).update(status=TaskResultStatus.FAILED, finished_at=now)
    is_awaited = len(running) > len(dead) or held.filter(status=TaskResultStatus.READY).exists()
    if waiting(now) and not is_awaited:
        tasks.send_mail.enqueue()
