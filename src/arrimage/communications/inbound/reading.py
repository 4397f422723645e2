"""What a reply says of each line that was asked about. Pure: words in, answers out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..models import Said

_END = r"(?=$|[\s,.;:!)(–—-])"
STATES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (said, re.compile(rf"(?:{words}){_END}", re.IGNORECASE))
    for said, words in (
        (
            Said.NOTHING,
            r"rien(?: de (?:neuf|nouveau|changé))?|pas de (?:nouvelles?|changements?)|"
            r"aucun(?:e nouvelle| changement)|pas encore(?: commencée?s?)?|nothing(?: new)?",
        ),
        (
            Said.DONE,
            r"(?:c.est |est |sont )?(?:tout(?:e|es)? )?(?:faite?s?|terminée?s?|réalisée?s?|"
            r"complétée?s?|finie?s?|achevée?s?|done|completed?)",
        ),
        (
            Said.RUNNING,
            r"(?:c.est |est |sont )?(?:toujours )?(?:en cours|commencée?s?|débutée?s?|en marche|"
            r"en route)|(?:ça|cela) (?:avance|continue)|in progress|ongoing",
        ),
    )
)
NOT = re.compile(r"(?:pas|non|jamais|presque|bientôt|à moitié|not|almost)\b", re.IGNORECASE)
GREETING = re.compile(
    r"^(?:bonjour|bonsoir|salut|allo|allô|hello|hi|merci|cordialement|bonne (?:journée|semaine)|"
    r"à bientôt|au plaisir|voici|bien à vous)\b.{0,60}$",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"^[\s«\"*•·-]*(?:n[o°]\.?\s*|action\s+|#)?(?P<number>[A-Za-z]?\d+(?:[.-]\d+)*[a-z]?)"
    r"\s*[.)»\"]?\s*(?:[:=–—-]\s*|\s)(?P<words>\S.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What is said of one line: its key, a state, the sentence that goes with it."""

    line: int
    said: str
    text: str


def read_reply(text: str, lines: Mapping[int, str]) -> tuple[SaidOf, ...]:
    """What a reply says of ``lines`` (key → printed number); empty when it does not say of which.

    One line was asked about: the reply is about that one. Several: only those whose number begins a
    line of the reply, and that one line alone bears.
    """
    words = "\n".join(x for x in text.split("\n") if not GREETING.match(x.strip())).strip()
    if not words:
        return ()
    by_number = _numbers(lines)
    found = _numbered(words, by_number)
    if found:
        return found
    if len(lines) == 1:
        return (_said_of(next(iter(lines)), words),)
    return ()


def _numbers(lines: Mapping[int, str]) -> dict[str, int]:
    """Numbers that designate one line alone."""
    keys: dict[str, list[int]] = {}
    for key, number in lines.items():
        keys.setdefault(_folded(number), []).append(key)
    return {number: held[0] for number, held in keys.items() if number and len(held) == 1}


def _folded(number: str) -> str:
    return number.strip().strip(".").lower().replace("-", ".")


def _numbered(words: str, by_number: Mapping[str, int]) -> tuple[SaidOf, ...]:
    parts: dict[int, list[str]] = {}
    current: int | None = None
    for line in words.split("\n"):
        match = NUMBERED.match(line)
        key = by_number.get(_folded(match["number"])) if match else None
        if match and key is not None:
            parts.setdefault(key, []).append(match["words"])
            current = key
        elif current is not None and line.strip():
            parts[current].append(line.strip())
        elif not line.strip():
            current = None
    return tuple(_said_of(key, "\n".join(said)) for key, said in parts.items())


def _said_of(key: int, words: str) -> SaidOf:
    """A state when the sentence begins with one; else a note, and its words."""
    start = words.lstrip(" \t:–—-«")
    for said, pattern in STATES:
        match = pattern.match(start)
        if match and not NOT.match(start[match.end() :].lstrip(" ,")):
            return SaidOf(key, said, start[match.end() :].lstrip(" \t\n,.;:!–—-»").strip())
    return SaidOf(key, Said.NOTE, words.strip())
