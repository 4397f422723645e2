"""Depositing a document, following its reading, taking the plan back."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from arrimage.core.gestures import attempt, status_of
from arrimage.core.pages import page_number, page_of
from arrimage.core.screens import screen, wants_parts
from arrimage.directory.queries import organization_for, organizations_for
from arrimage.plans.operations import what_would_be_lost

from .. import operations
from ..columns import has_table
from ..forms import DepositForm, UndoForm
from ..looks import look_of_run
from ..models import ImportRun, ImportState
from ..operations import WouldLose
from ..permissions import may
from ..queries import import_for, imports_for

RUNNING = (ImportState.QUEUED, ImportState.READING)
CAN_RETRY = (ImportState.FAILED, ImportState.REFUSED, ImportState.CANCELLED, ImportState.UNDONE)


@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """Every reading, latest first."""
    slug = request.GET.get("organisme", "")
    organization = organization_for(request.user, slug) if slug else None
    organizations = organizations_for(request.user)
    if organization is None and len(organizations) == 1:
        organization = organizations[0]
    page = page_of(
        imports_for(request.user, organization), page_number(request.GET.get("page", ""))
    )
    context = {
        "organization": organization,
        "page": page,
        "query": urlencode({"organisme": slug}) if slug else "",
        "runs": [(run, look_of_run(run.state)) for run in page.rows],
    }
    return screen(request, "exchange/import_list.html", context)


@require_http_methods(["GET", "POST"])
def import_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Deposit a document; its reading starts by itself."""
    organization = organization_for(request.user, slug, to="import")
    form = DepositForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        values = {"organization": organization, "name": file.name, "data": file.read()}
        run = attempt(form, operations.start_import, actor=request.user, **values)
        if run:
            return redirect(run)
    context = {
        "organization": organization,
        "form": form,
        "limit": settings.UPLOAD_LIMIT // 1024 // 1024,
    }
    return screen(request, "exchange/import_start.html", context, status=status_of(form))


@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The run as it stands: on its way, to be reviewed, accepted, refused, given up."""
    run = import_for(request.user, pk)
    is_running = run.state in RUNNING
    if wants_parts(request) and not is_running:
        return HttpResponseClientRedirect(run.get_absolute_url())
    may_review = may(request.user, "review", run)
    if run.state == ImportState.REVIEW and may_review:
        return redirect(f"exchange:{'revision' if run.revises_id else 'import'}_review", pk)
    context = {
        "organization": run.organization,
        "run": run,
        "is_running": is_running,
        "share": _share(run),
        "can_retry": may_review and run.state in CAN_RETRY,
        "may_review": may_review,
        "has_table": may_review and run.state == ImportState.REFUSED and has_table(run),
        "look": look_of_run(run.state),
    }
    return screen(request, "exchange/import_detail.html", context, part="progress")


def _share(run: ImportRun) -> int:
    """Hundredths of the reading that are done; 4 while nothing is known, to show a beginning."""
    return max(4, round(100 * run.steps_done / run.steps_total)) if run.steps_total else 4


@require_http_methods(["GET", "POST"])
def import_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an import up; nothing was created."""
    run = import_for(request.user, pk, to="review")
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, operations.cancel_import, actor=request.user, run=run):
        messages.success(request, _("L’import est abandonné. Le fichier est gardé."))
        return redirect(run)
    context = {"organization": run.organization, "run": run, "form": form}
    return screen(request, "exchange/import_cancel.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def import_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the same file again."""
    run = import_for(request.user, pk, to="review")
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, operations.retry_import, actor=request.user, run=run):
        return redirect(run)
    context = {"organization": run.organization, "run": run, "form": form}
    return screen(request, "exchange/import_retry.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the plan back, after saying what that erases."""
    run = import_for(request.user, pk, to="review")
    form = UndoForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _undone(request, form, run):
        messages.success(request, _("L’import est annulé. Le document et sa lecture sont gardés."))
        return redirect(run)
    context = {
        "organization": run.organization,
        "run": run,
        "form": form,
        "losses": what_would_be_lost(run.plan) if run.plan and not run.revises_id else (),
    }
    return screen(request, "exchange/import_undo.html", context, status=status_of(form))


def _undone(request: HttpRequest, form: UndoForm, run: ImportRun) -> bool:
    if run.revises_id:
        return bool(attempt(form, operations.undo_revision, actor=request.user, run=run))
    values = {"actor": request.user, "run": run, "force": form.cleaned_data["force"]}
    try:
        return bool(attempt(form, operations.undo_import, **values))
    except WouldLose:
        form.add_error("force", _("Cochez cette case pour confirmer ; rien n’est encore effacé."))
        return False
