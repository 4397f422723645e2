"""The first screens: choosing an organisation, and its home."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from arrimage.core.screens import screen
from arrimage.directory.queries import organization_for, organizations_for


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The organisations of the person; straight to the only one."""
    organizations = list(organizations_for(request.user))
    if len(organizations) == 1:
        return redirect(organizations[0])
    return screen(request, "portal/home.html", {"organizations": organizations})


@require_GET
def organization_home(request: HttpRequest, slug: str) -> HttpResponse:
    """One sentence, the plans, the imports to check."""
    organization = organization_for(request.user, slug)
    return screen(request, "portal/organization_home.html", {"organization": organization})
