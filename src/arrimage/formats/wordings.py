"""Two wordings of one thing, cut where they differ, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKENS = re.compile(r"\s+|[^\s]+")


class Piece(NamedTuple):
    """Words that stand in both wordings, or in one only."""

    text: str
    is_changed: bool


def both_wordings(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The two texts; joining the pieces of a side gives it back."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for side, words in zip(sides, (old[i:j], new[k:m]), strict=True):
            if words:
                side.append(Piece("".join(words), tag != "equal"))
    return tuple(sides[0]), tuple(sides[1])
