"""What can be found, told by each application in its module ``searchable``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from .models import Entry

Words = Any  # a sentence, lazily translated


@dataclass(frozen=True, slots=True)
class Found:
    """What an application says of one thing that can be found.

    ``scope`` is the id of the thing whose rights decide. ``parts`` are pairs of a field's name and
    its text; what is confidential is not among them.
    """

    object_id: int
    scope: int
    title: str
    number: str = ""
    state: str = ""
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Searchable:
    """A kind of thing.

    ``keys`` are the ids of all that may be found; ``entries`` gives what can be found among some:
    what it leaves out (confidential, removed) leaves the index. ``scopes`` gives the scopes that a
    user may see, as a query on their ids: it becomes part of the search itself. ``owner`` is the
    lookup from a scope to the organisation that it belongs to. ``addresses`` lead this user to some
    entries, by their ids: as many queries for one as for many. ``fields`` name the parts on screen.
    ``follows`` gives, for another sort of thing whose words these hold («theme»), the ids that
    follow it when it changes.
    """

    kind: str
    keys: Callable[[], Iterable[int]]
    entries: Callable[[Collection[int]], Iterable[Found]]
    scopes: Callable[[Any], QuerySet[Any]]
    owner: str
    addresses: Callable[[Sequence[Entry], Any], Mapping[int, str]]
    order: int
    fields: Mapping[str, Words] = field(default_factory=dict)
    follows: Mapping[str, Callable[[Collection[int]], Iterable[int]]] = field(default_factory=dict)


_searchables: dict[str, Searchable] = {}


def register(searchable: Searchable) -> None:
    """Make a kind of thing searchable."""
    _searchables[searchable.kind] = searchable


def searchables() -> tuple[Searchable, ...]:
    """Every kind, in the order of the screens."""
    return tuple(sorted(_searchables.values(), key=lambda searchable: searchable.order))


def searchable(kind: str) -> Searchable:
    """One kind; ``KeyError`` when nobody registered it."""
    return _searchables[kind]
