"""Frequencies that begin, end or change on a day that the échéance of a line says.

«4 rencontres par année jusqu’au 31 décembre 2026, puis 8 par année» is one rhythm of two rules.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from arrimage.formats.language import normalise
from arrimage.plans.models import Cadence

from .rules import KeptRhythm, rhythm_of_cadence

TIMES = frozenset(["", "fois", "time"])  # units that count whatever was counted before
NEXT = re.compile(r"\W*(?:et )?(?:puis|ensuite|apres|then|afterwards)\b")
_ONE = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """An échéance that comes back: its words, and the days when it holds."""

    words: str
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(slots=True)
class _Dated:
    """A rhythm with its unit, and the words that say when it holds."""

    rhythm: KeptRhythm
    unit: str
    words: str
    since: dt.date | None
    until: dt.date | None

    @property
    def is_next(self) -> bool:
        """True for «puis 8 par année»."""
        return bool(NEXT.match(normalise(self.words)))


def rhythms_of(cadences: Iterable[Cadence], said: Sequence[Said]) -> list[KeptRhythm]:
    """The rhythms of a line, each with the days when it holds; those that count the same thing
    one after another are one rhythm that changes.
    """
    groups: list[list[_Dated]] = []
    for dated in _dated(cadences, list(said)):
        if groups and _follows(groups[-1][-1], dated):
            groups[-1].append(dated)
        else:
            groups.append([dated])
    return [_joined(group) for group in groups]


def _dated(cadences: Iterable[Cadence], said: list[Said]) -> Iterable[_Dated]:
    for cadence in cadences:
        rhythm = rhythm_of_cadence(cadence)
        if rhythm is None:
            continue
        own = next((one for one in said if _plain(rhythm.words) in _plain(one.words)), None)
        if own:
            said.remove(own)
        own = own or Said(rhythm.words)
        yield _Dated(rhythm, _unit(cadence.unit), own.words, own.since, own.until)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _unit(unit: str) -> str:
    return " ".join(word.rstrip("sx") for word in normalise(unit).split())


def _follows(first: _Dated, second: _Dated) -> bool:
    """True when the second takes the place of the first; what one does not say, the other does."""
    is_same = first.unit == second.unit and first.unit not in TIMES
    if not (is_same or second.unit in TIMES) or "period" in _pers(first, second):
        return False
    if first.until and second.since:
        return first.until < second.since
    if not (is_same or second.is_next):
        return False
    if first.until and not second.since and first.until < (second.until or dt.date.max):
        second.since = first.until + _ONE
    elif second.since and not first.until:
        first.until = second.since - _ONE
    else:
        return False
    return True


def _pers(*dated: _Dated) -> set[str]:
    return {one.rhythm.rule.per for one in dated}


def _joined(group: Sequence[_Dated]) -> KeptRhythm:
    rules = [
        dataclasses.replace(one.rhythm.rule, since=one.since, until=one.until) for one in group
    ]
    is_dated = any(one.since or one.until for one in group)
    words = [one.words if is_dated else one.rhythm.words for one in group]
    rows = [one.rhythm.cadence for one in group]
    then = tuple(zip(rows[1:], rules[1:], strict=True))
    return KeptRhythm(", ".join(words), rules[0], rows[0], then)
