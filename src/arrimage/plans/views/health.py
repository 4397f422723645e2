"""The health of a plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from arrimage.core.screens import screen

from ..confidential import sight_of
from ..health import health_of
from ..permissions import may
from ..queries import plan_for


@require_safe
def plan_health(request: HttpRequest, pk: int) -> HttpResponse:
    """What the plan lacks or contradicts, by kind; each finding opens its elements."""
    plan = plan_for(request.user, pk)
    context = {
        "organization": plan.organization,
        "plan": plan,
        "health": health_of(plan, sight_of(request.user, plan)),
        "may_edit": may(request.user, "edit", plan),
    }
    return screen(request, "plans/plan_health.html", context)
