"""Marked years and quarters: shading, X, ✓ or words in the cells of a calendar."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ..document import Cell
from ..language.text import normalise

_MARK = re.compile(r"^(?:[x×✓✔✗✕☒☑●•■▪★*√]|oui|yes|ok)+$")
_EMPTY_MARK = re.compile(r"^[-–—_.○☐□\s]*$")
_YEARS_IN_WORDS = re.compile(r"^ans? (\d)(?:\s*(?:et|ou|,|&|/)\s*(\d))?(?:\s*(?:a|au|-)\s*(\d))?$")


def is_mark(text: str) -> bool:
    """Whether the text of a calendar cell is a plain mark."""
    return bool(_MARK.match(normalise(text).replace(" ", "")))


def is_blank(text: str) -> bool:
    """Whether the text marks nothing: empty, a dash, an empty box."""
    return bool(_EMPTY_MARK.match(text))


def row_fill(cells: Iterable[Cell]) -> str:
    """The shading that most cells of a row wear (stripes): it marks nothing."""
    fills = Counter(cell.fill for cell in cells)
    if not fills:
        return ""
    fill, count = fills.most_common(1)[0]
    return fill if fill and count > 1 else ""


def is_marked(cell: Cell, ordinary: str, header_fills: frozenset[str]) -> bool:
    """Whether a calendar cell says «here»: a mark, or a shading that is not the row's own."""
    if is_mark(cell.text):
        return True
    if not is_blank(cell.text):
        return False
    return bool(cell.fill) and cell.fill != ordinary and cell.fill not in header_fills


def years_in_words(text: str) -> tuple[int, ...]:
    """«Ans 1 et 2» → (1, 2); «An 1 à 3» → (1, 2, 3); empty when the words are something else."""
    match = _YEARS_IN_WORDS.match(normalise(text))
    if not match:
        return ()
    first, also, until = match.groups()
    if until:
        return tuple(range(int(first), int(until) + 1))
    return (int(first), int(also)) if also else (int(first),)
