"""A newer version of a plan's document: deposited, compared, taken choice by choice."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen
from arrimage.plans.motives import with_reason
from arrimage.plans.queries import plan_for

from .. import operations
from ..differences import differences_of
from ..forms import CorrectionForm, DepositForm
from ..looks import REVISED
from ..models import ImportRun, ImportState
from ..operations import StaleVersion
from ..queries import import_for
from ..revision import revision_of


@require_http_methods(["GET", "POST"])
def revision_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Deposit a newer version of the document that a plan came from."""
    plan = plan_for(request.user, pk, to="edit")
    form = DepositForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        values = {"organization": plan.organization, "name": file.name, "data": file.read()}
        values |= {"actor": request.user, "revises": plan}
        run = attempt(form, operations.start_import, **values)
        if run:
            return redirect(run)
    context = {
        "organization": plan.organization,
        "plan": plan,
        "form": form,
        "limit": settings.UPLOAD_LIMIT // 1024 // 1024,
    }
    return screen(request, "exchange/import_start.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@with_reason
def revision_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Both wordings of each difference, and what to take of them."""
    run = import_for(request.user, pk, to="review")
    if run.state != ImportState.REVIEW or run.revises_id is None:
        return redirect(run)
    form = CorrectionForm(request.POST or None)
    taken = request.POST.getlist("prendre") if form.is_bound else None
    is_stale = False
    if form.is_valid():
        values = {"actor": request.user, "run": run, "accepted": taken or [], **form.values}
        try:
            done = attempt(form, operations.accept_revision, **values)
        except StaleVersion:
            is_stale = True
        else:
            if done:
                messages.success(request, REVISED)
                return redirect(done.plan)
    return _compared(request, run, form, taken, is_stale=is_stale)


def _compared(
    request: HttpRequest,
    run: ImportRun,
    form: forms.Form,
    taken: list[str] | None,
    *,
    is_stale: bool,
) -> HttpResponse:
    run = import_for(request.user, run.pk, to="review")
    new, comparison = revision_of(run)
    context = {
        "organization": run.organization,
        "plan": run.revises,
        "run": run,
        "form": form,
        "is_stale": is_stale,
        "differences": differences_of(comparison, new, taken),
        "counts": {kind: len(comparison.of(kind)) for kind in ("added", "changed", "gone")},
        "doubts": sum(not i["decision"] and i["severity"] != "info" for i in run.issues),
    }
    status = 409 if is_stale else status_of(form)
    return screen(request, "exchange/revision_review.html", context, status=status)
