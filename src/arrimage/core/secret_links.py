"""Pages that a secret link opens, without account.

The secret stands in one address, which answers with a cookie of the link's own pages and sends on:
no other address holds it, and no other address obeys the cookie. Only its digest is kept.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def hash_secret(secret: str) -> str:
    """What is kept of a secret, in hexadecimal: 64 characters. The secret itself is not kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def readable_secret(request: HttpRequest, secret: str) -> str:
    """The secret that this address may open, or nothing: then it is answered as a closed one."""
    is_asked = request.method in ("GET", "HEAD")
    return secret if is_asked and secret.isprintable() else ""


def let_in(name: str, secret: str, home: str, **until: Any) -> HttpResponse:
    """On to the pages under ``home``, with the cookie that opens them and them alone."""
    response = sent_on(home)
    response.set_cookie(
        name,
        secret,
        path=home,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
        **until,
    )
    return response


def sent_on(address: str) -> HttpResponse:
    """On to another page, which does not learn where one came from.

    Whatever is asked of a secret address, it sends on: a refusal would write it in the journal.
    """
    response = redirect(address)
    response["Referrer-Policy"] = "no-referrer"
    return response
