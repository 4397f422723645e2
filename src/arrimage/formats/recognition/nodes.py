"""The tree while it grows: mutable nodes, frozen into ElementDraft at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..document import Anchor
from ..draft import (
    AssignmentDraft,
    IndicatorDraft,
    Issue,
    LevelRole,
    ReferenceDraft,
    ResultDraft,
    StatusDraft,
)


@dataclass(slots=True)
class Doubt:
    """An issue that waits for the keys of its element, and of those that it gathers."""

    issue: Issue
    beside: Sequence[Node] = ()


@dataclass(slots=True)
class Node:
    """One element being read. ``timeframe_lines`` are pieces of échéance as printed."""

    role: LevelRole
    title: str
    number: str = ""
    anchor: Anchor = field(default_factory=Anchor)
    kind: str = ""
    group: str = ""
    bold: bool = False
    is_loose: bool = False  # a title above tables, without a level word
    variants: list[str] = field(default_factory=list)
    sub_items: list[str] = field(default_factory=list)
    assignments: list[AssignmentDraft] = field(default_factory=list)
    timeframe_lines: list[str] = field(default_factory=list)
    begins: str = ""  # what a column «Début» says, until its «Fin» is read
    years: set[int] = field(default_factory=set)
    quarters: list[str] = field(default_factory=list)
    results: list[ResultDraft] = field(default_factory=list)
    indicators: list[IndicatorDraft] = field(default_factory=list)
    references: list[ReferenceDraft] = field(default_factory=list)
    status: StatusDraft | None = None
    cost: str = ""
    priority: str = ""
    notes: list[str] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)
    confidence: float = 1.0
    doubts: list[Doubt] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This node, then its descendants in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def says_something(self) -> bool:
        """Whether anything is said of it beside its name."""
        return bool(
            self.assignments or self.timeframe_lines or self.results or self.indicators
            or self.years or self.quarters or self.status or self.cost
        )  # fmt: skip

    def doubt(self, issue: Issue, beside: Sequence[Node] = ()) -> None:
        """Keep a hesitation, maybe about several elements; a doubt lowers confidence."""
        self.doubts.append(Doubt(issue, beside))
        if issue.severity == "doubt":
            self.confidence = min(self.confidence, 0.7)
