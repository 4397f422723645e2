"""From an entry to what is shown of it: how well it answers, where, and under which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .models import Entry
from .syntax import Clause, Question
from .words import FORM, Token, clean, tokens

LONGEST_SHOWN = 260  # characters of a text around what was found in it
BEFORE = 70
MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, as printed; ``is_hit`` when it answers the question."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A field of an entry in which the question was found."""

    field: str
    pieces: tuple[Piece, ...]


def worth(entry: Entry, question: Question) -> float:
    """How well an entry answers: its number, its title, the very words, their order."""
    in_title = list(tokens(f"{entry.number} {entry.title}"))
    forms = {token.form for token in in_title}
    stems = {stem for token in in_title for stem in token.stems}
    words = [clause for clause in question.wanted if clause.form]
    points = sum(_worth_of(clause, forms, stems, entry.words) for clause in words)
    if len(words) == 1 and [t.form for t in tokens(entry.number)] == [words[0].form]:
        points += 50
    if len(words) > 1:
        asked = [clause.form for clause in words]
        if _is_within(asked, [t.form for t in in_title if not t.is_stop]):
            points += 6
        elif f" {FORM}{f' {FORM}'.join(asked)} " in entry.words:
            points += 3
    return points


def _worth_of(clause: Clause, forms: set[str], stems: set[str], words: str) -> float:
    if clause.form in forms:
        return 6
    if not stems.isdisjoint(clause.stems):
        return 4
    if clause.prefix and any(form.startswith(clause.prefix) for form in forms):
        return 3
    return 2 if f" {FORM}{clause.form} " in words else 1


def _is_within(asked: Sequence[str], forms: Sequence[str]) -> bool:
    return any(forms[i : i + len(asked)] == asked for i in range(len(forms) - len(asked) + 1))


def places(entry: Entry, question: Question) -> tuple[Place, ...]:
    """The fields that answer what the title does not; none when the title says it all."""
    missing = [c for c in question.wanted if not _answers(c, f"{entry.number} {entry.title}")]
    found: list[Place] = []
    for name, text in entry.parts:
        answered = [clause for clause in missing if _answers(clause, text)]
        if answered and len(found) < MOST_PLACES:
            found.append(Place(name, marked(text, question)))
            missing = [clause for clause in missing if clause not in answered]
    return tuple(found)


def _answers(clause: Clause, text: str) -> bool:
    return _is_said(clause, list(tokens(text)))


def _is_said(clause: Clause, words: Sequence[Token]) -> bool:
    return any(True for _ in _spans([clause], words))


def is_answered(question: Question, text: str) -> bool:
    """Whether a text at hand holds all that is wanted and nothing that is excluded."""
    words = list(tokens(clean(text)))
    return all(_is_said(clause, words) != clause.is_excluded for clause in question.clauses)


def marked(text: str, question: Question, longest: int = LONGEST_SHOWN) -> tuple[Piece, ...]:
    """The text in pieces, as printed; cut around the first hit when it is long."""
    found = sorted(_spans(question.wanted, list(tokens(text))))
    start, end = _window(text, found[0][0] if found else 0, longest)
    pieces: list[Piece] = [Piece("… ", False)] if start else []
    at = start
    for hit_start, hit_end in found:
        if hit_start < at or hit_end > end:
            continue
        pieces += [Piece(text[at:hit_start], False)] if hit_start > at else []
        pieces.append(Piece(text[hit_start:hit_end], True))
        at = hit_end
    pieces += [Piece(text[at:end], False)] if at < end else []
    pieces += [Piece(" …", False)] if end < len(text) else []
    return tuple(pieces)


def _window(text: str, first: int, longest: int) -> tuple[int, int]:
    """Bounds of what is shown, between words."""
    if len(text) <= longest:
        return 0, len(text)
    start = text.rfind(" ", 0, max(first - BEFORE, 0)) + 1 if first > BEFORE else 0
    end = start + longest
    if end >= len(text):
        return start, len(text)
    return start, max(text.rfind(" ", start + 1, end), start + 1)


def _spans(clauses: Iterable[Clause], words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where the clauses are answered."""
    for clause in clauses:
        size = len(clause.phrase)
        for rank, token in enumerate(words):
            if size and tuple(t.form for t in words[rank : rank + size]) == clause.phrase:
                yield token.start, words[rank + size - 1].end
            elif not size and _is_answer(clause, token):
                yield token.start, token.end


def _is_answer(clause: Clause, token: Token) -> bool:
    if not set(clause.stems).isdisjoint(token.stems):
        return True
    return bool(clause.prefix) and token.form.startswith(clause.prefix)
