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


@transaction.atomic(savepoint=False)
def refresh(kind: str, ids: Iterable[int]) -> None:
    """Bring these things up to date: those that can be found any more, and those that cannot."""
    for chunk in _chunks(dict.fromkeys(ids)):
        _replace(kind, chunk, searchable(kind).entries(chunk))


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
    """Index the kinds of which nothing is: the base is older than their search."""
    known = set(Entry.objects.order_by().values_list("kind", flat=True).distinct())
    return sum(_rebuild_kind(kind, None) for kind in searchables() if kind.kind not in known)


def _rebuild_kind(kind: Searchable, progress: Progress | None) -> int:
    known = Entry.objects.filter(kind=kind.kind).values_list("object_id", flat=True)
    every = sorted({*known, *kind.keys()})
    done = 0
    for ids in _chunks(every):
        done += _reread(kind.kind, ids)
        if progress:
            progress(kind.kind, done)
    return done


@transaction.atomic
def _reread(kind: str, ids: list[int]) -> int:
    """Entries are held before things are read: an edit made meanwhile has the last word."""
    held = Entry.objects.select_for_update().filter(kind=kind, object_id__in=ids)
    list(held.order_by("object_id").values("pk"))
    found = list(searchable(kind).entries(ids))
    _replace(kind, ids, found)
    return len(found)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while chunk := list(islice(rest, BATCH)):
        yield chunk


def _replace(kind: str, ids: Collection[int], found: Iterable[Found]) -> None:
    """Written over what is there, always in the same order: two writers never trip each other."""
    entries = sorted((_entry(kind, item) for item in found), key=lambda entry: entry.object_id)
    gone = set(ids).difference(entry.object_id for entry in entries)
    for chunk in _chunks(gone):
        Entry.objects.filter(kind=kind, object_id__in=chunk).delete()
    Entry.objects.bulk_create(
        entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["scope", "state", "number", "title", "parts", "words"],
    )


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
