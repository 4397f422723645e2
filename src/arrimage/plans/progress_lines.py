"""The lines of a plan with their progress and their weight, for the screen that explains it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from .confidential import Sight
from .document import Row
from .models import Plan
from .progress import WHOLE, Advance, advance_of, progress_of
from .queries import plan_document
from .states import counts_of


@dataclass(frozen=True, slots=True)
class WeighedLine:
    """A line of the plan: its own progress, its weight beside those of the same parent."""

    row: Row
    weight: Decimal | None
    depth: int
    advance: Advance | None
    why: str  # rhythm.progress.LeftOut


def progress_lines(
    plan: Plan, sight: Sight, today: dt.date
) -> tuple[Advance, tuple[WeighedLine, ...]]:
    """The whole plan, then each of its lines in reading order; as many queries as the document."""
    document = plan_document(plan, None, today, sight)
    rows = {
        row.pk: row
        for section in document.sections
        for row in (*([section.heading] if section.heading else []), *section.rows)
    }
    elements = list(plan.elements.all())
    lines = [(rows[e.pk], e.parent_id, e.weight) for e in elements if e.pk in rows]
    rolled = progress_of(lines, counts_of(plan), document.years, today)
    reasons = {step.key: step.left_out for p in rolled.values() for step in p.steps}
    depths: dict[int | None, int] = {None: -1}
    found = []
    for row, above, weight in lines:
        depths[row.pk] = depths.get(above, -1) + 1
        own = advance_of(rolled[str(row.pk)])
        found.append(
            WeighedLine(row, weight, min(depths[row.pk], 4), own, reasons.get(str(row.pk), ""))
        )
    return advance_of(rolled[WHOLE]), tuple(found)
