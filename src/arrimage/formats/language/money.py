"""Money in words: «12 500 $», «5 k$», «1,2 M$», «$4,000», «entre 2 000 et 3 000 $»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .text import fold_same_length

_CENTS = r"(?:[.,][0-9]{1,2})?(?![0-9])"
_FIGURES = rf"[0-9]{{1,3}}(?:[ .,'][0-9]{{3}})+{_CENTS}|[0-9]{{1,12}}{_CENTS}"
_SCALE = r"k|mille|milliers? de|thousand|m|millions?(?: de)?"
_DOLLARS = r"\$(?: ?(?:ca|can|cad))?|cad|dollars?"
_AFTER = re.compile(
    rf"(?<![\w.,])(?P<figures>{_FIGURES})\s*(?P<scale>{_SCALE})?\s*(?:{_DOLLARS})(?![\w])"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:ca|cad)?\$\s*(?P<figures>{_FIGURES})(?:\s*(?P<scale>{_SCALE})(?!\w))?"
)
_MILLIONS = re.compile(r"m|millions?(?: de)?")
_YEARLY = re.compile(
    r"\s*(?:/|par|per|l'|chaque|each|a)\s*(?:an|annee|year)\b|\s*(?:annuel|yearly)"
)
_IN_KIND = re.compile(r"\b(?:en nature|in[- ]kind|benevol\w*|pret de|contribution non financiere)")
_RANGE = re.compile(r"\b(?:a|et|to|and|-|ou)\s*$")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """An amount of money in a text, with its words; ``is_yearly`` when it comes back each year."""

    amount: Decimal
    is_in_kind: bool = False
    is_yearly: bool = False
    words: str = ""


def read_money(text: str) -> tuple[MoneyReading, ...]:
    """Every amount in Canadian dollars that a text prints, in reading order.

    A lone number is money only when the whole text is that number, as in a column of costs. Of a
    range («entre 2 000 et 3 000 $») nothing is read: which end would be a guess.
    """
    folded = fold_same_length(text).replace("\u00a0", " ").replace("\u202f", " ")
    lone = re.fullmatch(rf"\s*(?P<figures>{_FIGURES})(?P<scale>)\s*", folded)
    if lone:
        return _readings([lone], text)
    found = sorted([*_AFTER.finditer(folded), *_BEFORE.finditer(folded)], key=re.Match.start)
    apart = [m for n, m in enumerate(found) if n == 0 or m.start() >= found[n - 1].end()]
    return _readings([m for m in apart if not _is_range(folded, m)], text)


def _is_range(folded: str, match: re.Match[str]) -> bool:
    before = _RANGE.search(folded[: match.start()])
    return bool(before and re.search(r"[0-9]\s*\$?\s*$", folded[: before.start()]))


def _readings(matches: list[re.Match[str]], text: str) -> tuple[MoneyReading, ...]:
    folded = fold_same_length(text)
    is_in_kind = len(matches) == 1 and bool(_IN_KIND.search(folded))
    readings = (
        MoneyReading(
            _amount(m["figures"], m["scale"] or ""),
            is_in_kind,
            bool(_YEARLY.match(folded, m.end())),
            text[m.start() : m.end()].strip(),
        )
        for m in matches
    )
    return tuple(reading for reading in readings if reading.amount)


def _amount(figures: str, scale: str) -> Decimal:
    """«12 500,50», «12,500.50», «12.500» → 12500.50, 12500.50, 12500."""
    parts = re.split(r"[ .,']", figures)
    has_cents = len(parts) > 1 and len(parts[-1]) < 3
    whole = "".join(parts[:-1] if has_cents else parts)
    amount = Decimal(f"{whole}.{parts[-1]}" if has_cents else whole)
    times = 10**6 if _MILLIONS.fullmatch(scale) else 1000 if scale else 1
    return (amount * times).quantize(_CENT)
