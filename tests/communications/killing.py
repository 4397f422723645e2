"""A real installation whose worker is killed, again and again, while it sends."""

import time
from collections import Counter
from dataclasses import dataclass

from tests.faults.installation import Installation, kill_all, wait_until

from .servers import Mailbox

PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("createcachetable", verbosity=0)
from django.db import transaction
from arrimage.communications.outbox import Letter, queue
from arrimage.directory.models import Organization
o = Organization.objects.create(name="Réseau Lisière", slug="reseau-lisiere", kind="national")
with transaction.atomic():
    queue(
        Letter(
            key=f"request:{{n}}", kind="request", category="updates", organization=o,
            sender_name="Réseau Lisière", email=f"personne{{n}}@granges.example", name=f"Personne {{n}}",
            subject="Où en êtes-vous ?", text="Bonjour.\\n" * 40, html="<p>Bonjour.</p>" * 300,
        )
        for n in range({count})
    )
"""
STATES = "SELECT state, count(*) FROM communications_message GROUP BY state"
DOUBTFUL = "SELECT message_id FROM communications_message WHERE state = 'doubtful'"
SENT = "SELECT message_id FROM communications_message WHERE state = 'sent'"


@dataclass(frozen=True)
class Outcome:
    """What the server received, and what the installation believes."""

    states: dict[str, int]
    received: int
    copies: int  # received more than once
    believed: int  # said to be sent, and never received
    unsaid: int  # received, neither said to be sent nor doubtful
    doubtful_received: int
    kills: int
    seconds: float


def prepare(installation: Installation, port: int, count: int) -> None:
    """An installation with so many messages in its queue, and a server on that port."""
    installation.env["ARRIMAGE_MAIL"] = f"smtp://127.0.0.1:{port}"
    made = installation.python("-c", PREPARE.format(count=count))
    assert made.returncode == 0, made.stderr


def drill(installation: Installation, box: Mailbox, count: int, kills: int) -> Outcome:
    """Kill the worker at ``kills`` moments spread over the work, then let another one finish."""
    began = time.monotonic()
    for rank in range(1, kills + 1):
        box.full.clear()
        box.stop_after = rank * count // (kills + 1)
        worker = installation.start("worker")
        box.full.wait(120)
        kill_all(worker)
        installation.settle_database()
    worker = installation.start("worker")
    wait_until(lambda: not _states(installation).keys() & {"queued", "sending"})
    kill_all(worker)
    return _outcome(installation, box, kills, time.monotonic() - began)


def _states(installation: Installation) -> dict[str, int]:
    return dict(installation.rows(STATES))


def _outcome(installation: Installation, box: Mailbox, kills: int, seconds: float) -> Outcome:
    received = Counter(box.ids)
    sent = {row[0] for row in installation.rows(SENT)}
    doubtful = {row[0] for row in installation.rows(DOUBTFUL)}
    return Outcome(
        states=_states(installation),
        received=len(received),
        copies=sum(count - 1 for count in received.values()),
        believed=len(sent - received.keys()),
        unsaid=len(received.keys() - sent - doubtful),
        doubtful_received=len(doubtful & received.keys()),
        kills=kills,
        seconds=seconds,
    )
