"""«(lien 1.6 et 2.2)», «voir objectif 2.1»: the numbers a text sends its reader to."""

from __future__ import annotations

import re

from ..draft import ReferenceDraft
from .text import fold_same_length

_NUMBER = r"(?:[a-z]{1,2}[.-]?)?\d{1,3}(?:\.\d{1,3})*"
_DOTTED = r"(?:[a-z]\d{1,3}|(?:[a-z]{1,2}[.-]?)?\d{1,3}(?:\.\d{1,3})+)"
_LEVEL = (
    r"(?:(?:aux?|a|avec|les?|la|l'|the|to|du|des|d')\s*)*"
    r"(?:orientations?|axes?|objectifs?|moyens?|actions?|mesures?|activites?|points?|objectives?|"
    r"goals?|steps?|n[o°]s?)\b\.?\s*"
)
_SIGN = r"(?:liens?|links?|linked|voir|see|cf\.?|ref\.?|references?|arrimage)"
_REST = r"(?:\s*(?:,|;|/|et|and|ou|or|&)\s*(?:{level})?{number}(?![\w%]))*"
_NO_MORE = r"(?![\w%]|[.,]\d)"
_IN_PARENTHESES = re.compile(
    rf"\(\s*(?P<body>(?:{_SIGN}\s*:?\s*(?:{_LEVEL})?|{_LEVEL}){_NUMBER}{_NO_MORE}"
    rf"{_REST.format(level=_LEVEL, number=_NUMBER)})\s*\)"
)
_IN_SENTENCE = re.compile(
    rf"\b{_SIGN}\s*:?\s*(?:{_LEVEL}{_NUMBER}|{_DOTTED}){_NO_MORE}"
    rf"{_REST.format(level=_LEVEL, number=_DOTTED)}"
)
_EACH = re.compile(rf"(?<![\w.]){_NUMBER}(?![\w%])")
_LINK = re.compile(r"\s*\(\s*(?:liens?|links?)\b[^()]*\d[^()]*\)")


def read_references(text: str) -> tuple[ReferenceDraft, ...]:
    """Every printed number a text refers to, with the words around it, without repetition."""
    folded = fold_same_length(text)
    spans = [match.span("body") for match in _IN_PARENTHESES.finditer(folded)]
    for match in _IN_SENTENCE.finditer(folded):
        if not any(start <= match.start() < end for start, end in spans):
            spans.append(match.span())
    found: dict[str, ReferenceDraft] = {}
    for start, end in sorted(spans):
        for number in _EACH.finditer(folded, start, end):
            printed = text[number.start() : number.end()]
            found.setdefault(printed, ReferenceDraft(printed, text[start:end]))
    return tuple(found.values())


def strip_links(text: str) -> str:
    """The text without its «(lien …)» parentheses; every other reference stays."""
    folded = fold_same_length(text)
    kept, position = [], 0
    for match in _LINK.finditer(folded):
        kept.append(text[position : match.start()])
        position = match.end()
    if not kept:
        return text
    return ("".join(kept) + text[position:]).strip()
