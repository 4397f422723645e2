"""How far along a plan is and how far it should be: its tree, given to the pure engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from arrimage.rhythm.lateness import CountsAs, Frame
from arrimage.rhythm.progress import LeftOut, Part, Progress, roll_up_all

if TYPE_CHECKING:
    from .document import FrameView, Row, YearView

WHOLE = "plan"
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Advance:
    """Shares in hundredths, whole; ``None`` when nothing is known. ``comparable`` is the progress
    of the lines whose dates say where they should be: what ``expected`` is compared with."""

    actual: int | None
    expected: int | None
    comparable: int | None
    counted: int
    left_out: int


@dataclass(frozen=True, slots=True)
class AdvanceLine:
    """One line of the formula: ``weight`` × ``actual``, or why it is left out."""

    key: str
    number: str
    title: str
    weight: Decimal
    actual: int | None
    expected: int | None
    left_out: LeftOut


Line = tuple["Row", int | None, Decimal | None]
"""A row, the key of the line above it, and its weight when somebody gave one."""


def progress_of(
    lines: Sequence[Line],
    counts: Mapping[str, CountsAs],
    years: Iterable[YearView],
    today: dt.date,
) -> dict[str, Progress]:
    """The progress of a plan («plan») and of each of its lines (by key), in reading order."""
    by_number = {year.number: year for year in years}
    below: dict[int | None, list[Line]] = {}
    known = {row.pk for row, _above, _weight in lines}
    for row, above, weight in lines:
        below.setdefault(above if above in known else None, []).append((row, above, weight))

    def part(line: Line) -> Part:
        row, _above, weight = line
        children = tuple(part(child) for child in below.get(row.pk, ()))
        told = row.living.rhythms[0] if row.living.rhythms else None
        return Part(
            key=str(row.pk),
            counts_as=counts.get(row.status, "not_started"),
            weight=ONE if weight is None else weight,
            share=Decimal(str(told.share)) if told else None,
            frames=_frames(row, by_number),
            expected=Decimal(str(told.awaited)) if told else None,
            children=children,
        )

    return roll_up_all(Part(WHOLE, children=tuple(map(part, below.get(None, ())))), today)


def _frames(row: Row, years: Mapping[int, YearView]) -> tuple[Frame, ...]:
    if row.status == "continuous":
        return (Frame("continuous"),)
    if any(frame.starts_on or frame.ends_on for frame in row.frames):
        return tuple(map(_frame, row.frames))
    marked = (years[number] for number in row.years_marked if number in years)
    spans = (Frame("plan_year", year.starts_on, year.ends_on, "year") for year in marked)
    return (*map(_frame, row.frames), *spans)


def _frame(frame: FrameView) -> Frame:
    return Frame(frame.kind, frame.starts_on, frame.ends_on, frame.precision or None)  # type: ignore[arg-type]


def advance_of(progress: Progress) -> Advance:
    """In whole hundredths, for a screen."""
    return Advance(
        _percent(progress.actual), _percent(progress.expected), _percent(progress.comparable),
        progress.counted, progress.left_out,
    )  # fmt: skip


def formula_of(progress: Progress, rows: Mapping[str, Row]) -> tuple[AdvanceLine, ...]:
    """What the progress of a whole is made of."""
    return tuple(
        AdvanceLine(
            rows[step.key].key, rows[step.key].number, rows[step.key].title, step.weight,
            _percent(step.actual), _percent(step.expected), step.left_out,
        )
        for step in progress.steps
        if step.key in rows
    )  # fmt: skip


def _percent(share: Decimal | None) -> int | None:
    return None if share is None else round(share * 100)
