"""«Mon travail»: what somebody carries, in four groups, with the first gesture of each line."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from django.db.models import Q

from arrimage.directory.permissions import Viewer
from arrimage.plans.following import Rhythm
from arrimage.plans.models import Assignment, Element, StatusUpdate

from . import phrases
from .models import SOON, Clock, Occurrence
from .queries import GROUPS, Bearer, Group, followed_by, lines_of
from .tallies import CadenceTally, tallies_of
from .telling import flag_of, rhythm_of

Gesture = Literal["done", "active", "held", "same"]
SHOWN = 30  # lines of one group; the others are one link away
LONGEST = 300
WEEK = dt.timedelta(days=7)
SEEN = 8  # pieces of news of the week


@dataclass(frozen=True, slots=True)
class Task:
    """A line that waits for a gesture: ``on`` is the day it waits for, or since when.

    ``gestures`` come in their order; the first one stands in the same place in every task.
    """

    element: Element
    group: Group
    on: dt.date | None
    why: str
    gestures: tuple[Gesture, ...]
    who: tuple[str, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()
    nearness: str = ""
    may_note: bool = False

    @property
    def can_be_moved(self) -> bool:
        """True for work whose date is over: it can be put off."""
        return self.group == "late"


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """One of the four groups; ``total`` counts those that are not shown too."""

    name: Group
    tasks: tuple[Task, ...]
    total: int


@dataclass(frozen=True, slots=True)
class News:
    """Something that was noted on a line that they carry."""

    on: dt.date
    text: str
    element: Element
    status: str  # empty for an occurrence


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that one screen of work prints."""

    groups: tuple[TaskGroup, ...]
    news: tuple[News, ...]
    carried: int

    @property
    def total(self) -> int:
        """How many lines wait for a gesture."""
        return sum(group.total for group in self.groups)


NO_WORK = Work(tuple(TaskGroup(name, (), 0) for name in GROUPS), (), 0)


def work_of(user: Viewer, bearer: Bearer, today: dt.date, only: str = "") -> Work:
    """What somebody carries, as this user sees it; nine queries whatever their number.

    ``only`` is the one group to show at length.
    """
    lines = lines_of(user, bearer)
    clocks = list(
        Clock.objects.filter(element__in=lines)
        .select_related("element__plan__organization", "plan")
        .order_by("plan", "element__position")
    )
    found = _sorted(clocks, today)
    most = LONGEST if only else SHOWN
    kept = {name: found[name][:most] if only in ("", name) else [] for name in GROUPS}
    shown = [task.element for tasks in kept.values() for task in tasks]
    who, followed = names_of(shown), followed_by(user, shown)
    groups = tuple(
        TaskGroup(name, tuple(_with(task, who, followed) for task in kept[name]), len(found[name]))
        for name in GROUPS
    )
    return Work(groups, _news([clock.pk for clock in clocks], today), len(clocks))


def _sorted(clocks: list[Clock], today: dt.date) -> dict[Group, list[Task]]:
    tallies = tallies_of(clocks, today)
    found: dict[Group, list[Task]] = defaultdict(list)
    for clock in clocks:
        if task := task_of(clock, today, tallies.get(clock.pk, ())):
            found[task.group].append(task)
    for tasks in found.values():
        tasks.sort(key=lambda task: task.on or today)
    return found


def task_of(clock: Clock, today: dt.date, tallies: tuple[CadenceTally, ...] = ()) -> Task | None:
    """What a line waits for on a day, if anything: late, then soon, then silent, then unsure."""
    if clock.counts_as in ("done", "stopped", "excluded") and not clock.confirm_from:
        return None
    element = clock.element
    rhythms = tuple(rhythm_of(one.tally) for one in tallies)
    flag = flag_of(clock, today)
    if flag and flag.flag in ("late", "soon"):
        gestures: tuple[Gesture, ...] = ("done",) if flag.flag == "late" else ("done", "active")
        return Task(element, flag.flag, clock.due_on, flag.why, gestures, rhythms=rhythms)  # type: ignore[arg-type]
    awaited = _awaited(tallies, today)
    if flag and flag.flag == "silent":
        gestures = ("held", "same") if tallies else ("same", "done")
        return Task(element, "silent", clock.heard_on, flag.why, gestures, rhythms=rhythms)
    if awaited:
        on, why = awaited
        return Task(element, "soon", on, why, ("held", "same"), rhythms=rhythms)
    if clock.confirm_from and clock.confirm_from <= today:
        return _to_confirm(clock, rhythms)
    return None


def _awaited(tallies: Iterable[CadenceTally], today: dt.date) -> tuple[dt.date, str] | None:
    """The next occurrence that its rhythm awaits, when that is within a month."""
    days = []
    for one in tallies:
        ahead = [slot.expected for slot in one.tally.slots if slot.state in ("open", "to_come")]
        shares = [(awaited.due_on or awaited.share.end, awaited.rank) for awaited in ahead]
        on, rank = min((pair for pair in shares if pair[0] >= today), default=(dt.date.max, 0))
        if on <= today + dt.timedelta(days=SOON):
            days.append((on, phrases.why_awaited(one.words, one.tally, rank, on)))
    return min(days, default=None)


def _to_confirm(clock: Clock, rhythms: tuple[Rhythm, ...]) -> Task:
    element = clock.element
    if element.status:
        why = phrases.why_guessed(element.get_status_display(), element.status_text)
        return Task(element, "confirm", None, why, ("same", "active"), rhythms=rhythms)
    why = phrases.why_unknown(clock.starts_on)
    return Task(element, "confirm", clock.starts_on, why, ("active", "done"), rhythms=rhythms)


def names_of(elements: Iterable[Element]) -> Mapping[int, tuple[str, ...]]:
    """Who carries each line, as the annuaire names them, else as printed; one query."""
    names: dict[int, list[str]] = defaultdict(list)
    held = Assignment.objects.current().filter(
        element__in=[element.pk for element in elements], role="responsible"
    )
    rows = held.order_by("element", "position", "pk")
    for pk, printed, person, organization in rows.values_list(
        "element", "name", "person__name", "organization__name"
    ):
        names[pk].append(person or organization or printed)
    return {pk: tuple(dict.fromkeys(each)) for pk, each in names.items()}


def _with(task: Task, who: Mapping[int, tuple[str, ...]], followed: frozenset[int]) -> Task:
    pk = task.element.pk
    nearness = phrases.say_nearness(task.group, task.on)
    return replace(task, who=who.get(pk, ()), nearness=nearness, may_note=pk in followed)


def _news(pks: list[int], today: dt.date) -> tuple[News, ...]:
    """What was noted this week on these lines, the latest first; two queries."""
    recent = Q(element__in=pks, on__gt=today - WEEK, on__lte=today)
    states = StatusUpdate.objects.filter(recent, basis="person").select_related("element")
    held = Occurrence.objects.filter(recent).select_related("element")
    news = [News(s.on, s.text, s.element, s.status) for s in states.order_by("-on", "-pk")[:SEEN]]
    news += [News(o.on, o.text, o.element, "") for o in held.order_by("-on", "-pk")[:SEEN]]
    return tuple(sorted(news, key=lambda one: one.on, reverse=True)[:SEEN])
