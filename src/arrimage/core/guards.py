"""What every request passes before anything reads it, and every answer before it leaves."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Handler = Callable[[HttpRequest], HttpResponse]


def keep_private(get_response: Handler) -> Handler:
    """Let no cache keep a page, and no engine index it, unless its view says otherwise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        if "public" in response.headers["Cache-Control"].split(", "):
            _same_for_everybody(response)
        return response

    return middleware


def _same_for_everybody(response: HttpResponse) -> None:
    """A page that caches keep is nobody's: it sets no cookie and depends on none."""
    response.cookies.clear()
    del response.headers["Vary"]


def refuse_oversized(get_response: Handler) -> Handler:
    """Answer 413 to a body heavier than a document and its form, before any of it is kept.

    Without this, looking for the token of a form would first write the whole body to the disk,
    for anybody who asks. A file just over the limit still reaches its form, which says so there.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _weight(request) <= settings.UPLOAD_LIMIT + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return get_response(request)
        limit = settings.UPLOAD_LIMIT // 1024 // 1024
        return render(request, "413.html", {"limit": limit}, status=413)

    return middleware


def _weight(request: HttpRequest) -> int:
    """Bytes announced; a body that announces none is not read at all."""
    announced = request.headers.get("Content-Length", "")
    return int(announced) if announced.isdecimal() and len(announced) < 20 else 0
