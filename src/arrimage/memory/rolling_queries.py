"""Which plans carry on which, and what became of an element in the plans after its own."""

from __future__ import annotations

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


def kin_of(user: Viewer, element: Element) -> Kin:
    """Every predecessor, the nearest first, and the elements that carry this one on."""
    seen = Element.everything.filter(open_to(user), plan__in=Plan.objects.visible_to(user))
    ancestors: list[int] = []
    at: int | None = element.pk
    while at is not None and len(ancestors) < FAR:
        at = Descent.objects.filter(element=at).values_list("ancestor", flat=True).first()
        if at is not None:
            ancestors.append(at)
    heirs = Descent.objects.filter(ancestor=element).values("element")
    named = seen.select_related("plan")
    found = {each.pk: each for each in named.filter(pk__in=ancestors)}
    return Kin(
        tuple(found[pk] for pk in ancestors if pk in found),
        tuple(named.filter(pk__in=heirs, removal="")[:FAR]),
    )
