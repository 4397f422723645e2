"""Getting hold of import runs and of their review."""

from __future__ import annotations

from typing import Literal

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from arrimage.directory.models import Organization
from arrimage.directory.permissions import Viewer

from .models import ImportRun
from .permissions import may
from .review import Review, review_of

ImportGesture = Literal["view", "review"]
HEAVY = ("draft", "original_draft", "source_view", "issues", "notices")


def import_for(user: Viewer, pk: int, to: ImportGesture = "view") -> ImportRun:
    """The run; 404 when the user may not see it, 403 when the role does not allow the gesture."""
    visible = ImportRun.objects.visible_to(user)
    run = get_object_or_404(
        visible.select_related("organization", "source", "plan", "revises"), pk=pk
    )
    if to != "view" and not may(user, to, run):
        raise PermissionDenied
    return run


def imports_for(user: Viewer, organization: Organization | None = None) -> QuerySet[ImportRun]:
    """Runs that the user may see, latest first, without the weight of their drafts."""
    runs = ImportRun.objects.visible_to(user).select_related(
        "organization", "source", "plan", "started_by"
    )
    if organization is not None:
        runs = runs.filter(organization=organization)
    return runs.defer(*HEAVY)


__all__ = ["Review", "import_for", "imports_for", "review_of"]
