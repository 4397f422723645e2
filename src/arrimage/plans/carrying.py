"""What a person or an organisation carries, over the plans that somebody may see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from arrimage.directory.models import Organization, Person
from arrimage.directory.permissions import Viewer

from .assignments import AssignmentQuerySet
from .confidential import open_to
from .models import Assignment, Plan, Status

OVER = (Status.DONE, Status.ABANDONED)
Carrier = Person | Organization


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """A line of a plan that somebody carries; ``since`` and ``until`` are dates or nothing."""

    assignment: Assignment

    @property
    def is_over(self) -> bool:
        """True when there is nothing left to do in it."""
        return self.assignment.element.status in OVER


@dataclass(frozen=True, slots=True)
class CarriedPlan:
    """What somebody carries in one plan, in reading order."""

    plan: Plan
    lines: tuple[CarriedLine, ...]

    @property
    def left(self) -> int:
        """Lines where something is left to do."""
        return sum(not line.is_over for line in self.lines)


def assignments_of(carrier: Carrier) -> AssignmentQuerySet:
    """Everything that leads to this person or organisation, in lines that are in their plan."""
    field = "person" if isinstance(carrier, Person) else "organization"
    return Assignment.objects.filter(Q(**{field: carrier}), element__removal="")


def carried_by_whom(user: Viewer, carrier: Carrier) -> tuple[CarriedPlan, ...]:
    """What they carry today, by plan; one query whatever their number."""
    rows = assignments_of(carrier).current()
    seen = rows.filter(open_to(user, "element__"), element__plan__in=Plan.objects.visible_to(user))
    related = seen.select_related("element__plan__organization", "element__level")
    found: dict[int, list[Assignment]] = defaultdict(list)
    for row in related.order_by("element__plan", "element__position", "pk"):
        found[row.element.plan_id].append(row)
    return tuple(
        CarriedPlan(rows[0].element.plan, tuple(map(CarriedLine, rows))) for rows in found.values()
    )


def carried_before(user: Viewer, carrier: Carrier) -> int:
    """How many lines they carried once and do not any more, as far as this user may see."""
    seen = assignments_of(carrier).filter(
        open_to(user, "element__"), element__plan__in=Plan.objects.visible_to(user)
    )
    return seen.exclude(pk__in=seen.current().values("pk")).count()
