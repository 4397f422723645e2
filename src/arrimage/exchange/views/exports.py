"""Handing a plan over as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen
from arrimage.plans.beginning import is_followed
from arrimage.plans.queries import plan_for

from ..blank import BlankFormat, blank_table
from ..forms import ExportForm
from ..operations import export_plan


@require_http_methods(["GET", "POST"])
def plan_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a format, then receive the file."""
    plan = plan_for(request.user, pk, to="export")
    form = ExportForm(request.POST or None, initial={"with_status": is_followed(plan)})
    if form.is_valid():
        values = {"actor": request.user, "plan": plan, **form.cleaned_data}
        made = attempt(form, export_plan, **values)
        if made:
            response = HttpResponse(made.data, content_type=made.content_type)
            response["Content-Disposition"] = content_disposition_header(True, made.name)
            response["X-Content-Type-Options"] = "nosniff"
            return response
    context = {
        "organization": plan.organization,
        "plan": plan,
        "form": form,
        "nav_section": "plans",
    }
    return screen(request, "exchange/plan_export.html", context, status=status_of(form))


CONTENT_TYPES: dict[BlankFormat, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def blank_download(request: HttpRequest, format: str) -> HttpResponse:
    """The table to fill, for plans kept in other tools."""
    kind = next((kind for kind in CONTENT_TYPES if kind == format), None)
    if kind is None:
        raise Http404
    response = HttpResponse(blank_table(kind), content_type=CONTENT_TYPES[kind])
    name = f"{_('tableau-de-plan')}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
