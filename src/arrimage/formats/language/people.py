"""Cells that name people and organisations: who carries, who collaborates."""

from __future__ import annotations

import functools
import re

from ..draft import AssignmentDraft
from .lexicon import Lexicon
from .text import fold_phrase, fold_same_length, normalise

_MARK = re.compile(r"^\s*(?:[-–—•·▪*]\s+|[•·▪])")
_OPEN, _CLOSE = "([", ")]"


def split_people(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The names in a cell, as printed, without repetition.

    Cuts at line ends, «;», «,» and a spaced «/»; at «et» only when both sides are in ``known``
    (names that stand alone elsewhere in the same document). Nothing is cut inside parentheses.
    """
    names: dict[str, str] = {}
    folded = frozenset(normalise(name) for name in known)
    for piece in _cut(text):
        for name in _cut_at_and(piece, folded):
            if name := _clean(name):
                names.setdefault(normalise(name), name)
    return tuple(names.values())


def read_people(text: str, known: frozenset[str] = frozenset()) -> tuple[AssignmentDraft, ...]:
    """The names in a cell with their role: «Collaboration : X» makes X a collaborator."""
    people: list[AssignmentDraft] = []
    pattern = _label_pattern()
    folded = fold_same_length(text)
    bounds = [(m.start(), m.end(), _role_of(m["label"])) for m in pattern.finditer(folded)]
    position, role = 0, "responsible"
    for start, end, next_role in [*bounds, (len(text), len(text), "responsible")]:
        for name in split_people(text[position:start], known):
            draft = AssignmentDraft(name, "collaborator" if role == "collaborator" else "responsible")
            if draft not in people:
                people.append(draft)
        position, role = end, next_role
    return tuple(people)


def _cut(text: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for i, character in enumerate(text):
        depth += (character in _OPEN) - (character in _CLOSE and depth > 0)
        cuts = character in "\n;," or (character == "/" and text[i - 1 : i + 2].isspace())
        if character == "/":
            cuts = text[i - 1 : i].isspace() and text[i + 1 : i + 2].isspace()
        if cuts and (depth == 0 or character == "\n"):
            pieces.append(text[start:i])
            start, depth = i + 1, 0
    return [*pieces, text[start:]]


def _cut_at_and(piece: str, known: frozenset[str]) -> list[str]:
    for match in re.finditer(r"\s+(?:et|and|&)\s+", piece):
        left, right = piece[: match.start()], piece[match.end() :]
        if normalise(_clean(left)) in known and normalise(_clean(right)) in known:
            return [left, right]
    return [piece]


def _clean(name: str) -> str:
    return " ".join(_MARK.sub("", name).split()).strip(" ;,")


def _role_of(label: str) -> str:
    lexicon = Lexicon.default()
    wanted = {fold_phrase(word) for word in lexicon.words("people", "collaborator")}
    return "collaborator" if fold_phrase(label) in wanted else "responsible"


@functools.cache
def _label_pattern() -> re.Pattern[str]:
    lexicon = Lexicon.default()
    words = [*lexicon.words("people", "responsible"), *lexicon.words("people", "collaborator")]
    folded = sorted((normalise(word) for word in words), key=len, reverse=True)
    options = "|".join(re.escape(word) + r"(?:s|\(s\))?" for word in folded)
    return re.compile(rf"(?:^|(?<=[\n;,.(]))\s*(?P<label>{options})\s*:", re.MULTILINE)
