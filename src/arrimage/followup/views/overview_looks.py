"""What the overview prints of a change, a flag, a plan among several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from arrimage.plans.following import Flag
from arrimage.plans.looks import UNKNOWN_LABEL, Look, look_of
from arrimage.plans.states import book_of

from ..overview import Move, PlanLine, Stuck
from ..overview_phrases import say_days
from ..overview_plan import LATE, SILENT

FLAG_LOOKS: dict[Flag, Look] = {"late": LATE, "silent": SILENT}
WIDTH = 100.0


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A change of state with its shapes and its words."""

    move: Move
    before: Look
    before_label: Any
    after: Look
    after_label: Any


@dataclass(frozen=True, slots=True)
class StuckLine:
    """A line that is late or silent, with its shape, and for how long in words."""

    stuck: Stuck
    look: Look
    lasting: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the bar of a plan, in percents of its actions."""

    tone: str
    x: float
    width: float
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan among several, with its bar and its own overview."""

    line: PlanLine
    pieces: tuple[Piece, ...]
    address: str


def move_lines(moves: Iterable[Move]) -> list[MoveLine]:
    """Changes, as they are printed."""
    return [
        MoveLine(
            move,
            look_of(move.before, book_of(move.element.plan)),
            _label(move, move.before),
            look_of(move.after, book_of(move.element.plan)),
            _label(move, move.after),
        )
        for move in moves
    ]


def _label(move: Move, status: str) -> Any:
    """The word of a state in the plan of the line."""
    return book_of(move.element.plan).label(status) or UNKNOWN_LABEL


def stuck_lines(stuck: Iterable[Stuck]) -> list[StuckLine]:
    """Lines that wait, as they are printed."""
    return [
        StuckLine(one, FLAG_LOOKS[one.flagged.flag], say_days(one.flagged.flag, one.days))
        for one in stuck
    ]


def plan_lines(lines: Iterable[PlanLine], address: str, most: int) -> list[PlanRow]:
    """Plans, as they are printed, those with most late or silent lines first; each opens its own
    overview since the same day."""
    waiting = sorted(lines, key=lambda line: -(line.late + line.silent))[:most]
    base, _mark, query = address.partition("?")
    since = query.rpartition("depuis=")[2]
    return [
        PlanRow(line, _pieces(line), f"{base}?plan={line.plan.pk}&depuis={since}")
        for line in waiting
    ]


def _pieces(line: PlanLine) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    x = 0.0
    for state in line.states:
        width = round(WIDTH * state.count / line.actions, 2)
        tone = state.look.tone if state.look else "none"
        pieces.append(Piece(tone, round(x, 2), width, state.label, state.count))
        x += width
    return tuple(pieces)


def section_address(address: str) -> str:
    """The address of one section at length, with a place for its name."""
    return address.replace("{", "").replace("}", "") + "&voir={}"
