"""What a browser keeps to open without connection, and to stand on the first screen of a phone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from . import offline

View = Callable[[HttpRequest, str], HttpResponse]


def _for_everybody(view: View) -> View:
    """Asked without account, in a language of the product."""

    @wraps(view)
    def checked(request: HttpRequest, language: str) -> HttpResponse:
        if language not in dict(settings.LANGUAGES):
            raise Http404
        return view(request, language)

    return login_not_required(require_safe(checked))


@_for_everybody
def offline_page(request: HttpRequest, language: str) -> HttpResponse:
    """The page that stands for any other while there is no connection."""
    return HttpResponse(offline.page(language))


@_for_everybody
def service_worker(request: HttpRequest, language: str) -> HttpResponse:
    """The worker; where it is turned off, one that empties what was kept and goes away."""
    script = offline.worker(language) if settings.WORKS_OFFLINE else offline.leaving_worker()
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@_for_everybody
def web_manifest(request: HttpRequest, language: str) -> HttpResponse:
    """How the product is called and drawn once it is installed."""
    return JsonResponse(offline.manifest(language), content_type="application/manifest+json")
