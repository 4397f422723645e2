"""What a person typed, read as a question: words, "a phrase", -without, a word being typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import clean, tokens

LONGEST = 200  # characters read of a question
MOST = 12  # clauses
_PIECE = re.compile(
    r"(?P<minus>(?<!\S)-(?=[\w\"«“]))?"
    r"(?:\"(?P<straight>[^\"]*)\"?|«(?P<french>[^»]*)»?|“(?P<curly>[^”]*)”?|(?P<word>[^\s\"«“]+))"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that must be found, or must not.

    A word has its ``form`` and its ``stems`` (any of them will do); while it is being typed, its
    form is also the beginning of what is looked for. A phrase has the ``phrase`` of its forms.
    """

    form: str = ""
    stems: tuple[str, ...] = ()
    is_typed: bool = False
    phrase: tuple[str, ...] = ()
    is_excluded: bool = False

    @property
    def prefix(self) -> str:
        """The beginning that answers too, or "": one letter begins too many words."""
        return self.form if self.is_typed and len(self.form) > 1 else ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question; empty when nothing in the text can be looked for."""

    text: str
    clauses: tuple[Clause, ...]

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """What must be found."""
        return tuple(clause for clause in self.clauses if not clause.is_excluded)

    @property
    def excluded(self) -> tuple[Clause, ...]:
        """What must not be found."""
        return tuple(clause for clause in self.clauses if clause.is_excluded)

    def __bool__(self) -> bool:
        """Whether there is something to find; words to exclude are not enough."""
        return bool(self.wanted)


def read_question(text: str) -> Question:
    """The question in a text. The last word counts as being typed unless a space follows it."""
    text = clean(text)[:LONGEST]
    pieces = list(_PIECE.finditer(text))
    clauses: list[Clause] = []
    waiting: list[Clause] = []  # words that say nothing by themselves, kept if alone
    for piece in pieces:
        is_excluded = bool(piece["minus"])
        if piece["word"] is None:
            phrase = piece["straight"] or piece["french"] or piece["curly"] or ""
            forms = tuple(token.form for token in tokens(phrase))
            clauses += [Clause(phrase=forms, is_excluded=is_excluded)] if forms else []
            continue
        found = list(tokens(piece["word"]))
        is_typed = piece is pieces[-1] and piece.end() == len(text) and not is_excluded
        for token in found:
            is_last = is_typed and token is found[-1]
            clause = Clause(token.form, token.stems, is_last, is_excluded=is_excluded)
            (waiting if token.is_stop else clauses).append(clause)
    wanted = [clause for clause in clauses if not clause.is_excluded]
    if not wanted and waiting and not waiting[-1].is_excluded:
        clauses.append(waiting[-1])
    return Question(" ".join(text.split()), tuple(dict.fromkeys(clauses))[:MOST])
