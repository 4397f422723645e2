"""Where alignments show on the screens below."""

from __future__ import annotations

from arrimage.core import slots
from arrimage.directory.permissions import Viewer, may
from arrimage.plans.models import Element, Plan
from arrimage.plans.permissions import may as may_in_plan

from .queries import alignments_of


@slots.fill("plans.element_sections", "alignment/_element_alignments.html", order=40)
def _element_alignments(user: Viewer, element: Element, tag: int) -> slots.Context | None:
    if not user.is_authenticated:
        return None
    return {
        "alignments": alignments_of(user, element),
        "may_align": may_in_plan(user, "edit", element.plan),
    }


@slots.fill("plans.more", "alignment/_plan_tool.html", order=45)
def _plan_tool(user: Viewer, plan: Plan) -> slots.Context | None:
    return {} if may(user, "view", plan.organization) else None
