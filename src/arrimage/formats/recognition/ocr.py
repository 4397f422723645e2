"""What scanning does to words: debris left out, likely repairs shown and never applied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, get_args

from ..draft import Issue
from .plain_model import TextLine, anchored, tidy

_DEBRIS_TAIL = re.compile(r"(?:\s+(?:[^\w\s]+|[^\W\d_]|\d))+$")
_DEBRIS_HEAD = re.compile(r"^(?:(?:[^\w\s«“\"(]+|[b-df-np-xzB-DF-KM-NP-XZ]|\w(?=\s\W))\s+)+")
_WORD = re.compile(r"[^\W\d_]{3,}")
RepairKind = Literal["apostrophe", "letter", "accent", "cedilla"]
_REPAIRS: tuple[tuple[RepairKind, re.Pattern[str], str], ...] = (
    ("apostrophe", re.compile(r"\bI(?=[’'][^\W\d_])"), "l"),
    ("apostrophe", re.compile(r"(?<=\s)[’'](?=[^\W\d_]{2})"), "l’"),
    ("letter", re.compile(r"\|(?=[a-zà-ÿ]{2})"), "I"),
    ("apostrophe", re.compile(r"[’']{2,}|[’']['’]"), "’"),
    ("letter", re.compile(r"\bceuvre"), "œuvre"),
    ("accent", re.compile(r"(?<=[^\W\d_])ée(?=[èé]?res?\b)|éée?(?=res?\b)"), "è"),
    ("letter", re.compile(r"\bQ(?=[ct]?[bcdfghjklmnpqrstvwxz])(?=\w{4})"), "O"),
    ("cedilla", re.compile(r"(?<=\w)gu(?=on(?:s|né)?\b)(?<=con)|(?<=\bcon)g(?=u\w?\b)"), "ç"),
    ("cedilla", re.compile(r"(?<=\bfa)g(?=on\b)|(?<=\bre)g(?=ues?\b)"), "ç"),
    (
        "accent",
        re.compile(
            r"(?<=\s)a(?=\s(?:la|l[’']|un|une|jour|venir|niveau|chaque|tous|toutes|partir)\b)"
        ),
        "à",
    ),
)
REPAIR_KINDS: tuple[RepairKind, ...] = get_args(RepairKind)
_ENOUGH = 3  # suspicious places that make a text a scan


def strip_debris(text: str) -> str:
    """The text without the lone signs that a scan leaves at its end."""
    return _DEBRIS_TAIL.sub("", text) if len(_DEBRIS_TAIL.findall(text)) else text


def is_debris(text: str) -> bool:
    """True when nothing in the text is a word, a number with a unit, or a code."""
    return not _WORD.search(text) and not re.search(r"\d{2}|[A-ZÀ-Ý]{2}", text)


def suggest(text: str, only: RepairKind | None = None) -> str:
    """The text as it was probably printed; the same text when nothing is suspicious.

    ``only`` makes the repairs of one kind.
    """
    for kind, pattern, replacement in _REPAIRS:
        if only in (None, kind):
            text = pattern.sub(replacement, text)
    return text


def repair_issues(lines: Sequence[TextLine], used: frozenset[int]) -> tuple[Issue, ...]:
    """One issue per damaged line, with the likely words; none for a text never scanned."""
    found = []
    for line in lines:
        printed = tidy(line.text)
        repaired = suggest(printed)
        if line.number in used and repaired != printed:
            found.append(_issue(line, printed, repaired))
    return tuple(found) if len(found) >= _ENOUGH else ()


def _issue(line: TextLine, printed: str, repaired: str) -> Issue:
    message = (
        f"La numérisation semble avoir abîmé cette ligne\u00a0: lire peut-être "
        f"«\u00a0{repaired}\u00a0». Le texte est gardé tel qu’imprimé."
    )
    return Issue("ocr_repair", message, "info", anchored(line), printed)
