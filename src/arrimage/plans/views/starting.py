"""A new plan that comes from no document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen, wants_parts
from arrimage.directory.models import Organization
from arrimage.directory.queries import organization_for
from arrimage.formats.draft import ElementDraft, PlanDraft

from .. import looks, operations
from ..drafts import plan_to_draft
from ..models import Plan
from ..queries import plan_for, plans_for
from ..starting import Starter, starters
from ..starting_forms import CopyForm, OutlineForm

PREVIEWED = 400  # lines


class PreviewLine(NamedTuple):
    """A line of the plan to come."""

    depth: int
    level: str
    number: str
    title: str


@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the frame of a plan and its lines; as a part, what the plan will be."""
    organization = organization_for(request.user, slug, to="import")
    model = _model(request)
    form = _form(request, organization, model)
    draft = form.draft if form.is_bound and form.is_valid() else None
    if draft and not wants_parts(request):
        values = {"organization": organization, "draft": draft}
        made = attempt(form, operations.create_plan_from_draft, actor=request.user, **values)
        if made:
            messages.success(request, looks.CREATED)
            return redirect(made)
    context = {
        "organization": organization,
        "form": form,
        "model": model,
        "starters": starters(),
        "others": plans_for(request.user),
        **_preview(draft or form.first_draft),
    }
    status = 200 if wants_parts(request) else status_of(form)
    return screen(request, "plans/plan_new.html", context, part="preview", status=status)


def _model(request: HttpRequest) -> Plan | Starter | None:
    """What the plan starts from: another plan, a model of ours, or nothing."""
    key, pk = request.GET.get("modele", ""), request.GET.get("plan", "")
    if pk.isascii() and pk.isdigit() and len(pk) < 10:
        return plan_for(request.user, int(pk))
    return next((starter for starter in starters() if starter.key == key), None)


def _form(
    request: HttpRequest, organization: Organization, model: Plan | Starter | None
) -> OutlineForm | CopyForm:
    data = request.POST or None
    if isinstance(model, Plan):
        return CopyForm(data, organization=organization, model=plan_to_draft(model))
    return OutlineForm(data, organization=organization, starter=model)


def _preview(draft: PlanDraft | None) -> dict[str, Any]:
    if draft is None:
        return {"lines": (), "counts": ()}
    lines = [line for element in draft.elements for line in _lines(element, draft, 0)]
    counted = Counter(element.level for element in draft.walk())
    counts = [(level.name, counted[rank]) for rank, level in enumerate(draft.levels)]
    return {"lines": lines[:PREVIEWED], "counts": counts, "more": max(len(lines) - PREVIEWED, 0)}


def _lines(element: ElementDraft, draft: PlanDraft, depth: int) -> Iterator[PreviewLine]:
    yield PreviewLine(depth, draft.levels[element.level].name, element.number, element.title)
    for child in element.children:
        yield from _lines(child, draft, depth + 1)
