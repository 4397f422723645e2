"""Cells that name people and organisations: who carries, who collaborates."""

from __future__ import annotations

import re

from ..draft import AssignmentDraft
from .lexicon import Lexicon, once_per_lexicon
from .text import fold_phrase, fold_same_length, normalise

_MARK = re.compile(r"^\s*(?:[-–—*]\s+|[•·▪◦‣])\s*")
_OPEN, _CLOSE = "([", ")]"
_UNFINISHED = re.compile(
    r"(?:\b(?:de|du|des|et|la|le|les|en|à|au|aux|pour|sur|of|and|the)|\w['’]|&)$"
)
_ASIDE = re.compile(r"^(?P<head>[^()]+?)\s*\((?P<aside>[^()]+)\)$")
_NOBODY = re.compile(r"[\W_]*")


def split_people(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The names in a cell, as printed, without repetition.

    Cuts at line ends, «;», «,» and a spaced «/»; at «et» only when both sides are in ``known``
    (names that stand alone elsewhere in the same document). A parenthesis is cut off only when it
    names somebody else. «Comité : A, B» and «comité composé de A, B» stay one name.
    """
    names: dict[str, str] = {}
    folded = frozenset(normalise(name) for name in known)
    for line in _lines(text):
        for piece in _cut(line):
            for name in _cut_at_and(piece, folded):
                for person in _cut_aside(_clean(name)):
                    if not _NOBODY.fullmatch(person):
                        names.setdefault(normalise(person), person)
    return tuple(names.values())


def read_people(text: str, known: frozenset[str] = frozenset()) -> tuple[AssignmentDraft, ...]:
    """The names in a cell with their role: «Collaboration : X» makes X a collaborator."""
    people: dict[str, AssignmentDraft] = {}
    for line in _lines(text):
        for segment, is_collaborator in _labelled(line):
            for name in split_people(segment, known):
                draft = AssignmentDraft(name, "collaborator" if is_collaborator else "responsible")
                people.setdefault(normalise(name), draft)
    return tuple(people.values())


def _lines(text: str) -> list[str]:
    """Lines of a cell, with wrapped names put back together."""
    lines: list[str] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if lines and _continues(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _continues(previous: str, line: str) -> bool:
    if line.startswith("(") or _UNFINISHED.search(previous):
        return True
    if previous.count("(") > previous.count(")"):
        return True
    return line[0].islower() and not _begins_with_noun(line)


def _cut(line: str) -> list[str]:
    """Pieces at «;» and, unless the commas enumerate the members of one body, at «,» and « / »."""
    pieces = []
    for piece in _cut_at(line, ";"):
        is_one = re.search(r"\s:\s|\w:\s", piece) or _composition().search(fold_same_length(piece))
        pieces += [piece] if is_one else _cut_at(piece, ",/")
    return pieces


def _cut_at(text: str, marks: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for i, character in enumerate(text):
        depth = max(0, depth + (character in _OPEN) - (character in _CLOSE))
        is_spaced = text[i - 1 : i].isspace() and text[i + 1 : i + 2].isspace()
        if character in marks and depth == 0 and (character != "/" or is_spaced):
            pieces.append(text[start:i])
            start = i + 1
    return [*pieces, text[start:]]


def _cut_at_and(piece: str, known: frozenset[str]) -> list[str]:
    for match in re.finditer(r"\s+(?:et|and|&)\s+", piece):
        left, right = piece[: match.start()], piece[match.end() :]
        if normalise(_clean(left)) in known and normalise(_clean(right)) in known:
            return [left, right]
    return [piece]


def _cut_aside(name: str) -> list[str]:
    """«Direction (membres du comité)» → two; «Direction (2)», «Ana Roy (agente)» → one."""
    found = _ASIDE.match(name)
    if found and _begins_with_noun(found["aside"]) and _begins_with_noun(found["head"]):
        return [found["head"], found["aside"].strip()]
    return [name]


def _clean(name: str) -> str:
    return " ".join(_MARK.sub("", name).split()).strip(" ;,")


def _begins_with_noun(text: str) -> bool:
    first = re.match(r"\w+", text)
    return bool(first) and fold_phrase(first[0] if first else "") in _nouns()


def _labelled(line: str) -> list[tuple[str, bool]]:
    """The line cut at its labels of people, each piece with «is a collaborator»."""
    folded = fold_same_length(line)
    marks = [(m.start("label"), m.end(), m["label"]) for m in _labels().finditer(folded)]
    pieces = [(line[: marks[0][0]] if marks else line, False)]
    for i, (_, end, label) in enumerate(marks):
        stop = marks[i + 1][0] if i + 1 < len(marks) else len(line)
        pieces.append((line[end:stop].rstrip(" .;,"), fold_phrase(label) in _collaborator_labels()))
    return pieces


@once_per_lexicon
def _nouns() -> frozenset[str]:
    return frozenset(fold_phrase(word) for word in Lexicon.current().words("people", "nouns"))


@once_per_lexicon
def _composition() -> re.Pattern[str]:
    words = "|".join(fold_same_length(w) for w in Lexicon.current().words("people", "composition"))
    return re.compile(rf"\b(?:{words})s?\b")


@once_per_lexicon
def _collaborator_labels() -> frozenset[str]:
    return frozenset(fold_phrase(w) for w in Lexicon.current().words("people", "collaborator"))


@once_per_lexicon
def _labels() -> re.Pattern[str]:
    lexicon = Lexicon.current()
    words = [*lexicon.words("people", "responsible"), *lexicon.words("people", "collaborator")]
    options = "|".join(sorted((normalise(word) for word in words), key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[;,.]))\s*(?P<label>(?:{options})(?:s|\(s\))?)\s*:")
