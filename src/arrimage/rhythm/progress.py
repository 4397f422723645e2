"""How far along, and how far it should be: weighted averages, with the formula as data.

``actual`` is Σ weight × share ÷ Σ weight over the parts that count. A part that is done is worth
1, one not started 0, one under way what it says («60 %») or else one half: the 50/50 rule of
earned value management (PMI, *Practice Standard for Earned Value Management*). Stopped, excluded
and not yet triggered conditional work is out of the denominator; so is work without an end
(continuous, on demand), unless it carries a share of its own, such as «3 sur 4 tenues».

``expected`` is the same average of where the dates say it should be: nothing before a window
opens, linear inside, everything after. A part whose words give no window is out of *that*
denominator, so compare it with ``comparable``, the actual progress of the same parts. Every share
is between 0 and 1; nothing known gives ``None``, never zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .lateness import CountsAs, Frame, last_day, nature_of

LeftOut = Literal["", "stopped", "excluded", "conditional", "no_end", "nothing_known", "no_weight"]

UNDER_WAY = Decimal("0.5")
_PLACES = Decimal("0.0001")
_EXACT = Decimal("1e-20")  # what is lost in dividing never decides the fourth place
_ZERO, _ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Part:
    """One element and what is under it. ``share`` (0 to 1) is what it says of itself, and
    ``expected`` where it should be when its dates do not tell (a tally's ``due``). The state of an
    element that has parts counts only when none of them does."""

    key: str
    counts_as: CountsAs = "not_started"
    weight: Decimal = Decimal(1)
    share: Decimal | None = None
    frames: tuple[Frame, ...] = ()
    expected: Decimal | None = None
    children: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the formula: ``weight`` × ``actual``, or why it is left out."""

    key: str
    weight: Decimal
    actual: Decimal | None
    expected: Decimal | None
    left_out: LeftOut = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Shares between 0 and 1, to four places. ``counted`` and ``left_out`` are numbers of leaves;
    ``weight`` is the denominator of ``actual``; ``steps`` the formula, one line for each child (or
    the element itself when it has none that counts)."""

    key: str
    actual: Decimal | None
    expected: Decimal | None
    comparable: Decimal | None
    counted: int
    left_out: int
    weight: Decimal
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sum:
    actual: Decimal | None
    expected: Decimal | None
    comparable: Decimal | None
    counted: int
    left_out: int
    why: LeftOut = ""


def roll_up(part: Part, today: dt.date) -> Progress:
    """The progress of one element on a day."""
    return roll_up_all(part, today)[part.key]


def roll_up_all(part: Part, today: dt.date) -> dict[str, Progress]:
    """The progress of an element and of everything under it, by key, computed once."""
    found: dict[str, Progress] = {}
    _add(part, today, found)
    return found


def _add(part: Part, today: dt.date, found: dict[str, Progress]) -> _Sum:
    below = [(child, _add(child, today, found)) for child in part.children]
    lines, total = below, _average(below)
    if total.actual is None or _left_out(part) in ("stopped", "excluded"):
        total = _own(part, today, below)
        lines = below if total.why == "nothing_known" else [(part, total)]
    weights = (child.weight for child, s in lines if s.actual is not None and child.weight > 0)
    found[part.key] = Progress(
        part.key, _decimal(total.actual), _decimal(total.expected), _decimal(total.comparable),
        total.counted, total.left_out, sum(weights, _ZERO),
        tuple(_step(child, s) for child, s in lines),
    )  # fmt: skip
    return total


def _average(below: Sequence[tuple[Part, _Sum]]) -> _Sum:
    rows = [(max(part.weight, _ZERO), s) for part, s in below]
    return _Sum(
        _mean((weight, s.actual) for weight, s in rows),
        _mean((weight, s.expected) for weight, s in rows),
        _mean((weight, s.comparable) for weight, s in rows),
        sum(s.counted for _, s in rows),
        sum(s.left_out for _, s in rows),
    )


def _mean(pairs: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    known = [(weight, value) for weight, value in pairs if value is not None and weight > 0]
    total = sum((weight for weight, _ in known), _ZERO)
    return sum((w * v for w, v in known), _ZERO) / total if total else None


def _own(part: Part, today: dt.date, below: Sequence[tuple[Part, _Sum]]) -> _Sum:
    """What an element says of itself, when its parts say nothing. The state of a branch that
    nobody has set is no statement."""
    leaves = sum(s.counted + s.left_out for _, s in below)
    why = _left_out(part)
    if below and not why and part.counts_as == "not_started" and part.share is None:
        why = "nothing_known"
    if why:
        return _Sum(None, None, None, 0, leaves or 1, why)
    actual = _actual(part)
    expected = _expected(part, today)
    return _Sum(actual, expected, None if expected is None else actual, 1, leaves)


def _left_out(part: Part) -> LeftOut:
    if part.counts_as == "stopped":
        return "stopped"
    if part.counts_as == "excluded":
        return "excluded"
    if part.counts_as == "done" or part.share is not None:
        return ""
    nature = nature_of(part.frames)
    if nature == "conditional" and part.counts_as == "not_started":
        return "conditional"
    return "no_end" if nature in ("continuous", "on_demand", "recurring") else ""


def _actual(part: Part) -> Decimal:
    if part.counts_as == "done":
        return _ONE
    if part.share is not None:
        return _within(part.share)
    return UNDER_WAY if part.counts_as == "active" else _ZERO


def _expected(part: Part, today: dt.date) -> Decimal | None:
    if part.expected is not None:
        return _within(part.expected)
    shares = [share for frame in part.frames for share in _elapsed(frame, today)]
    return sum(shares, _ZERO) / len(shares) if shares else None


def _elapsed(frame: Frame, today: dt.date) -> Iterator[Decimal]:
    """How much of a dated window is over at the end of that day."""
    end = last_day(frame)
    if end is None or nature_of((frame,)) != "dated":
        return
    start = min(frame.start or end, end)
    days = (end - start).days + 1
    yield _within(Decimal((today - start).days + 1) / days)


def _within(share: Decimal) -> Decimal:
    return min(max(share, _ZERO), _ONE)


def _step(part: Part, found: _Sum) -> Step:
    why: LeftOut = found.why
    if not why and found.actual is None:
        why = "nothing_known"
    if not why and part.weight <= 0:
        why = "no_weight"
    return Step(part.key, part.weight, _decimal(found.actual), _decimal(found.expected), why)


def _decimal(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    return value.quantize(_EXACT).quantize(_PLACES)
