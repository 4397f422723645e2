"""The question as each database asks it: FTS5 on SQLite, tsquery on PostgreSQL.

Tokens hold letters and digits only (see :mod:`arrimage.search.words`), so neither language can be
broken by what a person types.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.expressions import Expression

from .syntax import Clause, Question
from .words import FORM, TITLE


class Matches(Expression):
    """True for entries that answer the question; ``in_title``: every word is in the title."""

    output_field = models.BooleanField()
    conditional = True
    contains_aggregate = contains_over_clause = False

    def __init__(self, question: Question, *, in_title: bool = False) -> None:
        super().__init__()
        self.question, self.in_title = question, in_title

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[str]]:
        """The index is asked first; entries are then looked up by id."""
        asked = "SELECT rowid FROM search_words WHERE search_words MATCH %s"
        return f"search_entry.id IN ({asked})", [fts5_query(self.question, self.in_title)]

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[str]]:
        """Answered by the GIN index on the generated column."""
        return "search_entry.vector @@ %s::tsquery", [ts_query(self.question, self.in_title)]


def fts5_query(question: Question, in_title: bool = False) -> str:
    """The question in the language of FTS5."""

    def one(clause: Clause, in_title: bool) -> str:
        if clause.phrase:
            return '"' + " ".join(FORM + form for form in clause.phrase) + '"'
        return (
            "(" + " OR ".join(f'"{t}"{"*" * p}' for t, p in _alternatives(clause, in_title)) + ")"
        )

    wanted = " AND ".join(one(clause, in_title) for clause in question.wanted)
    unwanted = "".join(f" NOT {one(clause, False)}" for clause in question.excluded)
    return f"({wanted}){unwanted}"


def ts_query(question: Question, in_title: bool = False) -> str:
    """The question in the language of PostgreSQL."""

    def one(clause: Clause, in_title: bool) -> str:
        if clause.phrase:
            return "(" + " <-> ".join(f"'{FORM}{form}'" for form in clause.phrase) + ")"
        found = (f"'{t}'{':*' * p}" for t, p in _alternatives(clause, in_title))
        return "(" + " | ".join(found) + ")"

    wanted = " & ".join(one(clause, in_title) for clause in question.wanted)
    return wanted + "".join(f" & !{one(clause, False)}" for clause in question.excluded)


def _alternatives(clause: Clause, in_title: bool) -> Iterable[tuple[str, bool]]:
    """Tokens any of which answers a word; true when the token is only a beginning."""
    mark = TITLE if in_title else ""
    yield from ((mark + stem, False) for stem in clause.stems)
    if clause.prefix:
        yield (TITLE if in_title else FORM) + clause.prefix, True
