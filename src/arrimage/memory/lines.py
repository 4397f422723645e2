"""The lines of a plan about which a roll-over asks, and the groups where they are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from arrimage.funding.keeping import amounts_of, draft_of
from arrimage.funding.models import Amount
from arrimage.plans.document import counted_level
from arrimage.plans.following import living_of
from arrimage.plans.looks import UNKNOWN_LABEL, look_of
from arrimage.plans.models import Element, Plan, Timeframe
from arrimage.plans.states import Look, StateBook, book_of

from .rolling import Decision, proposed
from .rolling_money import balance_of

NEVER_LATE = frozenset({"continuous", "conditional"})


@dataclass(frozen=True, slots=True)
class Line:
    """One action, its state, and what is proposed for it."""

    pk: int
    key: str  # of its draft
    number: str
    title: str
    state: str
    look: Look
    why: str  # it is late because…
    group: str
    decision: Decision


def lines_of(plan: Plan, today: dt.date, year: int | None = None) -> tuple[Line, ...]:
    """The actions of a plan, in reading order; those marked for a plan year and not done.

    Late is what the follow-up says, else what ended before today; constant queries.
    """
    level = counted_level(plan.levels.all())
    found = list(Element.objects.filter(plan=plan, level=level).order_by("position"))
    book = book_of(plan)
    if year is not None:
        found = [e for e in found if year in e.years_marked and not is_done(e, book)]
    late = _late(plan, found, book, today)
    return tuple(_line(element, late.get(element.pk), book) for element in found)


def holds_money(plan: Plan) -> bool:
    """True when something of its money is written."""
    return plan.envelopes.exists() or Amount.objects.filter(element__plan=plan).exists()


def balances_on(lines: Iterable[Line], year: int) -> dict[int, Decimal]:
    """What a year planned for each line and did not use, by its key; one query."""
    held = amounts_of(line.pk for line in lines)
    return {pk: balance_of([draft_of(row) for row in rows], year) for pk, rows in held.items()}


def is_done(element: Element, book: StateBook) -> bool:
    """True when its state counts as done."""
    return book.counts.get(element.status) == "done"


def _line(element: Element, why: str | None, book: StateBook) -> Line:
    counts_as = book.counts.get(element.status, "")
    group, decision = proposed(counts_as, is_late=why is not None)
    return Line(
        pk=element.pk,
        key=f"e{element.position + 1}",
        number=element.number,
        title=element.title,
        state=book.label(element.status) or str(UNKNOWN_LABEL),
        look=look_of(element.status, book),
        why=why or "",
        group=group,
        decision=decision,
    )


def _late(
    plan: Plan, elements: Iterable[Element], book: StateBook, today: dt.date
) -> Mapping[int, str]:
    told = living_of(Q(plan=plan), today)
    found = {pk: living.why for pk, living in told.items() if living.flag == "late"}
    if told:
        return found
    ends: dict[int, dt.date] = {}
    frames = Timeframe.objects.filter(element__plan=plan, ends_on__isnull=False)
    for pk, end in frames.values_list("element", "ends_on"):
        ends[pk] = max(end, ends.get(pk, end))
    return found | {
        e.pk: ""
        for e in elements
        if e.status not in (*book.over, *NEVER_LATE) and e.pk in ends and ends[e.pk] < today
    }
