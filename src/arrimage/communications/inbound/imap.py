"""A mailbox that is read every minute: what is new is taken in, then marked as read."""

from __future__ import annotations

import imaplib
import logging
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote

from django.conf import settings

from ..operations import Outcome, take_in
from .parsing import NotMail, parse

logger = logging.getLogger(__name__)
TIMEOUT = 30  # seconds
AT_ONCE = 50  # messages of one visit; the rest waits for the next one


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one visit found."""

    read: int = 0
    noted: int = 0


def is_asked() -> bool:
    """True when these settings name a mailbox to read."""
    return settings.INBOUND is not None and settings.INBOUND.scheme.startswith("imap")


def fetch(address: SplitResult) -> Fetched:
    """Take in what is new; a mailbox that does not answer is visited again later.

    A message is marked as read after it is kept: a visit cut short reads it again, and it is known.
    """
    try:
        with _opened(address) as mailbox:
            return _take(mailbox)
    except (imaplib.IMAP4.error, OSError) as error:
        logger.warning("La boîte des réponses ne répond pas : %s", error)
        return Fetched()


def _opened(address: SplitResult) -> imaplib.IMAP4:
    host = address.hostname or "localhost"
    if address.scheme == "imaps":
        mailbox: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, address.port or 993, timeout=TIMEOUT)
    else:
        mailbox = imaplib.IMAP4(host, address.port or 143, timeout=TIMEOUT)
    mailbox.login(unquote(address.username or ""), unquote(address.password or ""))
    folder = unquote(address.path.strip("/")) or "INBOX"
    code, words = mailbox.select(f'"{folder}"')
    if code != "OK":
        raise imaplib.IMAP4.error(f"{folder}: {words!r}")
    return mailbox


def _take(mailbox: imaplib.IMAP4) -> Fetched:
    _code, found = mailbox.uid("SEARCH", "UNSEEN")
    keys = (found[0] or b"").split()[:AT_ONCE]
    noted = sum(_take_one(mailbox, key.decode()) for key in keys)
    return Fetched(read=len(keys), noted=noted)


def _bytes_of(mailbox: imaplib.IMAP4, key: str) -> bytes:
    """What it weighs is asked first: nothing heavier than a deposited document comes in."""
    _code, told = mailbox.uid("FETCH", key, "(RFC822.SIZE)")
    found = re.search(rb"RFC822\.SIZE (\d{1,18})", told[0] if told and told[0] else b"")
    if found and int(found[1]) > settings.UPLOAD_LIMIT * 4 // 3:
        raise NotMail("too heavy")
    _code, parts = mailbox.uid("FETCH", key, "(BODY.PEEK[])")
    return next((part[1] for part in parts if isinstance(part, tuple)), b"")


def _take_one(mailbox: imaplib.IMAP4, key: str) -> bool:
    """One message; whatever it is, those after it are read too."""
    is_noted = False
    try:
        is_noted = take_in(parse(_bytes_of(mailbox, key))) == Outcome.APPLIED
    except (imaplib.IMAP4.error, OSError):
        raise
    except ValueError as error:  # no mail, or nothing that can be kept
        logger.warning("Un message de la boîte des réponses ne se lit pas : %s", error)
    except Exception:  # it stays unread for the next visit; those after it are read
        logger.exception("Une réponse n’a pas pu être gardée.")
        return False
    mailbox.uid("STORE", key, "+FLAGS.SILENT", r"(\Seen)")
    return is_noted
