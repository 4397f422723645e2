"""What the screens of memory share: a file to hand over, and the frame of their pages."""

from __future__ import annotations

import mimetypes
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from arrimage.audit.operations import record
from arrimage.core.screens import screen
from arrimage.plans.models import Plan


def page(
    request: HttpRequest, template: str, plan: Plan, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page about a plan."""
    frame = {"organization": plan.organization, "plan": plan, "nav_section": "plans"}
    return screen(request, f"memory/{template}.html", frame | context, status=status)


def handed(request: HttpRequest, plan: Plan, data: bytes, format: str, words: str) -> HttpResponse:
    """A file of a plan; the trace says that it was taken."""
    record(request.user, "plan.export", plan, scope=plan, after={"format": format})
    name = f"{slugify(f'{words} {plan.title}')[:80] or 'plan'}.{format}"
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
