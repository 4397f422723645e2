"""The texts of one cell put together from units; what cannot be believed whole is set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from ..draft import IndicatorDraft, ResultDraft
from .plain_model import fold, goes_on, is_unfinished, join, tidy
from .stacked_header import Field
from .stacked_joins import Pairs, is_sure_join
from .stacked_style import Style
from .stacked_units import Unit

_FEW_WORDS = 4  # of a text in lower case that can only be the end of another
_SAID = ("result", "indicator")
_COMPLETE = re.compile(r"\b(?:est|sont|ete)(?: \w+ment)? \w+(?:e|ee|es|ees|i|is|u|us|t|ts)$")


def with_doubts(units: Sequence[Unit], columns: Sequence[Field], style: Style) -> list[Unit]:
    """The units of a row of mixed lines; those whose end may be printed elsewhere are doubtful.

    A line that stops before a column whose text was open on the line above may hold the rest of
    it; words that go on with nothing for sure may be the rest of any text open above them.
    """
    doubtful: set[int] = set()
    lines = _lines(units)
    for above, line in pairwise(lines):
        last = line[-1]
        if columns[last] not in _SAID:
            continue
        held = [i for i in _open(above, units, columns) if columns[i] != columns[last]]
        later = [
            i for i in held if style.order.index(columns[i]) > style.order.index(columns[last])
        ]
        if later and units[last].text.count(" "):
            doubtful.update((last, *later))
        if goes_on(units[last].text) and not _goes_on_surely(last, units, columns, style.pairs):
            doubtful.update((last, *held))
    doubtful |= _without_mark(units, columns)
    return [replace(u, doubtful=True) if i in doubtful else u for i, u in enumerate(units)]


def _without_mark(units: Sequence[Unit], columns: Sequence[Field]) -> set[int]:
    """Texts that begin without the mark of those above them, and the ones just above."""
    found: set[int] = set()
    for rank, unit in enumerate(units):
        above = [i for i in range(rank) if columns[i] == columns[rank]]
        marked = any(units[i].bullet for i in above)
        if unit.mixed and marked and columns[rank] in _SAID and not unit.bullet:
            found.update({rank, above[-1]} if not goes_on(unit.text) else ())
    return found


def _lines(units: Sequence[Unit]) -> list[list[int]]:
    """The ranks of the units, printed line by printed line."""
    lines: list[list[int]] = []
    for rank, unit in enumerate(units):
        if lines and units[lines[-1][0]].first == unit.first:
            lines[-1].append(rank)
        else:
            lines.append([rank])
    return lines


def _open(line: Sequence[int], units: Sequence[Unit], columns: Sequence[Field]) -> list[int]:
    """The units of a line that may go on below: no whole sentence, no full stop."""
    return [
        i
        for i in line
        if columns[i] in _SAID
        and units[i].text[-1] not in ".;"
        and not _COMPLETE.search(fold(units[i].text))
    ]


def _goes_on_surely(
    rank: int, units: Sequence[Unit], columns: Sequence[Field], pairs: Pairs
) -> bool:
    before = [i for i in range(rank) if columns[i] == columns[rank]]
    return bool(before) and is_sure_join(units[before[-1]].text, units[rank].text, pairs)


@dataclass(slots=True)
class _Pieces:
    """A text put together from units; ``is_patched`` when a join on mixed lines is not sure."""

    text: str
    unit: Unit  # the first
    pairs: Pairs
    parts: list[_Pieces] = field(default_factory=list)
    is_patched: bool = False

    @property
    def last(self) -> str:
        return self.parts[-1].text if self.parts else self.text

    @property
    def nature(self) -> Literal["MO", "R", ""]:
        return "MO" if self.unit.mark == "MO" else "R" if self.unit.mark == "R" else ""

    @property
    def is_sure(self) -> bool:
        """Whether the text can be believed whole: neither patched up nor cut short."""
        cut = self.unit.mixed and is_unfinished(self.text)
        headless = goes_on(self.text) and len(self.text.split()) < _FEW_WORDS
        return not (self.is_patched or cut or headless or self.unit.doubtful)

    def extend(self, unit: Unit) -> None:
        """Goes on with one more unit."""
        if self.parts:
            self.parts[-1].extend(unit)
            return
        mixed = self.unit.mixed or unit.mixed
        unsure = mixed and not is_sure_join(self.text, unit.text, self.pairs)
        self.is_patched = self.is_patched or unsure or unit.doubtful
        self.text = tidy(join(self.text, unit.text))


def read_results(units: Sequence[Unit], style: Style, aside: list[str]) -> list[ResultDraft]:
    """The results; those that cannot be believed whole go ``aside`` instead."""
    pieces: list[_Pieces] = []
    nested, ringed = False, _nested_rings(units)
    for unit in units:
        waits = bool(pieces) and is_unfinished(pieces[-1].last)
        if pieces and not unit.bullet and (goes_on(unit.text) or waits):
            pieces[-1].extend(unit)
            continue
        opened = bool(pieces) and (nested or ringed or pieces[-1].last.endswith(":"))
        nested = unit.bullet == "o" and opened
        home = pieces[-1].parts if nested else pieces
        home.append(_Pieces(unit.text, unit, style.pairs))
    aside.extend(p.text for piece in pieces for p in (piece, *piece.parts) if not p.is_sure)
    return [
        ResultDraft(p.text, sub_items=tuple(part.text for part in p.parts if part.is_sure))
        for p in pieces
        if p.is_sure
    ]


def _nested_rings(units: Sequence[Unit]) -> bool:
    """Whether «o» marks the parts of a result: results before and after it have no mark."""
    marks = [unit.bullet for unit in units if unit.bullet or not goes_on(unit.text)]
    rings = [rank for rank, mark in enumerate(marks) if mark == "o"]
    return bool(rings) and set(marks) == {"", "o"} and rings[0] > 0 and rings[-1] < len(marks) - 1


def read_indicators(units: Sequence[Unit], style: Style, aside: list[str]) -> list[IndicatorDraft]:
    """The indicators; those that cannot be believed whole go ``aside`` instead."""
    pieces: list[_Pieces] = []
    for unit in units:
        waits = bool(pieces) and is_unfinished(pieces[-1].last)
        single = bool(pieces) and " " not in unit.text and unit.block == pieces[-1].unit.block
        continues = (goes_on(unit.text) or waits or single) and not unit.bullet
        if pieces and not unit.mark and (continues or style.marks):
            pieces[-1].extend(unit)
        else:
            pieces.append(_Pieces(unit.text, unit, style.pairs))
    aside.extend(piece.text for piece in pieces if not piece.is_sure)
    return [IndicatorDraft(p.text, p.nature) for p in pieces if p.is_sure]
