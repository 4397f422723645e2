"""Printed numbers («1.1.1», «P3.», «ORIENTATION 2 :») in front of titles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..draft import LevelRole
from ..language import headings
from ..language.lexicon import Lexicon
from ..language.text import normalise

ROLES: tuple[LevelRole, ...] = ("axis", "orientation", "objective", "action", "step")
ORDER = {role: rank for rank, role in enumerate(ROLES)}

_LETTER = re.compile(r"^(?P<number>[A-H]|[IVX]{1,4})[.)]?\s*(?:[–—-]\s+|(?<=[.)])\s*)(?=[A-ZÀ-Ý])")
_GENERAL = re.compile(r"\b(g[eé]n[eé]ra(?:l|ux|le)|globa(?:l|le|ux)|overall)\b", re.I)


@dataclass(frozen=True, slots=True)
class Heading:
    """A title with the plan's own word for its level, where it has one."""

    title: str
    number: str = ""
    role: LevelRole | None = None
    word: str = ""


def split_code(text: str) -> tuple[str, str]:
    """The printed number at the head of a title, if any, and the rest."""
    return headings.read_number(text) or ("", text)


def split_letter(text: str) -> tuple[str, str]:
    """The same, for a level above actions, which a letter or a Roman number may count («A. …»)."""
    number, title = split_code(text)
    if not number and (match := _LETTER.match(text)):
        return match["number"], text[match.end() :].strip()
    return number, title


def read_heading(text: str, lexicon: Lexicon) -> Heading | None:
    """«ORIENTATION 1 : …», «Axe B – …», «Objectif : …»; ``None`` without a level word."""
    mark = headings.read_heading(text, lexicon)
    if mark is None or mark.role is None or (_GENERAL.search(mark.word) and not mark.number):
        return None
    number, title = mark.number, mark.rest
    if not number:
        number, title = split_code(title)
    return Heading(title, number, mark.role, mark.word) if number or title else None


def kind_of(number: str, legend: str) -> str:
    """«P1» is principal when the header says «Principaux (P), Secondaires (S)»."""
    folded = normalise(legend)
    if not number or "(p)" not in folded or "(s)" not in folded:
        return ""
    return {"P": "principal", "S": "secondary"}.get(number[0], "")
