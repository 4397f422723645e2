"""What the living column of a plan says: flags with their reasons, rhythms with their boxes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from arrimage.plans.following import Flag, Living, Mark, Rhythm, tell
from arrimage.plans.models import Element
from arrimage.rhythm.cadence import Tally

from . import phrases
from .models import SOON, Clock
from .tallies import CadenceTally, tallies_of

MOST_MARKS = 12  # boxes; beyond, a bar


@tell
def living(elements: Q, today: dt.date) -> dict[int, Living]:
    """Flags and rhythms of some elements; four queries whatever their number."""
    rhythms = tallies_of(elements, today)
    flagged = {flag.pk: flag for flag in flags_of(elements, today, rhythms)}
    return {pk: _living(flagged.get(pk), rhythms.get(pk, ())) for pk in {**rhythms, **flagged}}


@dataclass(frozen=True, slots=True)
class Flagged:
    """A line that is late, silent or due soon: since when, or for when, and why."""

    pk: int
    flag: Flag
    label: str
    why: str
    on: dt.date


def flags_of(
    elements: Q, today: dt.date, rhythms: dict[int, tuple[CadenceTally, ...]]
) -> Iterable[Flagged]:
    """The flags of some elements; one query."""
    late, silent = Q(late_from__lte=today + dt.timedelta(days=SOON + 1)), Q(silent_from__lte=today)
    kept = Element.objects.filter(elements)
    clocks = Clock.objects.filter(late | silent, element__in=kept)
    related = clocks.select_related("element").only(
        "reason", "due_on", "late_from", "heard_on", "silent_from",
        "element__timeframe_text", "element__status",
    )  # fmt: skip
    for row in related:
        yield flag_of(row, today, rhythms.get(row.pk, ()))


def flag_of(clock: Clock, today: dt.date, rhythms: tuple[CadenceTally, ...] = ()) -> Flagged:
    """The flag of a clock that has one on this day, with its sentence."""
    words = _words(clock, rhythms)
    if clock.late_from and clock.late_from <= today:
        why = phrases.why_late(words)
        return Flagged(clock.pk, "late", str(phrases.LATE), why, clock.late_from)
    if clock.late_from and clock.due_on:
        why = phrases.why_soon(words)
        return Flagged(clock.pk, "soon", str(phrases.SOON), why, clock.due_on)
    assert clock.silent_from  # noqa: S101 - the caller asked for a clock with a flag
    why = phrases.why_silent(words)
    return Flagged(clock.pk, "silent", str(phrases.SILENT), why, clock.silent_from)


def _words(clock: Clock, rhythms: tuple[CadenceTally, ...]) -> phrases.ClockWords:
    element = clock.element
    rhythm = next((told.cadence.text for told in rhythms), "")
    has_rhythm = clock.reason == "no_news_for_rhythm"
    return phrases.ClockWords(
        reason=clock.reason,
        due_on=clock.due_on,
        heard_on=clock.heard_on,
        silent_from=clock.silent_from,
        timeframe=" ".join(element.timeframe_text.split()),
        rhythm=" ".join(rhythm.split()) if has_rhythm else "",
        state=element.get_status_display() if element.status else "",
    )


def _living(flag: Flagged | None, rhythms: tuple[CadenceTally, ...]) -> Living:
    told = tuple(Rhythm(phrases.say_tally(r.tally), marks_of(r.tally)) for r in rhythms)
    if flag is None:
        return Living(rhythms=told)
    return Living(flag.flag, flag.label, flag.why, told)


def marks_of(tally: Tally) -> tuple[Mark, ...]:
    """One mark for each occurrence awaited; none when there are too many for boxes."""
    if tally.expected > MOST_MARKS:
        return ()
    return tuple(slot.state for slot in tally.slots)
