"""Action cards typed as text: one block of labelled lines per action, levels among the labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..language import Lexicon, normalise
from ..language.text import fold_phrase
from .numbering import ORDER, split_code
from .outline_entries import Entry
from .plain_model import tidy

_FEWEST = 2  # cards that make a document one of cards
_NUMBER = re.compile(r"^(?:n[o°º]\.?\s*)?(?P<number>[\w.-]*\d[\w.-]*)?\s*[:–—-]?\s*(?P<title>.*)$")

Card = list[Entry]


def unfold_cards(entries: list[Entry], lexicon: Lexicon) -> list[Entry]:
    """The entries with each card as levels, action, then labels; unchanged without cards."""
    starts = _starts(entries, lexicon)
    if len(starts) < _FEWEST:
        return entries
    cards = [entries[a:b] for a, b in zip(starts, [*starts[1:], len(entries)], strict=True)]
    unfolded = [_unfold(card, lexicon) for card in cards]
    if not all(unfolded):
        return entries
    return [*entries[: starts[0]], *(entry for card in unfolded for entry in card)]


def _starts(entries: Sequence[Entry], lexicon: Lexicon) -> list[int]:
    """Where cards begin: at their heads («Fiche 3»), else where their first label comes back."""
    heads = [i for i, entry in enumerate(entries) if _head(entry, lexicon)]
    if heads:
        return heads
    names = [i for i, entry in enumerate(entries) if _title(entry, lexicon)]
    if len(names) < _FEWEST:
        return []
    first = names[0]
    while first and entries[first - 1].role and _before(entries, first - 1, names):
        first -= 1
    starts = [first + name - names[0] for name in names]
    cards = [entries[a:b] for a, b in zip(starts, [*starts[1:], len(entries)], strict=True)]
    return starts if all(any(_is_named_level(e) for e in card) for card in cards) else []


def _is_named_level(entry: Entry) -> bool:
    return entry.kind == "level" and entry.role != "action" and not entry.number


def _before(entries: Sequence[Entry], index: int, names: Sequence[int]) -> bool:
    """Whether the same level word stands as far above each of the other names."""
    above = names[0] - index
    word = normalise(entries[index].word)
    return bool(word) and all(normalise(entries[n - above].word) == word for n in names[1:])


def _head(entry: Entry, lexicon: Lexicon) -> re.Match[str] | None:
    text = entry.text if not entry.word else f"{entry.word} {entry.number} {entry.text}"
    words = text.split(maxsplit=4)
    for size in (3, 2, 1):
        if fold_phrase(" ".join(words[:size])) in _phrases(lexicon, "head"):
            return _NUMBER.match(tidy(" ".join(words[size:])))
    return None


def _title(entry: Entry, lexicon: Lexicon) -> str:
    """The name of an action behind the label a card gives it."""
    if entry.kind == "level" and entry.role == "action" and not entry.number:
        return entry.text
    label, colon, value = entry.text.partition(":")
    named = colon and fold_phrase(label) in _phrases(lexicon, "title")
    return value.strip() if named else ""


def _phrases(lexicon: Lexicon, key: str) -> frozenset[str]:
    return frozenset(fold_phrase(word) for word in lexicon.words("cards", key))


def _unfold(card: Card, lexicon: Lexicon) -> Card:
    head = _head(card[0], lexicon)
    title = (head["title"] if head else "") or next(
        filter(None, (_title(e, lexicon) for e in card)), ""
    )
    labels = [e for e in card if e.kind in ("label", "bullet", "plain") and not _title(e, lexicon)]
    labels = [e for e in labels if e is not card[0]]
    if not title or sum(e.kind == "label" for e in labels) < 1:
        return []
    code, rest = split_code(title)
    number = (head["number"] if head else "") or (code if rest else "")
    levels = [e for e in card[1:] if e.kind == "level" and e.role and e.role != "action"]
    levels += [card[0]] if card[0].role and card[0].role != "action" and not head else []
    levels.sort(key=lambda e: ORDER[e.role] if e.role else 0)
    action = replace(
        card[0],
        kind="level",
        role="action",
        text=rest if code else title,
        number=number,
        word="",
        depth=0,
    )
    return [*(replace(e, shared=True) for e in levels), action, *labels]
