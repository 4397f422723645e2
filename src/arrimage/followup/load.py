"""How much falls on whom, and when: lines due and times awaited by season.

Hours are unknown and never invented: a season is heavy next to the other seasons of the same
person, never next to a number of hours.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from arrimage.formats.language import normalise
from arrimage.plans.grouping import season_key, season_label
from arrimage.rhythm.years import Span, add_months, seasons

from .calendar import Day, days_of
from .models import ClockQuerySet
from .work import names_of

SEASONS = 6
LEAST = 4  # under, nobody is overloaded
TIMES = 2  # so many times one's own ordinary season
NOBODY = ""
LONG_AGO = 60  # months: what was due before is not late any more, it is forgotten


@dataclass(frozen=True, slots=True)
class Season:
    """A season: its key in the filters of a plan, its name, its days."""

    key: str
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Share:
    """What falls on somebody in a season: lines due, and times that rhythms await."""

    season: Season
    due: int
    awaited: int
    is_heavy: bool

    @property
    def total(self) -> int:
        """Both."""
        return self.due + self.awaited


@dataclass(frozen=True, slots=True)
class Load:
    """Somebody, season by season; ``late`` lines are over already, ``ordinary`` is the median."""

    name: str
    shares: tuple[Share, ...]
    late: int
    ordinary: float
    threshold: int

    @property
    def total(self) -> int:
        """All that falls on them ahead."""
        return sum(share.total for share in self.shares)

    @property
    def is_heavy(self) -> bool:
        """True when one season at least is."""
        return any(share.is_heavy for share in self.shares)


def seasons_ahead(today: dt.date) -> tuple[Season, ...]:
    """The season of today and those that follow."""
    first = today.replace(day=1)
    every = seasons(Span(first, add_months(first, 3 * SEASONS + 3)))[:SEASONS]
    return tuple(
        Season(season_key(span.start), season_label(span.start), span) for _name, span in every
    )


def loads_of(clocks: ClockQuerySet, today: dt.date) -> tuple[Load, ...]:
    """Those who carry something dated, the most loaded first; seven queries."""
    ahead = seasons_ahead(today)
    start, end = today.replace(day=1), ahead[-1].span.end
    long_ago = add_months(start, -LONG_AGO)
    days = [day for day in days_of(clocks, Span(long_ago, end), today) if day.kind != "held"]
    names = names_of({day.element.pk: day.element for day in days}.values())
    return loads_from(days, names, ahead)


def loads_from(
    days: Iterable[Day], names: Mapping[int, tuple[str, ...]], ahead: tuple[Season, ...]
) -> tuple[Load, ...]:
    """The same, from days that are known; pure. A line that two carry weighs on both."""
    late: Counter[str] = Counter()
    due: dict[str, Counter[str]] = defaultdict(Counter)
    awaited: dict[str, Counter[str]] = defaultdict(Counter)
    for day in days:
        for name in names.get(day.element.pk) or (NOBODY,):
            if day.kind == "late":
                late[name] += 1
                continue
            season = next((s.key for s in ahead if day.on in s.span), "")
            (due if day.kind == "due" else awaited)[name][season] += bool(season)
    people = {*late, *due, *awaited}
    loads = [_load(name, due[name], awaited[name], late[name], ahead) for name in people]
    return tuple(sorted(loads, key=lambda load: (not load.name, -load.total, normalise(load.name))))


def _load(
    name: str, due: Counter[str], awaited: Counter[str], late: int, ahead: tuple[Season, ...]
) -> Load:
    totals = sorted(due[season.key] + awaited[season.key] for season in ahead)
    half = len(totals) // 2
    ordinary = (totals[half] + totals[-half - 1]) / 2
    threshold = max(LEAST, int(ordinary * TIMES) + 1)
    shares = tuple(
        Share(
            s, due[s.key], awaited[s.key], bool(name) and due[s.key] + awaited[s.key] >= threshold
        )
        for s in ahead
    )
    return Load(name, shares, late, ordinary, threshold)
