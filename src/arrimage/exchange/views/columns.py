"""What the columns of a document are, and the names of columns that an organisation taught."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen
from arrimage.directory.queries import organization_for

from .. import operations
from ..columns import columns_of, learned_by
from ..forms import ColumnsForm
from ..models import ImportState
from ..operations import StaleVersion
from ..phrases import COLUMN_FIELDS
from ..queries import import_for


@require_http_methods(["GET", "POST"])
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what each column is, then read the document again."""
    run = import_for(request.user, pk, to="review")
    if run.state not in (ImportState.REVIEW, ImportState.REFUSED):
        return redirect(run)
    columns = columns_of(run)
    initial = {"version": run.version}
    form = ColumnsForm(request.POST or None, columns=columns, initial=initial)
    status = 200
    if form.is_valid():
        try:
            done = attempt(form, operations.map_columns, actor=request.user, run=run, **form.values)
        except StaleVersion:
            form.add_error(None, _("La lecture a changé entre-temps : regardez, puis envoyez."))
            form.data = form.data.copy()
            form.data["version"] = str(run.version)
            done, status = None, 409
        if done:
            return redirect(done)
    context = {"organization": run.organization, "run": run, "form": form}
    status = status if status != 200 else status_of(form)
    return screen(request, "exchange/import_columns.html", context, status=status)


@require_safe
def column_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The names of columns that the organisation taught."""
    organization = organization_for(request.user, slug, to="import")
    learned = [(column, COLUMN_FIELDS.get(column.field)) for column in learned_by(organization)]
    context = {"organization": organization, "columns": learned}
    return screen(request, "exchange/column_list.html", context)


@require_POST
def column_forget(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Forget one of them."""
    organization = organization_for(request.user, slug, to="import")
    column = get_object_or_404(organization.learned_columns, pk=pk)
    operations.forget_column(actor=request.user, column=column)
    messages.success(request, _("Ce nom de colonne est oublié."))
    return redirect("exchange:column_list", slug)
