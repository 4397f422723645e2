"""What every screen needs around its content."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def context(request: HttpRequest) -> dict[str, Any]:
    """Name of the screen's section for the main navigation."""
    match = request.resolver_match
    return {"section": match.namespace if match else ""}
