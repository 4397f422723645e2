"""Words of the calendar."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .calendar import Day

KINDS: dict[str, Any] = {
    "due": gettext_lazy("Dernier jour"),
    "late": gettext_lazy("En retard"),
    "awaited": gettext_lazy("Attendue"),
    "held": gettext_lazy("Tenue"),
}
UNDATED = gettext_lazy("Sans date")


def say_rank(day: Day) -> str:
    """«3e sur 4, au plus tard ce jour»: which time a rhythm awaits."""
    if day.kind != "awaited":
        return ""
    words = {"rank": day.rank, "of": day.of}
    if day.is_exact:
        return _("%(rank)s sur %(of)s") % words if day.of > 1 else ""
    if day.of == 1:
        return _("au plus tard ce jour")
    return _("%(rank)s sur %(of)s, au plus tard ce jour") % words
