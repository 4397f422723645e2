"""What was held of one line, and what its rhythms await: the drawer of an element prints it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from arrimage.directory.permissions import Viewer
from arrimage.plans.following import Rhythm
from arrimage.plans.models import Element
from arrimage.plans.permissions import may

from .models import Clock, Occurrence
from .queries import followed_by
from .tallies import tallies_of
from .telling import rhythm_of

SHOWN = 12


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One line: its rhythms with their words, the last occurrences, how many in all."""

    rhythms: tuple[tuple[str, Rhythm], ...]
    occurrences: tuple[Occurrence, ...]
    total: int


def held_of(user: Viewer, element: Element, today: dt.date) -> HeldLine | None:
    """What was held of a line, for those whose plan it is; nothing without rhythm nor occurrence.

    Five queries at most.
    """
    if not may(user, "trace", element.plan) and element.pk not in followed_by(user, [element]):
        return None
    clock = Clock.objects.filter(pk=element.pk).select_related("element", "plan").first()
    held = Occurrence.objects.filter(element=element).select_related("author")
    occurrences = tuple(held[:SHOWN])
    told = tallies_of([clock], today).get(element.pk, ()) if clock else ()
    if not told and not occurrences:
        return None
    rhythms = tuple((one.words, rhythm_of(one.tally)) for one in told)
    total = len(occurrences) if len(occurrences) < SHOWN else held.count()
    return HeldLine(rhythms, occurrences, total)
