"""What a person or an organisation carries, over the plans that somebody may see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from arrimage.directory.annuaire import Annuaire, people_in
from arrimage.directory.models import Organization, Person
from arrimage.directory.permissions import Viewer

from .assignments import AssignmentQuerySet
from .confidential import open_to
from .models import Assignment, Element, Plan
from .states import book_of

Carrier = Person | Organization


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """A line of a plan that somebody carries; ``since`` and ``until`` are dates or nothing."""

    assignment: Assignment

    @property
    def is_over(self) -> bool:
        """True when there is nothing left to do in it."""
        element = self.assignment.element
        return element.status in book_of(element.plan).over


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


@dataclass(frozen=True, slots=True)
class CarrierLine:
    """Who carries a line, or did: ``address`` leads to the record when the user may see it."""

    assignment: Assignment
    who: str
    address: str


@dataclass(frozen=True, slots=True)
class Carriers:
    """Those of a line who were recognised, and those who carried it before."""

    now: tuple[CarrierLine, ...]
    before: tuple[CarrierLine, ...]


def carriers_of(annuaire: Annuaire, element: Element) -> Carriers:
    """Who carries one line, with the way to their records, and who did; constant queries."""
    rows = list(element.assignments.select_related("person", "organization").order_by("pk"))
    keys = {row.person_id for row in rows if row.person_id}
    known = people_in(annuaire).filter(pk__in=keys) if keys else Person.objects.none()
    seen = set(known.values_list("pk", flat=True))
    lines = [_carrier_line(annuaire, row, seen) for row in rows]
    today = timezone.localdate()
    return Carriers(
        now=tuple(line for line in lines if line.who and line.assignment.is_current),
        before=tuple(line for line in lines if (line.assignment.until or today) < today),
    )


def _carrier_line(annuaire: Annuaire, row: Assignment, seen: set[int]) -> CarrierLine:
    slug, address = annuaire.organization.slug, ""
    if row.person_id in seen:
        address = reverse("directory:person_detail", args=[slug, row.person_id])
    elif row.organization_id in annuaire.network.parents:
        address = reverse("directory:organization_detail", args=[slug, row.organization_id])
    return CarrierLine(row, str(row.person or row.organization or ""), address)
