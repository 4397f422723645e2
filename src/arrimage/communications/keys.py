"""The two secrets of a request, its link and its reply address, made again whenever needed.

They come from the nonce of the request and the key of the installation; the database keeps only
their hashes, so that somebody who reads it opens nothing.
"""

from __future__ import annotations

import base64
import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

from arrimage.core.secret_links import hash_secret

from .models import Request

LINK, REPLY = "arrimage.update.link", "arrimage.update.reply"


def new_nonce() -> str:
    """A nonce for a request, or another one for a link that must not open any more."""
    return secrets.token_hex(16)


def link_secret(nonce: str) -> str:
    """What stands in the address of a link: 32 signs."""
    return base64.urlsafe_b64encode(_derived(LINK, nonce)[:24]).decode()


def reply_secret(nonce: str) -> str:
    """What stands in a reply address: 24 small letters and digits, as servers may fold case."""
    return base64.b32encode(_derived(REPLY, nonce)[:15]).decode().lower()


def _derived(salt: str, nonce: str) -> bytes:
    return salted_hmac(salt, nonce, algorithm="sha256").digest()


def give_keys(request: Request, nonce: str = "") -> Request:
    """Write a nonce and its hashes on a request, which the caller saves."""
    request.nonce = nonce or new_nonce()
    request.secret_hash = hash_secret(link_secret(request.nonce))
    request.reply_hash = hash_secret(reply_secret(request.nonce))
    return request


def keep_keys(request: Request) -> Request:
    """Before writing again: when the key of the installation changed, the hashes follow it."""
    if request.secret_hash != hash_secret(link_secret(request.nonce)):
        give_keys(request, request.nonce)
        request.save(update_fields=["nonce", "secret_hash", "reply_hash"])
    return request


def reply_address(nonce: str) -> str:
    """Where a reply to this request comes back; empty when the installation reads no mail."""
    local, at, domain = settings.INBOUND_ADDRESS.partition("@")
    return f"{local}+{reply_secret(nonce)}@{domain}" if at else ""
