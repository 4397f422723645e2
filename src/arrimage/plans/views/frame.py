"""What a plan is: its frame, its years, its levels; and the bin of plans."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arrimage.core.gestures import attempt
from arrimage.core.screens import screen
from arrimage.directory.queries import organization_for

from .. import looks, operations
from ..frame_forms import FrameForm, LevelNameForm, NewLevelForm, YearsForm
from ..models import Plan
from ..motives import with_reason
from ..operations import FrameWrittenMeanwhile
from ..phrases import FRAME
from ..plan_bin import binned_plan_for, binned_plans, what_it_touches
from ..queries import plan_for


@require_http_methods(["GET", "POST"])
@with_reason
def plan_frame(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, period, mission and the rest; what somebody else changed meanwhile is shown."""
    plan = plan_for(request.user, pk, to="edit")
    form = FrameForm(request.POST or None, initial=FrameForm.first(plan))
    meanwhile: list[tuple[str, Any]] = []
    if form.is_valid():
        values = {"plan": plan, "values": form.said, "shown": form.shown}
        try:
            if attempt(form, operations.change_frame, actor=request.user, **values):
                messages.success(request, looks.EDITED)
                return redirect(plan)
        except FrameWrittenMeanwhile as refusal:
            meanwhile = [(str(FRAME[name]), refusal.now[name]) for name in refusal.fields]
            form = form.against(plan)
    status = 409 if meanwhile else 422 if form.errors else 200
    return _about(request, plan, status, form=form, meanwhile=meanwhile)


@require_POST
@with_reason
def plan_years(request: HttpRequest, pk: int) -> HttpResponse:
    """The years of a plan."""
    plan = plan_for(request.user, pk, to="edit")
    form = YearsForm(request.POST)
    if form.is_valid():
        values = {"plan": plan, "years": form.cleaned_data["years"]}
        attempt(form, operations.change_years, actor=request.user, **values)
        if not form.errors:
            messages.success(request, looks.EDITED)
            return redirect("plans:plan_frame", pk)
    return _about(request, plan, 422, years_form=form)


@require_POST
@with_reason
def level_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more level."""
    plan = plan_for(request.user, pk, to="edit")
    form = NewLevelForm(request.POST, plan=plan)
    if form.is_valid():
        values = {"plan": plan, **form.cleaned_data}
        if attempt(form, operations.add_level, actor=request.user, **values):
            messages.success(request, looks.LEVEL_ADDED)
            return redirect("plans:plan_frame", pk)
    return _about(request, plan, 422, level_form=form)


@require_POST
@with_reason
def level_change(request: HttpRequest, pk: int, rank: int) -> HttpResponse:
    """Another name for a level, or its end when no line has it."""
    plan = plan_for(request.user, pk, to="edit")
    level = get_object_or_404(plan.levels.select_related("plan"), rank=rank)
    try:
        if "retirer" in request.POST:
            operations.remove_level(actor=request.user, level=level)
        else:
            form = LevelNameForm(request.POST)
            name = form.cleaned_data["name"] if form.is_valid() else ""
            operations.rename_level(actor=request.user, level=level, name=name)
        messages.success(request, looks.EDITED)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("plans:plan_frame", pk)


def _about(request: HttpRequest, plan: Plan, status: int, **forms: Any) -> HttpResponse:
    context = {
        "organization": plan.organization,
        "plan": plan,
        "form": FrameForm(initial=FrameForm.first(plan)),
        "years_form": YearsForm(initial=YearsForm.first(plan)),
        "level_form": NewLevelForm(plan=plan),
        "levels": operations.levels_in_use(plan),
        **forms,
    }
    return screen(request, "plans/plan_frame.html", context, status=status)


@require_http_methods(["GET", "POST"])
def plan_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """To the bin of plans, once what it touches was said."""
    plan = plan_for(request.user, pk, to="edit")
    if request.method == "POST":
        operations.remove_plan(actor=request.user, plan=plan)
        messages.success(request, looks.PLAN_REMOVED)
        return redirect("plans:plan_bin", plan.organization.slug)
    context = {"organization": plan.organization, "plan": plan, "touched": what_it_touches(plan)}
    return screen(request, "plans/plan_remove.html", context)


@require_safe
def plan_bin(request: HttpRequest, slug: str) -> HttpResponse:
    """The plans of an organisation that somebody took out."""
    organization = organization_for(request.user, slug, to="import")
    context = {"organization": organization, "plans": binned_plans(organization)}
    return screen(request, "plans/plan_bin.html", context)


@require_POST
def plan_restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Back from the bin."""
    organization = organization_for(request.user, slug, to="import")
    plan = operations.restore_plan(actor=request.user, plan=binned_plan_for(organization, pk))
    messages.success(request, looks.PLAN_RESTORED)
    return redirect(plan)
