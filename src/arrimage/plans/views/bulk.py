"""One change in many lines: choose, see exactly what would change, do it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen

from .. import operations
from ..bulk_forms import BulkForm
from ..confidential import TEAM_SIGHT
from ..filters import PlanFilters
from ..models import Plan
from ..motives import with_reason
from ..queries import plan_document, plan_for
from ..tagging import themes_for
from .answers import say_done

MOST = 1000  # lines at once


@require_http_methods(["GET", "POST"])
@with_reason
def elements_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what changes; then what it does, line by line; then do it."""
    plan = plan_for(request.user, pk, to="edit")
    sent = request.POST if request.method == "POST" else request.GET
    view = PlanFilters.from_query(QueryDict(sent.get("vue", "")[:4000])).query
    lines = operations.lines_of(plan, _asked(plan, sent, view))
    step = request.POST.get("etape", "")
    form = BulkForm(request.POST if step else None, plan=plan, lines=lines)
    preview = None
    if form.is_valid():
        values = {"plan": plan, "pks": [line.pk for line in lines], "change": form.change}
        run = operations.preview_elements if step == "apercu" else operations.edit_elements
        done = attempt(form, run, actor=request.user, **values)
        if step == "apercu":
            preview = done
        elif not form.errors:
            say_done(request, plan, _done(done.touched if done else 0))
            return redirect(f"{plan.get_absolute_url()}{'?' if view else ''}{view}")
    context = {
        "organization": plan.organization,
        "plan": plan,
        "lines": lines,
        "form": form,
        "preview": preview,
        "is_previewed": preview is not None,
        "view": view,
        "themes": themes_for(plan.organization),
    }
    return screen(request, "plans/elements_edit.html", context, status=status_of(form))


def _asked(plan: Plan, sent: QueryDict, view: str) -> list[int]:
    """The lines that were ticked, or all those that the view shows."""
    if "toutes" in sent:
        filters = PlanFilters.from_query(QueryDict(view))
        document = plan_document(plan, filters, sight=TEAM_SIGHT)
        return [row.pk for section in document.sections for row in section.rows][:MOST]
    ticked = sent.getlist("ligne")[:MOST]
    return [int(pk) for pk in ticked if pk.isascii() and pk.isdigit() and len(pk) < 16]


def _done(touched: int) -> str:
    sentence = ngettext("Une ligne a changé.", "%(n)s lignes ont changé.", touched)
    return sentence % {"n": touched}
