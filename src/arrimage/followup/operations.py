"""What people tell of the work: an occurrence was held, a state, nothing new."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.actors import Guest, account_of, name_of_guest
from arrimage.plans.edits import editing
from arrimage.plans.models import Cadence, Element, Evidence, StatusUpdate
from arrimage.plans.operations import change_status
from arrimage.plans.operations.elements import live_element, record_of, refuse_long
from arrimage.plans.states import state_that_counts_as

from . import phrases
from .models import Occurrence
from .work import Gesture

Actor = User | Guest


@transaction.atomic
def hold_occurrence(
    *,
    actor: Actor,
    element: Element,
    on: dt.date | None = None,
    cadence: Cadence | None = None,
    quantity: Decimal | None = None,
    unit: str = "",
    text: str = "",
) -> Occurrence:
    """Something that was to happen now and then did, on a day: today unless said otherwise."""
    with editing(
        actor=actor, plan=element.plan, verb="occurrence.hold", label=str(element)
    ) as edited:
        element = live_element(element.plan, element.pk)
        edited.watch_held(element, Occurrence)
        held = note_occurrence(
            actor, element, on or timezone.localdate(), cadence, quantity, unit, text
        )
    values = {"on": held.on.isoformat(), "text": held.text}
    record_of(actor, "occurrence.hold", element, {}, values)
    return held


def note_occurrence(
    actor: Actor,
    element: Element,
    on: dt.date,
    cadence: Cadence | None = None,
    quantity: Decimal | None = None,
    unit: str = "",
    text: str = "",
    evidence: Evidence | None = None,
) -> Occurrence:
    """An occurrence in an edit that is open. Refused on a day to come, or for another line."""
    refuse_long(text=text)
    if on > timezone.localdate():
        raise ValidationError({"on": phrases.FUTURE_OCCURRENCE})
    if cadence is not None and cadence.element_id != element.pk:
        raise ValidationError(phrases.OTHER_CADENCE, code="other_cadence")
    held = Occurrence(
        element=element,
        cadence=cadence,
        on=on,
        quantity=quantity,
        unit=unit.strip(),
        text=text.strip(),
        author=account_of(actor),
        by_name=name_of_guest(actor),
        evidence=evidence,
    )
    held.full_clean(exclude=["element", "author", "cadence", "evidence"])
    held.save()
    return held


@transaction.atomic
def note_gesture(*, actor: User, element: Element, gesture: Gesture) -> Occurrence | StatusUpdate:
    """What one tap says of a line today: done, under way, held once, or nothing new."""
    if gesture == "held":
        return hold_occurrence(actor=actor, element=element)
    if gesture == "same":
        text = element.status_text if element.status_basis == "inferred" else ""
        text = text or str(phrases.NOTHING_NEW_SAID)
        return change_status(actor=actor, element=element, status=element.status, text=text)
    status = state_that_counts_as(element.plan, gesture)
    return change_status(actor=actor, element=element, status=status)
