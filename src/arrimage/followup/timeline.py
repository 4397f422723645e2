"""The line of time of a plan: what each line occupies of a window, drawn as its words allow.

Pure geometry over a document that was loaded: every ``x`` and ``width`` is a percentage of the
window. Fuzzy time has no sharp end; what has no date has no bar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from arrimage.plans.document import FrameView, Row, YearView
from arrimage.rhythm.held import Slot
from arrimage.rhythm.lateness import Frame as TimeFrame
from arrimage.rhythm.lateness import last_day
from arrimage.rhythm.years import Span

BarKind = Literal["crisp", "both", "in", "out", "flow", "demand", "if"]
DotKind = Literal["held", "set", "maybe", "missed"]
MOST_DOTS = 60  # awaited ones in a lane; above, the hatch of what goes on
TIMELESS: Mapping[str, BarKind] = {
    "continuous": "flow", "recurring": "flow", "on-demand": "demand", "conditional": "if",
}  # fmt: skip
ONE = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a lane; ``elapsed`` is the part of its width that is behind today."""

    kind: BarKind
    x: float
    width: float
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A day of a lane: held, set, awaited at some time near, or missed."""

    kind: DotKind
    x: float


@dataclass(frozen=True, slots=True)
class Timing:
    """What the follow-up knows of a line over a window: days held, what its rhythms await, and the
    days when it was done or should have been."""

    held: tuple[dt.date, ...] = ()
    slots: tuple[Slot, ...] = ()
    done_on: dt.date | None = None
    missed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """What is drawn of a line; ``flag`` is where it was done."""

    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    flag: float | None = None

    @property
    def is_empty(self) -> bool:
        """True when nothing stands in this window."""
        return not self.bars and not self.dots and self.flag is None


NOTHING = Timing()


def lane_of(
    row: Row, timing: Timing, window: Span, life: Span, years: Sequence[YearView], today: dt.date
) -> Lane:
    """What a line occupies of a window; ``life`` is the whole of its plan."""
    bars = tuple(_bars(row, timing, window, life, years, today))
    dots = tuple(_dots(row, timing, window, today))
    flag = _x(timing.done_on, window) if timing.done_on and timing.done_on in window else None
    return Lane(bars, dots, flag)


def _bars(
    row: Row, timing: Timing, window: Span, life: Span, years: Sequence[YearView], today: dt.date
) -> Iterable[Bar]:
    dated = [frame for frame in row.frames if frame.starts_on or frame.ends_on]
    for frame in dated:
        span, kind = _stretch(frame, life)
        if span and (bar := _bar(kind, span, window, today)):
            yield bar
    is_drawn_by_dots = 0 < len(timing.slots) <= MOST_DOTS
    if not dated and not is_drawn_by_dots:
        for span in _marked(row.years_marked, years):
            if bar := _bar("crisp", span, window, today):
                yield bar
    for kind in dict.fromkeys(TIMELESS[f.kind] for f in row.frames if f.kind in TIMELESS):
        if kind == "flow" and (dated or is_drawn_by_dots):
            continue
        span = Span(max(life.start, min(today, life.end)), life.end) if kind == "if" else life
        if bar := _bar(kind, span, window, today):
            yield bar
    is_crowded = len(timing.slots) > MOST_DOTS and not row.frames and not row.years_marked
    if is_crowded and (bar := _bar("flow", life, window, today)):
        yield bar


def _stretch(frame: FrameView, life: Span) -> tuple[Span | None, BarKind]:
    """From when to when a frame lasts, and which of its ends are sharp."""
    start, end = frame.starts_on, frame.ends_on
    if start and end and start <= end:
        kind: BarKind = "both" if frame.precision == "season" else "crisp"
        return Span(start, _last(frame) or end), "out" if frame.kind == "event" else kind
    if start:
        is_vague = frame.precision == "season"
        return (Span(start, life.end), "in" if is_vague else "out") if start <= life.end else (
            None, "out"
        )  # fmt: skip
    if end and frame.precision != "day" and life.start <= end:
        return Span(life.start, _last(frame) or end), "in"
    return None, "crisp"  # one day: a dot


def _last(frame: FrameView) -> dt.date | None:
    drafted = TimeFrame(frame.kind, frame.starts_on, frame.ends_on, frame.precision or None)  # type: ignore[arg-type]
    return last_day(drafted)


def _marked(marked: Iterable[int], years: Sequence[YearView]) -> Iterable[Span]:
    """The years that are marked, neighbours together."""
    found: list[Span] = []
    for year in years:
        if year.number not in marked:
            continue
        if found and found[-1].end + ONE == year.starts_on:
            found[-1] = Span(found[-1].start, year.ends_on)
        else:
            found.append(Span(year.starts_on, year.ends_on))
    return found


def _bar(kind: BarKind, span: Span, window: Span, today: dt.date) -> Bar | None:
    met = span.meet(window)
    if met is None:
        return None
    x, end = _x(met.start, window), _x(met.end + ONE, window)
    behind = min(max((today - met.start).days, 0), met.days)
    cut = kind if span.start >= window.start else {"both": "out", "in": "crisp"}.get(kind, kind)
    if span.end > window.end:
        cut = {"both": "in", "out": "crisp"}.get(cut, cut)
    elapsed = round((end - x) * behind / met.days, 3)
    return Bar(cut, x, round(end - x, 3), elapsed)  # type: ignore[arg-type]


def _dots(row: Row, timing: Timing, window: Span, today: dt.date) -> Iterable[Dot]:
    for day in timing.held:
        if day in window:
            yield Dot("held", _x(day, window))
    if len(timing.slots) <= MOST_DOTS:
        for slot in timing.slots:
            yield from _awaited(slot, window)
    for frame in row.frames:
        end = frame.ends_on
        is_one_day = end and frame.precision == "day" and frame.starts_on in (None, end)
        if is_one_day and end in window and end not in (timing.missed_on, timing.done_on):
            yield Dot("set", _x(end, window))
    if timing.missed_on and timing.missed_on in window and not timing.slots:
        yield Dot("missed", _x(timing.missed_on, window))


def _awaited(slot: Slot, window: Span) -> Iterable[Dot]:
    if slot.state == "held":
        return
    share = slot.expected.share
    day = slot.expected.due_on or share.start + (share.end - share.start) // 2
    if slot.state == "missed":
        day, kind = slot.expected.due_on or share.end, "missed"
    else:
        kind = "set" if slot.expected.due_on else "maybe"
    if day in window:
        yield Dot(kind, _x(day, window))  # type: ignore[arg-type]


def _x(day: dt.date, window: Span) -> float:
    return round((day - window.start).days * 100 / window.days, 3)
