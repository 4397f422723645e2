"""Two moments of a plan, side by side."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from arrimage.plans.confidential import sight_of
from arrimage.plans.models import Plan

from .. import papers
from ..comparing import PlanComparison, compare_moments
from ..forms import PaperForm
from ..moments import ADOPTION, label_of, read_moment, side_of
from ..queries import baselines_of, entered_on, remembered_plan
from .answers import handed, page


@require_safe
def plan_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose two moments; then what came in, went out, moved and is said otherwise."""
    plan = remembered_plan(request.user, pk)
    baselines = list(baselines_of(plan)[:50])
    asked, comparison, refusal = _asked(request.GET), None, ""
    if request.GET:
        try:
            comparison = _comparison(request, plan, asked)
        except ValidationError as error:
            refusal = " ".join(error.messages)
    elif baselines:
        asked["de"] = f"{ADOPTION}{baselines[0].pk}"
    return page(
        request,
        "plan_compare",
        plan,
        status=422 if refusal else 200,
        asked=asked,
        adoptions=[(f"{ADOPTION}{each.pk}", label_of(each)) for each in baselines],
        entered=entered_on(plan),
        today=timezone.localdate(),
        comparison=comparison,
        refusal=refusal,
    )


@require_POST
def comparison_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a file."""
    plan = remembered_plan(request.user, pk)
    form = PaperForm(request.POST)
    try:
        comparison = _comparison(request, plan, _asked(request.POST))
    except ValidationError:
        return redirect("memory:plan_compare", plan.pk)
    if not form.is_valid():
        return redirect("memory:plan_compare", plan.pk)
    format = form.cleaned_data["format"]
    data = papers.written(papers.comparison_paper(plan, comparison), format)
    return handed(request, plan, data, format, "comparaison")


def _asked(sent: QueryDict) -> dict[str, str]:
    """Both moments: an adoption that was chosen, else the day that was typed."""
    return {
        side: (sent.get(f"{side}_adoption", "") or sent.get(side, "")).strip()[:40]
        for side in ("de", "a")
    }


def _comparison(request: HttpRequest, plan: Plan, asked: dict[str, str]) -> PlanComparison:
    sight = sight_of(request.user, plan)
    sides: Any = [read_moment(plan, asked["de"] or "?"), read_moment(plan, asked["a"])]
    return compare_moments(plan, *(side_of(plan, moment, sight) for moment in sides))
