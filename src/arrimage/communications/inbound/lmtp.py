"""A door for a mail server of this machine: it hands over each reply, and hears its fate."""

from __future__ import annotations

import logging
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, connections

from ..operations import Outcome, take_in
from .parsing import parse

logger = logging.getLogger(__name__)
TAKEN = "250 2.6.0 Merci"
NOBODY = "550 5.1.1 Cette adresse n'attend pas de reponse"
UNREADABLE = "554 5.6.0 Ce message ne se lit pas"
LATER = "451 4.3.0 Plus tard"


class Door:
    """What aiosmtpd asks of us for each message."""

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Only our own address, whatever follows its plus sign."""
        local, _at, domain = settings.INBOUND_ADDRESS.lower().partition("@")
        name, _at, host = address.lower().partition("@")
        if host != domain or name.partition("+")[0] != local:
            return NOBODY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep it before saying so."""
        return str(
            await sync_to_async(_received)(
                envelope.content, tuple(envelope.rcpt_tos), bool(envelope.mail_from)
            )
        )


def _received(data: bytes, recipients: tuple[str, ...], has_sender: bool) -> str:
    try:
        outcome = take_in(parse(data, has_sender=has_sender), recipients)
    except ValueError:  # no mail, or nothing that can be kept
        return UNREADABLE
    except (DatabaseError, OSError) as error:
        logger.warning("Une réponse n’a pas pu être gardée : %s", error)
        return LATER
    finally:
        connections.close_all()  # of this thread: the next reply may be hours away
    return NOBODY if outcome == Outcome.UNKNOWN else TAKEN


class LmtpController(Controller):
    """The door, in a thread of its own."""

    def factory(self) -> LMTP:
        """One conversation; nothing heavier than a deposited document comes in."""
        return LMTP(
            self.handler, enable_SMTPUTF8=True, data_size_limit=settings.UPLOAD_LIMIT * 4 // 3
        )


def open_door(host: str, port: int) -> LmtpController:
    """Listen until ``stop`` is called; ``OSError`` when nobody can listen there."""
    controller = LmtpController(Door(), hostname=host, port=port)
    controller.start()
    return controller
