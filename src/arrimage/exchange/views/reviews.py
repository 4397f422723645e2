"""The review of a reading: the source, the doubts, the corrections, the acceptance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_POST,
    require_safe,
)

from arrimage.core.gestures import attempt
from arrimage.core.screens import screen, wants_parts

from .. import operations
from ..forms import CorrectionForm, DecisionForm, LevelForm, MoveForm, RewordForm
from ..models import ImportRun, ImportState
from ..operations import StaleVersion
from ..page_images import page_image
from ..queries import import_for, review_of
from ..review import Review
from .desk import Busy, desk_of, source_of

Operation = Callable[..., ImportRun]


@require_safe
def import_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbench: source on the left, reading on the right."""
    run = import_for(request.user, pk, to="review")
    if run.state != ImportState.REVIEW:
        return redirect(run)
    return _bench(request, run, Busy(key=request.GET.get("partie", "")))


@require_safe
def import_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as it was read, at the place that the address names."""
    run = import_for(request.user, pk)
    context = {
        "organization": run.organization,
        "run": run,
        "source": source_of(run, _number(request.GET.get("page"))),
        "here": request.path,
    }
    return screen(request, "exchange/import_source.html", context)


@require_safe
@conditional_page
def import_page(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """The image of a page of a PDF; the browser keeps it, and asks each time whether it may."""
    run = import_for(request.user, pk)
    pages = (run.source_view or {}).get("pages") or []
    if run.source.format != "pdf" or not 1 <= page <= len(pages):
        raise Http404
    response = HttpResponse(page_image(run.source, page), content_type="image/png")
    response["Cache-Control"] = "private, no-cache"
    return response


@require_POST
def import_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the plan."""
    run = import_for(request.user, pk, to="review")
    form = forms.Form(request.POST)
    plan = attempt(form, operations.accept_import, actor=request.user, run=run)
    if plan is None:
        messages.error(request, " ".join(form.non_field_errors()))
        return redirect(run)
    messages.success(request, _("Le plan est créé. L’import peut être annulé d’ici."))
    return redirect(plan)


@require_http_methods(["GET", "POST"])
def issue_decide(request: HttpRequest, pk: int, index: int) -> HttpResponse:
    """Settle a doubt, or open it again."""
    run = import_for(request.user, pk, to="review")
    form = DecisionForm(request.POST or None)
    return _correct(request, run, form, operations.decide_issue, Busy(), index=index)


@require_http_methods(["GET", "POST"])
def draft_reword(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Correct a wording."""
    run = import_for(request.user, pk, to="review")
    form = RewordForm(request.POST or None)
    return _correct(request, run, form, operations.reword_draft, Busy(key, "reword"), key=key)


@require_http_methods(["GET", "POST"])
def draft_level(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Change a level."""
    run = import_for(request.user, pk, to="review")
    form = LevelForm(request.POST or None, review=review_of(run))
    return _correct(request, run, form, operations.change_draft_level, Busy(key, "level"), key=key)


@require_http_methods(["GET", "POST"])
def draft_move(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Put a part under another one."""
    run = import_for(request.user, pk, to="review")
    form = MoveForm(request.POST or None, review=review_of(run), key=key)
    return _correct(request, run, form, operations.move_draft, Busy(key, "move"), key=key)


@require_http_methods(["GET", "POST"])
def draft_drop(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Leave a part out of the plan."""
    run = import_for(request.user, pk, to="review")
    form = CorrectionForm(request.POST or None)
    return _correct(request, run, form, operations.drop_draft, Busy(key, "drop"), key=key)


@require_http_methods(["GET", "POST"])
def draft_restore(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Bring back a part that was left out."""
    run = import_for(request.user, pk, to="review")
    form = CorrectionForm(request.POST or None)
    return _correct(request, run, form, operations.restore_draft, Busy(), key=key)


def _correct(
    request: HttpRequest,
    run: ImportRun,
    form: forms.Form,
    operation: Operation,
    busy: Busy,
    **where: Any,
) -> HttpResponse:
    """One correction, then the bench as it is now; a refusal keeps what was written."""
    if not form.is_valid():
        return _bench(request, run, busy, form if form.is_bound else None)
    try:
        done = attempt(form, operation, actor=request.user, run=run, **where, **form.cleaned_data)
    except StaleVersion:
        fresh = import_for(request.user, run.pk, to="review")
        return _bench(request, fresh, busy, form, is_stale=True)
    if done is None:
        return _bench(request, import_for(request.user, run.pk, to="review"), busy, form)
    if wants_parts(request):
        return _bench(request, done, Busy())
    place = f"#n-{busy.key}" if busy.key and busy.gesture != "drop" else "#lecture"
    return redirect(f"{_address(run)}{place}")


def _address(run: ImportRun) -> str:
    return redirect("exchange:import_review", run.pk).url


def _bench(
    request: HttpRequest,
    run: ImportRun,
    busy: Busy,
    form: forms.Form | None = None,
    *,
    is_stale: bool = False,
) -> HttpResponse:
    if run.state != ImportState.REVIEW:
        return redirect(run)
    review: Review = review_of(run)
    context = desk_of(review, busy, form, _number(request.GET.get("page")))
    context |= {"is_stale": is_stale, "here": _address(run), "is_part": wants_parts(request)}
    status = 409 if is_stale else 422 if form is not None and form.errors else 200
    part = "source" if request.GET.get("voir") else "reading"
    return screen(request, "exchange/import_review.html", context, part=part, status=status)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
