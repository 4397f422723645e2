"""What a sentence suggests, for the lines that were chosen: shown before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from arrimage.accounts.models import User
from arrimage.directory.permissions import TEAM, organizations_of
from arrimage.formats.language import EntryContext, EntryReading, read_cadences, read_entry
from arrimage.plans.confidential import open_to
from arrimage.plans.models import Element, Plan
from arrimage.search.queries import Narrowing, search

from . import phrases
from .models import Clock
from .queries import bearer_who_is, followed_by, lines_of
from .tallies import tallies_of

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence as it was read; ``steps`` say what it would change in the rhythms of lines."""

    reading: EntryReading
    words: str
    steps: tuple[tuple[Element, str], ...] = ()

    @property
    def is_held(self) -> bool:
        """True when something took place that a rhythm counts."""
        return bool(self.steps) and (self.reading.is_held or bool(self.reading.occurrences))

    @property
    def timeframe(self) -> str:
        """The new échéancier in words, when something was put off."""
        moved = self.reading.postponed_to
        return moved.text if moved else ""


def _named(user: User, text: str) -> list[int]:
    """Lines of the user's own plans that bear this number, or these very letters: what is
    confidential is in no index."""
    said = Q(number__istartswith=text.strip()) | Q(title__icontains=text.strip())
    ours = Element.objects.filter(said, plan__organization__in=organizations_of(user, *TEAM))
    return list(ours.order_by("plan", "position").values_list("pk", flat=True)[:SHOWN])


def suggest(text: str, elements: Sequence[Element], today: dt.date) -> Suggestion:
    """What a sentence says of some lines; four queries at most."""
    clocks = list(
        Clock.objects.filter(element__in=[element.pk for element in elements])
        .exclude(rhythms=[])
        .select_related("element", "plan")
    )
    tallies = tallies_of(clocks, today)
    counted = [kept["words"] for clock in clocks for kept in clock.rhythms]
    units = tuple(cadence.unit for words in counted for cadence in read_cadences(words))
    reading = read_entry(text, today, EntryContext(units, is_recurring=bool(clocks)))
    more = reading.occurrences or 1
    steps = tuple(
        (clock.element, phrases.say_step(first.tally.held, first.tally.expected, min(more, 1)))
        for clock in clocks
        if (first := next(iter(tallies.get(clock.pk, ())), None))
    )
    words = phrases.say_reading(reading.words) if reading.words and text.strip() else ""
    return Suggestion(reading, words, steps)


def lines_for(user: User, pks: Iterable[int]) -> list[Element]:
    """Lines that the user may follow, among these; in reading order, three queries at most."""
    seen = Element.objects.filter(
        open_to(user), pk__in=list(pks)[:100], plan__in=Plan.objects.visible_to(user)
    )
    elements = list(seen.select_related("plan__organization").order_by("plan", "position"))
    followed = followed_by(user, elements)
    return [element for element in elements if element.pk in followed]


def line_numbered(user: User, number: str) -> list[Element]:
    """The line of the user's own plans that bears exactly this number, if it is the only one."""
    said = number.strip().rstrip(".")
    ours = Element.objects.filter(
        number__iexact=said, plan__organization__in=organizations_of(user, *TEAM)
    )
    pks = list(ours.values_list("pk", flat=True)[: SHOWN + 1]) if said else []
    found = lines_for(user, pks) if 0 < len(pks) <= SHOWN else []
    return found if len(found) == 1 else []


def lines_about(user: User, text: str, left_out: Iterable[int] = ()) -> list[Element]:
    """A few lines that answer some words and that the user may follow; without words, their own."""
    gone = set(left_out)
    if text.strip():
        hits = search(user, text[:200], Narrowing(kinds=("element",))).hits
        found_there = [hit.entry.object_id for hit in hits]
        order = [pk for pk in dict.fromkeys([*_named(user, text), *found_there]) if pk not in gone]
    else:
        bearer = bearer_who_is(user)
        mine = lines_of(user, bearer) if bearer else Element.objects.none()
        waiting = mine.filter(Q(clock__counts_as="active") | Q(clock__counts_as="not_started"))
        order = list(waiting.exclude(pk__in=gone).values_list("pk", flat=True)[:SHOWN])
    found = {element.pk: element for element in lines_for(user, order)}
    return [found[pk] for pk in order if pk in found][:SHOWN]
