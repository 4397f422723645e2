"""What recognition proposes: a plan in draft, every part anchored, every doubt in words.

Frozen dataclasses; a review changes a draft with :func:`dataclasses.replace`. Strings are as
printed: spaces repaired, codes and «(lien …)» taken out of titles, nothing else. ``None`` and
empty tuples mean that the document does not say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from .document import Anchor, SourceFormat

LevelRole = Literal["axis", "orientation", "objective", "action", "step"]
Severity = Literal["info", "doubt", "error"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One doubt or finding, for a person. ``element`` is the key of the part it is about, or "".

    ``message`` is ``sentence`` with its named places filled by ``values``: a screen translates the
    one and fills it again. ``keys`` are the parts that it gathers, in reading order; ``column`` is
    the field of a cell whose lines wait to be shared among them.
    """

    code: str  # stable, snake_case: "code_duplicate", "cells_do_not_match"…
    message: str  # one complete French sentence
    severity: Severity = "doubt"
    anchor: Anchor = field(default_factory=Anchor)
    quote: str = ""  # the exact source words that made the reader hesitate
    element: str = ""
    sentence: str = ""
    values: tuple[tuple[str, str], ...] = ()
    keys: tuple[str, ...] = ()
    column: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """Bounds as far as they are known; ``precision`` says which digits are the document's."""

    start: dt.date | None
    end: dt.date | None
    precision: Literal["year", "month", "day"] = "year"
    text: str = ""


TimeframeKind = Literal[
    "date", "month", "season", "quarter", "year", "plan_year", "range",
    "continuous", "recurring", "on-demand", "conditional", "event", "unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeframeDraft:
    """One échéance with the original words. Bounds are ``None`` when the words give none."""

    kind: TimeframeKind
    text: str
    start: dt.date | None = None
    end: dt.date | None = None
    precision: Literal["day", "month", "season", "year"] | None = None


@dataclass(frozen=True, slots=True)
class CadenceDraft:
    """«au moins 4 rencontres par année»: ``count`` occurrences every ``every`` ``per``.

    «Le dernier mercredi du mois d'août à juin»: ``weekday`` 2 (0 is Monday), ``nth`` -1 (1 to 5,
    or -1 for the last of the month), ``months`` 8 to 6.
    """

    count: Decimal
    per: Literal["day", "week", "month", "quarter", "year", "period"]
    unit: str = ""  # «rencontres»
    text: str = ""
    at_least: bool = True
    every: int = 1
    weekday: int | None = None
    nth: int | None = None
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """A numeric target read in a sentence.

    ``value`` is in ``unit`` («%» for percentages). ``growth`` means an increase over a baseline.
    ``derived`` is true when a word, not a number, gave the value («trimestriel» → 4 per year).
    """

    value: Decimal | None
    unit: str = ""
    direction: Literal[">=", "<=", "="] = ">="
    per: Literal["day", "week", "month", "quarter", "year"] | None = None
    growth: bool = False
    derived: bool = False
    by: dt.date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ResultDraft:
    """An expected result; ``year`` is the plan year («An 1» → 1) when the document names one."""

    text: str
    year: int | None = None
    sub_items: tuple[str, ...] = ()
    target: TargetDraft | None = None


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """An indicator; ``nature`` is MO (mise en œuvre), R (résultat) or unknown."""

    text: str
    nature: Literal["MO", "R", ""] = ""
    target: TargetDraft | None = None


@dataclass(frozen=True, slots=True)
class AssignmentDraft:
    """Who carries: a name as printed, in the role the column gives."""

    name: str
    role: Literal["responsible", "collaborator"] = "responsible"


@dataclass(frozen=True, slots=True)
class StatusDraft:
    """A state as printed and what it means, if it says so.

    ``basis``: «explicit» = a state word, a symbol, a colour or bold the legend defines;
    «inferred» = a progress note («6 régions visitées»); «none» = the words are not a state.
    ``own`` is the code of a state that the plan added to its dictionary (:class:`StateDraft`);
    ``value`` is then the usual state that is nearest to it.
    """

    text: str
    value: Literal["planned", "in_progress", "done", "continuous", "conditional",
                   "postponed", "abandoned"] | None = None  # fmt: skip
    basis: Literal["explicit", "inferred", "none"] = "none"
    own: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceDraft:
    """«lien 1.6», «réf. action 1.2.4»: the printed number aimed at and the words around it."""

    number: str
    text: str = ""


AmountNature = Literal["planned", "committed", "spent", "in_kind"]


@dataclass(frozen=True, slots=True)
class AmountDraft:
    """Money of one element, in Canadian dollars; ``year`` is the plan year, or the whole period.

    ``source`` names who gives it; ``on`` is the day of an expense.
    """

    nature: AmountNature
    amount: Decimal
    year: int | None = None
    source: str = ""
    on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class EnvelopeDraft:
    """What an agreement gives to the plan: ``amount`` for a plan year, or for the whole period."""

    source: str
    amount: Decimal
    year: int | None = None
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class ElementDraft:
    """One element of the tree. ``level`` indexes ``PlanDraft.levels``; ``key`` is unique."""

    key: str
    level: int
    title: str
    number: str = ""
    kind: Literal["principal", "secondary", ""] = ""
    title_variants: tuple[str, ...] = ()
    source_title: str = ""  # the document's wording, when a person has changed ``title``
    sub_items: tuple[str, ...] = ()
    group: str = ""  # heading inside the cell this action stood under («Communagir :»)
    assignments: tuple[AssignmentDraft, ...] = ()
    timeframes: tuple[TimeframeDraft, ...] = ()
    timeframe_text: str = ""
    cadences: tuple[CadenceDraft, ...] = ()
    years_marked: tuple[int, ...] = ()  # plan years
    quarters_marked: tuple[str, ...] = ()  # printed headers: «T1», «An 2 T3»
    results: tuple[ResultDraft, ...] = ()
    indicators: tuple[IndicatorDraft, ...] = ()
    references: tuple[ReferenceDraft, ...] = ()
    status: StatusDraft | None = None
    cost: str = ""
    amounts: tuple[AmountDraft, ...] = ()
    priority: str = ""
    notes: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()  # (column header, text) of columns nobody knows
    weight: Decimal | None = None  # in the progress of the plan; 1 where nobody said
    anchor: Anchor = field(default_factory=Anchor)
    confidence: float = 1.0  # 0 to 1
    children: tuple[ElementDraft, ...] = ()

    def walk(self) -> Iterator[ElementDraft]:
        """This element, then its descendants in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class LevelDraft:
    """One level with the plan's own singular name («Moyen d'action») and its role in the tree."""

    name: str
    role: LevelRole


@dataclass(frozen=True, slots=True)
class StateDraft:
    """One state of a plan's own dictionary: its word, its shape and tone, what it counts as.

    ``code`` is one of the values of :class:`StatusDraft`, or begins with «own».
    """

    code: str
    label: str
    shape: str
    tone: str
    counts_as: Literal["not_started", "active", "done", "stopped", "excluded"]
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class PlanYear:
    """An n of the plan; bounds inclusive."""

    number: int
    start: dt.date
    end: dt.date


ColumnField = Literal[
    "axis", "orientation", "objective", "action", "step", "number", "responsible", "collaborator",
    "timeframe", "year", "quarter", "result", "indicator", "status", "target", "cost", "priority",
    "reference", "note", "kind", "unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the source's own layout. ``key`` tells years and quarters apart («1», «T3»)."""

    header: str
    field: ColumnField
    key: str = ""
    group: str = ""  # header above a group of columns («Échéance»)
    width: float = 1.0  # share of the table, any unit


@dataclass(frozen=True, slots=True)
class Layout:
    """How the source lays the plan out, so that an export comes back as people know it.

    ``nesting``: roles that stand above the table as headings, the rest being columns.
    """

    columns: tuple[Column, ...] = ()
    nesting: tuple[LevelRole, ...] = ()
    landscape: bool = True
    source_format: SourceFormat | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A passage kept beside the plan: annex, definition, mandate, footnote."""

    title: str
    text: str
    anchor: Anchor = field(default_factory=Anchor)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A whole plan in draft. ``elements`` are the roots of one tree."""

    title: str = ""
    organization: str = ""
    period: Period | None = None
    fiscal_year_start: str = ""  # «07-01»
    updated_on: dt.date | None = None
    mission: str = ""
    vision: str = ""
    values: tuple[str, ...] = ()
    general_objective: str = ""
    acronyms: tuple[tuple[str, str], ...] = ()
    footnotes: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    years: tuple[PlanYear, ...] = ()
    levels: tuple[LevelDraft, ...] = ()
    elements: tuple[ElementDraft, ...] = ()
    envelopes: tuple[EnvelopeDraft, ...] = ()
    states: tuple[StateDraft, ...] = ()  # none: the usual dictionary
    layout: Layout = field(default_factory=Layout)

    def walk(self) -> Iterator[ElementDraft]:
        """Every element in reading order, parents first."""
        for element in self.elements:
            yield from element.walk()


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of a document: a draft or ``None``, the issues, and the reason for no plan.

    ``refusal`` is a complete French sentence when ``draft`` is ``None`` («Ce document est un
    procès-verbal: … aucun plan n'a été trouvé.»), else "".
    """

    draft: PlanDraft | None
    issues: tuple[Issue, ...] = ()
    refusal: str = ""
