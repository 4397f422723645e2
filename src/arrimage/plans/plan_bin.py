"""The bin of plans: what a plan takes with it, and what stands there."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from arrimage.directory.models import Organization

from . import phrases
from .models import Assignment, Element, Evidence, Plan, Reference, StatusUpdate


def what_it_touches(plan: Plan) -> tuple[str, ...]:
    """What nobody would find any more while the plan is in the bin, in words."""
    lines = Element.objects.filter(plan=plan)
    people = Assignment.objects.current().filter(element__in=lines).values("name").distinct()
    counted = [
        (phrases.LINES_TOUCHED, lines.count()),
        (phrases.STATUSES_TOUCHED, StatusUpdate.objects.filter(element__in=lines).count()),
        (phrases.EVIDENCE_TOUCHED, Evidence.objects.filter(element__in=lines).count()),
        (phrases.NAMES_TOUCHED, people.count()),
        (phrases.LINKS_TOUCHED, plan.links.filter(revoked_at=None).count()),
        (phrases.VIEWS_TOUCHED, plan.saved_views.count()),
        (
            phrases.REFERENCES_TOUCHED,
            Reference.objects.filter(target__plan=plan).exclude(element__plan=plan).count(),
        ),
    ]
    return tuple(str(phrase) % {"count": count} for phrase, count in counted if count)


def binned_plans(organization: Organization) -> QuerySet[Plan]:
    """The plans of an organisation that are in the bin, the last one first."""
    found = Plan.everything.filter(organization=organization, removed_at__isnull=False)
    return found.order_by("-removed_at")


def binned_plan_for(organization: Organization, pk: int) -> Plan:
    """One of them; 404 otherwise."""
    return get_object_or_404(binned_plans(organization), pk=pk)
