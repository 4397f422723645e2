"""What a reply says of each line that was asked about. Pure: words in, answers out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from arrimage.formats.language import EntryContext, read_entry

from ..models import Said

GREETING = re.compile(
    r"^(?:bonjour|bonsoir|salut|allo|allô|hello|hi|merci|cordialement|bonne (?:journée|semaine)|"
    r"à bientôt|au plaisir|voici|bien à vous)\b.{0,60}$",
    re.IGNORECASE,
)
SURE = ("sure", "likely")
STATES = {"done": Said.DONE, "in_progress": Said.RUNNING}  # what was put off is left to a person
NUMBERED = re.compile(
    r"^[\s«\"*•·-]*(?:n[o°]\.?\s*|action\s+|#)?(?P<number>[A-Za-z]?\d+(?:[.-]\d+)*[a-z]?)"
    r"\s*[.)»\"]?\s*(?:[:=–—-]\s*|\s)(?P<words>\S.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """A line that was asked about: its printed number, and what it awaits."""

    number: str
    context: EntryContext = field(default_factory=EntryContext)


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What is said of one line: its key, a state, the sentence that goes with it."""

    line: int
    said: str
    text: str


def read_reply(text: str, lines: Mapping[int, AskedAbout], day: dt.date) -> tuple[SaidOf, ...]:
    """What a reply of that day says of ``lines``, by key; empty when it does not say of which.

    One line was asked about: the reply is about that one. Several: only those whose number begins a
    line of the reply, and that one line alone bears.
    """
    words = "\n".join(x for x in text.split("\n") if not GREETING.match(x.strip())).strip()
    if not words:
        return ()
    parts = _numbered(words, _numbers(lines))
    if not parts and len(lines) == 1:
        parts = {next(iter(lines)): words}
    return tuple(_said_of(key, said, lines[key].context, day) for key, said in parts.items())


def _numbers(lines: Mapping[int, AskedAbout]) -> dict[str, int]:
    """Numbers that designate one line alone."""
    keys: dict[str, list[int]] = {}
    for key, line in lines.items():
        keys.setdefault(_folded(line.number), []).append(key)
    return {number: held[0] for number, held in keys.items() if number and len(held) == 1}


def _folded(number: str) -> str:
    return number.strip().strip(".").lower().replace("-", ".")


def _numbered(words: str, by_number: Mapping[str, int]) -> dict[int, str]:
    """What follows each number, up to the next one or to an empty line."""
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
    return {key: "\n".join(said) for key, said in parts.items()}


def _said_of(key: int, words: str, context: EntryContext, day: dt.date) -> SaidOf:
    """A state when the sentence plainly says one; else a note, and its words."""
    said, read = str(Said.NOTE), read_entry(words, day, context)
    if not read.has_news:
        said = Said.NOTHING
    elif read.confidence in SURE:
        said = STATES.get(read.status or "", Said.NOTE)
    return SaidOf(key, said, words.strip())
