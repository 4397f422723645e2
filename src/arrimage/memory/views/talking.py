"""Commenting an element, and saying that a mention was read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from arrimage.core.gestures import attempt
from arrimage.core.pace import is_too_fast
from arrimage.core.screens import screen
from arrimage.plans.queries import element_for

from .. import operations, phrases
from ..forms import CommentForm
from ..talking import mention_for

COMMENTS = 15  # a minute, of one person


@require_POST
def comment_add(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """A comment on a line, by whoever reads it; each may write to people who did not ask."""
    element = element_for(request.user, plan_pk, pk)
    if is_too_fast(request, "comment", limit=COMMENTS, who=str(request.user.pk)):
        return screen(request, "429.html", status=429)
    form = CommentForm(request.POST)
    if form.is_valid():
        values = {"actor": request.user, "element": element, **form.cleaned_data}
        if attempt(form, operations.add_comment, **values):
            messages.success(request, phrases.COMMENTED)
    for problems in form.errors.values():
        messages.error(request, " ".join(problems))
    return redirect(f"{element.get_absolute_url()}#e{element.pk}")


@require_POST
def mention_seen(request: HttpRequest, mention_pk: int) -> HttpResponse:
    """It was read: off to the element, or back home."""
    mention = mention_for(request.user, mention_pk)
    operations.see_mention(actor=request.user, mention=mention)
    messages.success(request, phrases.SEEN)
    return redirect("portal:home")
