"""Numbered headings and leading codes: «ORIENTATION 1 :», «Axe II – …», «1.1.1», «P1.»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..draft import LevelRole
from .lexicon import Lexicon
from .text import normalise

_ROMAN = r"(?=[IVX])(?:X{0,2}(?:IX|IV|V?I{0,3}))"
_DIGITS = r"(?:[A-Z]{1,2}[.-]?)?\d{1,3}(?:\.\d{1,3})*"
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_LONGEST_LEVEL_NAME = 4  # words
_AFTER_WORD = re.compile(
    rf"\s*(?:\([^()]*\)\s*)?(?:[nN][o°ºᵒ]?[.°]?\s*|#\s*)?(?P<number>{_DIGITS}|{_ROMAN}|[A-Z])(?![\w%$]|[.,]\d)\s*"
    r"(?P<separator>[.:)–—-]?(?:\s*[:–—-])?)(?P<rest>.*)",
    re.DOTALL,
)
_LABEL = re.compile(r"\s*(?:\([^()]*\)\s*)?(?P<separator>[:–—])(?P<rest>.*)", re.DOTALL)
_NOT_A_CODE = re.compile(r"\s*(?:[%$€°]|(?:millions?|milliards?|[hH]\s?\d|[kKM]\$)\b)")
_CODES = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        # 1.1.1   1.1.1.   A.2   P1.3
        r"(?P<number>[A-Z]{1,2}[.-]?\d{1,3}(?:\.\d{1,3})+|[A-Z]\.\d{1,3}|\d{1,3}(?:\.\d{1,3})+)"
        r"(?!\w|-\w|[.,]\d)(?P<separator>[.:)]?(?:\s*[:–—-](?=\s))?)(?P<rest>.*)",
        # P1.   P1 Titre   A-3
        r"(?P<number>[A-Z]{1,2}-\d{1,3}|[A-Z]{1,2}\d{1,3}(?=[.:)]|\s+\S))(?!\w|-\w|[.,]\d)"
        r"(?P<separator>[.:)]?(?:\s*[:–—-](?=\s))?)(?P<rest>.*)",
        # 12.   12)   12 –   1- Titre
        r"(?P<number>\d{1,3})(?P<separator>[.)]|\s?[:–—-](?=\s)|\s+[–—])(?![\w])(?P<rest>.*)",
        # II.   IV –   A)
        rf"(?P<number>{_ROMAN})(?P<separator>[.)]|\s+[–—-](?=\s))(?P<rest>\s.*)",
        r"(?P<number>[A-Z])(?P<separator>\))(?P<rest>.*)",
    )
)


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """What begins a heading. ``role`` is ``None`` when only a code stands there («1.1», «P1.»).

    ``word`` and ``separator`` are as printed; ``rest`` is the title, perhaps empty.
    """

    role: LevelRole | None
    word: str
    number: str
    rest: str
    separator: str = ""


def read_heading(text: str, lexicon: Lexicon | None = None) -> HeadingMark | None:
    """A level's name with its number or a colon, or a leading code; ``None`` for other text."""
    text = text.strip()
    lexicon = lexicon or Lexicon.current()
    words = list(_WORD.finditer(text[:80]))[:_LONGEST_LEVEL_NAME]
    if words and words[0].start() == 0:
        for last in reversed(words):
            if role := lexicon.level_role(text[: last.end()]):
                return _after_word(text, last.end(), role)
    if found := _match_code(text):
        return HeadingMark(
            None, "", found["number"], found["rest"].strip(), found["separator"].strip()
        )
    return None


def read_number(text: str) -> tuple[str, str] | None:
    """A leading code without its final point, and what follows it; ``None`` if there is none.

    Dates, times, percentages and counted things («3-4 rencontres») are not codes.
    """
    found = _match_code(text.strip())
    return (found["number"], found["rest"].strip()) if found else None


def _after_word(text: str, end: int, role: LevelRole) -> HeadingMark | None:
    word = text[:end]
    if found := _AFTER_WORD.match(text, end):
        rest, separator = found["rest"].strip(), found["separator"].strip()
        if separator or not rest or not rest[0].islower():
            return HeadingMark(role, word, found["number"], rest, separator)
        return None
    if label := _LABEL.match(text, end):
        return HeadingMark(role, word, "", label["rest"].strip(), label["separator"])
    return None


def _match_code(text: str) -> re.Match[str] | None:
    for pattern in _CODES:
        if (found := pattern.match(text)) and not _is_counted(found):
            return found
    return None


def _is_counted(found: re.Match[str]) -> bool:
    """True for percentages, money, times, quarters («T1 2025») and plan years («AN1»)."""
    if _NOT_A_CODE.match(found["rest"]):
        return True
    period = re.fullmatch(r"(?:[tq][1-4]|an\d+)", normalise(found["number"]))
    return bool(period) and not found["separator"].strip(" ")
