"""The shape and tone of each state of an import."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from arrimage.plans.looks import Look

from .models import ImportState

LOOKS = {
    ImportState.QUEUED: Look("todo", "todo"),
    ImportState.READING: Look("run", "run"),
    ImportState.REVIEW: Look("doubt", "doubt"),
    ImportState.ACCEPTED: Look("done", "done"),
    ImportState.UNDONE: Look("undo", "todo"),
    ImportState.REFUSED: Look("none", "none"),
    ImportState.FAILED: Look("late", "late"),
    ImportState.CANCELLED: Look("drop", "drop"),
}


def look_of_run(state: str) -> Look:
    """Shape and tone of a state of an import."""
    return LOOKS[ImportState(state)]


REVISED = _("Le plan est à jour. Ce que vous aviez noté y est resté.")
