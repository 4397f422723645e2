"""A mail as received: who, for whom, what it answers, its words, what is attached. No Django."""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr

from bs4 import BeautifulSoup, NavigableString, Tag

from arrimage.formats.language.text import kept

from .quoting import FROM_HERE, QUOTES, without_quotes

RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
MOST_PIECES = 10
MOST_NAMED = 50  # recipients, messages that it answers
LONGEST = 20_000  # signs of the words of a reply
LONGEST_BODY = 200_000  # signs of what they are looked for in
# What the parser of headers takes ages to read, when somebody makes it long.
DESCRIBING = re.compile(rb"(?im)^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*")
LONGEST_DESCRIBING, MOST_DESCRIBING, LONGEST_HEADER = 4_096, 65_536, 32_768  # bytes
LINES = ("br", "p", "div", "li", "tr")  # each begins a line, and ends one
ROBOTS = ("bulk", "junk", "list", "auto_reply")


class NotMail(ValueError):
    """These bytes cannot be read as a mail."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is attached."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """``answers`` holds the Message-IDs that it replies to; ``text`` is without what it quotes.

    ``is_automatic``: written by a machine, an absence or a list. ``is_bounce``: a server says that
    a message of ours did not arrive; ``error`` is what it says.
    """

    message_id: str
    sender: str
    recipients: tuple[str, ...]
    answers: tuple[str, ...]
    text: str
    pieces: tuple[Piece, ...]
    left_out: int  # pieces that are too many
    is_automatic: bool
    is_bounce: bool
    error: str


def parse(data: bytes, *, has_sender: bool = True) -> Received:
    """Read the bytes of a mail; ``has_sender`` is false when its envelope names nobody.

    Raises :class:`NotMail`, and nothing else, whatever the bytes.
    """
    try:
        return _parse(data, has_sender)
    except NotMail:
        raise
    except Exception as error:  # the parser meets in the wild what it does not expect
        raise NotMail(str(error)) from error


def _refuse_endless(data: bytes) -> None:
    """Headers that no mail program writes would hold the whole door for hours."""
    described = [len(found[0]) for found in DESCRIBING.finditer(data)]
    if sum(described) > MOST_DESCRIBING or max(described, default=0) > LONGEST_DESCRIBING:
        raise NotMail("endless description of parts")


def _parse(data: bytes, has_sender: bool) -> Received:
    _refuse_endless(data)
    mail = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(mail, EmailMessage) or not mail.keys():
        raise NotMail("no headers")
    if any(len(str(value)) > LONGEST_HEADER for _name, value in mail.raw_items()):
        raise NotMail("endless header")
    is_bounce, pieces = mail.get_content_type() == "multipart/report", tuple(_pieces(mail))
    return Received(
        message_id=_one(mail, "Message-ID") or f"<{hashlib.sha256(data).hexdigest()[:32]}@sans-id>",
        sender=parseaddr(_one(mail, "From"))[1].lower(),
        recipients=_addresses(mail),
        answers=_answers(mail),
        text="" if is_bounce else _text(mail),
        pieces=() if is_bounce else pieces[:MOST_PIECES],
        left_out=max(0, len(pieces) - MOST_PIECES),
        is_automatic=not has_sender or _is_automatic(mail),
        is_bounce=is_bounce,
        error=_error(mail) if is_bounce else "",
    )


def _one(mail: EmailMessage, name: str) -> str:
    return kept(" ".join(str(mail.get(name, "")).split()))


def _addresses(mail: EmailMessage) -> tuple[str, ...]:
    said = [str(value) for name in RECIPIENTS for value in mail.get_all(name, [])]
    found = dict.fromkeys(kept(a.lower()) for _name, a in getaddresses(said) if "@" in a)
    return tuple(found)[:MOST_NAMED]


def _answers(mail: EmailMessage) -> tuple[str, ...]:
    """What it replies to; in a bounce, what did not arrive."""
    said = f"{mail.get('In-Reply-To', '')} {mail.get('References', '')}"
    returned = [str(part.get("Message-ID", "")) for part in _returned(mail)]
    ids = [kept(word) for word in (*said.split(), *returned) if word.startswith("<")]
    return tuple(dict.fromkeys(reversed(ids)))[:MOST_NAMED]


def _returned(mail: EmailMessage) -> Iterator[EmailMessage]:
    if mail.get_content_type() == "multipart/report":
        for part in mail.walk():
            if part is not mail and part.get("Message-ID"):
                yield part
            elif part.get_content_type() == "text/rfc822-headers":
                yield email.message_from_string(part.get_content(), policy=email.policy.default)


def _is_automatic(mail: EmailMessage) -> bool:
    by_itself = _one(mail, "Auto-Submitted").lower() or "no"
    return (
        by_itself.partition(";")[0].strip() != "no"
        or _one(mail, "Precedence").lower() in ROBOTS
        or mail.get_content_type() == "multipart/report"
        or bool(mail.get("X-Autoreply") or mail.get("X-Autorespond"))
        or _one(mail, "Return-Path") == "<>"
    )


def _error(mail: EmailMessage) -> str:
    """What the server says of it, when it says that it gave up; empty while it still tries."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            for block in part.iter_parts() if part.is_multipart() else []:
                if str(block.get("Action", "")).strip().lower() == "failed":
                    return _one(block, "Diagnostic-Code") or _one(block, "Status") or "failed"
    return ""


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    said = str(body.get_content())[:LONGEST_BODY]
    if body.get_content_type() == "text/html":
        said = _words_of(said)
    return without_quotes(kept(said))[:LONGEST]


def _words_of(html: str) -> str:
    """The words of a page, line by line, without what it quotes."""
    soup = BeautifulSoup(html, "lxml")  # closes what is left open: nothing nests for ever
    for mark in soup.select(FROM_HERE):
        for following in mark.find_next_siblings():
            following.decompose()
    for quoted in soup.select(QUOTES):
        quoted.decompose()
    return "".join(_lines_of(soup))


def _lines_of(soup: BeautifulSoup) -> Iterator[str]:
    """In one walk: adding to a page whose parts nest deep takes ages."""
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name in LINES:
                yield "\n"
        elif type(node) is NavigableString:  # neither a comment nor a style
            above = node.previous_sibling
            if isinstance(above, Tag) and above.name in LINES:
                yield "\n"
            yield str(node)


def _pieces(mail: EmailMessage) -> Iterator[Piece]:
    """Attached files; pictures that stand in the text, such as logos, are none."""
    for part in mail.iter_attachments():
        if part.get_content_disposition() == "inline" and part.get("Content-ID"):
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data:
            yield Piece(_file_name(part.get_filename() or ""), data)


def _file_name(name: str) -> str:
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in base if c.isprintable()).strip(" .")[-200:] or "piece"
