"""States as plans write them: «Complété», «En cours (60 %)», «✓», «6 ateliers tenus»."""

from __future__ import annotations

import functools
import re
from typing import Literal, cast

from ..draft import StatusDraft
from .lexicon import Lexicon, once_per_lexicon
from .text import normalise

Value = Literal[
    "planned", "in_progress", "done", "continuous", "conditional", "postponed", "abandoned"
]
States = dict[str, list[tuple[re.Pattern[str], Value]]]

_LINES = re.compile(r"[\r\n]+|\s+/\s+")  # «En cours / In progress»
_MARK = re.compile(
    r"^(?:[-–—*•·▪\u23f3\u25a0-\u260f\u2614-\u26ff\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?\s+)+"
)
_PERCENT = re.compile(
    r"(?:environ |realise a |complete a |avancement ?: ?)?([0-9]{1,3})(?:[.,][0-9]+)? ?%.{0,20}"
)
_FOLLOWS = re.compile(
    r"$|\s*[:;,.(%–—!-]|\s+(?:le|la [0-9]|l'|en|au|aux|a|du|depuis|pour|par|avec|sauf|selon|lors|"
    r"dans|sur|et|mais|de|d'|on|in|since|by|for|with|[0-9])(?![a-z])|\s*[0-9]"
)
_NOT_YET = re.compile(r"(?:non|pas encore|pas|not yet|not)\s+")
_NOT_AFTER = {"en cours": re.compile(r"\s*d'annee")}
_COUNTED = re.compile(r"(?:environ |plus de )?[0-9]+ [a-z]")
_TO_DO = re.compile(r"a [a-z]+(?:er|ir|re)(?![a-z])")
_FORESEEN = re.compile(r"(?<![a-z])(?:prevue?s?|planifiee?s?|planned|scheduled)(?![a-z])")
_REMAINS = re.compile(r"(?:[;,.(–—-]|mais|et|il)\s*(?:il\s+)?(?:en\s+)?reste(?:nt)?\s")
_LAST_SENTENCE = re.compile(r"[^\W\d_][^.;:!?]*?\s([A-ZÀÂÇÉÈÊÎÔÛ][^A-ZÀÂÇÉÈÊÎÔÛ.;:!?]*)$")
_LONGEST_NOTE = 14  # words
_REMEMBERED = 5000  # texts


def read_status(text: str) -> StatusDraft:
    """What a status cell says: a state in words or a symbol, a progress note, or neither.

    Lines that state different things decide nothing: cut the cell first.
    """
    return _status(Lexicon.current(), text)


@functools.lru_cache(maxsize=_REMEMBERED)
def _status(_words: Lexicon, text: str) -> StatusDraft:
    """The same, once for each text and each lexicon: the same cells come back all the time."""
    printed = text.strip()
    lines = [folded for line in _LINES.split(printed) if (folded := _fold(line))]
    table = _states()
    explicit = {state for line in lines if (state := _explicit(line, table))}
    if len(explicit) == 1:
        return StatusDraft(printed, explicit.pop(), "explicit")
    inferred = {state for line in lines if (state := _inferred(line))}
    if not explicit and len(inferred) == 1 and not _ends_with_state(printed, table):
        return StatusDraft(printed, inferred.pop(), "inferred")
    return StatusDraft(printed)


def _ends_with_state(printed: str, table: States) -> bool:
    """«2 ateliers tenus Réalisé»: two lines whose break was lost; whose state is it?"""
    tail = _LAST_SENTENCE.search(printed)
    return bool(tail and _explicit(_fold(tail[1]), table))


def _fold(line: str) -> str:
    return normalise(_MARK.sub("", line.strip())).strip(" .;:!")


def _explicit(line: str, table: States) -> Value | None:
    if percent := _PERCENT.fullmatch(line):
        share = int(percent[1])
        return "done" if share >= 100 else "in_progress" if share else "planned"
    negation = _NOT_YET.match(line)
    begun = negation.end() if negation else 0
    words = table.get(line[:1], []) + (table.get(line[begun : begun + 1], []) if begun else [])
    for pattern, value in words:
        if found := pattern.match(line):
            after = _NOT_AFTER.get(found[0])
            if _FOLLOWS.match(line, found.end()) and not (after and after.match(line, found.end())):
                is_partly = value == "done" and _REMAINS.search(line, found.end())
                return "in_progress" if is_partly else value
        elif negation and value == "done" and pattern.match(line, negation.end()):
            return "planned"
    return None


def _inferred(line: str) -> Value | None:
    if len(line.split()) > _LONGEST_NOTE:
        return None
    if _TO_DO.match(line) or _FORESEEN.search(line):
        return "planned"
    return "in_progress" if _COUNTED.match(line) else None


@once_per_lexicon
def _states() -> States:
    """First letter → patterns of its state words, agreement allowed, the longest first."""
    table: dict[str, list[tuple[re.Pattern[str], Value]]] = {}
    for word, value in Lexicon.current().phrases("statuses").items():
        is_word = bool(re.search(r"\w\w", word))
        ending = r"(?:e|s|es)?(?!\w)" if is_word else r"\ufe0f?(?=$)"
        pattern = re.compile(re.escape(word) + ending)
        table.setdefault(word[:1], []).append((pattern, cast(Value, value)))
    return table
