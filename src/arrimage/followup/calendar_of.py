"""Whose calendar: of a person, of a plan, of the plans of an organisation."""

from __future__ import annotations

from arrimage.directory.models import Organization
from arrimage.directory.permissions import Viewer
from arrimage.plans.models import Plan

from .models import Clock, ClockQuerySet
from .queries import Bearer, clocks_for, lines_of


def clocks_of_bearer(user: Viewer, bearer: Bearer | None) -> ClockQuerySet:
    """The lines that somebody carries, as this user sees them."""
    if bearer is None:
        return Clock.objects.none()
    return Clock.objects.filter(element__in=lines_of(user, bearer))


def clocks_of_plan(user: Viewer, plan: Plan) -> ClockQuerySet:
    """The lines of a plan whose follow-up is for this user."""
    return clocks_for(user, plan)


def clocks_of_organization(user: Viewer, organization: Organization) -> ClockQuerySet:
    """The lines of the plans of an organisation whose follow-up is for this user."""
    return clocks_for(user).filter(plan__organization=organization)
