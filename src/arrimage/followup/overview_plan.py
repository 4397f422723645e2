"""What the overview draws of a single plan: a mark for each action, how far each branch is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from arrimage.plans.confidential import Sight
from arrimage.plans.document import Addresses, counted_level
from arrimage.plans.looks import UNKNOWN_LABEL, Look, look_of
from arrimage.plans.models import Element, Plan, Timeframe
from arrimage.plans.states import book_of, counts_of
from arrimage.rhythm.lateness import Frame
from arrimage.rhythm.progress import Part, Progress, roll_up_all

from . import phrases
from .models import Clock
from .settling import frames_of
from .tallies import Tallies
from .telling import rhythm_of

LATE = Look("late", "late")
SILENT = Look("silent", "silent")
_NONE = Decimal(0)
NO_TALLIES: Tallies = {}


@dataclass(frozen=True, slots=True)
class ActionMark:
    """One action, by its flag or else its state."""

    number: str
    title: str
    look: Look
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A heading at the top of the plan: the marks of its actions, and how far it is.

    ``progress`` is empty for who is not told of the follow-up.
    """

    key: str
    number: str
    title: str
    marks: tuple[ActionMark, ...]
    done: int
    progress: Progress | None

    @property
    def is_known(self) -> bool:
        """True when something can be said of how far it is."""
        return self.progress is not None and self.progress.actual is not None

    @property
    def actual(self) -> int:
        """Percents done."""
        return _percent(self.progress.actual if self.progress else None)

    @property
    def expected(self) -> int | None:
        """Percents that the dates ask for by today."""
        known = self.progress.expected if self.progress else None
        return None if known is None else _percent(known)

    @property
    def comparable(self) -> int:
        """Percents done of what has dates."""
        return _percent(self.progress.comparable if self.progress else None)


def _percent(share: Decimal | None) -> int:
    return round((share or _NONE) * 100)


def branches_of(
    plan: Plan, sight: Sight, today: dt.date, tallies: Tallies = NO_TALLIES
) -> tuple[Branch, ...]:
    """The headings at the top that hold actions, in reading order; five queries.

    ``tallies`` are those of the lines that come back.
    """
    counted = counted_level(plan.levels.all())
    if counted is None:
        return ()
    elements = list(
        sight.of(plan.elements.order_by("position")).only(
            "pk", "plan_id", "parent_id", "level_id", "number", "title", "status",
            "years_marked", "weight",
        )
    )  # fmt: skip
    seen = {element.pk for element in elements}
    clocks = {c.pk: c for c in _clocks(plan) if c.pk in seen} if sight.is_told else {}
    parts = _parts(plan, elements, tallies) if sight.is_told else {}
    tops = [element for element in elements if element.parent_id not in seen]
    below = _actions_below(elements, seen, counted.pk)
    branches = (_branch(top, below[top.pk], clocks, parts, today) for top in tops if below[top.pk])
    return tuple(branches)


def _clocks(plan: Plan) -> Iterable[Clock]:
    return Clock.objects.filter(plan=plan).only("late_from", "silent_from")


def _actions_below(
    elements: Iterable[Element], seen: set[int], counted: int
) -> dict[int, list[Element]]:
    top: dict[int, int] = {}
    found: dict[int, list[Element]] = defaultdict(list)
    for element in elements:
        parent = element.parent_id
        top[element.pk] = top[parent] if parent in seen and parent is not None else element.pk
        if element.level_id == counted:
            found[top[element.pk]].append(element)
    return found


def _branch(
    top: Element,
    actions: Iterable[Element],
    clocks: Mapping[int, Clock],
    parts: Mapping[int, Part],
    today: dt.date,
) -> Branch:
    every = list(actions)
    addresses = Addresses(top.plan_id)
    marks = tuple(_mark(action, clocks.get(action.pk), addresses, today) for action in every)
    counts = counts_of(top.plan)
    done = sum(counts.get(action.status) == "done" for action in every)
    key = f"e{top.pk}"
    part = parts.get(top.pk)
    progress = roll_up_all(part, today)[key] if part else None
    return Branch(key, top.number, top.title, marks, done, progress)


def _mark(action: Element, clock: Clock | None, addresses: Addresses, today: dt.date) -> ActionMark:
    look = look_of(action.status, book_of(action.plan))
    label = action.get_status_display() or str(UNKNOWN_LABEL)
    if clock and clock.late_from and clock.late_from <= today:
        look, label = LATE, str(phrases.LATE)
    elif clock and clock.silent_from and clock.silent_from <= today:
        look, label = SILENT, str(phrases.SILENT)
    address = f"{addresses.detail(action.pk)}#e{action.pk}"
    return ActionMark(action.number, action.title, look, label, address)


def frames_by_line(plan: Plan) -> dict[int, list[Frame]]:
    """The échéances of every line of a plan, by the key of the line; one query."""
    found: dict[int, list[Frame]] = defaultdict(list)
    stored = Timeframe.objects.filter(element__plan=plan).order_by("position", "pk")
    for pk, kind, start, end, precision in stored.values_list(
        "element", "kind", "starts_on", "ends_on", "precision"
    ):
        found[pk].append(Frame(kind, start, end, precision or None))
    return found


def _parts(plan: Plan, elements: Iterable[Element], tallies: Tallies) -> dict[int, Part]:
    """The tree that the engine rolls up, as :mod:`arrimage.plans.progress` makes it from rows.

    What comes back is as far as what was held of its first rhythm this year.
    """
    years = {year.number: year for year in plan.years.all()}
    own, counts = frames_by_line(plan), counts_of(plan)
    made: dict[int, Part] = {}
    children: dict[int | None, list[Part]] = defaultdict(list)
    for element in reversed(list(elements)):
        pk = element.pk
        frames = [Frame("continuous")] if element.status == "continuous" else own[pk]
        told = next((rhythm_of(one.tally) for one in tallies.get(pk, ())), None)
        made[pk] = part = Part(
            key=f"e{pk}",
            counts_as=counts.get(element.status, "not_started"),
            weight=Decimal(1) if element.weight is None else element.weight,
            share=Decimal(str(told.share)) if told else None,
            frames=tuple(frames_of(frames, element.years_marked, years)),
            expected=Decimal(str(told.awaited)) if told else None,
            children=tuple(reversed(children[pk])),
        )
        children[element.parent_id].append(part)
    return made
