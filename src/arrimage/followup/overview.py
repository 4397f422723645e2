"""«Vue d'ensemble»: what moved since a date, what is late, what is silent, what comes back.

Every figure is an aggregate over an index or a stored tally: the number of queries does not depend
on the number of plans, of lines or of years.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, F, Max, Min, QuerySet

from arrimage.plans.document import StateCount, state_counts
from arrimage.plans.following import Rhythm
from arrimage.plans.models import Element, Plan
from arrimage.plans.states import book_of, counts_of

from .models import Clock, StateChange
from .overview_scope import Scope
from .tallies import Tallies, tallies_of
from .telling import Flagged, flag_of, rhythm_of
from .work import names_of

Section = Literal["", "bouge", "retard", "silence", "rythmes", "plans"]
SECTIONS: tuple[Section, ...] = ("bouge", "retard", "silence", "rythmes", "plans")
SHOWN = 6  # lines of a section; the others are one link away
LONGEST = 300
TIMED = 60  # rhythms: above, somebody chooses a plan


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan among several: its actions by state, and how many lines are late, silent, changed."""

    plan: Plan
    states: tuple[StateCount, ...]
    actions: int
    done: int
    late: int
    silent: int
    moved: int
    is_told: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A line and what became of it since the day: its state then, its state now."""

    element: Element
    before: str
    after: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Stuck:
    """A line that is late or silent, with those who carry it; ``days`` is for how long."""

    element: Element
    flagged: Flagged
    who: tuple[str, ...]
    days: int


@dataclass(frozen=True, slots=True)
class TimedLine:
    """A line that comes back, and what is held of it this year."""

    element: Element
    words: str
    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the screen prints, but for what is drawn of a single plan."""

    scope: Scope
    lines: tuple[PlanLine, ...]
    moves: tuple[Move, ...]
    late: tuple[Stuck, ...]
    silent: tuple[Stuck, ...]
    timed: tuple[TimedLine, ...]
    tallies: Tallies  # of the lines that come back, when they were counted

    @property
    def moved_total(self) -> int:
        """Lines that changed state since the day."""
        return sum(line.moved for line in self.lines)

    @property
    def late_total(self) -> int:
        """Lines that are late."""
        return sum(line.late for line in self.lines)

    @property
    def silent_total(self) -> int:
        """Lines that are silent."""
        return sum(line.silent for line in self.lines)

    @property
    def timed_total(self) -> int:
        """Lines that have a rhythm."""
        return sum(self.scope.rhythms.get(pk, 0) for pk in self.scope.told)

    @property
    def actions(self) -> int:
        """Actions of all the plans."""
        return sum(line.actions for line in self.lines)


def overview_of(scope: Scope, only: Section = "") -> Overview:
    """The overview of some plans; ``only`` is the section to show at length."""
    stuck = _stuck(scope, only)
    clocks = _timed_clocks(scope) if _most(only, "rythmes") else []
    tallies = tallies_of(clocks, scope.today)
    return Overview(
        scope=scope,
        lines=_lines(scope),
        moves=_moves(scope, _most(only, "bouge")),
        late=tuple(one for one in stuck if one.flagged.flag == "late"),
        silent=tuple(one for one in stuck if one.flagged.flag == "silent"),
        timed=_timed(clocks, tallies)[: _most(only, "rythmes")],
        tallies=tallies,
    )


def _most(only: Section, section: Section) -> int:
    if not only:
        return SHOWN
    return LONGEST if only == section else 0


def _lines(scope: Scope) -> tuple[PlanLine, ...]:
    late = _by_plan(scope.clocks.late(scope.today), Count("pk"))
    silent = _by_plan(scope.clocks.silent(scope.today), Count("pk"))
    moved = _by_plan(scope.changes, Count("element", distinct=True))
    return tuple(
        PlanLine(
            plan=plan,
            states=state_counts(scope.counts[plan.pk], book_of(plan)),
            actions=scope.counts[plan.pk].total(),
            done=_done(plan, scope.counts[plan.pk]),
            late=late.get(plan.pk, 0),
            silent=silent.get(plan.pk, 0),
            moved=moved.get(plan.pk, 0),
            is_told=plan.pk in scope.told,
        )
        for plan in scope.plans
    )


def _done(plan: Plan, counts: Mapping[str, int]) -> int:
    """Actions in a state that counts as done."""
    return sum(n for code, n in counts.items() if counts_of(plan).get(code) == "done")


def _by_plan(rows: QuerySet, count: Count) -> dict[int, int]:
    return dict(rows.order_by().values_list("plan").annotate(n=count))


def _moves(scope: Scope, most: int) -> tuple[Move, ...]:
    """The last lines that changed, each once, with its state of the day and its state now."""
    if not most:
        return ()
    last: dict[int, StateChange] = {}
    first: dict[int, StateChange] = {}
    for change in _latest(scope, most * 3):
        last.setdefault(change.element_id, change)
        first[change.element_id] = change
    moves = (Move(c.element, first[pk].before, c.after, c.on) for pk, c in last.items())
    return tuple(moves)[:most]


def _latest(scope: Scope, most: int) -> Iterable[StateChange]:
    """The last changes; joined once they are few."""
    last = scope.changes.order_by().values_list("plan").annotate(last=Max("on"))
    plans = [plan for plan, _last in last.order_by("-last", "plan")[:most]]
    rows = scope.changes.filter(plan__in=plans).order_by("-on", "-pk")
    found = StateChange.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:most]))
    return found.select_related("element__plan").order_by("-on", "-pk")


def _stuck(scope: Scope, only: Section) -> list[Stuck]:
    late, silent = _most(only, "retard"), _most(only, "silence")
    clocks = [*_first(scope.clocks.late(scope.today), "late_from", late)]
    clocks += _first(scope.clocks.silent(scope.today), "silent_from", silent)
    who = names_of([clock.element for clock in clocks])
    return [_told(clock, who, scope.today) for clock in clocks]


def _first(clocks: QuerySet[Clock], since: str, most: int) -> Iterable[Clock]:
    """Those that have waited for the longest; joined once they are few."""
    if not most:
        return ()
    oldest = clocks.order_by().values_list("plan").annotate(since=Min(since))
    plans = [plan for plan, _since in oldest.order_by("since", "plan")[:most]]  # they hold them all
    longest = list(
        clocks.filter(plan__in=plans).order_by(since, "pk").values_list("pk", flat=True)[:most]
    )
    found = Clock.objects.filter(pk__in=longest).select_related("element__plan", "plan")
    return sorted(found, key=lambda clock: longest.index(clock.pk))


def _told(clock: Clock, who: Mapping[int, tuple[str, ...]], today: dt.date) -> Stuck:
    flagged = flag_of(clock, today)
    assert flagged  # noqa: S101 - the query kept those that have one
    since = clock.heard_on if flagged.flag == "silent" else clock.due_on
    days = (today - (since or flagged.on)).days
    return Stuck(clock.element, flagged, who.get(clock.pk, ()), days)


def _timed_clocks(scope: Scope) -> list[Clock]:
    """The lines that come back; none when there are too many to count at once."""
    total = sum(scope.rhythms.get(pk, 0) for pk in scope.told)
    if not total or (total > TIMED and not scope.plan):
        return []
    timed = scope.clocks.exclude(rhythms=[]).select_related("element__plan", "plan")
    return list(timed.order_by("plan", F("element__position"))[:LONGEST])


def _timed(clocks: Iterable[Clock], tallies: Tallies) -> tuple[TimedLine, ...]:
    """What comes back this year, what was missed first."""
    found: dict[tuple[bool, dt.date], list[TimedLine]] = defaultdict(list)
    for clock in clocks:
        for one in tallies.get(clock.pk, ()):
            rank = (not one.tally.missed, one.tally.until or dt.date.max)
            found[rank].append(TimedLine(clock.element, one.words, rhythm_of(one.tally)))
    return tuple(line for rank in sorted(found) for line in found[rank])
