"""``arrimage courrier`` and ``arrimage rappels``: replies come in, reminders leave."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from django.conf import settings

from arrimage.communications import courier, ticking
from arrimage.communications.inbound import imap
from arrimage.core.processes import end_with_parent
from arrimage.core.reasons import reason

NOT_SET = (
    "ARRIMAGE_INBOUND ne dit pas d’où viennent les réponses. Donnez-lui imaps://… pour une boîte, "
    "ou lmtp://127.0.0.1:8024 pour un serveur de courriel."
)
POLL_SECONDS = 60


def receive(arguments: argparse.Namespace) -> int:
    """Take replies in until stopped: at the door of LMTP, or from the mailbox each minute."""
    where = settings.INBOUND
    if where is None:
        print(NOT_SET, file=sys.stderr)
        return 1
    end_with_parent()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    if where.scheme == "lmtp":
        return _listen(where.hostname or "", where.port or 0, stopped)
    return _visit(stopped, is_once=arguments.once)


def _listen(host: str, port: int, stopped: threading.Event) -> int:
    from arrimage.communications.inbound.lmtp import open_door  # slow import

    try:
        door = open_door(host, port)
    except OSError as error:
        print(f"Le port {port} de {host} ne s’ouvre pas ({reason(error)}).", file=sys.stderr)
        return 1
    print(f"Les réponses sont prises à lmtp://{host}:{port}.", flush=True)
    stopped.wait()
    door.stop()
    return 0


def _visit(stopped: threading.Event, *, is_once: bool) -> int:
    while True:
        found = imap.fetch(settings.INBOUND)
        print(f"Réponses lues : {found.read} ; notées : {found.noted}.", flush=True)
        if is_once or stopped.wait(POLL_SECONDS):
            return 0


def remind(arguments: argparse.Namespace) -> int:
    """Do now what is due today: rounds that end, reminders; then send what waits."""
    closed = ticking.close_due()
    written = ticking.remind_due()
    carried = courier.send_waiting(float(arguments.seconds))
    print(
        f"Tours fermés : {closed.made}. Rappels mis en file : {written.made}. Courriels partis : "
        f"{carried.sent} ; refusés : {carried.refused} ; peut-être partis : {carried.doubtful}."
    )
    return int(bool(closed.failed or written.failed))
