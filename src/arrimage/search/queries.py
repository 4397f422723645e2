"""Searching within what a person may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from .answers import Piece, Place, marked, places, worth
from .matching import Matches
from .models import Entry
from .registry import Searchable, searchable, searchables
from .suggestions import suggestion
from .syntax import Question, read_question

CANDIDATES = 200  # answers that are compared; beyond, a person adds a word
PAGE = 30
FEW = 500  # scopes that are named one by one


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a person narrowed the search to; an empty value narrows nothing."""

    owner: int | None = None
    kinds: tuple[str, ...] = ()
    scope: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. ``title`` and ``places`` show where the words were found."""

    kind: str
    entry: Entry
    url: str
    title: tuple[Piece, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """A page of answers, the best first. ``total`` stops at :data:`CANDIDATES` (``is_more``).

    ``suggestion`` is a question that has answers, when this one has none.
    """

    question: Question
    hits: tuple[Hit, ...]
    total: int
    is_more: bool
    page: int
    pages: int
    suggestion: str = ""


def visible_to(user: Any, narrowing: Narrowing | None = None) -> QuerySet[Entry]:
    """The entries that a person may see, as one query: nothing is filtered afterwards."""
    narrowing = narrowing or Narrowing()
    kinds = [k for k in searchables() if not narrowing.kinds or k.kind in narrowing.kinds]
    sources = {(kind.scopes, kind.owner): kind for kind in kinds}  # several kinds share one
    allowed = [
        Q(
            kind__in=[k.kind for k in kinds if (k.scopes, k.owner) == source],
            scope__in=_scopes(kind, user, narrowing),
        )
        for source, kind in sources.items()
    ]
    entries = Entry.objects.filter(reduce(or_, allowed)) if allowed else Entry.objects.none()
    return entries.filter(state=narrowing.state) if narrowing.state else entries


def _scopes(kind: Searchable, user: Any, narrowing: Narrowing) -> list[int] | QuerySet[Any]:
    """The scopes that the user may see: named when they are few, which databases plan best."""
    scopes = kind.scopes(user).order_by()
    if narrowing.owner is not None:
        scopes = scopes.filter(**{kind.owner: narrowing.owner})
    if narrowing.scope is not None:
        scopes = scopes.filter(pk=narrowing.scope)
    named = list(scopes.values_list("pk", flat=True)[: FEW + 1])
    return named if len(named) <= FEW else scopes.values("pk")


def search(user: Any, text: str, narrowing: Narrowing | None = None, page: int = 1) -> Answers:
    """A page of what answers a question. Two searches at most, whatever is in the base."""
    question = read_question(text)
    if not question:
        return Answers(question, (), 0, False, 1, 1)
    visible = visible_to(user, narrowing)
    found = _candidates(visible, question)
    if not found:
        return Answers(question, (), 0, False, 1, 1, suggestion(visible, question))
    found.sort(key=lambda e: (-worth(e, question), -e.scope, e.object_id))
    pages = -(-len(found) // PAGE)
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    hits = tuple(_hits(shown, question, user))
    is_more = len(found) >= CANDIDATES
    return Answers(question, hits, len(found), is_more, page, pages)


def _candidates(visible: QuerySet[Entry], question: Question) -> list[Entry]:
    """At most :data:`CANDIDATES` answers, those whose title says it all before the others."""
    titled = list(visible.filter(Matches(question, in_title=True)).order_by("-pk")[:CANDIDATES])
    room = CANDIDATES - len(titled)
    if not room:
        return titled
    known = {entry.pk for entry in titled}
    every = visible.filter(Matches(question)).order_by("-pk")[: room + len(titled)]
    return titled + [entry for entry in every if entry.pk not in known][:room]


def _hits(entries: Sequence[Entry], question: Question, user: Any) -> Iterator[Hit]:
    addresses: dict[str, Mapping[int, str]] = {}
    for name in dict.fromkeys(entry.kind for entry in entries):
        alike = [entry for entry in entries if entry.kind == name]
        addresses[name] = searchable(name).addresses(alike, user)
    for entry in entries:
        yield Hit(
            kind=entry.kind,
            entry=entry,
            url=addresses[entry.kind][entry.object_id],
            title=marked(entry.title, question, longest=400),
            places=places(entry, question),
        )


def field_name(kind: str, name: str) -> str:
    """The name of a part on screen."""
    return str(searchable(kind).fields.get(name, ""))
