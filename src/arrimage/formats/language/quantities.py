"""Numbers and units of time, in figures or in words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, cast

from .lexicon import Lexicon, once_per_lexicon
from .text import normalise

Per = Literal["day", "week", "month", "quarter", "year"]


def read_count(words: str) -> Decimal | None:
    """A number in figures or in words («deux», «2,5», «1 000»)."""
    folded = normalise(words)
    for key, names in _number_names().items():
        if folded in names:
            return Decimal(key)
    figures = folded.replace(" ", "").replace(",", ".")
    return Decimal(figures) if re.fullmatch(r"[0-9]{1,12}(?:\.[0-9]{1,6})?", figures) else None


@once_per_lexicon
def number_pattern() -> str:
    """Regular expression of a number in folded text, without groups."""
    names = [name for names in _number_names().values() for name in names]
    words = "|".join(sorted(names, key=len, reverse=True))
    return rf"(?:[0-9]{{1,3}}(?: [0-9]{{3}})+|[0-9]+(?:[.,][0-9]+)?|(?:{words})(?![\w-]))"


@once_per_lexicon
def unit_pattern() -> str:
    """Regular expression of a unit of time in folded text, without groups."""
    words = sorted((w for unit in _unit_names().values() for w in unit), key=len, reverse=True)
    return rf"(?:{'|'.join(words)})s?(?![\w-])"


def unit_of(words: str) -> Per | None:
    """«année», «mois»… → the period they name."""
    folded = normalise(words)
    for unit, names in _unit_names().items():
        if folded in names or folded.removesuffix("s") in names:
            return cast(Per, unit)
    return None


@once_per_lexicon
def _number_names() -> dict[str, frozenset[str]]:
    lexicon = Lexicon.current()
    keys = lexicon.tables["numbers"]
    return {key: frozenset(normalise(w) for w in lexicon.words("numbers", key)) for key in keys}


@once_per_lexicon
def _unit_names() -> dict[str, frozenset[str]]:
    lexicon = Lexicon.current()
    keys = lexicon.tables["units"]
    return {key: frozenset(normalise(w) for w in lexicon.words("units", key)) for key in keys}
