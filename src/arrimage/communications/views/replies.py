"""Replies by mail that wait for a person."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from arrimage.core.downloads import attachment
from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen

from .. import operations
from ..forms import ConfirmForm
from ..models import Reply, Said
from ..queries import live_lines, reply_for
from ..waiting import why_waiting


@require_http_methods(["GET", "POST"])
def reply_confirm(request: HttpRequest, pk: int, reply_pk: int) -> HttpResponse:
    """Say of which line a reply speaks, or put it aside."""
    reply = reply_for(request.user, pk, reply_pk)
    if request.method == "POST" and "ecarter" in request.POST:
        return _put_aside(request, reply)
    lines = live_lines(reply.request)
    form = ConfirmForm(request.POST or None, lines=lines, initial=_guess(reply))
    values = {"actor": request.user, "reply": reply}
    if form.is_valid() and attempt(form, operations.confirm_reply, **values, **form.cleaned_data):
        messages.success(request, _("C’est noté sur le plan."))
        return _back(request, reply)
    plan = reply.request.campaign.plan
    context = {
        "organization": plan.organization,
        "plan": plan,
        "campaign": reply.request.campaign,
        "reply": reply,
        "why": why_waiting(reply),
        "form": form,
        "files": list(reply.files.all()),
        "nav_section": "plans",
    }
    return screen(request, "communications/reply_confirm.html", context, status=status_of(form))


def _put_aside(request: HttpRequest, reply: Reply) -> HttpResponse:
    try:
        operations.dismiss_reply(actor=request.user, reply=reply)
        messages.success(request, _("La réponse est mise de côté ; rien n’en est noté."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return _back(request, reply)


def _back(request: HttpRequest, reply: Reply) -> HttpResponse:
    """To where the person came from, else to the board."""
    back = request.GET.get("retour", "")
    is_ours = url_has_allowed_host_and_scheme(back, None)
    return redirect(back if is_ours else reply.request.campaign)


def _guess(reply: Reply) -> dict[str, object]:
    """What the form shows first: what the words seem to say."""
    said = operations.said_in(reply, operations.asked_lines(reply.request))
    if len(said) == 1:
        return {"line": said[0].line, "said": said[0].said, "text": said[0].text}
    return {"said": Said.NOTE, "text": reply.text}


@require_safe
def reply_download(request: HttpRequest, pk: int, reply_pk: int, file_pk: int) -> FileResponse:
    """What was attached, as a file to save, never displayed."""
    reply = reply_for(request.user, pk, reply_pk)
    piece = get_object_or_404(reply.files, pk=file_pk)
    return attachment(piece.file, piece.name)
