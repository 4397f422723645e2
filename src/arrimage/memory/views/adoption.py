"""Adopting a plan, and what changed in it since."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arrimage.core.gestures import attempt, status_of
from arrimage.plans.confidential import sight_of
from arrimage.plans.models import Edit
from arrimage.plans.permissions import may

from .. import operations, papers, phrases
from ..amendments import amendments_of, unexplained
from ..forms import AdoptForm, PaperForm, ReasonForm
from ..moments import ADOPTION, label_of
from ..queries import baseline_for, baselines_of, edit_of, remembered_plan
from .answers import handed, page


@require_http_methods(["GET", "POST"])
def plan_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the plan whole, with who adopted it and when."""
    plan = remembered_plan(request.user, pk, to="edit")
    form = AdoptForm(request.POST or None, initial=AdoptForm.first())
    if form.is_valid():
        values = {"actor": request.user, "plan": plan, **form.cleaned_data}
        if attempt(form, operations.adopt_plan, **values):
            messages.success(request, phrases.ADOPTED)
            return redirect("memory:plan_moments", plan.pk)
    adopted = baselines_of(plan)
    return page(
        request, "plan_adopt", plan, status=status_of(form), form=form, baselines=adopted[:5]
    )


@require_http_methods(["GET", "POST"])
def baseline_withdraw(request: HttpRequest, pk: int, baseline_pk: int) -> HttpResponse:
    """Take an adoption back, after saying what stays."""
    baseline = baseline_for(request.user, pk, baseline_pk, to="edit")
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = {"actor": request.user, "baseline": baseline}
        attempt(form, operations.withdraw_baseline, **values)
        if not form.errors:
            messages.success(request, phrases.WITHDRAWN)
            return redirect("memory:plan_moments", pk)
    context = {"baseline": baseline, "form": form}
    return page(request, "baseline_withdraw", baseline.plan, status=status_of(form), **context)


@require_safe
def baseline_download(request: HttpRequest, pk: int, baseline_pk: int) -> HttpResponse:
    """The copy that was kept, whole: for the team, since nothing is left out of it."""
    baseline = baseline_for(request.user, pk, baseline_pk, to="edit")
    text = json.dumps(baseline.content, ensure_ascii=False, indent=1)
    words = f"adopte {baseline.adopted_on.isoformat()}"
    return handed(request, baseline.plan, text.encode("utf-8", "replace"), "json", words)


@require_safe
def amendment_list(request: HttpRequest, pk: int, baseline_pk: int) -> HttpResponse:
    """What changed since an adoption, the latest first, each with its reason."""
    baseline = baseline_for(request.user, pk, baseline_pk)
    plan = baseline.plan
    amendments = amendments_of(baseline, sight_of(request.user, plan))
    only = "sans" in request.GET
    return page(
        request,
        "amendment_list",
        plan,
        baseline=baseline,
        label=label_of(baseline),
        amendments=[each for each in amendments if not (only and each.reason)],
        total=len(amendments),
        unexplained=unexplained(amendments),
        only=only,
        moment=f"{ADOPTION}{baseline.pk}",
        may_edit=may(request.user, "edit", plan),
    )


@require_POST
def amendment_paper(request: HttpRequest, pk: int, baseline_pk: int) -> HttpResponse:
    """The same as a file."""
    baseline = baseline_for(request.user, pk, baseline_pk)
    form = PaperForm(request.POST)
    if not form.is_valid():
        return redirect("memory:amendment_list", pk, baseline_pk)
    plan, format = baseline.plan, form.cleaned_data["format"]
    amendments = amendments_of(baseline, sight_of(request.user, plan))
    paper = papers.amendments_paper(plan, label_of(baseline), amendments)
    return handed(request, plan, papers.written(paper, format), format, "amendements")


@require_http_methods(["GET", "POST"])
def edit_reason(request: HttpRequest, pk: int, edit_pk: int) -> HttpResponse:
    """Say why, afterwards."""
    edit = edit_of(request.user, pk, edit_pk)
    form = ReasonForm(request.POST or None, initial={"reason": edit.reason})
    if form.is_valid():
        values = {"actor": request.user, "edit": edit, **form.cleaned_data}
        if attempt(form, operations.give_reason, **values):
            messages.success(request, phrases.REASON_KEPT)
            return redirect(_back(request, edit))
    plan = remembered_plan(request.user, pk)
    return page(request, "edit_reason", plan, status=status_of(form), edit=edit, form=form)


def _back(request: HttpRequest, edit: Edit) -> str:
    """The screen where the reason was asked, else the list of the amendments."""
    came = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came, {request.get_host()}, request.is_secure())
    if is_ours and urlsplit(came).path != request.path:
        return came
    adopted = edit.plan.baselines.filter(after_edit__lt=edit.pk).first()
    if adopted is None:
        return reverse("memory:plan_moments", args=[edit.plan_id])
    return reverse("memory:amendment_list", args=[edit.plan_id, adopted.pk])
