"""One way to answer with a screen: the whole page, or the part that htmx asked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def screen(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page ``template``; for an htmx request, only its ``part`` where one is named.

    A request that restores the browser's history gets the whole page. Both answers live at one
    address, so caches are told apart by the ``HX-Request`` header.
    """
    wants_part = part and wants_parts(request)
    name = f"{template}#{part}" if wants_part else template
    response = render(request, name, context or {}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def wants_parts(request: HttpRequest) -> bool:
    """True when htmx asked for a piece of the page rather than the page."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)
