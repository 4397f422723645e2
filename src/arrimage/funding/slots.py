"""Where money shows on the screens of plans."""

from __future__ import annotations

from arrimage.core import slots
from arrimage.directory.permissions import Viewer
from arrimage.plans.following import carry, keep_in_drafts
from arrimage.plans.frame_edits import frame_with
from arrimage.plans.models import Element, Plan
from arrimage.plans.permissions import may

from .keeping import MoneyKeeper
from .models import Amount, Envelope

carry(Amount)
frame_with(Envelope)
keep_in_drafts(MoneyKeeper())


@slots.fill("plans.tools", "funding/_budget_tool.html", order=55)
def _budget_tool(user: Viewer, plan: Plan) -> slots.Context | None:
    return {} if may(user, "trace", plan) else None


@slots.fill("plans.element_sections", "funding/_element_money.html", order=60)
def _element_money(user: Viewer, element: Element, tag: int) -> slots.Context | None:
    if not may(user, "trace", element.plan):
        return None
    amounts = element.amounts.select_related("source")[:60]
    return {"amounts": amounts, "may_edit": may(user, "edit", element.plan)}
