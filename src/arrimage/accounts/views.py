"""What of allauth is not offered."""

from __future__ import annotations

from typing import NoReturn

from django.http import Http404, HttpRequest


def no_screen(request: HttpRequest) -> NoReturn:
    """404: an account keeps the address that its invitation proved.

    Without confirmation by mail, allauth's own page lets anybody bear anybody's address, and
    tells which ones have an account.
    """
    raise Http404
