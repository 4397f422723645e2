"""Tallies and changes of state of a plan, rebuilt in the transaction of each edit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count

from arrimage.plans.document import counted_level
from arrimage.plans.following import Pks, follow
from arrimage.plans.models import Element, Plan, StatusUpdate

from . import settling
from .models import Clock, PlanTally, StateChange

AFTER = settling.settle_clocks  # it follows first: tallies count what it wrote


@follow
def settle_overview(plan: Plan, touched: Pks | None) -> None:
    """Count the plan again, and read again the history of the lines that changed."""
    _settle_changes(plan, touched)
    PlanTally.objects.filter(plan=plan).delete()
    PlanTally.objects.bulk_create(_tallies(plan))


def fill_missing_tallies() -> int:
    """Those of the plans that have none yet: those of before the overview; how many plans."""
    without = Plan.everything.exclude(pk__in=PlanTally.objects.values("plan"))
    plans = list(without.filter(elements__isnull=False).distinct())
    for plan in plans:
        with transaction.atomic():
            settle_overview(plan, None)
    return len(plans)


def _settle_changes(plan: Plan, touched: Pks | None) -> None:
    stale = StateChange.objects.filter(plan=plan)
    updates = StatusUpdate.objects.filter(element__plan=plan, element__removal="")
    if touched is not None:
        stale, updates = stale.filter(element__in=touched), updates.filter(element__in=touched)
    stale.delete()
    rows = updates.order_by("element", "on", "pk").values_list("element", "on", "status", "basis")
    StateChange.objects.bulk_create(_changes(plan, rows.iterator()), batch_size=500)


def _changes(plan: Plan, rows: Iterator[tuple[int, object, str, str]]) -> Iterator[StateChange]:
    """What a document says first of a line is where it starts: no change."""
    known: dict[int, str] = {}
    for pk, on, status, basis in rows:
        is_start = pk not in known and basis != "person"
        before = known.get(pk, "")
        known[pk] = status
        if not is_start and before != status:
            yield StateChange(plan=plan, element_id=pk, on=on, before=before, after=status)


def _tallies(plan: Plan) -> list[PlanTally]:
    counted = counted_level(plan.levels.order_by("rank"))
    counts: dict[bool, Counter[str]] = defaultdict(Counter)
    actions = Element.objects.filter(plan=plan, level=counted).order_by()
    for withheld, status, n in actions.values_list("is_withheld", "status").annotate(n=Count("pk")):
        counts[withheld][status] = n
    timed = Clock.objects.filter(plan=plan).exclude(rhythms=[]).order_by()
    told = timed.values_list("element__is_withheld").annotate(n=Count("pk"))
    rhythms = dict(told)
    kept = {False, *counts, *rhythms}
    return [
        PlanTally(plan=plan, is_withheld=w, counts=counts[w], rhythms=rhythms.get(w, 0))
        for w in sorted(kept)
    ]
