"""Real mail servers on the loopback: one that receives, and says what it is told to say."""

from __future__ import annotations

import email
import email.policy
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller

from tests.faults.installation import free_port


@dataclass
class Mailbox:
    """What a server received. ``refused`` holds answers by recipient; ``mute`` cuts after DATA."""

    refused: dict[str, str] = field(default_factory=dict)
    mute: set[str] = field(default_factory=set)
    journal: Path | None = None  # a file where each accepted Message-ID is written, once a line
    received: list[tuple[str, EmailMessage]] = field(default_factory=list)
    stop_after: int = 0  # then ``full`` is set
    full: threading.Event = field(default_factory=threading.Event)

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.refused.get(address, "")
        if answer and not answer.startswith("DATA "):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        answer = self.refused.get(address, "")
        if answer.startswith("DATA "):
            return answer[5:]
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.received.append((address, mail))
        if self.journal:
            with self.journal.open("a") as stream:
                stream.write(f"{mail['Message-ID']}\n")
        if len(self.received) >= self.stop_after:
            self.full.set()
        if address in self.mute:
            server.transport.abort()
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return [address for address, _mail in self.received]

    @property
    def ids(self) -> list[str]:
        return [mail["Message-ID"] for _address, mail in self.received]


@contextmanager
def smtp_server(box: Mailbox):
    """A server for the mailbox; its port."""
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
