"""Background work: each task calls one operation, and may run twice without harm."""

from __future__ import annotations

from django_tasks import task

from . import courier

OUTING = 45.0  # seconds, so that a document deposited meanwhile does not wait for long


@task()
def send_mail() -> None:
    """Send what waits; when there is more, leave the turn to other work and come back."""
    if courier.send_waiting(OUTING).left:
        send_mail.enqueue()
