"""Action cards printed as text: the same labels again and again, each before its value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..language.headings import read_heading
from ..language.lexicon import Lexicon
from ..language.text import fold_phrase
from .text_tables import Row

_FEWEST_LABELS = 3
_FEWEST_CARDS = 2
_LONGEST_LABEL = 4  # words
_WORD = re.compile(r"\S+")

Pair = tuple[str, str]


def card_tables(lines: Sequence[str], lexicon: Lexicon) -> dict[int, tuple[list[Row], int]]:
    """For each line (0-based) where a card begins: its rows, and the line after it."""
    cards = [c for c in _runs(lines, lexicon) if len(c) >= _FEWEST_LABELS]
    often = Counter(_labels(card) for card in cards)
    return {
        card[0][0] - 1: (card, card[-1][1])
        for card in cards
        if often[_labels(card)] >= _FEWEST_CARDS
    }


def _labels(card: list[Row]) -> tuple[str, ...]:
    """The labels of a card, its own number left out."""
    return tuple(_bare(cells[0]) for _, _, cells in card)


def _bare(label: str) -> str:
    return fold_phrase(re.sub(r"[\d.]+$", "", label))


def _runs(lines: Sequence[str], lexicon: Lexicon) -> list[list[Row]]:
    """Stretches of lines that each begin with another label; a wrapped value goes on."""
    runs: list[list[Row]] = [[]]
    for number, line in enumerate(lines, start=1):
        pair = _pair(line, lexicon)
        card = runs[-1]
        if pair and _bare(pair[0]) in _labels(card):
            card = []
            runs.append(card)
        if pair:
            card.append((number, number, list(pair)))
        elif card and line.strip()[:1].islower():
            first, _, (label, value) = card.pop()
            card.append((first, number, [label, f"{value} {line.strip()}"]))
        elif card:
            runs.append([])
    return runs


def _pair(line: str, lexicon: Lexicon) -> Pair | None:
    """«Responsable Direction», «Action 1.2 Tenir …»: a label and its value, no sign between."""
    heading = read_heading(line, lexicon)
    if heading and heading.role and heading.number:
        is_named = heading.role == "action" and not heading.separator
        return (f"{heading.word} {heading.number}", heading.rest) if is_named else None
    words = list(_WORD.finditer(line))[: _LONGEST_LABEL + 1]
    for word in reversed(words[:-1]):
        label, value = line[: word.end()].strip(), line[word.end() :].strip()
        if fold_phrase(label) in lexicon.columns and label[:1].isupper() and label[-1:].isalnum():
            return (label, value) if value[:1].isupper() or value[:1].isdigit() else None
    return None
