"""Passing on what somebody carries: at a date, with history, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.directory.models import Organization, Person, Position
from arrimage.directory.permissions import Viewer
from arrimage.directory.records import change_position

from . import phrases
from .assignments import AssignmentQuerySet
from .carrying import Carrier, assignments_of
from .edits import editing, undo_edit
from .models import Assignment, Handover, Plan
from .permissions import may
from .states import book_of

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlanShare:
    """What would pass on in one plan: ``passing`` lines; ``kept`` lines are over."""

    plan: Plan
    passing: int
    kept: int


def shares_of(user: Viewer, carrier: Carrier, on: dt.date) -> tuple[PlanShare, ...]:
    """Plans that the user may edit where they carry something on that day; three queries."""
    rows = _held(carrier, on).filter(element__plan__in=Plan.objects.visible_to(user))
    related = rows.select_related("element__plan__organization")
    lines: dict[Plan, list[Assignment]] = {}
    for row in related.order_by("element__plan__title", "element__plan", "element__position"):
        lines.setdefault(row.element.plan, []).append(row)
    return tuple(
        PlanShare(
            plan,
            passing=sum(row.element.status not in book_of(plan).over for row in rows_of),
            kept=sum(row.element.status in book_of(plan).over for row in rows_of),
        )
        for plan, rows_of in lines.items()
        if may(user, "edit", plan)
    )


def _held(carrier: Carrier, on: dt.date) -> AssignmentQuerySet:
    return assignments_of(carrier).exclude(until__lt=on)


@transaction.atomic
def hand_over(
    *,
    actor: User,
    giver: Carrier,
    taker: Carrier,
    plans: Iterable[Plan],
    on: dt.date,
    ending: Iterable[Position] = (),
) -> Handover:
    """From that day, ``taker`` carries what ``giver`` carries in these plans and is not over.

    The giver's lines end the day before, and so do the positions in ``ending``; what had not
    begun by then simply changes hands.
    """
    if giver == taker:
        raise ValidationError(phrases.SAME_CARRIER, code="same_carrier")
    edits, lines = [], 0
    for plan in sorted(plans, key=lambda plan: plan.pk):
        with editing(actor=actor, plan=plan, verb="relay.give", label=str(giver)) as edited:
            rows = list(_passing(giver, plan, on))
            edited.watch({row.element_id for row in rows}, Assignment)
            _pass(rows, taker, on)
        lines += len(rows)
        if edited.edit is not None:
            edits.append(edited.edit)
    if not edits:
        raise ValidationError(phrases.NOTHING_TO_PASS, code="nothing_to_pass")
    handover = _handover(actor, giver, taker, on)
    handover.edits.set(edits)
    handover.positions = _end(actor, giver, ending, on - DAY)
    handover.save(update_fields=["positions"])
    after = {"taker": str(taker), "on": on.isoformat(), "lines": lines}
    record(actor, "relay.give", giver, scope=edits[0].plan.organization, after=after)
    return handover


def endable(giver: Carrier, organizations: Iterable[int], on: dt.date) -> QuerySet[Position]:
    """Positions of the giver in these organisations that may end the day before."""
    if not isinstance(giver, Person):
        return Position.objects.none()
    held = Position.objects.filter(person=giver, organization__in=organizations).current(on)
    begun = Q(since=None) | Q(since__lt=on)
    return held.filter(begun).select_related("organization").order_by("pk")


def _end(
    actor: User, giver: Carrier, ending: Iterable[Position], last: dt.date
) -> dict[str, str | None]:
    ended: dict[str, str | None] = {}
    for position in ending:
        if position.person != giver:
            raise ValidationError(phrases.NOT_THEIR_POSITION, code="not_their_position")
        ended[str(position.pk)] = position.until.isoformat() if position.until else None
        change_position(
            actor=actor,
            position=position,
            title=position.title,
            since=position.since,
            until=last,
            is_principal=position.is_principal,
        )
    return ended


def _reopen(actor: User, handover: Handover) -> None:
    """Give back their end to the positions that nobody has changed since."""
    ended = Position.objects.filter(pk__in=handover.positions, until=handover.on - DAY)
    for position in ended.order_by("pk"):
        before = handover.positions[str(position.pk)]
        change_position(
            actor=actor,
            position=position,
            title=position.title,
            since=position.since,
            until=dt.date.fromisoformat(before) if before else None,
            is_principal=position.is_principal,
        )


def _passing(giver: Carrier, plan: Plan, on: dt.date) -> Iterable[Assignment]:
    rows = (
        _held(giver, on).filter(element__plan=plan).exclude(element__status__in=book_of(plan).over)
    )
    return rows.order_by("pk")


def _pass(rows: list[Assignment], taker: Carrier, on: dt.date) -> None:
    whom = _fields(taker)
    begun = [row for row in rows if row.since is None or row.since < on]
    not_begun = [row.pk for row in rows if row not in begun]
    Assignment.objects.filter(pk__in=not_begun).update(name=str(taker), **whom)
    Assignment.objects.filter(pk__in=[row.pk for row in begun]).update(until=on - DAY)
    Assignment.objects.bulk_create(
        Assignment(
            element_id=row.element_id,
            position=row.position,
            role=row.role,
            name=str(taker),
            since=on,
            until=row.until,
            **whom,
        )
        for row in begun
    )


def _fields(carrier: Carrier) -> dict[str, Person | Organization | None]:
    is_person = isinstance(carrier, Person)
    return {
        "person": carrier if is_person else None,
        "organization": None if is_person else carrier,
    }


def _handover(actor: User, giver: Carrier, taker: Carrier, on: dt.date) -> Handover:
    sides = {
        f"{side}_{field}": value
        for side, carrier in (("from", giver), ("to", taker))
        for field, value in _fields(carrier).items()
    }
    handover = Handover(on=on, made_by=actor, **sides)
    handover.full_clean()
    handover.save()
    return handover


@transaction.atomic
def take_back(*, actor: User, handover: Handover) -> Handover:
    """Undo a handover, line by line as it was; refused whole when a line changed since."""
    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if handover.undone_at is not None:
        raise ValidationError(phrases.ALREADY_UNDONE, code="already_undone")
    edits = list(handover.edits.filter(undone_at=None).select_related("plan__organization"))
    for edit in edits:
        undo_edit(actor=actor, edit=edit)
    _reopen(actor, handover)
    handover.undone_at = timezone.now()
    handover.save(update_fields=["undone_at"])
    giver = handover.giver
    if giver is not None:
        scope = edits[0].plan.organization if edits else None
        after = {"taker": str(handover.taker)}
        record(actor, "relay.undo", giver, scope=scope, after=after)
    return handover


def handovers_seen(user: Viewer) -> QuerySet[Handover]:
    """Those that touched a plan that the user may see, latest first."""
    plans = Plan.objects.visible_to(user)
    related = ("from_person", "from_organization", "to_person", "to_organization")
    return Handover.objects.filter(edits__plan__in=plans).select_related(*related).distinct()


def handovers_of(user: Viewer, carrier: Carrier) -> tuple[Handover, ...]:
    """What somebody gave and took, as far as this user may see, latest first."""
    field = "person" if isinstance(carrier, Person) else "organization"
    theirs = Q(**{f"from_{field}": carrier}) | Q(**{f"to_{field}": carrier})
    return tuple(handovers_seen(user).filter(theirs)[:20])


def may_undo(user: Viewer, handover: Handover) -> bool:
    """True for who may edit every plan that it touched."""
    edits = handover.edits.select_related("plan__organization")
    return all(may(user, "edit", edit.plan) for edit in edits)
