"""Two moments of one plan, side by side: what came in, what went, what is said otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from arrimage.formats.comparison import Comparison, Difference, FieldChange, compare
from arrimage.formats.draft import ElementDraft, PlanDraft
from arrimage.funding.said import say_amounts, say_envelopes, say_totals
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
        "money": list(teller.with_money(comparison)),
        "moved": [teller.line(d) for d in comparison.of("changed") if d.moved],
    }
    return PlanComparison(
        before,
        after,
        frame=(*_frame(comparison), *_budget(before.draft, after.draft)),
        parts=tuple(
            Part(key, str(phrases.PARTS[key]), tuple(lines))
            for key, lines in parts.items()
            if lines
        ),
    )


def _frame(comparison: Comparison) -> tuple[WordingChange, ...]:
    labels = {**FRAME, "organization": phrases.ORGANIZATION}
    return tuple(wording(labels[c.field], c.before, c.after) for c in comparison.plan)


def _budget(before: PlanDraft, after: PlanDraft) -> Iterator[WordingChange]:
    """What the agreements give and what the whole plan adds up to, where either differs."""
    given = [say_envelopes(side.envelopes) for side in (before, after)]
    sums = [say_totals(a for e in side.walk() for a in e.amounts) for side in (before, after)]
    for label, (old, new) in ((phrases.AGREEMENTS, given), (phrases.BUDGET, sums)):
        if old != new:
            yield wording(label, old, new)


class _Teller:
    """Makes lines of a comparison from what differs."""

    def __init__(self, plan: Plan, before: Side, after: Side, live: frozenset[int]) -> None:
        self.plan, self.before, self.after, self.live = plan, before, after, live
        self.old = {element.key: element for element in before.draft.walk()}
        self.new = {element.key: element for element in after.draft.walk()}

    def line(self, difference: Difference, *changes: WordingChange) -> Compared:
        is_gone = difference.kind == "gone"
        side = self.before if is_gone else self.after
        key = difference.old if is_gone else difference.new
        return self._compared(side, key, changes, under=self._named(side, difference.above))

    def _compared(
        self, side: Side, key: str, changes: tuple[WordingChange, ...], under: str = ""
    ) -> Compared:
        element, pk = self._elements(side)[key], side.keys.get(key, 0)
        levels = side.draft.levels
        return Compared(
            level=levels[element.level].name if element.level < len(levels) else "",
            number=element.number,
            title=element.title,
            url=Addresses(self.plan.pk).detail(pk) + f"#e{pk}" if pk in self.live else "",
            under=under,
            changes=changes,
        )

    def _elements(self, side: Side) -> Mapping[str, ElementDraft]:
        return self.old if side is self.before else self.new

    def _named(self, side: Side, key: str) -> str:
        found = self._elements(side).get(key)
        return f"{found.number} {found.title}".strip() if found else ""

    def with_changes(self, comparison: Comparison, kind: str) -> list[Compared]:
        found = []
        for difference in comparison.of("changed"):
            changes = [c for c in difference.changes if _kind_of(c) == kind]
            if changes:
                worded = (wording(_label(c), c.before, c.after) for c in changes)
                found.append(self.line(difference, *worded))
        return found

    def with_money(self, comparison: Comparison) -> Iterator[Compared]:
        """Every line whose amounts differ, those that came in or went out included."""
        origins = {new: old for old, new in comparison.pairs.items()}
        for key, element in self.new.items():
            old = self.old.get(origins.get(key, ""))
            if change := _amounts(old, element):
                yield self._compared(self.after, key, (change,))
        for key, element in self.old.items():
            if key not in comparison.pairs and (change := _amounts(element, None)):
                yield self._compared(self.before, key, (change,))


def _amounts(before: ElementDraft | None, after: ElementDraft | None) -> WordingChange | None:
    old, new = (say_amounts(side.amounts) if side else "" for side in (before, after))
    return wording(phrases.AMOUNTS, old, new) if old != new else None


def _kind_of(change: FieldChange) -> str:
    if change.field in PEOPLE:
        return "people"
    return "states" if change.field == "status" else "changed"


def _label(change: FieldChange) -> object:
    return STATUS if change.field == "status" else FIELDS[change.field]
