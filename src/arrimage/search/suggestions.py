"""«Vouliez-vous dire»: the nearest words among those that the person may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import QuerySet
from rapidfuzz.distance import OSA

from .matching import Matches
from .models import Entry
from .syntax import Clause, Question
from .words import NUMBER, clean, tokens

LOOKED_AT = 400  # entries whose words are compared
LEAST = 4  # letters under which a word has too many neighbours


def suggestion(visible: QuerySet[Entry], question: Question) -> str:
    """The question with each unknown word replaced by its nearest neighbour, or ""."""
    text, is_changed = clean(question.text), False
    for clause in question.wanted:
        if not _can_be_mended(clause) or _is_known(visible, clause):
            continue
        nearest = _nearest(visible, clause.form)
        if not nearest:
            return ""
        text, is_changed = _replaced(text, clause.form, nearest), True
    return text if is_changed else ""


def _is_known(visible: QuerySet[Entry], clause: Clause) -> bool:
    """Whether anything answers; asked for many, or PostgreSQL reads the table to find the first."""
    return bool(visible.filter(Matches(_alone(clause))).order_by("-pk").values("pk")[:LOOKED_AT])


def _can_be_mended(clause: Clause) -> bool:
    return len(clause.form) >= LEAST and not clause.form.startswith(NUMBER)


def _alone(*clauses: Clause) -> Question:
    return Question("", clauses)


def _nearest(visible: QuerySet[Entry], form: str) -> str:
    """The printed word, with its accents, that is nearest to a form: the most frequent of them."""
    printed: Counter[tuple[int, str]] = Counter()
    for text in _texts(visible, form):
        for token in tokens(text):
            distance = OSA.distance(form, token.form, score_cutoff=1 + (len(form) > 5))
            if distance <= 1 + (len(form) > 5):
                printed[distance, text[token.start : token.end].lower()] += 1
    best = min(printed, key=lambda word: (word[0], -printed[word]), default=(0, ""))
    return best[1]


def _texts(visible: QuerySet[Entry], form: str) -> Iterator[str]:
    """Texts that hold a word with the same beginning."""
    begins = Clause(form[:2], is_typed=True)
    for entry in visible.filter(Matches(_alone(begins))).order_by("-pk")[:LOOKED_AT]:
        yield entry.title
        yield from (text for _, text in entry.parts)


def _replaced(text: str, form: str, word: str) -> str:
    for token in tokens(text):
        if token.form == form:
            return text[: token.start] + word + text[token.end :]
    return text
