"""The budget of a plan: read it, write it, take it elsewhere and bring it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arrimage.core.screens import screen
from arrimage.formats import exact
from arrimage.formats.draft import AmountDraft
from arrimage.plans.models import Plan
from arrimage.plans.motives import with_reason
from arrimage.plans.permissions import may
from arrimage.plans.showing import Elsewhere

from . import operations, phrases
from .forms import AmountForm, BudgetFileForm, EnvelopeForm, MoneyTable
from .keeping import amounts_of, draft_of, envelope_draft
from .operations import WrittenMeanwhile
from .queries import (
    BudgetChange,
    budget_from,
    budget_of,
    budget_plan_for,
    changes_in,
    costs_of,
    element_of_budget,
    source_names,
)
from .showing import shown
from .workbook import UnreadBudget, read_budget

PREVIEW = "funding.preview"
PARTS = {"year": "an", "source": "source"}
KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
def plan_budget(request: HttpRequest, pk: int) -> HttpResponse:
    """The money of a plan, whole or through one year or one source."""
    plan = budget_plan_for(request.user, pk)
    part = {name: _number(request.GET.get(word)) for name, word in PARTS.items()}
    try:
        then = shown(request.user, pk, request.GET)
    except Elsewhere as instead:
        return redirect(instead.address)
    if then:
        budget = budget_from(plan, then.money, **part)
    else:
        budget = budget_of(request.user, plan, **part)
    may_edit = not then and may(request.user, "edit", plan)
    context = {"budget": budget, **part, "may_edit": may_edit, "then": then}
    return screen(request, "funding/plan_budget.html", _about(plan) | context)


def _about(plan: Plan) -> dict[str, Any]:
    return {"organization": plan.organization, "plan": plan, "nav_section": "plans"}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


@require_http_methods(["GET", "POST"])
@with_reason
def element_amounts(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """The amounts of one line, all of them."""
    element = element_of_budget(request.user, plan_pk, pk)
    held = [draft_of(row) for row in amounts_of([pk]).get(pk, ())]
    table = MoneyTable(AmountForm, element.plan, held, request.POST or None)
    if table.is_valid():
        parts = {"amounts": table.parts, "shown": table.shown}
        values = {"actor": request.user, "element": element, **parts}
        if _write(table, operations.write_amounts, **values):
            messages.success(request, phrases.AMOUNTS_WRITTEN)
            return redirect("funding:plan_budget", plan_pk)
    context = _about(element.plan) | {"element": element, **_table(table, element.plan)}
    return screen(request, "funding/element_amounts.html", context, status=table.status)


@require_http_methods(["GET", "POST"])
@with_reason
def envelope_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What the agreements give."""
    plan = budget_plan_for(request.user, pk, to="edit")
    rows = plan.envelopes.select_related("source")
    held = [envelope_draft(row) for row in rows]
    table = MoneyTable(EnvelopeForm, plan, held, request.POST or None)
    if table.is_valid():
        values = {"envelopes": table.parts, "shown": table.shown}
        if _write(table, operations.write_envelopes, actor=request.user, plan=plan, **values):
            messages.success(request, phrases.ENVELOPES_WRITTEN)
            return redirect("funding:plan_budget", pk)
    context = _about(plan) | _table(table, plan)
    return screen(request, "funding/envelope_list.html", context, status=table.status)


def _table(table: MoneyTable, plan: Plan) -> dict[str, Any]:
    return {"table": table, "sources": source_names(plan)}


def _write(table: MoneyTable, operation: Any, **values: Any) -> bool:
    try:
        operation(**values)
    except WrittenMeanwhile:
        table.refuse([phrases.WRITTEN_MEANWHILE])
    except ValidationError as refusal:
        table.refuse(refusal.messages)
    return not table.errors


@require_http_methods(["GET", "POST"])
@with_reason
def costs_take(request: HttpRequest, pk: int) -> HttpResponse:
    """The costs that the document prints, as amounts: shown first, taken in one gesture."""
    plan = budget_plan_for(request.user, pk, to="edit")
    costs = costs_of(plan)
    if request.method == "POST":
        chosen = set(request.POST.getlist("ligne"))
        wanted = {c.element: c.amounts for c in costs if c.amounts and str(c.element) in chosen}
        operations.write_many_amounts(
            actor=request.user, plan=plan, wanted=wanted, shown={}, verb="amounts.take"
        )
        messages.success(request, phrases.AMOUNTS_WRITTEN)
        return redirect("funding:plan_budget", pk)
    read = [cost for cost in costs if cost.amounts]
    unread = [cost for cost in costs if not cost.amounts]
    context = _about(plan) | {"read": read, "unread": unread}
    return screen(request, "funding/costs_take.html", context)


@require_POST
def budget_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The budget as a file that comes back."""
    plan = budget_plan_for(request.user, pk)
    format = "csv" if request.POST.get("format") == "csv" else "xlsx"
    data = operations.export_budget(actor=request.user, plan=plan, format=format)
    response = HttpResponse(data, content_type=KINDS[format])
    name = f"{slugify(plan.title)[:60] or 'plan'}-budget.{format}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
@with_reason
def budget_import(request: HttpRequest, pk: int) -> HttpResponse:
    """A changed file: what it changes is shown first, then written in one gesture."""
    plan = budget_plan_for(request.user, pk, to="edit")
    if "apercu" in request.POST:
        return _write_preview(request, plan)
    form = BudgetFileForm(request.POST or None, request.FILES or None)
    changes: Sequence[BudgetChange] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            changes = changes_in(plan, read_budget(file.read(), file.name))
            if not changes:
                form.add_error("file", phrases.NOTHING_CHANGES)
        except UnreadBudget as refusal:
            form.add_error("file", list(refusal.problems[:12]) or [phrases.FILE_UNREAD])
    context = _about(plan) | {"form": form, "changes": changes, "seal": _sealed(changes)}
    status = 422 if form.errors else 200
    return screen(request, "funding/budget_import.html", context, status=status)


def _sealed(changes: Sequence[BudgetChange]) -> str:
    stored = [[c.element, exact.encode(c.before), exact.encode(c.after)] for c in changes]
    return signing.dumps(stored, salt=PREVIEW, compress=True) if stored else ""


def _write_preview(request: HttpRequest, plan: Plan) -> HttpResponse:
    try:
        stored = signing.loads(request.POST["apercu"], salt=PREVIEW, max_age=86_400)
        before, after = (
            {row[0]: exact.decode_parts(row[side], AmountDraft) for row in stored}
            for side in (1, 2)
        )
        operations.write_many_amounts(
            actor=request.user, plan=plan, wanted=after, shown=before, verb="amounts.import"
        )
        messages.success(request, phrases.AMOUNTS_WRITTEN)
        return redirect("funding:plan_budget", plan.pk)
    except signing.BadSignature:
        messages.error(request, phrases.PREVIEW_LOST)
    except WrittenMeanwhile:
        messages.error(request, phrases.WRITTEN_MEANWHILE)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("funding:budget_import", plan.pk)
