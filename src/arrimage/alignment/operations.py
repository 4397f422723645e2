"""Joining lines of different plans: one side proposes, the other decides, either may leave."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.plans.following import settle_followers
from arrimage.plans.models import Element

from . import phrases
from .models import Alignment, Kind, State

MOST = 60  # alignments of one line


@transaction.atomic
def propose_alignment(
    *,
    actor: User,
    own: Element,
    other: Element,
    kind: str,
    is_reversed: bool = False,
    is_agreed: bool = False,
    counts: bool = False,
    note: str = "",
) -> Alignment:
    """Join a line of one's own plan to a line of another one.

    ``is_reversed``: it is the other line that contributes to, or follows, one's own. ``is_agreed``:
    the actor answers for both plans, nothing is left to decide. What the line counts elsewhere is
    for the team of the source to say: ``counts`` is kept only when the actor answers for it.
    """
    source, target = (other, own) if is_reversed else (own, other)
    _check(source, target)
    now = timezone.now()
    alignment = Alignment(
        source=source,
        target=target,
        kind=kind,
        state=State.CONFIRMED if is_agreed else State.PROPOSED,
        proposed_by_source=not is_reversed,
        counts=counts and kind != Kind.FOLLOWS and (is_agreed or not is_reversed),
        note=note.strip(),
        proposed_by=actor,
        decided_by=actor if is_agreed else None,
        decided_at=now if is_agreed else None,
    )
    alignment.full_clean(exclude=["source", "target"])
    alignment.save()
    _record(actor, "alignment.propose", alignment, own)
    _settle(alignment)
    return alignment


def _check(source: Element, target: Element) -> None:
    if source.plan_id == target.plan_id:
        raise ValidationError(phrases.SAME_PLAN, code="same_plan")
    pair = [source.pk, target.pk]
    if len(Element.objects.select_for_update().filter(pk__in=pair)) < 2:
        raise ValidationError(phrases.GONE, code="element_gone")
    held = Alignment.objects.filter(source__in=pair, target__in=pair)
    held.filter(state=State.DECLINED).delete()  # one may ask again
    if held.exists():
        raise ValidationError(phrases.ALREADY, code="already")
    for pk in pair:
        if Alignment.objects.filter(Q(source=pk) | Q(target=pk)).count() >= MOST:
            raise ValidationError(phrases.TOO_MANY % {"count": MOST}, code="too_many")


@transaction.atomic
def decide_alignment(
    *, actor: User, alignment: Alignment, accepts: bool, counts: bool = False
) -> Alignment:
    """The answer of the side that was asked; ``counts`` is heard when it is the source."""
    held = _held(alignment)
    if held.state != State.PROPOSED:
        raise ValidationError(phrases.DECIDED, code="decided")
    held.state = State.CONFIRMED if accepts else State.DECLINED
    held.decided_by, held.decided_at = actor, timezone.now()
    if not held.proposed_by_source:
        held.counts = accepts and counts and held.kind != Kind.FOLLOWS
    held.save()
    verb = "alignment.confirm" if accepts else "alignment.decline"
    _record(actor, verb, held, held.target if held.proposed_by_source else held.source)
    _settle(held)
    return held


@transaction.atomic
def count_alignment(*, actor: User, alignment: Alignment, counts: bool) -> Alignment:
    """The team of the source lets what it does count in the target too, or stops it."""
    held = _held(alignment)
    if held.counts != counts and held.kind != Kind.FOLLOWS:
        held.counts = counts
        held.save(update_fields=["counts"])
        _record(actor, "alignment.count", held, held.source)
        _settle(held)
    return held


@transaction.atomic
def withdraw_alignment(*, actor: User, alignment: Alignment, own: Element) -> None:
    """Part the two lines; either side may, at any time."""
    held = _held(alignment)
    _record(actor, "alignment.withdraw", held, own)
    held.delete()
    _settle(held)


def _settle(alignment: Alignment) -> None:
    """What counts in the target changed: those who follow its plan settle it."""
    settle_followers(alignment.target.plan, [alignment.target_id])


def _held(alignment: Alignment) -> Alignment:
    rows = Alignment.objects.select_for_update(of=("self",))
    return rows.select_related("source__plan", "target__plan").get(pk=alignment.pk)


def _record(actor: User, verb: str, alignment: Alignment, own: Element) -> None:
    """The line stands in the trace of the actor's own plan, without the words of the other."""
    label = own.number or own.title
    record(
        actor, verb, own, label=label, scope=own.plan, after={"kind": Kind(alignment.kind).label}
    )
