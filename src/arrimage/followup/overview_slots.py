"""What the overview and the line of time add to the navigation and to plans."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.core import navigation, slots
from arrimage.directory.models import Organization
from arrimage.directory.permissions import Viewer
from arrimage.plans.models import Plan

from . import overview_settling

__all__ = ["overview_settling"]


def _overview(user: Viewer, organization: Organization | None) -> str | None:
    if not organization or not user.is_authenticated:
        return None
    return f"{reverse('followup:overview')}?organisme={organization.slug}"


navigation.register("overview", _("Vue d’ensemble"), _overview, order=18)


@slots.fill("plans.tools", "followup/_time_tools.html", order=10)
def _time_tools(user: Viewer, plan: Plan) -> slots.Context | None:
    return {"plan": plan} if user.is_authenticated else None
