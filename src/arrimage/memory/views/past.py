"""Choosing a moment of a plan; and the plan at a past day, as a file."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arrimage.plans.confidential import sight_of
from arrimage.plans.permissions import may

from ..forms import PaperForm
from ..moments import read_moment
from ..papers import plan_paper
from ..queries import baselines_of, days_of, entered_on, remembered_plan
from ..rolling_queries import family_of
from ..then import plan_on
from .answers import handed, page


@require_safe
def plan_moments(request: HttpRequest, pk: int) -> HttpResponse:
    """The adoptions of a plan, the days when it changed, and the way to any of them."""
    plan = remembered_plan(request.user, pk)
    asked, refusal = request.GET.get("au", "").strip()[:40], ""
    if "au" in request.GET:
        try:
            read_moment(plan, asked or "?")
        except ValidationError as error:
            refusal = " ".join(error.messages)
    return page(
        request,
        "plan_moments",
        plan,
        status=422 if refusal else 200,
        asked=asked,
        refusal=refusal,
        baselines=baselines_of(plan),
        days=days_of(plan),
        entered=entered_on(plan),
        today=timezone.localdate(),
        may_edit=may(request.user, "edit", plan),
        family=family_of(request.user, plan),
    )


@require_POST
def past_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as it was on a day, in its own layout."""
    plan = remembered_plan(request.user, pk)
    form = PaperForm(request.POST)
    try:
        moment = read_moment(plan, request.POST.get("au", "") or "?")
    except ValidationError:
        return redirect("memory:plan_moments", plan.pk)
    if not form.is_valid():
        return redirect("memory:plan_moments", plan.pk)
    then = plan_on(plan, moment.day, sight_of(request.user, plan))
    format = form.cleaned_data["format"]
    return handed(request, plan, plan_paper(then, format), format, moment.day.isoformat())
