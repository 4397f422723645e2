"""The plan as a document: frozen values ready for a template, made from loaded rows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from .carried import THEME, Carried, IndicatorView, ResultView
from .filters import PlanFilters
from .following import NOTHING_TOLD, Flag, Living
from .models import Element, Level, Plan, PlanYear, SourceFile
from .progress import Advance, AdvanceLine
from .states import DEFAULT_BOOK, Look, StateBook, Status

HEADING_ROLES = ("axis", "orientation", "objective")
STATES = dict(Status.choices)  # of a plan that never changed its dictionary
ANY_ELEMENT = 9_999_999_999_999_999  # stands for a key in an address; no plan has this number


@dataclass(frozen=True, slots=True)
class YearView:
    """An n of the plan."""

    number: int
    starts_on: dt.date
    ends_on: dt.date
    is_now: bool
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column of the plan's own table; ``field`` is a :data:`formats.draft.ColumnField`."""

    header: str
    field: str
    key: str = ""
    group: str = ""
    width: float = 1.0
    is_now: bool = False  # the column of the current plan year


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many actions are in a state; ``status`` is empty when nothing is known."""

    status: str
    label: str
    count: int
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class FlagCount:
    """How many lines have a flag of the follow-up, and its word."""

    flag: Flag
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A printed number; ``target`` is the id of the element it aims at, if known."""

    number: str
    text: str
    target: int | None
    target_title: str


@dataclass(frozen=True, slots=True)
class FrameView:
    """An échéance: its words, and the days that could be read in them."""

    text: str
    kind: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    precision: str


@dataclass(frozen=True, slots=True)
class TerritoryView:
    """A territory; ``address`` names it in filters: «region-04»."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One element with all it carries. ``key`` is its id in the page; ``depth`` is 1 for a step.

    ``carriers`` are those responsible as the annuaire names them. ``above`` is the line that it
    stands under, for when it is shown elsewhere.
    """

    pk: int
    key: str
    level: int
    level_name: str
    role: str
    number: str
    title: str
    is_reworded: bool
    kind: str
    group: str
    sub_items: tuple[str, ...]
    responsibles: tuple[str, ...]
    collaborators: tuple[str, ...]
    carriers: tuple[str, ...]
    themes: tuple[str, ...]
    territories: tuple[TerritoryView, ...]
    frames: tuple[FrameView, ...]
    timeframe_text: str
    cadences: tuple[str, ...]
    years_marked: tuple[int, ...]
    quarters_marked: tuple[str, ...]
    results: tuple[ResultView, ...]
    indicators: tuple[IndicatorView, ...]
    references: tuple[ReferenceView, ...]
    status: str
    status_label: str
    status_text: str
    cost: str
    priority: str
    notes: tuple[str, ...]
    extra: tuple[tuple[str, str], ...]
    doubts: int
    evidence: int
    version: int
    url: str
    status_url: str
    depth: int = 0
    cells: tuple[Cell, ...] = ()
    is_withheld: bool = False  # for the team alone
    above: str = ""
    living: Living = NOTHING_TOLD

    @property
    def timeframes(self) -> tuple[str, ...]:
        """The words of its échéances."""
        return tuple(frame.text for frame in self.frames)

    @property
    def everybody(self) -> tuple[str, ...]:
        """Every name that finds it."""
        return (*self.responsibles, *self.collaborators, *self.carriers)

    @property
    def last_frame(self) -> FrameView | None:
        """The échéance that ends last."""
        ended = [(frame.ends_on, frame) for frame in self.frames if frame.ends_on]
        return max(ended, key=lambda pair: pair[0])[1] if ended else None

    @property
    def due(self) -> dt.date | None:
        """The day when the last of its échéances ends, if any ends."""
        return self.last_frame.ends_on if self.last_frame else None

    @property
    def is_due_vaguely(self) -> bool:
        """True when only the year of that day is known."""
        return bool(self.last_frame and self.last_frame.precision == "year")

    @property
    def has_details(self) -> bool:
        """True when it carries more than a title: an objective may have its own responsible."""
        return bool(
            self.responsibles or self.timeframe_text or self.timeframes or self.results
            or self.indicators or self.years_marked or self.status or self.status_text
            or self.sub_items or self.notes
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row holds in one of the plan's columns. ``is_marked``: years and quarters."""

    column: ColumnView
    lines: tuple[str, ...] = ()
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """An element above the actions, and the rows of its table. ``heading`` is None when actions
    stand under nothing; ``depth`` is 0 for the top level. A section without rows is only a title.
    Where rows are grouped otherwise, ``label`` and ``key`` stand for the heading.
    """

    heading: Row | None
    depth: int
    rows: tuple[Row, ...] = ()
    key: str = ""
    label: str = ""

    @property
    def tag_level(self) -> int:
        """Rank of its HTML heading, from 2 to 6."""
        return min(self.depth + 2, 6)


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """A line of the plan's table of contents."""

    key: str
    number: str
    title: str
    level_name: str
    actions: int  # shown under it, at any depth
    done: int
    children: tuple[OutlineNode, ...] = ()
    flags: tuple[FlagCount, ...] = ()  # late or silent, at any depth
    advance: Advance | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the rows of a plan offer to filter by; pairs are what the address says, and its name."""

    responsibles: tuple[str, ...]
    themes: tuple[str, ...]
    territories: tuple[TerritoryView, ...]
    seasons: tuple[tuple[str, str], ...]
    groupings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """Everything that the screen of a plan prints."""

    plan: Plan
    source: SourceFile | None
    levels: tuple[str, ...]
    years: tuple[YearView, ...]
    quarters: tuple[str, ...]
    columns: tuple[ColumnView, ...]
    outline: tuple[OutlineNode, ...]
    sections: tuple[Section, ...]
    counts: tuple[StateCount, ...]  # of the whole plan, whatever the filters
    total: int
    shown: int
    choices: Choices
    action_name: str
    filters: PlanFilters
    doubts: int = 0
    notes: tuple[dict[str, Any], ...] = field(default=())
    day: dt.date | None = None  # the past day that it shows
    flags: tuple[FlagCount, ...] = ()  # of the whole plan, whatever the filters
    advance: Advance | None = None  # for those whose plan it is
    formula: tuple[AdvanceLine, ...] = ()

    @property
    def year_now(self) -> YearView | None:
        """The plan year of today."""
        return next((year for year in self.years if year.is_now), None)


def counted_level(levels: Iterable[Level]) -> Level | None:
    """The level whose elements are the plan's actions: the one with that role, else the last."""
    every = list(levels)
    return next((level for level in every if level.role == "action"), every[-1] if every else None)


def state_counts(counted: dict[str, int], book: StateBook = DEFAULT_BOOK) -> tuple[StateCount, ...]:
    """Counts in the order of the dictionary, the unknown last; states at zero are left out."""
    states = [(state.code, str(state.label), state.look) for state in book.states]
    states.append(("", _("État inconnu"), Look("none", "none")))
    return tuple(
        StateCount(s, label, counted[s], look) for s, label, look in states if counted.get(s)
    )


def year_views(years: Iterable[PlanYear], today: dt.date) -> tuple[YearView, ...]:
    """Years of the plan; the one that holds today is marked."""
    return tuple(
        YearView(
            y.number, y.starts_on, y.ends_on, y.starts_on <= today <= y.ends_on, y.ends_on < today
        )
        for y in years
    )


def flag_counts(rows: Iterable[Row], *flags: Flag) -> tuple[FlagCount, ...]:
    """Counts of some flags in that order, with the word that the follow-up has for each."""
    told = [row.living for row in rows if row.living.flag]
    words = {living.flag: living.label for living in told}
    counts = Counter(living.flag for living in told)
    return tuple(FlagCount(flag, words[flag], counts[flag]) for flag in flags if counts[flag])


class Addresses:
    """Addresses of the elements of one plan, resolved once: a long plan has hundreds of them."""

    def __init__(self, plan_pk: int) -> None:
        names = ("plans:element_detail", "plans:element_status")
        self._detail, self._status = (
            reverse(name, args=[plan_pk, ANY_ELEMENT]).split(str(ANY_ELEMENT)) for name in names
        )

    def detail(self, pk: int) -> str:
        """The element, opened in its place."""
        return str(pk).join(self._detail)

    def status(self, pk: int) -> str:
        """Where its state is noted."""
        return str(pk).join(self._status)


def row_of(
    element: Element,
    level: Level,
    carried: Carried,
    titles: Mapping[int, str],
    evidence: int,
    addresses: Addresses,
) -> Row:
    """All that an element carries. ``titles`` names the elements that references aim at."""
    pk = element.pk
    return Row(
        pk=pk,
        key=f"e{pk}",
        level=level.rank,
        level_name=level.name,
        role=level.role,
        number=element.number,
        title=element.title,
        is_reworded=element.title != element.source_title,
        kind=element.kind,
        group=element.group,
        sub_items=tuple(element.sub_items),
        responsibles=carried.people(pk, "responsible"),
        collaborators=carried.people(pk, "collaborator"),
        carriers=carried.carriers(pk),
        themes=tuple(name for address, name in carried.tags[pk] if address == THEME),
        territories=tuple(TerritoryView(*t) for t in carried.tags[pk] if t[0] != THEME),
        frames=tuple(FrameView(*frame) for frame in carried.timeframes[pk]),
        timeframe_text=element.timeframe_text,
        cadences=tuple(text for (text,) in carried.cadences[pk]),
        years_marked=tuple(element.years_marked),
        quarters_marked=tuple(element.quarters_marked),
        results=carried.results_of(pk),
        indicators=carried.indicators_of(pk),
        references=tuple(
            ReferenceView(
                number, text, target if target in titles else None, titles.get(target, "")
            )
            for number, text, target in carried.references[pk]
        ),
        status=element.status,
        status_label=element.get_status_display() if element.status else "",
        status_text=element.status_text,
        cost=element.cost,
        priority=element.priority,
        notes=tuple(element.notes),
        extra=tuple((header, text) for header, text in element.extra),
        doubts=len(element.doubts),
        evidence=evidence,
        version=element.version,
        is_withheld=element.is_withheld,
        url=addresses.detail(pk),
        status_url=addresses.status(pk),
    )
