"""What a browser keeps of the product to open without connection: one page, and what it names.

The page is rendered without a request: it holds nothing of anybody. The worker changes whenever
the page, a file that it names or the worker itself does, and browsers then take the new one.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

NAMED = re.compile(r'(?:src|href)="(/[^"#]+\.(?:css|js|svg|woff2))"')
ICONS = (
    ("icon-192.png", 192, "any"),
    ("icon-512.png", 512, "any"),
    ("mask-512.png", 512, "maskable"),
)


def page(language: str) -> str:
    """The page without connection, in a language, for nobody in particular."""
    with translation.override(language):
        told = {"language": language, "privacy_contact": settings.PRIVACY_CONTACT}
        return render_to_string("offline.html", told)


@functools.cache  # every page asks whether it changed: within a process it does not
def worker(language: str) -> str:
    """The script that answers with the page when the server is out of reach."""
    shown, script = page(language), render_to_string("service_worker.js")
    files = list(dict.fromkeys(NAMED.findall(shown)))
    address = reverse("core:offline_page", args=[language])
    version = hashlib.sha256((shown + script).encode()).hexdigest()[:16]
    build = json.dumps({"version": version, "page": address, "files": files})
    return f"const BUILD = {build};\n{script}"


def leaving_worker() -> str:
    """The script that takes the place of the former one, empties its caches and goes away."""
    return render_to_string("service_worker_leaves.js")


def manifest(language: str) -> dict[str, Any]:
    """The web app manifest (W3C), in a language; both are one and the same application."""
    with translation.override(language):
        icons = [
            {"src": static(f"arrimage/icons/{name}"), "sizes": f"{side}x{side}",
             "type": "image/png", "purpose": purpose}
            for name, side, purpose in ICONS
        ]  # fmt: skip
        return {
            "id": "/",
            "name": "Arrimage",
            "short_name": "Arrimage",
            "description": _("Le plan d’action qui se suit de lui-même."),
            "lang": "en-CA" if language == "en" else "fr-CA",
            "start_url": "/",
            "scope": "/",
            "display": "minimal-ui",  # our pages have no «back» of their own
            "background_color": "#ffffff",
            "theme_color": "#ffffff",
            "icons": icons,
        }
