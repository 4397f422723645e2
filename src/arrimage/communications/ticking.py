"""What happens by itself, at its hour, once, whatever the number of workers."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from arrimage.core.processes import is_dead

from . import digests, operations, tasks
from .each import Done, do_each
from .inbound import imap
from .models import Beat, Campaign
from .outbox import reap, waiting
from .schedule import HOUR, reminder_days

logger = logging.getLogger(__name__)
DIGESTS_AT = 7  # of the morning, here
POLL = dt.timedelta(minutes=1)
AGAIN = dt.timedelta(hours=1)  # before what failed is tried again


def tick(now: dt.datetime | None = None) -> None:
    """Called every few seconds by each worker: whatever is due is done by one of them."""
    now = now or timezone.now()
    rescue_mail(now)
    _do("close", _at_hour(now, 0), now, close_due)
    _do("remind", _at_hour(now, HOUR), now, remind_due)
    _do("digests", _at_hour(now, DIGESTS_AT), now, _send_digests)
    if imap.is_asked() and claim_beat("inbound", now, every=POLL):
        imap.fetch(settings.INBOUND)


def _do(name: str, due: dt.datetime, now: dt.datetime, work: Callable[[dt.datetime], Done]) -> None:
    """Do what is due, once; when a part of it fails, all of it again a while later: what was done
    is not done twice.
    """
    again = Beat.objects.filter(name=f"{name} again")
    if claim_beat(name, due) or again.filter(done_for__lte=now - AGAIN).update(done_for=now):
        if work(due).failed:
            again.update_or_create(name=f"{name} again", defaults={"done_for": now})
        else:
            again.delete()


def _send_digests(due: dt.datetime) -> Done:
    return digests.send_digests(timezone.localdate(due))


def _at_hour(now: dt.datetime, hour: int) -> dt.datetime:
    """The last time that it was this hour, here."""
    here = timezone.localtime(now)
    due = here.replace(hour=hour, minute=0, second=0, microsecond=0)
    return due if due <= here else due - dt.timedelta(days=1)


@transaction.atomic
def claim_beat(name: str, due: dt.datetime, *, every: dt.timedelta = dt.timedelta(0)) -> bool:
    """True for the first who asks about what is due at this instant; false for all others.

    What is claimed may still be cut short: whatever follows may run twice without harm, and is
    asked for again at its next hour.
    """
    held, made = Beat.objects.get_or_create(name=name, defaults={"done_for": due})
    if made:
        return True
    late = Beat.objects.filter(pk=held.pk, done_for__lte=due - every).exclude(done_for=due)
    return bool(late.update(done_for=due))


def remind_due(now: dt.datetime | None = None) -> Done:
    """Remind, in the rounds of which today is a day of reminder; how many messages are new."""
    today = timezone.localdate(now)
    return do_each([c for c in _open_rounds() if today in _days_of(c)], _remind)


def _days_of(campaign: Campaign) -> tuple[dt.date, ...]:
    return reminder_days(campaign.schedule, campaign.opens_on, campaign.closes_on)


def _remind(campaign: Campaign) -> int:
    try:
        return operations.remind_all(actor=None, campaign=campaign, is_automatic=True)
    except ValidationError as refusal:  # closed a moment ago, or nobody writes any more
        logger.info("Aucun rappel pour le tour %s : %s", campaign.pk, refusal)
        return 0


def close_due(now: dt.datetime | None = None) -> Done:
    """Close the rounds whose last day is past; how many were."""
    today = timezone.localdate(now)
    past = [campaign for campaign in _open_rounds() if campaign.closes_on < today]
    return do_each(past, lambda campaign: _close(campaign, today))


def _close(campaign: Campaign, today: dt.date) -> bool:
    try:
        operations.close_round(actor=None, campaign=campaign, over_on=today)
    except ValidationError as refusal:  # somebody closed it or prolonged it meanwhile
        logger.info("Le tour %s ne se ferme pas : %s", campaign.pk, refusal)
        return False
    return True


def _open_rounds() -> list[Campaign]:
    rounds = Campaign.objects.filter(is_open=True, plan__removed_at=None)
    return list(rounds.select_related("plan__organization").order_by("pk"))


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
