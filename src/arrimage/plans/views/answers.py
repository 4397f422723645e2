"""What every gesture on a plan answers: what was done, and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from ..models import Plan
from ..motives import where_to_say_why
from ..permissions import may
from ..queries import last_edit


def say_done(request: HttpRequest, plan: Plan, sentence: Any, *, asks_why: bool = False) -> None:
    """Say what was done, with the way back beside it.

    ``asks_why``: the gesture had no field for its reason; it is asked here where one is wanted.
    """
    edit = last_edit(request.user, plan) if may(request.user, "edit", plan) else None
    ways = [reverse("plans:edit_undo", args=[plan.pk, edit.pk])] if edit else []
    if edit and asks_why:
        ways.append(where_to_say_why(edit))
    messages.success(request, sentence, extra_tags=" ".join(ways))
