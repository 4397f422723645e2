"""What every gesture on a plan answers: what was done, and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from ..models import Plan
from ..permissions import may
from ..queries import last_edit


def say_done(request: HttpRequest, plan: Plan, sentence: Any) -> None:
    """Say what was done, with the way back beside it."""
    edit = last_edit(request.user, plan) if may(request.user, "edit", plan) else None
    undo = reverse("plans:edit_undo", args=[plan.pk, edit.pk]) if edit else ""
    messages.success(request, sentence, extra_tags=undo)
