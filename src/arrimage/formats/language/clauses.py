"""One clause of a logged sentence: the state it names, what took place, what it counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, cast

from .lexicon import Lexicon, once_per_lexicon
from .quantities import number_pattern, read_count, unit_of
from .statuses import read_status
from .text import normalise
from .weekdays import months_of

EntryStatus = Literal["planned", "in_progress", "done", "postponed", "abandoned"]
Spot = tuple[int, int]

STATES = ("planned", "in_progress", "done", "postponed", "abandoned")
_CUT = re.compile(r"[;.!?\n]+(?=\s|$)|,(?=\s|$)|:(?=\s+\D)|\s-\s|\s(?=(?:mais|but)\s)")
_REMIS = re.compile(r"remise?s?(?!\w)")
_TO_SOMEBODY = re.compile(r"remise?s?\s+(?:le|la|l'|les|en|aux?|a|hier|lundi|mardi)(?!\w)")
_UNSURE = frozenset({"complete", "avance", "partiel", "tenu", "started", "atteint"})
_SHORT = 5  # letters: «fait», «clos» are states only where they begin a clause
_SHARE = re.compile(r"(?<![\w.,/-])([0-9]{1,3})(?:[.,]([0-9]))? ?%")
_AFTER = re.compile(
    r"\s*(?P<noun>\$|(?:autres?\s+|nouve(?:lles?|aux|au)\s+|new\s+|more\s+)?[a-z][\w'-]*)"
    r"(?P<tail>\s+(?:de\s+|d'|des\s+|of\s+)[a-z][\w-]*)?"
)
_OUT_OF = re.compile(r"\s*(?:sur|/|out of|of)\s*[0-9]+(?![\w.,])")
_LABEL = re.compile(r"(?:^|[,;.]\s*)(?P<noun>[a-z][\w' -]{2,40}?)\s*[:=]\s*$")
_NUMBERED = re.compile(r"(?:no|n°|nº|#|numero|phase|etape|version|action|objectif)\.?\s*$")
_JOINS = re.compile(
    r"(?:de|du|des|d'|le|la|les|l'|sur|a|au|aux|en|et|ou|par|pour|avec|dans|qui|que|in|on|at|of|and|or|"
    r"the|to|with|for|from|ont|sont|est|was|were|have|has|is|are)"
)


@dataclass(frozen=True, slots=True)
class Signal:
    """What one clause says of the work. ``is_over``: nothing more will come («terminé»).
    ``is_on_people``: what was done was done to people («42 personnes rejointes»)."""

    state: EntryStatus | None = None
    is_held: bool = False
    is_denied: bool = False
    is_foreseen: bool = False
    is_over: bool = False
    is_on_people: bool = False
    words: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """«6 régions», «42 personnes»; ``unit`` is folded, ``spot`` where the words stand.

    ``is_people``: who came, rather than what was done.
    """

    value: Decimal
    unit: str
    is_people: bool
    spot: Spot


def cut_clauses(folded: str) -> Iterator[Spot]:
    """Where each clause of a folded sentence stands; empty ones are left out."""
    start = 0
    for match in _CUT.finditer(folded):
        if folded[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if folded[start:].strip():
        yield start, len(folded)


def read_signal(printed: str, folded: str, spot: Spot) -> Signal:
    """The state that a clause names and whether something took place, as far as it says."""
    state, words, is_denied = _state(printed, folded, spot)
    foreseen = entry_words("foreseen").search(folded, *spot)
    is_foreseen = bool(foreseen) or state == "planned"
    reached = _past(printed, folded, spot, "reached")
    held = _past(printed, folded, spot, "held") or reached
    if held and _is_denied(folded, spot[0], held.start()):
        held, is_denied = None, True
    if state in ("planned", "postponed", "abandoned"):
        held = None
    marks = [match.span() for match in (foreseen, held) if match]
    return Signal(
        state=None if is_foreseen and state == "done" else state,
        is_held=bool(held or state == "done") and not is_foreseen,
        is_denied=is_denied,
        is_foreseen=is_foreseen,
        is_over=state == "done" and bool(entry_words("over").search(folded, *spot)),
        is_on_people=bool(reached),
        words=(*words, *marks),
    )


def read_counts(
    printed: str, folded: str, spot: Spot, signal: Signal, dated: Sequence[Spot]
) -> Iterator[Count]:
    """The things that a clause counts: no date, hour, rank or share."""
    for match in _number().finditer(folded, *spot):
        if any(start <= match.start() < end for start, end in dated):
            continue
        value = read_count(match[0])
        if value is None or _NUMBERED.search(folded, spot[0], match.start()):
            continue
        if count := _counted(printed, folded, spot, match, value, signal.is_held):
            yield replace(count, is_people=count.is_people and not signal.is_on_people)


def read_share(folded: str, spot: Spot) -> Decimal | None:
    """«60 %» as 0.6, when the clause is about how far the work is, not about who came."""
    match = _SHARE.search(folded, *spot)
    if not match or re.match(r"\s*(?:des|de|du|d'|of)(?!\w)", folded[match.end() : spot[1]]):
        return None
    share = Decimal(f"{match[1]}.{match[2] or 0}") / 100
    return share if share <= 1 else None


@once_per_lexicon
def entry_words(key: str) -> re.Pattern[str]:
    """The words of one line of the lexicon's «entries», agreement allowed."""
    words = sorted({normalise(w) for w in Lexicon.current().words("entries", key)}, key=len)
    options = "|".join(re.escape(word) for word in reversed(words))
    return re.compile(rf"(?<![\w-])(?:{options})(?:(?<=')|(?:e|s|es)?(?!\w))")


def _past(printed: str, folded: str, spot: Spot, key: str) -> re.Match[str] | None:
    """The first past participle of a list that its accents do not make another word."""
    for match in entry_words(key).finditer(folded, *spot):
        is_kept = not _REMIS.match(match[0]) or _is_handed(folded, match.start())
        if is_kept and _is_past(printed, match):
            return match
    return None


def _is_handed(folded: str, position: int) -> bool:
    """«Rapport remis le 3 mai»; alone, the word may mean as well that it was put off."""
    return bool(_TO_SOMEBODY.match(folded, position)) and not _is_put_off(folded, position)


def _is_put_off(folded: str, position: int) -> bool:
    """«Remise à janvier», «remise au 12»."""
    return bool(_put_off().match(folded, position))


def _is_past(printed: str, match: re.Match[str]) -> bool:
    """«Visité», not «visite»; «visitee», typed without its accent, is no other word."""
    if match[0] in _plain_words() or match[0].endswith(("ee", "ees")):
        return True
    words = unicodedata.normalize("NFC", printed[match.start() : match.end()].casefold())
    return bool(re.search(r"\u00e9s?$", words))


def _state(
    printed: str, folded: str, spot: Spot
) -> tuple[EntryStatus | None, tuple[Spot, ...], bool]:
    """A state, its words, and whether one was named only to be denied."""
    clause = folded[slice(*spot)]
    begun = spot[0] + len(clause) - len(clause.lstrip())
    whole = read_status(printed[slice(*spot)])
    is_remis = bool(_REMIS.match(folded, begun)) and not _is_put_off(folded, begun)
    is_named = whole.basis == "explicit" and whole.value in STATES and not is_remis
    if is_named and not _begins_held(printed, folded, begun):
        is_denied = whole.value != "done" and bool(entry_words("not_so").match(folded, begun))
        return cast(EntryStatus, whole.value), ((begun, spot[1]),), is_denied
    if whole.value == "planned":
        return "planned", (), False
    for match in _state_words().finditer(folded, *spot):
        is_remis = bool(_REMIS.match(match[0])) and not _is_put_off(folded, match.start())
        if _is_past(printed, match) and not is_remis:
            if _is_denied(folded, spot[0], match.start()):
                return None, (match.span(),), True
            return _state_named(match[0]), (match.span(),), False
    set_off = _past(printed, folded, spot, "begun")
    return ("in_progress", (set_off.span(),), False) if set_off else (None, (), False)


def _begins_held(printed: str, folded: str, begun: int) -> bool:
    match = entry_words("held").match(folded, begun)
    return bool(match and _is_past(printed, match) and not _REMIS.match(match[0]))


def _state_named(word: str) -> EntryStatus | None:
    names = Lexicon.current().phrases("statuses")
    for size in range(len(word), len(word) - 3, -1):
        if value := names.get(word[:size]):
            return cast(EntryStatus, value)
    return None


def _is_denied(folded: str, start: int, position: int) -> bool:
    """True when a negation stands before that place; «la rencontre no 3» has none."""
    words = entry_words("not_so").finditer(folded, start, position)
    return any(not re.match(r"\s*[0-9]", folded[word.end() :]) for word in words)


def _counted(
    printed: str, folded: str, spot: Spot, match: re.Match[str], value: Decimal, is_held: bool
) -> Count | None:
    end = match.end()
    if out_of := _OUT_OF.match(folded, end, spot[1]):
        end = out_of.end()
    after = _AFTER.match(folded, end, spot[1])
    noun = after["noun"] if after else ""
    if not after or _JOINS.fullmatch(noun) or _is_act(printed, folded, after.span("noun")):
        return _bare(folded, spot, match, value, bool(noun) and is_held)
    if unit_of(noun) or entry_words("others").fullmatch(noun) or months_of(noun):
        return None
    is_people = bool(entry_words("people").fullmatch(noun))
    if match[0] in ("un", "une", "one") and (is_people or not is_held):
        return None
    tail = "" if is_people else after["tail"] or ""
    return Count(value, noun + tail, is_people, (match.start(), after.end("noun") + len(tail)))


def _is_act(printed: str, folded: str, spot: Spot) -> bool:
    """«2 tenues», «4 rencontrés»: what was done, without the name of what it was done to."""
    keys = ("held", "reached", "over")
    acts = (_past(printed, folded, spot, key) for key in keys)
    return any(act and act.span() == spot for act in acts)


def _bare(
    folded: str, spot: Spot, match: re.Match[str], value: Decimal, is_held: bool
) -> Count | None:
    """«Présences : 42», «2 tenues», «6»: a number after its label, or alone."""
    if not match[0][0].isdigit():
        return None
    if label := _LABEL.search(folded, 0, match.start()):
        words = label["noun"].strip()
        is_people = bool(entry_words("people").fullmatch(words.split()[0]))
        return Count(value, words, is_people, (label.start("noun"), match.end()))
    is_alone = folded[slice(*spot)].strip() == match[0]
    return Count(value, "", False, match.span()) if is_held or is_alone else None


@once_per_lexicon
def _plain_words() -> frozenset[str]:
    """Past participles and states that have no accent to lose: «tenu», «offert», «sent»."""
    lexicon = Lexicon.current()
    words = [w for key in ("held", "reached", "begun") for w in lexicon.words("entries", key)]
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


@once_per_lexicon
def _number() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,/$-]){number_pattern()}(?![\w%/-]|[.,][0-9]|\s*[%h$](?!\w))")


@once_per_lexicon
def _state_words() -> re.Pattern[str]:
    """State words that no other sense hides, wherever they stand in a clause."""
    words = [
        word
        for word, value in Lexicon.current().phrases("statuses").items()
        if value in STATES and len(word) >= _SHORT and re.search(r"\w\w", word)
        if word not in _UNSURE and not _is_participle_of_act(word)
    ]
    options = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<![\w-])(?:{options})(?:e|s|es)?(?!\w)")


def _is_participle_of_act(word: str) -> bool:
    """«Livré» tells of an act before it tells of a state."""
    return word != "remis" and bool(entry_words("held").fullmatch(word))
