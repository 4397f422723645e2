"""Alignments as people see them: nobody learns of a line that they may not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import F, Model, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from arrimage.directory.models import Organization
from arrimage.directory.permissions import TEAM, Viewer, organizations_of
from arrimage.plans.confidential import open_to
from arrimage.plans.models import Element, Plan
from arrimage.plans.permissions import may
from arrimage.search.alike import alike

from . import phrases
from .models import Alignment, Kind, State

MOST = 200
Gesture = Literal["decide", "count", "withdraw"]
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Joined:
    """An alignment read from one of its lines: ``words`` stand between ``own`` and ``other``."""

    alignment: Alignment
    own: Element
    other: Element
    words: Any
    is_waiting: bool  # for the answer of the viewer's side
    may_decide: bool
    may_count: bool
    may_withdraw: bool


def seen_elements(user: Viewer) -> QuerySet[Element]:
    """The lines that a person may read, in any plan."""
    return Element.objects.filter(open_to(user), plan__in=Plan.objects.visible_to(user))


def _seen(user: Viewer) -> QuerySet[Alignment]:
    """Alignments whose two lines the person may read; a proposal is between two houses."""
    seen = seen_elements(user).order_by().values("pk")
    rows = Alignment.objects.filter(source__in=seen, target__in=seen)
    if not getattr(user, "is_network_admin", False):
        own = organizations_of(user)
        ours = Q(source__plan__organization__in=own) | Q(target__plan__organization__in=own)
        rows = rows.filter(ours | ~Q(state=State.PROPOSED))
    return rows.select_related(
        "source__plan__organization", "target__plan__organization", "source__level", "target__level"
    )


def _teams(user: Viewer) -> frozenset[int] | None:
    """Organisations for which the person answers; ``None`` for all of them."""
    if getattr(user, "is_network_admin", False):
        return None
    return frozenset(organizations_of(user, *TEAM))


def _joined(alignment: Alignment, own: Element, teams: frozenset[int] | None) -> Joined:
    is_source = own.pk == alignment.source_id
    other = alignment.target if is_source else alignment.source
    words = (phrases.FROM_SOURCE if is_source else phrases.FROM_TARGET)[Kind(alignment.kind)]

    def answers_for(element: Element) -> bool:
        return teams is None or element.plan.organization_id in teams

    asked = alignment.target if alignment.proposed_by_source else alignment.source
    is_open = alignment.state == State.PROPOSED
    return Joined(
        alignment=alignment,
        own=own,
        other=other,
        words=words,
        is_waiting=is_open and asked.pk == own.pk,
        may_decide=is_open and answers_for(asked),
        may_count=(
            alignment.state == State.CONFIRMED
            and alignment.kind != Kind.FOLLOWS
            and answers_for(alignment.source)
        ),
        may_withdraw=answers_for(alignment.source) or answers_for(alignment.target),
    )


def alignments_of(user: Viewer, element: Element) -> tuple[Joined, ...]:
    """The alignments of one line, those declined left out; most lines have none."""
    here = Alignment.objects.filter(Q(source=element) | Q(target=element))
    keys = list(here.exclude(state=State.DECLINED).values_list("pk", flat=True))
    if not keys:
        return ()
    rows = _seen(user).filter(pk__in=keys)
    teams = _teams(user)
    return tuple(
        _joined(row, row.source if row.source_id == element.pk else row.target, teams)
        for row in rows[:MOST]
    )


@dataclass(frozen=True, slots=True)
class Inbox:
    """The alignments of an organisation's plans: to answer, waiting, standing."""

    to_answer: tuple[Joined, ...]
    waiting: tuple[Joined, ...]
    standing: tuple[Joined, ...]


def inbox_of(user: Viewer, organization: Organization) -> Inbox:
    """The alignments of an organisation's plans, each read from its own side."""
    own = Q(source__plan__organization=organization) | Q(target__plan__organization=organization)
    rows = _seen(user).filter(own).exclude(state=State.DECLINED)[:MOST]
    teams = _teams(user)
    sides = [_joined(row, _own_side(row, organization), teams) for row in rows]
    return Inbox(
        to_answer=tuple(j for j in sides if j.is_waiting),
        waiting=tuple(j for j in sides if j.alignment.state == State.PROPOSED and not j.is_waiting),
        standing=tuple(j for j in sides if j.alignment.state == State.CONFIRMED),
    )


def _own_side(row: Alignment, organization: Organization) -> Element:
    """The line of the organisation; where both are its own, the one that was asked."""
    asked, asker = (row.target, row.source) if row.proposed_by_source else (row.source, row.target)
    return asked if asked.plan.organization_id == organization.pk else asker


def alignment_for(user: Viewer, pk: int, to: Gesture) -> Joined:
    """An alignment for a gesture: 404 when a line of it is not seen, 403 without the right."""
    row = get_object_or_404(_seen(user), pk=pk)
    teams = _teams(user)
    sides = [_joined(row, side, teams) for side in (row.source, row.target)]
    own = next((s for s in sides if teams is None or s.own.plan.organization_id in teams), sides[0])
    if not getattr(own, f"may_{to}"):
        raise PermissionDenied
    return own


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line of another plan that says nearly the same; ``words`` are what they share."""

    element: Element
    words: tuple[str, ...]


def suggestions_for(user: Viewer, element: Element, text: str = "") -> tuple[Suggestion, ...]:
    """Lines of other plans to join, the nearest first: to the title, or to the words typed.

    None that is joined already, and none that the person may not read.
    """
    found = alike(user, text or element.title, "element", besides=element.plan_id, limit=24)
    seen = seen_elements(user).filter(pk__in=[a.entry.object_id for a in found])
    rows = {e.pk: e for e in seen.select_related("plan__organization", "level")}
    pairs = Alignment.objects.filter(Q(source=element) | Q(target=element))
    known = {pk for pair in pairs.values_list("source", "target") for pk in pair}
    return tuple(
        Suggestion(rows[a.entry.object_id], a.words)
        for a in found
        if a.entry.object_id in rows.keys() - known
    )[:12]


def other_element(user: Viewer, own: Element, pk: int) -> Element:
    """A line of another plan that the person may read; 404 otherwise."""
    if pk == own.pk:
        raise Http404
    found = seen_elements(user).select_related("plan__organization")
    return get_object_or_404(found, pk=pk)


def answers_for_both(user: Viewer, own: Element, other: Element) -> bool:
    """True when the person edits both plans: nothing is left to ask."""
    return may(user, "edit", own.plan) and may(user, "edit", other.plan)


def counting_in(targets: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """By line, the lines of other plans that count in it with the consent of their team."""
    rows = _counting(Element.objects.all(), targets, "").order_by("pk")
    found: dict[int, tuple[int, ...]] = {}
    for target, source in rows.values_list("counts_in", "pk"):
        found[target] = (*found.get(target, ()), source)
    return found


def counted_rows(rows: QuerySet[Row], targets: Iterable[int]) -> QuerySet[Row]:
    """Rows with a key to ``element`` whose line counts in one of the targets.

    Each bears the target in ``counts_in`` and the kind of the alignment in ``way``. What is
    confidential, or has left its plan, never counts elsewhere.
    """
    return _counting(rows, targets, "element__")


def _counting(rows: QuerySet[Row], targets: Iterable[int], line: str) -> QuerySet[Row]:
    to = f"{line}aligned_to__"
    asked = {
        f"{to}target__in": list(targets),
        f"{to}state": State.CONFIRMED,
        f"{to}counts": True,
        f"{line}is_withheld": False,
        f"{line}removal": "",
    }
    return rows.filter(**asked).annotate(counts_in=F(f"{to}target"), way=F(f"{to}kind"))


@dataclass(frozen=True, slots=True)
class Counting:
    """A line that counts in a line of another plan."""

    source: int
    target: int
    target_plan: int


def counting_around(elements: Iterable[int]) -> tuple[Counting, ...]:
    """What counts in some lines, and what some lines count in; one query."""
    pks = list(elements)
    rows = Alignment.objects.filter(state=State.CONFIRMED, counts=True).order_by("pk")
    touched = rows.filter(Q(source__in=pks) | Q(target__in=pks))
    return tuple(Counting(*row) for row in touched.values_list("source", "target", "target__plan"))


def same_pairs(elements: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Pairs of lines said to be one deliverable that touch some lines, for ``deliverables``."""
    keys = list(elements)
    rows = Alignment.objects.filter(kind=Kind.SAME, state=State.CONFIRMED)
    touched = rows.filter(Q(source__in=keys) | Q(target__in=keys))
    return tuple(touched.values_list("source", "target"))
