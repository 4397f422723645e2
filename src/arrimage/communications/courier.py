"""Carrying queued messages to the server, one at a time, each once."""

from __future__ import annotations

import contextlib
import logging
import re
import smtplib
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import DatabaseError, connection
from django.utils import timezone

from arrimage.core.processes import own_mark

from .models import Message
from .outbox import (
    begin,
    claim,
    let_go,
    settle_doubtful,
    settle_later,
    settle_refused,
    settle_sent,
)
from .revising import revise

logger = logging.getLogger(__name__)
TIMEOUT = 60  # seconds that a server has to answer
DOTS = re.compile(rb"(?m)^\.")


class Unreachable(Exception):
    """No server takes mail now, for anybody; nothing was given to it."""


class NotNow(Exception):
    """The server did not take this message this time."""


class Refused(Exception):
    """The server will never take this message."""


class Unanswered(Exception):
    """The server was given the message, then nothing was heard."""


class Wire(Protocol):
    """A way to a server. ``go`` is called once the recipient is agreed to; false stops there."""

    def deliver(self, message: Message, go: Callable[[], bool]) -> bool:
        """True when the server took it; false when ``go`` stopped it."""

    def close(self) -> None:
        """Leave politely."""


class SmtpWire:
    """One connection to the server, opened when needed and kept for the next message."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None

    def deliver(self, message: Message, go: Callable[[], bool]) -> bool:
        """One message, in the steps that leave no doubt but in the last one."""
        data = bytes_of(message)
        server = self._agreed(message)
        if not go():
            self.close()  # the server waits for a message that does not come: it drops it
            return False
        return self._hand_over(server, data)

    def _agreed(self, message: Message) -> smtplib.SMTP:
        """A server that agreed to the recipient; a connection that it ended is opened again."""
        while True:
            is_new = self._server is None
            server = self._server = self._server or _connected()
            try:
                self._agree(server, message)
            except (smtplib.SMTPException, OSError, Unreachable) as error:
                self.close()
                if is_new:
                    raise Unreachable(str(error)) from error
            else:
                return server

    def _agree(self, server: smtplib.SMTP, message: Message) -> None:
        """Sender, recipient, DATA: until here the server holds nothing."""
        server.ehlo_or_helo_if_needed()
        _say(server.mail(sender_address()), unreachable=True)
        try:
            _say(server.rcpt(reader_address(message)))
            _say(server.docmd("DATA"))
        except (NotNow, Refused):
            server.rset()
            raise

    def _hand_over(self, server: smtplib.SMTP, data: bytes) -> bool:
        try:
            server.send(DOTS.sub(b"..", data) + b".\r\n")
            answer = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Unanswered(str(error)) from error
        try:
            _say(answer)
        except Unreachable as error:  # it goes away, and says that it did not take it
            self.close()
            raise NotNow(str(error)) from error
        return True

    def close(self) -> None:
        """End the connection, whatever state it is in."""
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.close()


def _say(answer: tuple[int, bytes], *, unreachable: bool = False) -> None:
    """What the code of an answer means; silence means yes."""
    code, words = answer
    said = f"{code} {words.decode(errors='replace')}"
    if code < 400:
        return
    if unreachable or code == 421:
        raise Unreachable(said)
    raise NotNow(said) if code < 500 else Refused(said)


def _connected() -> smtplib.SMTP:
    try:
        context = ssl.create_default_context()
        where = (settings.EMAIL_HOST, settings.EMAIL_PORT)
        if settings.EMAIL_USE_SSL:
            server: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(*where, timeout=TIMEOUT)
        if settings.EMAIL_USE_TLS:
            server.starttls(context=context)
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(str(error)) from error
    return server


class DjangoWire:
    """Through Django's own backend: the console of a trial, the memory of a test."""

    def deliver(self, message: Message, go: Callable[[], bool]) -> bool:
        """Hand it to the backend."""
        if not go():
            return False
        mail = EmailMultiAlternatives(
            message.subject, message.text, sender(message), [message.email], headers=_heads(message)
        )
        mail.attach_alternative(message.html, "text/html")
        get_connection().send_messages([mail])
        return True

    def close(self) -> None:
        """Nothing is held."""


def open_wire() -> Wire:
    """The way to the server of these settings."""
    return SmtpWire() if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") else DjangoWire()


def sender_address() -> str:
    """The address that messages come from; what bounces comes back to it."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def sender(message: Message) -> str:
    """«Réseau Lisière <arrimage@lisiere.example>»."""
    local, _, domain = sender_address().rpartition("@")
    return str(Address(message.sender_name, local, domain))


def _heads(message: Message) -> dict[str, str]:
    heads = {"Message-ID": message.message_id, "Date": format_datetime(timezone.now())}
    heads["Auto-Submitted"] = "auto-generated"
    if message.reply_to:
        heads["Reply-To"] = message.reply_to
    if message.unsubscribe:
        heads["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        heads["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return heads


def bytes_of(message: Message) -> bytes:
    """The message as it travels: seven bits, lines that end as the protocol wants."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = sender(message), _reader(message)
    mail["Subject"] = message.subject
    for name, value in _heads(message).items():
        mail[name] = value
    mail["Content-Language"] = "fr-CA" if message.language == "fr" else "en-CA"
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return mail.as_bytes()


def reader_address(message: Message) -> str:
    """The address that it goes to, its domain as servers spell it; ``ValueError`` for none."""
    local, _, domain = message.email.rpartition("@")
    local.encode("ascii")
    return f"{local}@{domain.encode('idna').decode()}"


def _reader(message: Message) -> str:
    local, _, domain = reader_address(message).rpartition("@")
    return str(Address(message.name, local, domain))


@dataclass(frozen=True, slots=True)
class Carried:
    """What one outing did."""

    sent: int = 0
    refused: int = 0
    doubtful: int = 0
    left: bool = False  # something may still be waiting


def send_waiting(seconds: float = 60.0) -> Carried:
    """Send what waits, for about ``seconds``; stops when no server takes mail."""
    worker, wire, end = own_mark(), open_wire(), time.monotonic() + seconds
    tally = {"sent": 0, "refused": 0, "doubtful": 0}
    with _durable():
        try:
            while handful := claim(worker):
                if not _send(handful, wire, tally):
                    return Carried(**tally)
                if time.monotonic() > end:
                    return Carried(**tally, left=True)
        finally:
            wire.close()
    return Carried(**tally)


def _send(handful: list[Message], wire: Wire, tally: dict[str, int]) -> bool:
    """False when no server takes mail: what is left in hand is given back."""
    for rank, message in enumerate(handful):
        try:
            tally["sent"] += _send_one(message, wire, tally)
        except Unreachable as error:
            logger.warning("Le serveur de courriel ne prend rien : %s", error)
            let_go(handful[rank:])
            return False
    return True


def _send_one(message: Message, wire: Wire, tally: dict[str, int]) -> int:
    has_begun = False

    def go() -> bool:
        nonlocal has_begun
        has_begun = begin(message)
        return has_begun

    try:
        if not (revise(message) and wire.deliver(message, go)):
            return 0
    except (Unreachable, DatabaseError):
        raise
    except NotNow as error:
        settle_later(message, str(error))
    except (Refused, ValueError) as error:  # or it is no mail: the others must not wait for it
        settle_refused(message, str(error))
        tally["refused"] += 1
    except Unanswered:
        settle_doubtful(message)
        tally["doubtful"] += 1
    except Exception as error:  # whatever it is, the others must not wait for it
        wire.close()
        _settle_surprise(message, error, has_begun=has_begun)
    else:
        settle_sent(message)
        return 1
    return 0


def _settle_surprise(message: Message, error: Exception, *, has_begun: bool) -> None:
    """What nobody foresaw: tried again later, unless the server may have the message."""
    logger.error("Le courriel %s n’a pas pu partir.", message.pk, exc_info=error)
    if has_begun:
        settle_doubtful(message)
    else:
        settle_later(message, str(error))


@contextlib.contextmanager
def _durable() -> Iterator[None]:
    """On SQLite, what is committed here reaches the disk: a power cut sends nothing twice."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
