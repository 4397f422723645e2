"""Which plans carry on which, and what became of an element in the plans after its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from arrimage.directory.permissions import Viewer
from arrimage.plans.confidential import open_to
from arrimage.plans.models import Element, Plan

from .models import Descent, RollOver


@dataclass(frozen=True, slots=True)
class Family:
    """The plans before and after a plan that the reader may open."""

    before: Plan | None
    after: tuple[Plan, ...]


def family_of(user: Viewer, plan: Plan) -> Family:
    """One query; a plan in the bin, or that the reader may not open, is not named."""
    seen = Plan.objects.visible_to(user)
    rolled = RollOver.objects.filter(Q(plan=plan) | Q(source=plan), plan__in=seen, source__in=seen)
    links = list(rolled.select_related("plan", "source").order_by("made_at")[:50])
    before = next((link.source for link in links if link.plan_id == plan.pk), None)
    return Family(before, tuple(link.plan for link in links if link.source_id == plan.pk))


@dataclass(frozen=True, slots=True)
class Kin:
    """Where an element comes from, and what carries it on; each with its plan."""

    ancestors: tuple[Element, ...]
    heirs: tuple[Element, ...]

    def __bool__(self) -> bool:
        return bool(self.ancestors or self.heirs)


FAR = 10  # plans that carry one another on
MANY = 50  # links of one element: its own was made before those of its heirs


def kin_of(user: Viewer, element: Element) -> Kin:
    """Every predecessor, the nearest first, and the elements that carry this one on.

    One query for the most usual answer: a plan that was never rolled over.
    """
    near = Descent.objects.filter(Q(element=element) | Q(ancestor=element))
    links = list(near.order_by("pk").values_list("element", "ancestor")[:MANY])
    if not links:
        return Kin((), ())
    ancestors = list(_line_of(dict(links).get(element.pk)))
    heirs = [heir for heir, ancestor in links if ancestor == element.pk]
    seen = Element.everything.filter(open_to(user), plan__in=Plan.objects.visible_to(user))
    found = seen.select_related("plan").in_bulk([*ancestors, *heirs])
    return Kin(
        tuple(found[pk] for pk in ancestors if pk in found),
        tuple(found[pk] for pk in heirs if pk in found and not found[pk].removal)[:FAR],
    )


def _line_of(ancestor: int | None) -> Iterator[int]:
    """An ancestor, its own, and so on."""
    for _plan in range(FAR):
        if ancestor is None:
            return
        yield ancestor
        found = Descent.objects.filter(element=ancestor).values_list("ancestor", flat=True)
        ancestor = found.first()
