"""What a logged sentence says: «6 régions visitées», «AGA tenue, 42 personnes», «rien de neuf».

A suggestion that a person confirms. What is not said is ``None``: no state, number or day is ever
guessed, and a sentence that contradicts itself states nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ..draft import TimeframeDraft
from .acts import Spot, entry_words
from .clauses import EntryStatus, Signal, cut_clauses, read_signal
from .counts import Count, read_counts, read_share
from .happenings import Happening, find_happenings
from .text import fold_phrase, fold_same_length

Confidence = Literal["sure", "likely", "unsure", "none"]
Side = Literal["unsaid", "past", "planned", "postponed"]

_NOW: tuple[Side, ...] = ("unsaid", "past")
_LONGEST = 1000  # characters: a sentence, not a report


@dataclass(frozen=True, slots=True)
class EntryContext:
    """What the element awaits: the units of its rhythms («régions»), and whether it comes back."""

    units: tuple[str, ...] = ()
    is_recurring: bool = False


@dataclass(frozen=True, slots=True)
class EntryReading:
    """What a sentence says.

    ``is_held``: something took place. ``occurrences``: how many of what the rhythm counts, when
    the sentence counts in its unit; one for something held that no number counts. ``when`` has
    the bounds of the words and ``on`` its day, when they name one. ``share`` is «60 %» (0 to 1).
    ``has_news`` is false for «rien de neuf». ``words`` are the words that decided, as written.
    """

    status: EntryStatus | None = None
    quantity: Decimal | None = None
    unit: str = ""
    on: dt.date | None = None
    when: TimeframeDraft | None = None
    since: dt.date | None = None
    postponed_to: TimeframeDraft | None = None
    planned_for: TimeframeDraft | None = None
    is_held: bool = False
    occurrences: int | None = None
    people: int | None = None
    share: Decimal | None = None
    has_news: bool = True
    confidence: Confidence = "none"
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class _Said:
    """What the clauses of a sentence say, in order."""

    signals: list[Signal] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    uncounted: int = 0  # clauses in which something took place, and nothing is counted
    share: Decimal | None = None
    times: list[tuple[Side, Happening]] = field(default_factory=list)

    @property
    def states(self) -> set[EntryStatus]:
        states = {signal.state for signal in self.signals if signal.state}
        if "planned" in states and (len(states) > 1 or self.is_held):
            states.discard("planned")  # «1re tenue, la prochaine est prévue en mai»
        if states == {"abandoned", "postponed"}:
            states.discard("abandoned")  # «annulée, remise au 12 janvier»
        return states

    @property
    def is_held(self) -> bool:
        return any(signal.is_held for signal in self.signals)

    @property
    def is_over(self) -> bool:
        return any(signal.is_over for signal in self.signals)

    @property
    def is_denied(self) -> bool:
        return any(signal.is_denied for signal in self.signals)


def read_entry(text: str, today: dt.date, context: EntryContext | None = None) -> EntryReading:
    """What a sentence written today says of the element it is logged on."""
    printed = text.strip()[:_LONGEST]
    folded = fold_same_length(printed)
    silent = entry_words("no_news").search(folded)
    if silent and _says_nothing(printed, folded, silent.span(), today):
        return EntryReading(has_news=False, confidence="sure", words=(printed,))
    return _reading(printed, _said(printed, folded, today), context or EntryContext())


def _says_nothing(printed: str, folded: str, spot: Spot, today: dt.date) -> bool:
    """True when nothing but a date stands beside «rien de neuf»."""
    blank = " " * (spot[1] - spot[0])
    rest, folded_rest = (text[: spot[0]] + blank + text[spot[1] :] for text in (printed, folded))
    said = _said(rest, folded_rest, today)
    return not (said.states or said.is_held or said.counts)


def _said(printed: str, folded: str, today: dt.date) -> _Said:
    """Clause by clause; one that only dates or counts is on the side of the one before it, or
    after it when nothing was said yet."""
    said = _Said()
    happenings = find_happenings(printed, today)
    dated = [(h.start, h.end) for h in happenings]
    side: Side = "unsaid"
    for spot in cut_clauses(folded):
        signal = read_signal(printed, folded, spot, dated)
        said.signals.append(signal)
        before, side = side, _side(signal, side)
        if before == "unsaid":
            said.times = [(side, happening) for _, happening in said.times]
        said.times += [(side, h) for h in happenings if spot[0] <= h.start < spot[1]]
        _add_counts(said, printed, folded, spot, signal, dated if side in _NOW else None)
    return said


def _add_counts(
    said: _Said, printed: str, folded: str, spot: Spot, signal: Signal, dated: list[Spot] | None
) -> None:
    if dated is not None:
        counts = tuple(read_counts(printed, folded, spot, signal, dated))
        said.counts += counts
        is_whole = all(c.is_people or c.is_aside or c.value == 1 for c in counts)
        said.uncounted += signal.is_held and is_whole
    if said.share is None:
        said.share = read_share(folded, spot)


def _side(signal: Signal, before: Side) -> Side:
    if signal.state == "postponed":
        return "postponed"
    if signal.is_foreseen:
        return "planned"
    return "past" if signal.state or signal.is_held else before


def _reading(printed: str, said: _Said, context: EntryContext) -> EntryReading:
    count = _main_count(said.counts, context)
    people = next((c for c in said.counts if c.is_people and c is not count), None)
    past = _first(said.times, "past", "", "between")
    since = _first(said.times, "past", "since")
    when = past.frame(printed, ahead=False) if past else None
    begun = since.frame(printed, ahead=False) if since else None
    is_held = said.is_held or bool(count and begun)
    status = _status(said, context, is_held, count, bool(begun))
    return EntryReading(
        status=status,
        quantity=count.value if count else None,
        unit=_unit(printed, count),
        on=when.start if when and when.precision == "day" and when.start == when.end else None,
        when=when,
        since=begun.start if begun else None,
        postponed_to=_ahead(printed, said.times, "postponed"),
        planned_for=_ahead(printed, said.times, "planned"),
        is_held=is_held,
        occurrences=_occurrences(said, count, is_held, context),
        people=int(people.value) if people else None,
        share=said.share,
        confidence=_confidence(said, status, is_held, count),
        words=_quoted(printed, [*(s for signal in said.signals for s in signal.words),
                                *(c.spot for c in said.counts),
                                *((h.start, h.end) for _, h in said.times)]),
    )  # fmt: skip


def _main_count(counts: Sequence[Count], context: EntryContext) -> Count | None:
    """What the rhythm counts in, else the first thing counted that is not people."""
    awaited = (c for c in counts if _counts_in(c, context))
    done = (c for c in counts if not c.is_people and not c.is_aside)
    return next(awaited, None) or next(done, None)


def _counts_in(count: Count, context: EntryContext) -> bool:
    words = set(fold_phrase(count.unit).split())
    return any(words & set(fold_phrase(unit).split()[:1]) for unit in context.units)


def _unit(printed: str, count: Count | None) -> str:
    """The unit as written."""
    if not count or not count.unit:
        return ""
    found = fold_same_length(printed).find(count.unit, count.spot[0])
    return printed[found : found + len(count.unit)] if found >= 0 else count.unit


def _status(
    said: _Said, context: EntryContext, is_held: bool, count: Count | None, is_since: bool
) -> EntryStatus | None:
    """Work that comes back is not over because one occurrence was held, put off or cancelled."""
    states = said.states
    several = (bool(count and not said.uncounted) or is_since) and not said.is_over
    if said.share is not None and not states - {"done", "in_progress"}:
        return "done" if said.share == 1 else "in_progress" if said.share else None
    if len(states) > 1:
        return "in_progress" if states == {"done", "in_progress"} else None
    if states and not is_held:
        state = next(iter(states))
        is_one = context.is_recurring and state in ("postponed", "abandoned")
        return None if is_one else state
    if states - {"done"}:
        return next(iter(states)) if states == {"in_progress"} else None
    if not is_held:
        return None
    goes_on = (context.is_recurring and not said.is_over) or several
    return "in_progress" if goes_on else "done"


def _occurrences(
    said: _Said, count: Count | None, is_held: bool, context: EntryContext
) -> int | None:
    if count and _counts_in(count, context):
        return int(count.value)
    if not is_held or (said.is_over and context.is_recurring) or (count and count.unit == "%"):
        return None
    if not count or said.uncounted or entry_words("people").fullmatch(count.unit):
        return 1
    return None if context.units and count.unit else int(count.value)


def _first(times: Sequence[tuple[Side, Happening]], side: Side, *effects: str) -> Happening | None:
    for found, happening in times:
        is_sure = happening.future is None or happening.effect == "since"
        is_meant = happening.effect in effects and happening.past and not happening.is_ahead
        if is_meant and (found == side or (found == "unsaid" and is_sure)):
            return happening
    return None


def _ahead(
    printed: str, times: Sequence[tuple[Side, Happening]], side: Side
) -> TimeframeDraft | None:
    """The first time to come on that side; a time that can only be to come is planned."""
    for found, happening in times:
        is_planned = side == "planned" and found in _NOW and not happening.past
        if happening.future and (found == side or is_planned):
            return happening.frame(printed, ahead=True)
    return None


def _confidence(
    said: _Said, status: EntryStatus | None, is_held: bool, count: Count | None
) -> Confidence:
    if len(said.states) > 1 or (said.is_denied and is_held):
        return "unsure"
    if said.states or said.share is not None:
        return "sure"
    if is_held:
        return "likely" if status == "in_progress" else "sure"
    return "unsure" if count or said.times or said.is_denied or said.counts else "none"


def _quoted(printed: str, spots: Sequence[Spot]) -> tuple[str, ...]:
    kept: list[Spot] = []
    for start, end in sorted(set(spots), key=lambda spot: (spot[0], -spot[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(words for start, end in kept if (words := printed[start:end].strip()))
