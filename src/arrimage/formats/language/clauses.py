"""One clause of a logged sentence: the state it names, and whether something took place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from .acts import STATES, Spot, entry_words, find_act, is_denied, is_past, is_unclear
from .lexicon import Lexicon, once_per_lexicon
from .statuses import read_status

EntryStatus = Literal["planned", "in_progress", "done", "postponed", "abandoned"]

_CUT = re.compile(r"[;.!?\n]+(?=\s|$)|,(?=\s|$)|:(?=\s+\D)|\s-\s|\s(?=(?:mais|but)\s)")
_UNSURE = frozenset({"complete", "avance", "partiel", "tenu", "started", "atteint"})
_SHORT = 5  # letters: «fait», «clos» are states only where they begin or end a clause
_TURNS: dict[str, EntryStatus] = {"begun": "in_progress", "put_off": "postponed"}
_DONE_LAST = re.compile(
    r"(?<![\w-])(?<!\bau )(?<!\ben )(?<!\bde )(?<!\bil )(?<!\bqui )(?:faite?s?|done)(?=\W*$)"
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


def cut_clauses(folded: str) -> Iterator[Spot]:
    """Where each clause of a folded sentence stands; empty ones are left out."""
    start = 0
    for match in _CUT.finditer(folded):
        if folded[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if folded[start:].strip():
        yield start, len(folded)


def read_signal(printed: str, folded: str, spot: Spot, dated: Sequence[Spot]) -> Signal:
    """The state that a clause names and whether something took place, as far as it says."""
    state, words, was_denied = _state(printed, folded, spot, dated)
    foreseen = entry_words("foreseen").search(folded, *spot)
    is_foreseen = bool(foreseen) or state == "planned"
    reached = find_act(printed, folded, spot, "reached")
    held = find_act(printed, folded, spot, "held") or reached
    if held and is_denied(folded, spot[0], held.start()):
        held, was_denied = None, True
    if state in ("planned", "postponed", "abandoned"):
        held = None
    marks = [match.span() for match in (foreseen, held) if match]
    return Signal(
        state=None if is_foreseen and state == "done" else state,
        is_held=bool(held or state == "done") and not is_foreseen,
        is_denied=was_denied,
        is_foreseen=is_foreseen,
        is_over=state == "done" and bool(entry_words("over").search(folded, *spot)),
        is_on_people=bool(reached),
        words=(*words, *marks),
    )


Stated = tuple[EntryStatus | None, tuple[Spot, ...], bool]


def _state(printed: str, folded: str, spot: Spot, dated: Sequence[Spot]) -> Stated:
    """A state, its words, and whether one was named only to be denied."""
    if waiting := entry_words("waiting").search(folded, *spot):
        return None, (waiting.span(),), False
    nearly = entry_words("nearly").search(folded, *spot)
    stated = _whole(printed, folded, spot, dated) or _anywhere(printed, folded, spot)
    if nearly and stated[0] == "done":
        return "in_progress", (nearly.span(), *stated[1]), stated[2]
    return stated


def _whole(printed: str, folded: str, spot: Spot, dated: Sequence[Spot]) -> Stated | None:
    """The state that a clause begins with, its dates aside: «Fait le 3 mai», «En cours (60 %)»."""
    text = list(printed[slice(*spot)])
    for start, end in dated:
        for place in range(max(start, spot[0]), min(end, spot[1])):
            text[place - spot[0]] = " "
    clause = "".join(text)
    begun = spot[0] + len(clause) - len(clause.lstrip())
    whole = read_status(clause.rstrip("✅☑✔✓👍 ") or clause)
    if whole.basis != "explicit" or whole.value not in STATES or is_unclear(folded, begun):
        return ("planned", (), False) if whole.value == "planned" else None
    held = entry_words("held").match(folded, begun)
    if held and is_past(printed, held) and not held[0].startswith("remis"):
        return None
    was_denied = whole.value != "done" and bool(entry_words("not_so").match(folded, begun))
    if was_denied and entry_words("over").search(folded, *spot):
        return None, ((begun, spot[1]),), True
    return cast(EntryStatus, whole.value), ((begun, spot[1]),), was_denied


def _anywhere(printed: str, folded: str, spot: Spot) -> Stated:
    """A state word that no other sense hides, or «fait» at the end."""
    matches = [*_state_words().finditer(folded, *spot), *_DONE_LAST.finditer(folded[: spot[1]])]
    for match in matches:
        if match.start() >= spot[0] and _is_kept(printed, folded, match):
            if is_denied(folded, spot[0], match.start()):
                return None, (match.span(),), True
            return _state_named(match[0]), (match.span(),), False
    for key, state in _TURNS.items():
        if act := find_act(printed, folded, spot, key):
            was_denied = is_denied(folded, spot[0], act.start())
            return None if was_denied else state, (act.span(),), was_denied
    return None, (), False


def _is_kept(printed: str, folded: str, match: re.Match[str]) -> bool:
    return is_past(printed, match) and not is_unclear(folded, match.start())


def _state_named(word: str) -> EntryStatus | None:
    names = Lexicon.current().phrases("statuses")
    for size in range(len(word), len(word) - 3, -1):
        if value := names.get(word[:size]):
            return cast(EntryStatus, value)
    return None


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
