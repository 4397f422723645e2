"""Which words of a line of mixed columns go on with which text: what French and the page say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .plain_model import fold, goes_on, is_unfinished

Pairs = frozenset[tuple[str, str]]

_PLURALS = "les des aux ces ses mes nos vos leurs plusieurs certains certaines"
_SINGULARS = "le la un une au du ce cet cette son sa chaque notre votre leur"
_LINK_WORDS = (
    "de du des d a au aux et ou qui que qu dont avec dans sur par pour en entre vers sous sans "
    "comme lors afin selon chez mais si ne n se s il elle on y puis donc car ainsi depuis"
)
_NUMBER_WORDS = "deux quatre cinq sept huit neuf quinze vingt trente cent mille"
_VERB_WORDS = "est sont sera seront a ont soit soient etait etaient"
_PLURAL, _SINGULAR = frozenset(_PLURALS.split()), frozenset(_SINGULARS.split())
_LINKS, _COUNTS = frozenset(_LINK_WORDS.split()), frozenset(_NUMBER_WORDS.split())
_OF = frozenset(("de", "d", "du", "des"))
_VERBS = frozenset(_VERB_WORDS.split())
_ARTICLES = _PLURAL | _SINGULAR
_SMALL = _LINKS | _ARTICLES
_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s(?=[a-zà-ÿ(]|[A-ZÀ-Ý][a-zà-ÿ]{2})")
_GAP = re.compile(r"\s(?=[a-zà-ÿ(])")
_AGREED, _SEEN, _IMPOSSIBLE = 2.0, 2.0, -6.0
_SURE = 2.0
_SLACK = 1  # character by which a title may be longer than most
_FEWEST = 1.5  # evidence without which nothing is cut
_DOUBTFUL = 0.1  # two places closer than this are as good as each other


def seen_pairs(texts: Iterable[str]) -> Pairs:
    """What follows each word in texts that can be trusted, down to the next word of meaning."""
    pairs: set[tuple[str, str]] = set()
    for text in texts:
        words = _WORD.findall(fold(text))
        pairs.update((_stem(w), _head(words[i:])) for i, w in enumerate(words[:-1], 1))
    return frozenset(pairs)


def _head(words: Sequence[str]) -> str:
    """The first word of meaning, with the small words before it."""
    end = next((i for i, word in enumerate(words) if word not in _SMALL), len(words) - 1)
    return " ".join(map(_stem, words[: end + 1]))


def _stem(word: str) -> str:
    return word.rstrip("sx") if len(word) > 4 else word


def join_strength(before: str, after: str, pairs: Pairs) -> float:
    """How well ``after`` goes on with ``before``: impossible under −1, sure from 2."""
    first, words = _WORD.findall(fold(before))[-1:], _WORD.findall(fold(after))
    if not first or not words or before.rstrip()[-1:] in ".;:":
        return 0.0
    seen = _SEEN if (_stem(first[0]), _head(words)) in pairs else 0.0
    return seen + _agreement(first[0], words[0])


def is_sure_join(before: str, after: str, pairs: Pairs) -> bool:
    """Whether nothing else than ``after`` could be expected after ``before``."""
    return join_strength(before, after, pairs) >= _SURE


def _agreement(first: str, second: str) -> float:
    """An article wants a word of its own number, never another article or a preposition."""
    if first == "de" and second in _OF:
        return _IMPOSSIBLE
    if first not in _ARTICLES:
        return 0.75 if first in _LINKS and second not in _LINKS else 0.0
    if second in _LINKS or second in _ARTICLES or second in _VERBS:
        return _IMPOSSIBLE
    is_plural = second[-1] in "sxz" or second in _COUNTS or second.isdigit()
    if first in _PLURAL:
        return _AGREED if is_plural else -3.0
    return 0.5 if is_plural else _AGREED


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a printed line; not ``is_sure`` when it could as well have been cut elsewhere."""

    text: str
    is_sure: bool = True


def cut_for_waiting(
    text: str, waiting: Sequence[str], pairs: Pairs, room: int | None = None
) -> list[Stretch]:
    """A stretch of a mixed line, cut where its words go on with the texts that wait for them.

    ``waiting`` are the texts of the lines above that may go on here, left to right. ``room`` is
    the width of the title when the stretch begins with one and overflows it: it is then cut in
    any case.
    """
    if room is None and goes_on(text):
        waiting = waiting[_continued(text, waiting, pairs) :]
    return _cut(Stretch(text), waiting, pairs, room)


def goes_on_surely(text: str, waiting: Sequence[str], pairs: Pairs) -> bool:
    """Whether a text goes on with one of the waiting ones as nothing else could."""
    return goes_on(text) and bool(_continued(text, waiting, pairs))


def _continued(text: str, waiting: Sequence[str], pairs: Pairs) -> int:
    """How many of the waiting texts are behind, when the text surely goes on with one of them."""
    strengths = [join_strength(one, text, pairs) for one in waiting]
    best = max(strengths, default=0.0)
    return strengths.index(best) + 1 if best >= _SURE else 0


def _cut(stretch: Stretch, waiting: Sequence[str], pairs: Pairs, room: int | None) -> list[Stretch]:
    text = stretch.text
    places: list[tuple[float, int, int]] = []
    for match in (_GAP if room is None else _SPACE).finditer(text):
        if room is not None and match.start() > room + _SLACK and places:
            break
        if found := _worth(text, match, waiting, pairs, room):
            places.append((*found, match.start()))
    if not places:
        return [stretch]
    places.sort(key=lambda place: -place[0])
    value, used, end = places[0]
    sure = stretch.is_sure and all(value - other[0] > _DOUBTFUL for other in places[1:])
    rest = Stretch(text[end:].strip(), sure)
    return [Stretch(text[:end], sure), *_cut(rest, waiting[used:], pairs, None)]


def _worth(
    text: str, gap: re.Match[str], waiting: Sequence[str], pairs: Pairs, room: int | None
) -> tuple[float, int] | None:
    """What cutting there is worth, and how many waiting texts are then behind."""
    left, right = text[: gap.start()], text[gap.end() :]
    alone = _alone(left, right, pairs, room)
    choices = [(alone, 0)] if room is not None else []
    for rank, one in enumerate(waiting, 1):
        gain = _gain(one, right, pairs)
        if gain > 0 and (alone + gain >= _FEWEST or room is not None):
            choices.append((alone + gain + _best(right, waiting[rank:], pairs), rank))
    return max(choices, default=None)


def _best(text: str, waiting: Sequence[str], pairs: Pairs) -> float:
    """What the best further cut of a text is worth."""
    values = [
        _alone(text[: m.start()], text[m.end() :], pairs, None) + _gain(one, text[m.end() :], pairs)
        for m in _GAP.finditer(text)
        for one in waiting
    ]
    best = max(values, default=0.0)
    return best if best >= _FEWEST else 0.0


def _gain(waiting: str, right: str, pairs: Pairs) -> float:
    """What going on with ``waiting`` is worth: a whole text only goes on with words seen so."""
    strength = join_strength(waiting, right, pairs)
    return strength if is_unfinished(waiting) or strength >= _SEEN else 0.0


def _alone(left: str, right: str, pairs: Pairs, room: int | None) -> float:
    """What cutting there is worth by itself."""
    inside = join_strength(left, right, pairs)
    value = -max(-2.0, min(2.0, inside))
    if is_unfinished(left) and inside > -1 and not left.endswith(","):
        value -= 1.0
    if room is not None:
        value += len(left) / room + float(left.endswith(","))
        if not goes_on(right):  # a capital begins a cell, or is that of a name
            value += -2.0 if is_unfinished(left) else 0.5
    return value


def not_continued(waiting: Sequence[str], texts: Sequence[str], pairs: Pairs) -> list[str]:
    """The texts that none of ``texts`` goes on with."""
    left = list(waiting)
    for text in texts:
        if goes_on(text) and left:
            best = max(left, key=lambda one: _gain(one, text, pairs))
            if _gain(best, text, pairs) > 0:
                left.remove(best)
    return left


def still_waiting(waiting: Sequence[str], texts: Sequence[str], pairs: Pairs) -> list[str]:
    """What may go on below one more line made of ``texts``: those, and what is unfinished."""
    return [*filter(is_unfinished, not_continued(waiting, texts, pairs)), *texts]
