"""Things whose titles say nearly the same, within what a person may see."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .matching import Matches
from .models import Entry
from .queries import Narrowing, visible_to
from .syntax import Clause, Question
from .words import NUMBER, Token, clean, tokens

MOST_WORDS = 8  # of a title, the longest: they tell most
POOL = 60  # entries looked at for each of them
ENOUGH = 0.34  # of likeness, from 0 to 1


@dataclass(frozen=True, slots=True)
class Alike:
    """An entry that resembles; ``likeness`` from 0 to 1, ``words`` are those they share."""

    entry: Entry
    likeness: float
    words: tuple[str, ...]


def alike(
    user: Any, text: str, kind: str, *, besides: int | None = None, limit: int = 12
) -> tuple[Alike, ...]:
    """Entries of a kind that resemble a text, the nearest first; none of the scope ``besides``.

    Cosine of the words of both titles, each weighed by its rarity among what was looked at
    (inverse document frequency). At most :data:`MOST_WORDS` searches.
    """
    asked = telling(text)
    visible = visible_to(user, Narrowing(kinds=(kind,)))
    if besides is not None:
        visible = visible.exclude(scope=besides)
    pool: dict[int, Entry] = {}
    for question in _questions(asked):
        found = visible.filter(Matches(question, in_title=True)).order_by("-pk")[:POOL]
        pool |= {entry.pk: entry for entry in found}
    return nearest(asked, pool.values())[:limit]


def telling(text: str) -> tuple[Token, ...]:
    """The words of a title that tell what it is about, the longest first, at most eight."""
    words = {t.stems: t for t in tokens(clean(text)) if not t.is_stop and t.form[:1] != NUMBER}
    return tuple(sorted(words.values(), key=lambda t: (-len(t.form), t.form))[:MOST_WORDS])


def _questions(asked: Sequence[Token]) -> list[Question]:
    """For each word: titles that hold it and one of the others at least."""
    if len(asked) == 1:
        return [Question("", (Clause(asked[0].form, asked[0].stems),))]
    questions = []
    for token in asked:
        others = tuple(stem for other in asked if other is not token for stem in other.stems)
        questions.append(Question("", (Clause("", token.stems), Clause("", others))))
    return questions


def nearest(asked: Sequence[Token], pool: Iterable[Entry]) -> tuple[Alike, ...]:
    """Those of a pool that resemble enough, the nearest first. Pure."""
    titles = [(entry, telling_all(entry.title)) for entry in pool]
    held = Counter(stem for _, words in titles for stem in {t.stems[0] for t in words})
    total = len(titles) + 1

    def weight(token: Token) -> float:
        return math.log(1 + total / (1 + max(held[stem] for stem in token.stems)))

    own = math.sqrt(sum(weight(t) ** 2 for t in asked))
    found = []
    for entry, words in titles:
        shared = [t for t in asked if any(not set(t.stems).isdisjoint(w.stems) for w in words)]
        size = own * math.sqrt(sum(weight(w) ** 2 for w in words))
        likeness = sum(weight(t) ** 2 for t in shared) / size if size else 0.0
        if likeness >= ENOUGH:
            found.append(Alike(entry, min(likeness, 1.0), tuple(_printed(shared, words, entry))))
    return tuple(sorted(found, key=lambda a: (-a.likeness, a.entry.pk)))


def telling_all(title: str) -> tuple[Token, ...]:
    """All the words of a title but those that say nothing by themselves."""
    words = {t.stems: t for t in tokens(clean(title)) if not t.is_stop and t.form[:1] != NUMBER}
    return tuple(words.values())


def _printed(shared: Sequence[Token], words: Sequence[Token], entry: Entry) -> Iterable[str]:
    stems = {stem for token in shared for stem in token.stems}
    return (entry.title[w.start : w.end] for w in words if not stems.isdisjoint(w.stems))
