"""The line of time of a plan as a tagged PDF (PDF/UA-1), one row a line; landscape Letter.

What is drawn is said in words under it: the drawing itself is an artifact for who hears the page.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..readers.cleaning import clean_text
from .cells import NBSP
from .composition import french_date
from .pdf import typeset

_UNTITLED: Final = "Plan d’action"  # PDF/UA-1 forbids an empty title
_TEMPLATE: Final = Path(__file__).parent / "timeline.typ"


@dataclass(frozen=True, slots=True)
class TimelineColumn:
    """A part of the period; ``x`` and ``width`` in percents."""

    x: float
    width: float
    label: str
    under: str


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """A stretch: crisp, both, in, out, flow, demand or if; ``elapsed`` is behind today."""

    kind: str
    x: float
    width: float
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True)
class TimelineDot:
    """A day: held, set, maybe or missed."""

    kind: str
    x: float


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A line, the words of its document, what its lane says, and its state."""

    number: str
    title: str
    words: str
    said: str
    state: str
    bars: tuple[TimelineBar, ...] = ()
    dots: tuple[TimelineDot, ...] = ()
    flag: float | None = None


@dataclass(frozen=True, slots=True)
class TimelineGroup:
    """A heading and its lines."""

    number: str
    title: str
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class TimelinePaper:
    """Everything on paper. ``heads`` name the three columns, ``key`` each sort of drawing."""

    title: str
    organization: str
    period: str
    heads: tuple[str, str, str]
    key: tuple[tuple[str, str], ...]
    columns: tuple[TimelineColumn, ...]
    now: float | None
    now_label: str
    groups: tuple[TimelineGroup, ...]
    date: dt.date


def write_timeline(paper: TimelinePaper) -> bytes:
    """The bytes of the .pdf file."""
    data = _cleaned(dataclasses.asdict(paper) | {"date": ""})
    data["title"] = data["title"].strip() or _UNTITLED
    data["date"] = french_date(paper.date).replace(" ", NBSP)
    return typeset(_TEMPLATE, data, paper.date)


def _cleaned(value: Any) -> Any:
    """The same values, every text without what no file may hold."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: _cleaned(inside) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(inside) for inside in value]
    return value
