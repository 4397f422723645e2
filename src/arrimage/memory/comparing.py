"""Two moments of one plan, side by side: what came in, what went, what is said otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arrimage.formats.comparison import Comparison, Difference, FieldChange, compare
from arrimage.formats.draft import PlanDraft
from arrimage.plans.document import Addresses
from arrimage.plans.models import Element, Plan
from arrimage.plans.phrases import FIELDS, FRAME, STATUS

from . import phrases
from .moments import Side
from .wordings import WordingChange, wording

PEOPLE = ("responsibles", "collaborators")


@dataclass(frozen=True, slots=True)
class Compared:
    """One line that differs; ``url`` is empty when it is not in the plan today."""

    level: str
    number: str
    title: str
    url: str
    under: str
    changes: tuple[WordingChange, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that differ in the same way; ``key`` is one of :data:`phrases.PARTS`."""

    key: str
    title: str
    lines: tuple[Compared, ...]

    @property
    def counted(self) -> str:
        """How many lines, in words."""
        return phrases.counted(self.key, len(self.lines))


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """What differs from one moment to another; parts without lines are left out."""

    before: Side
    after: Side
    frame: tuple[WordingChange, ...]
    parts: tuple[Part, ...]

    @property
    def is_same(self) -> bool:
        """True when nothing differs."""
        return not self.frame and not self.parts


def compare_moments(plan: Plan, before: Side, after: Side) -> PlanComparison:
    """The same element is known by its row, whatever its words became; one query."""
    back = {pk: key for key, pk in before.keys.items()}
    known = {back[pk]: key for key, pk in after.keys.items() if pk in back}
    comparison = compare(before.draft, after.draft, known)
    live = frozenset(Element.objects.filter(plan=plan).values_list("pk", flat=True))
    teller = _Teller(plan, before, after, live)
    parts = {
        "added": [teller.line(d) for d in comparison.of("added")],
        "gone": [teller.line(d) for d in comparison.of("gone")],
        "changed": teller.with_changes(comparison, "changed"),
        "people": teller.with_changes(comparison, "people"),
        "states": teller.with_changes(comparison, "states"),
        "moved": [teller.line(d) for d in comparison.of("changed") if d.moved],
    }
    return PlanComparison(
        before,
        after,
        frame=_frame(comparison),
        parts=tuple(
            Part(key, str(phrases.PARTS[key]), tuple(lines))
            for key, lines in parts.items()
            if lines
        ),
    )


def _frame(comparison: Comparison) -> tuple[WordingChange, ...]:
    labels = {**FRAME, "organization": phrases.ORGANIZATION}
    return tuple(wording(labels[c.field], c.before, c.after) for c in comparison.plan)


@dataclass(frozen=True, slots=True)
class _Teller:
    plan: Plan
    before: Side
    after: Side
    live: frozenset[int]

    def line(self, difference: Difference, *changes: WordingChange) -> Compared:
        is_gone = difference.kind == "gone"
        side = self.before if is_gone else self.after
        pk = side.keys.get(difference.old if is_gone else difference.new, 0)
        return Compared(
            level=_levels(side.draft).get(difference.role, ""),
            number=difference.number,
            title=difference.title,
            url=Addresses(self.plan.pk).detail(pk) + f"#e{pk}" if pk in self.live else "",
            under=_named(side.draft, difference.above),
            changes=changes,
        )

    def with_changes(self, comparison: Comparison, kind: str) -> list[Compared]:
        found = []
        for difference in comparison.of("changed"):
            changes = [c for c in difference.changes if _kind_of(c) == kind]
            if changes:
                worded = (wording(_label(c), c.before, c.after) for c in changes)
                found.append(self.line(difference, *worded))
        return found


def _kind_of(change: FieldChange) -> str:
    if change.field in PEOPLE:
        return "people"
    return "states" if change.field == "status" else "changed"


def _label(change: FieldChange) -> object:
    return STATUS if change.field == "status" else FIELDS[change.field]


def _levels(draft: PlanDraft) -> Mapping[str, str]:
    return {level.role: level.name for level in draft.levels}


def _named(draft: PlanDraft, key: str) -> str:
    found = next((e for e in draft.walk() if e.key == key), None) if key else None
    return f"{found.number} {found.title}".strip() if found else ""
