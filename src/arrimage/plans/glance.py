"""The plan at a glance: one mark for each action, a line for each heading at the top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .confidential import READER, Sight
from .document import counted_level
from .looks import UNKNOWN_LABEL
from .models import Element, Plan
from .states import counts_of


@dataclass(frozen=True, slots=True)
class Mark:
    """One action, by its state."""

    number: str
    title: str
    status: str
    label: str
    address: str
    is_done: bool = False


@dataclass(slots=True)
class GlanceLine:
    """A heading at the top of the plan, with the actions anywhere below it."""

    number: str
    title: str
    key: str
    marks: list[Mark] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Actions that are done."""
        return sum(mark.is_done for mark in self.marks)


def glance_of(plan: Plan, sight: Sight = READER) -> tuple[GlanceLine, ...]:
    """The lines that hold actions, in reading order; one query beyond the plan's levels."""
    counted = counted_level(plan.levels.all())
    if counted is None:
        return ()
    elements = list(
        sight.of(plan.elements.order_by("position")).only(
            "pk", "plan_id", "parent_id", "level_id", "number", "title", "status"
        )
    )
    return tuple(line for line in _lines(elements, counted.pk) if line.marks)


def _lines(elements: Iterable[Element], counted: int) -> list[GlanceLine]:
    """An action at the top of the plan stands in a line without heading."""
    lines: dict[int | None, GlanceLine] = {}
    top: dict[int, int | None] = {}
    for element in elements:
        root = top.get(element.parent_id) if element.parent_id else None
        if not element.parent_id and element.level_id != counted:
            root = element.pk
        top[element.pk] = root
        if root == element.pk:
            lines[root] = GlanceLine(element.number, element.title, f"e{element.pk}")
        if element.level_id == counted:
            lines.setdefault(root, GlanceLine("", "", "")).marks.append(_mark(element))
    return list(lines.values())


def _mark(element: Element) -> Mark:
    label = element.get_status_display() if element.status else str(UNKNOWN_LABEL)
    address = f"{element.get_absolute_url()}#e{element.pk}"
    is_done = counts_of(element.plan).get(element.status) == "done"
    return Mark(element.number, element.title, element.status, label, address, is_done)
