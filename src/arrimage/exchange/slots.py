"""What imports and exports add to the navigation and to the screens of plans."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.core import navigation
from arrimage.core.slots import fill
from arrimage.directory.merging import name_references
from arrimage.directory.models import Organization
from arrimage.directory.permissions import Viewer
from arrimage.directory.permissions import may as may_in
from arrimage.plans.models import Element, Plan
from arrimage.plans.permissions import may as may_plan

from .models import ImportRun, ImportState


def _imports(user: Viewer, organization: Organization | None) -> str | None:
    if not organization or not may_in(user, "import", organization):
        return None
    return f"{reverse('exchange:import_list')}?organisme={organization.slug}"


navigation.register("exchange", _("Imports"), _imports, order=30, is_minor=True)
name_references("exchange.ImportRun", _("Imports"))
name_references("exchange.LearnedColumn", _("Noms de colonnes appris"))


@fill("plans.list_tools", "exchange/_start.html")
def start(user: Viewer, organization: Organization | None) -> dict[str, Any] | None:
    """The button that imports a plan."""
    if not organization or not may_in(user, "import", organization):
        return None
    return {"address": reverse("exchange:import_start", args=[organization.slug])}


@fill("plans.tools", "exchange/_plan_tools.html")
def plan_tools(user: Viewer, plan: Plan) -> dict[str, Any] | None:
    """Export."""
    return {"plan": plan}


@fill("plans.more", "exchange/_plan_more.html")
def plan_more(user: Viewer, plan: Plan) -> dict[str, Any] | None:
    """A newer version of the document, the document as read, and the undoing of its import."""
    if not may_plan(user, "edit", plan):
        return None
    states = (ImportState.ACCEPTED, ImportState.REVIEW)  # in review: a branch was accepted
    made = ImportRun.objects.filter(plan=plan, state__in=states)
    return {"plan": plan, "run": made.order_by("-accepted_at", "-pk").only("pk").first()}


@fill("plans.element_source", "exchange/_element_source.html")
def element_source(
    user: Viewer, element: Element, fragment: str, label: str
) -> dict[str, Any] | None:
    """The way to the place of the document where an element was read."""
    if not label:
        return None
    source = element.source_id or element.plan.source_id
    seen = ImportRun.objects.visible_to(user)
    runs = seen.filter(plan=element.plan_id, state=ImportState.ACCEPTED)
    run = runs.filter(source=source).only("pk").first()
    if run is None:
        return {"address": "", "label": label}
    page = element.anchor.get("page")
    query = f"?page={page}" if page else ""
    address = f"{reverse('exchange:import_source', args=[run.pk])}{query}#{fragment}"
    return {"address": address, "label": label}
