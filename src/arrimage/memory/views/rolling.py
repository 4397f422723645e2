"""Carrying a plan on: what becomes of each line, exactly what it would give, then the gesture."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from arrimage.core.gestures import attempt, status_of
from arrimage.plans.models import Plan
from arrimage.plans.queries import stamp_of

from .. import operations, phrases
from ..forms import RollForm, YearForm
from ..lines import Line, balances_on, lines_of
from ..queries import remembered_plan
from ..rolling import Decision, read_decision
from ..rolling_screen import choices_of, outline_of, purse_of, year_changes
from .answers import page

MOST_YEARS = 10


@require_http_methods(["GET", "POST"])
def plan_roll(request: HttpRequest, pk: int) -> HttpResponse:
    """A new plan: its period, each line's lot, an exact preview, then the plan."""
    plan = remembered_plan(request.user, pk, to="edit")
    step = request.POST.get("etape", "")
    form = RollForm(request.POST if step else None, plan=plan)
    frame = form.frame if form.is_valid() else form.first_frame
    years = min(len(frame.years), MOST_YEARS)
    lines = lines_of(plan, timezone.localdate())
    decisions = _decided(request, lines, years)
    draft = None
    if form.is_valid() and step == "faire":
        values = _values(request, plan, decisions) | {"frame": frame, "money": form.money_choice}
        roll = attempt(form, operations.roll_plan, **values)
        if roll:
            messages.success(request, phrases.ROLLED)
            return redirect(roll.plan)
    if form.is_bound and "title" in form.cleaned_data:
        draft = operations.next_plan(plan, frame, decisions, form.money_choice)
    return page(
        request,
        "plan_roll",
        plan,
        status=status_of(form),
        form=form,
        groups=choices_of(lines, decisions, years),
        draft=outline_of(draft) if draft else None,
        purse=purse_of(plan, draft) if draft and "money" in form.fields else None,
        stamp=stamp_of(plan),
        years=list(plan.years.all()),
    )


@require_http_methods(["GET", "POST"])
def year_roll(request: HttpRequest, pk: int) -> HttpResponse:
    """Inside one plan: what was marked for a year and is not done."""
    plan = remembered_plan(request.user, pk, to="edit")
    sent = request.POST if request.method == "POST" else request.GET
    form = YearForm(sent if "an" in sent else None, plan=plan)
    year = form.year
    lines = lines_of(plan, timezone.localdate(), year) if year else ()
    last = max((each.number for each in plan.years.all()), default=0)
    decisions = _decided(request, lines, last)
    step = request.POST.get("etape", "")
    if step == "faire" and form.is_valid() and lines:
        values = _values(request, plan, decisions) | {"year": year}
        values |= {"with_balance": form.takes_balance}
        attempt(form, operations.roll_year, **values)
        if not form.errors:
            messages.success(request, phrases.YEAR_ROLLED)
            return redirect(plan)
    money = balances_on(lines, year)
    going = money if form.takes_balance else {}
    is_previewed = step == "apercu"
    return page(
        request,
        "year_roll",
        plan,
        status=status_of(form),
        form=form,
        year=year,
        has_next=bool(year) and year < last,
        groups=choices_of(lines, decisions, last, above=year + 1),
        changes=year_changes(plan, lines, decisions, year, going) if is_previewed else None,
        balance=sum(money.values()),
        is_previewed=is_previewed,
        stamp=stamp_of(plan),
    )


@require_POST
def roll_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the new plan away while it holds nothing of its own."""
    plan = remembered_plan(request.user, pk, to="edit")
    roll = get_object_or_404(plan.carried_on_by.model.objects.select_related("source"), plan=plan)
    form = forms.Form(request.POST)
    source = roll.source
    attempt(form, operations.undo_roll, actor=request.user, roll=roll)
    if form.errors:
        messages.error(request, " ".join(form.non_field_errors()))
        return redirect("memory:plan_moments", plan.pk)
    messages.success(request, phrases.UNROLLED)
    return redirect(source)


def _decided(request: HttpRequest, lines: tuple[Line, ...], years: int) -> dict[int, Decision]:
    """What the form says of each line, else what is proposed."""
    return {
        line.pk: read_decision(request.POST.get(f"d-{line.pk}", ""), years) or line.decision
        for line in lines
    }


def _values(request: HttpRequest, plan: Plan, decisions: dict[int, Decision]) -> dict[str, Any]:
    stamp = request.POST.get("stamp", "")
    known = int(stamp) if stamp.isascii() and stamp.isdigit() and len(stamp) < 16 else -1
    return {"actor": request.user, "plan": plan, "decisions": decisions, "stamp": known}
