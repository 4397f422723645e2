"""What the living column of a plan says: flags with their reasons, rhythms with their boxes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from arrimage.plans.following import NOTHING_TOLD, Flag, Living, Mark, Rhythm, tell
from arrimage.plans.models import Element
from arrimage.plans.states import book_of
from arrimage.rhythm.held import Tally

from . import phrases
from .models import SOON, Clock, ClockQuerySet
from .tallies import CadenceTally, tallies_of

MOST_MARKS = 12  # boxes; beyond, a bar


@tell
def living(elements: Q, today: dt.date) -> dict[int, Living]:
    """Flags and rhythms of some elements; three queries whatever their number."""
    told = Q(element__in=Element.objects.filter(elements))
    clocks = clocks_that_tell(Clock.objects.filter(told), today)
    rhythms = tallies_of(clocks, today)
    found = {clock.pk: living_of_clock(clock, today, rhythms.get(clock.pk, ())) for clock in clocks}
    return {pk: living for pk, living in found.items() if living != NOTHING_TOLD}


def clocks_that_tell(clocks: ClockQuerySet, today: dt.date) -> list[Clock]:
    """Those that have a flag or a rhythm, with their element and their plan; one query."""
    soon = today + dt.timedelta(days=SOON + 1)
    flagged = Q(late_from__lte=soon) | Q(silent_from__lte=today)
    kept = clocks.filter(flagged | ~Q(rhythms=[]))
    return list(
        kept.select_related("element", "plan").only(
            "reason", "due_on", "late_from", "heard_on", "silent_from", "rhythms",
            "element__timeframe_text", "element__status", "element__years_marked",
            "plan__starts_on", "plan__states", "plan__ends_on", "plan__fiscal_year_start",
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flagged:
    """A line that is late, silent or due soon: since when, or for when, and why."""

    pk: int
    flag: Flag
    label: str
    why: str
    on: dt.date


def flag_of(clock: Clock, today: dt.date) -> Flagged | None:
    """The flag of a clock on a day, with its sentence."""
    words = _words(clock)
    if clock.late_from and clock.late_from <= today:
        why = phrases.why_late(words)
        return Flagged(clock.pk, "late", str(phrases.LATE), why, clock.late_from)
    if clock.late_from and clock.due_on and clock.due_on - dt.timedelta(days=SOON) <= today:
        why = phrases.why_soon(words)
        return Flagged(clock.pk, "soon", str(phrases.SOON), why, clock.due_on)
    if clock.silent_from and clock.silent_from <= today:
        why = phrases.why_silent(words)
        return Flagged(clock.pk, "silent", str(phrases.SILENT), why, clock.silent_from)
    return None


def _words(clock: Clock) -> phrases.ClockWords:
    element = clock.element
    rhythm = next((kept["words"] for kept in clock.rhythms), "")
    has_rhythm = clock.reason == "no_news_for_rhythm"
    return phrases.ClockWords(
        reason=clock.reason,
        due_on=clock.due_on,
        heard_on=clock.heard_on,
        silent_from=clock.silent_from,
        timeframe=" ".join(element.timeframe_text.split()),
        rhythm=" ".join(rhythm.split()) if has_rhythm else "",
        state=book_of(clock.plan).label(element.status),
    )


def living_of_clock(clock: Clock, today: dt.date, rhythms: tuple[CadenceTally, ...]) -> Living:
    """What the living column says of one line."""
    flag = flag_of(clock, today)
    told = tuple(rhythm_of(r.tally) for r in rhythms)
    if flag is None:
        return Living(rhythms=told)
    return Living(flag.flag, flag.label, flag.why, told)


def rhythm_of(tally: Tally) -> Rhythm:
    """A tally in words, with its boxes."""
    share = tally.held / tally.expected if tally.expected else 0.0
    awaited = tally.due / tally.expected if tally.expected else 0.0
    return Rhythm(phrases.say_tally(tally), marks_of(tally), share, awaited)


def marks_of(tally: Tally) -> tuple[Mark, ...]:
    """One mark for each occurrence awaited; none when there are too many for boxes."""
    if tally.expected > MOST_MARKS:
        return ()
    return tuple(slot.state for slot in tally.slots)
