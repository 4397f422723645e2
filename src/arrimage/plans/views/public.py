"""The page of a public plan: made from the plan alone, whoever asks, and kept while it is true."""

from __future__ import annotations

import functools
import time

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from ..models import Plan
from ..public_page import description_of, goals_of
from ..sharing import public_document
from .tables import chapters_of, head_of

KEPT = 32  # pages, in each process
MINUTE = 60
Stamp = tuple[object, ...]


def stamp_of(plan: Plan) -> Stamp:
    """What a kept page is true for: the last edit of the plan, and this minute at most."""
    last = plan.edits.order_by("-pk").values_list("pk", flat=True).first()
    return plan.created_at, last, int(time.time()) // MINUTE


@functools.lru_cache(maxsize=KEPT)
def public_page(pk: int, language: str, stamp: Stamp) -> str:
    """The page in one language. No request reaches it: it knows nobody."""
    plan = Plan.objects.select_related("organization").get(pk=pk)
    with translation.override(language):
        document = public_document(plan)
        context = {
            "plan": plan,
            "document": document,
            "head": head_of(document),
            "chapters": chapters_of(document),
            "goals": goals_of(document),
            "description": description_of(document),
            "privacy_contact": settings.PRIVACY_CONTACT,
            "today": timezone.localdate(),
        }
        return render_to_string("plans/plan_public.html", context | _around(plan, language))


def _around(plan: Plan, language: str) -> dict[str, str]:
    french, english = (
        reverse(name, args=[plan.public_slug])
        for name in ("plans:plan_public", "plans:plan_public_en")
    )
    return {
        "language": language,
        "page_language": "en-CA" if language == "en" else "fr-CA",
        "address": f"{settings.PUBLIC_URL}{english if language == 'en' else french}",
        "french": french,
        "english": english,
    }
