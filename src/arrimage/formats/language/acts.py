"""Words that tell of acts in a logged sentence: «visité», «remis», «n'a pas eu lieu»."""

from __future__ import annotations

import re
import unicodedata

from .lexicon import Lexicon, once_per_lexicon
from .text import normalise

STATES = ("planned", "in_progress", "done", "postponed", "abandoned")
Spot = tuple[int, int]

_ACTS = ("held", "reached", "begun", "put_off")
_TO_SOMEBODY = re.compile(r"remise?s?\s+(?:le|la|l'|les|en|aux?|a|hier|lundi|mardi)(?!\w)")
_REMIS = re.compile(r"remise?s?(?!\w)")


@once_per_lexicon
def entry_words(key: str) -> re.Pattern[str]:
    """The words of one line of the lexicon's «entries», agreement allowed."""
    words = sorted({normalise(w) for w in Lexicon.current().words("entries", key)}, key=len)
    options = "|".join(re.escape(word) for word in reversed(words))
    return re.compile(rf"(?<![\w-])(?:{options})(?:(?<=')|(?:e|s|es)?(?!\w))")


def find_act(printed: str, folded: str, spot: Spot, key: str) -> re.Match[str] | None:
    """The first past participle of a list that its accents do not make another word."""
    for match in entry_words(key).finditer(folded, *spot):
        is_kept = not _REMIS.match(match[0]) or _is_handed(folded, match.start())
        if is_kept and is_past(printed, match):
            return match
    return None


def _is_handed(folded: str, position: int) -> bool:
    """«Rapport remis le 3 mai»; alone, the word may mean as well that it was put off."""
    return bool(_TO_SOMEBODY.match(folded, position)) and not is_put_off(folded, position)


def is_put_off(folded: str, position: int) -> bool:
    """«Remise à janvier», «remise au 12»."""
    return bool(_put_off().match(folded, position))


def is_unclear(folded: str, position: int) -> bool:
    """True for «remis» that does not say until when: handed in, or put off."""
    return bool(_REMIS.match(folded, position)) and not is_put_off(folded, position)


def is_past(printed: str, match: re.Match[str]) -> bool:
    """«Visité», not «visite»; «visitee», typed without its accent, is no other word."""
    if match[0] in _plain_words() or match[0].endswith(("ee", "ees")):
        return True
    words = unicodedata.normalize("NFC", printed[match.start() : match.end()].casefold())
    return bool(re.search(r"\u00e9s?$", words))


def is_denied(folded: str, start: int, position: int) -> bool:
    """True when a negation stands before that place; «la rencontre no 3» has none."""
    words = entry_words("not_so").finditer(folded, start, position)
    return any(not re.match(r"\s*[0-9]", folded[word.end() :]) for word in words)


@once_per_lexicon
def _plain_words() -> frozenset[str]:
    """Past participles and states that have no accent to lose: «tenu», «offert», «sent»."""
    lexicon = Lexicon.current()
    words = [w for key in _ACTS for w in lexicon.words("entries", key)]
    words += [w for key in STATES for w in lexicon.words("statuses", key)]
    plain = {normalise(word) for word in words if not word.endswith("\u00e9")}
    return frozenset(plain | {f"{word}{ending}" for word in plain for ending in ("e", "s", "es")})


@once_per_lexicon
def _put_off() -> re.Pattern[str]:
    lexicon = Lexicon.current()
    tables = ("months", "seasons", "weekdays")
    times = "|".join(name for table in tables for name in lexicon.phrases(table))
    return re.compile(
        rf"remise?s?\s+(?:a|au)(?!\w)\s*(?:la\s+|l')?(?:[0-9]|(?:{times})(?!\w)|"
        rf"(?:plus tard|une (?:autre )?date|demain|semaine|mois|annee|an)(?!\w))"
    )
