"""«Consigner»: a sentence, read into a suggestion that a person confirms, on several lines."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction

from arrimage.accounts.models import User
from arrimage.plans.edits import Edited, editing
from arrimage.plans.models import Cadence as CadenceRow
from arrimage.plans.models import Edit, Element, Evidence, Plan, StatusUpdate, Timeframe
from arrimage.plans.operations.elements import live_element, note_status, record_of, refuse_long
from arrimage.plans.writing import write_timeframe

from . import phrases
from .models import LogEntry, Occurrence
from .operations import note_occurrence

MOST_LINES = 30
KEPT = "="  # instead of a state: it stays as it is


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody confirmed of a sentence: everything is the same for each line.

    ``status`` is a state, empty for unknown, or :data:`KEPT`. ``timeframe`` is a new échéancier in
    words, empty to keep the one that is written.
    """

    text: str
    on: dt.date
    status: str = KEPT
    is_held: bool = False
    quantity: Decimal | None = None
    unit: str = ""
    timeframe: str = ""
    url: str = ""
    file: File[Any] | None = None


def log_entry(
    *, actor: User, client_key: str, elements: Sequence[Element], told: Told
) -> tuple[LogEntry, bool]:
    """Write what was told on each line, once for a key; false when it was written before.

    The elements are those that the actor may follow. One edit for each plan.
    """
    if known := _known(actor, client_key):
        return known, False
    if not elements or len(elements) > MOST_LINES:
        raise ValidationError({"lines": phrases.LINES_MISSING})
    if not (told.text.strip() or told.is_held or told.status != KEPT or told.url or told.file):
        raise ValidationError({"text": phrases.NOTHING_TOLD})
    refuse_long(text=told.text, timeframe=told.timeframe)
    try:
        with transaction.atomic():
            entry = LogEntry(author=actor, client_key=client_key, text=told.text.strip())
            entry.full_clean(exclude=["author"], validate_constraints=False)
            entry.save()
            entry.edits.set(_write(actor, elements, told))
    except IntegrityError:  # the same key came twice at the same moment
        return LogEntry.objects.get(author=actor, client_key=client_key), False
    return entry, True


def _known(actor: User, client_key: str) -> LogEntry | None:
    return LogEntry.objects.filter(author=actor, client_key=client_key).first()


def _write(actor: User, elements: Iterable[Element], told: Told) -> list[Edit]:
    by_plan: dict[Plan, list[int]] = defaultdict(list)
    for element in elements:
        by_plan[element.plan].append(element.pk)
    edits = []
    for plan, pks in sorted(by_plan.items(), key=lambda pair: pair[0].pk):  # no deadlock
        with editing(actor=actor, plan=plan, verb="entry.log", label=told.text[:200]) as edited:
            for pk in pks:
                _write_line(actor, edited, live_element(plan, pk), told)
        if edited.edit:
            edits.append(edited.edit)
    return edits


def _write_line(actor: User, edited: Edited, element: Element, told: Told) -> None:
    kinds = [StatusUpdate, Occurrence, Evidence]
    kinds += [Timeframe, CadenceRow] if told.timeframe.strip() else []
    edited.watch([element.pk], *kinds)
    evidence = _evidence(actor, element, told)
    if told.is_held:
        note_occurrence(
            actor, element, told.on, None, told.quantity, told.unit, told.text, evidence
        )
    if told.status != KEPT or not told.is_held:
        status = element.status if told.status == KEPT else told.status
        note_status(actor, element, status, told.text, told.on)
    if told.timeframe.strip():
        write_timeframe(element, told.timeframe)
        element.save(update_fields=["timeframe_text"])
    after = {"text": told.text.strip(), "on": told.on.isoformat()}
    record_of(actor, "entry.log", element, {}, after)


def _evidence(actor: User, element: Element, told: Told) -> Evidence | None:
    if not (told.url.strip() or told.file):
        return None
    title = told.text.strip() or (told.file.name if told.file else "") or told.url
    evidence = Evidence(element=element, title=str(title)[:300], url=told.url.strip(), author=actor)
    if told.file:
        told.file.seek(0)
        evidence.file = told.file
    evidence.full_clean(exclude=["element", "author"])
    evidence.save()
    return evidence
