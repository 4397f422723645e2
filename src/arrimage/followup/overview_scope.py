"""Which plans an overview is of, and what of them this person may see."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from arrimage.directory.permissions import TEAM, Viewer, organizations_of
from arrimage.plans.models import Element, Plan

from .models import Clock, ClockQuerySet, PlanTally, StateChange


@dataclass(frozen=True, slots=True)
class Scope:
    """Plans that this person reads, on a day, since another.

    ``told`` are those whose follow-up is for this person; ``hushed`` those among them where
    something is withheld from this person. ``counts`` are actions by state, ``rhythms`` lines that
    come back, by plan.
    """

    plans: Sequence[Plan]
    told: tuple[int, ...]
    hushed: tuple[int, ...]
    counts: Mapping[int, Counter[str]]
    rhythms: Mapping[int, int]
    since: dt.date
    today: dt.date

    @property
    def plan(self) -> Plan | None:
        """The only plan, where there is one."""
        return self.plans[0] if len(self.plans) == 1 else None

    @property
    def is_told(self) -> bool:
        """True when something of the follow-up may be told."""
        return bool(self.told)

    @property
    def clocks(self) -> ClockQuerySet:
        """Those that may be told; no join where nothing is withheld."""
        found = Clock.objects.filter(plan__in=self.told)
        return found.exclude(pk__in=self._withheld()) if self.hushed else found

    @property
    def changes(self) -> QuerySet[StateChange]:
        """Changes of state since the day, those that may be told."""
        found = StateChange.objects.filter(
            plan__in=self.told, on__gt=self.since, on__lte=self.today
        )
        return found.exclude(element__in=self._withheld()) if self.hushed else found

    def _withheld(self) -> QuerySet[Element]:
        return Element.everything.filter(plan__in=self.hushed, is_withheld=True).values("pk")


def scope_of(user: Viewer, plans: Sequence[Plan], since: dt.date, today: dt.date) -> Scope:
    """What this person may see of plans that were found for them; one query."""
    is_admin = bool(getattr(user, "is_network_admin", False))
    own, teams = set(organizations_of(user)), set(organizations_of(user, *TEAM))
    ours = {plan.pk for plan in plans if is_admin or plan.organization_id in teams}
    told = tuple(plan.pk for plan in plans if is_admin or plan.organization_id in own)
    counts: dict[int, Counter[str]] = {plan.pk: Counter() for plan in plans}
    rhythms = Counter[int]()
    withheld = set()
    tallies = PlanTally.objects.filter(plan__in=list(counts))
    for pk, is_withheld, found, timed in tallies.values_list(
        "plan", "is_withheld", "counts", "rhythms"
    ):
        if is_withheld and pk not in ours:
            withheld.add(pk)
            continue
        counts[pk].update(found)
        rhythms[pk] += timed
    hushed = tuple(withheld.intersection(told))
    return Scope(plans, told, hushed, counts, rhythms, since, today)


def live_plans_for(user: Viewer, today: dt.date, organization: int | None = None) -> list[Plan]:
    """Plans that the person reads and that are not over, else those that are; two queries."""
    found = Plan.objects.visible_to(user).select_related("organization")
    if organization is not None:
        found = found.filter(organization=organization)
    every = list(found.defer("layout", "notes", "acronyms", "footnotes")[:MOST_PLANS])
    live = [plan for plan in every if plan.ends_on is None or plan.ends_on >= today]
    return live or every


MOST_PLANS = 500
