"""Keeping the index equal to what it is about.

Operations call :func:`refresh` and :func:`forget` in their own transaction: what is saved can be
found, what is gone cannot, even if the process is killed in between. :func:`rebuild` makes the
whole index again while people search.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from django.db import transaction

from .models import Entry
from .registry import Found, Searchable, searchable, searchables
from .words import clean, line_of

BATCH = 500
Progress = Callable[[str, int], None]


@transaction.atomic
def refresh(kind: str, ids: Iterable[int]) -> None:
    """Bring these things up to date: those that can be found any more, and those that cannot."""
    wanted = list(dict.fromkeys(ids))
    if wanted:
        _replace(kind, wanted, list(searchable(kind).entries(wanted)))


@transaction.atomic
def refresh_followers(name: str, ids: Collection[int]) -> None:
    """Bring up to date everything, in any application, that holds the words of these things."""
    for kind in searchables():
        if name in kind.follows:
            refresh(kind.kind, kind.follows[name](ids))


@transaction.atomic
def forget(kind: str, ids: Iterable[int]) -> None:
    """Take things out of the index before they are deleted."""
    Entry.objects.filter(kind=kind, object_id__in=list(ids)).delete()


@transaction.atomic
def forget_scope(kind: str, scope: int) -> None:
    """Take out everything of one kind under one scope."""
    Entry.objects.filter(kind=kind, scope=scope).delete()


def rebuild(progress: Progress | None = None) -> int:
    """Index everything again, batch by batch; answers how many things can be found."""
    count = 0
    for kind in searchables():
        done = _rebuild_kind(kind, progress)
        count += done
    known = [kind.kind for kind in searchables()]
    Entry.objects.exclude(kind__in=known).delete()
    return count


def fill_if_empty() -> int:
    """Index everything when nothing is: a base that is older than the search."""
    return 0 if Entry.objects.exists() else rebuild()


def _rebuild_kind(kind: Searchable, progress: Progress | None) -> int:
    gone = set(Entry.objects.filter(kind=kind.kind).values_list("object_id", flat=True))
    found, done = iter(kind.entries(None)), 0
    while batch := list(islice(found, BATCH)):
        ids = [item.object_id for item in batch]
        with transaction.atomic():
            _replace(kind.kind, ids, batch)
        gone.difference_update(ids)
        done += len(batch)
        if progress:
            progress(kind.kind, done)
    for ids in _chunks(gone):
        forget(kind.kind, ids)
    return done


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while chunk := list(islice(rest, BATCH)):
        yield chunk


def _replace(kind: str, ids: list[int], found: list[Found]) -> None:
    for chunk in _chunks(ids):
        Entry.objects.filter(kind=kind, object_id__in=chunk).delete()
    Entry.objects.bulk_create([_entry(kind, item) for item in found], batch_size=BATCH)


def _entry(kind: str, found: Found) -> Entry:
    title, number = clean(found.title), clean(found.number)
    parts = [[name, clean(text)] for name, text in found.parts if text.strip()]
    return Entry(
        kind=kind,
        object_id=found.object_id,
        scope=found.scope,
        state=found.state,
        number=number,
        title=title,
        parts=parts,
        words=line_of(number, title, [text for _, text in parts]),
    )
