"""The order in which a plan is read: ordered children under each parent.

``Element.position`` is dense and counts the whole plan. A place is said relatively (under which
parent, after which sibling), so that it still makes sense after somebody else moved something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .models import Element, Plan


class Place(NamedTuple):
    """Where an element stands: ids of its parent and of the sibling before it, or ``None``."""

    parent: int | None
    after: int | None


class NoSuchPlace(Exception):
    """The parent of an element is not in the plan."""


class ReadingOrder:
    """The live elements of one plan, by id. Changes are written by :meth:`save`.

    ``rows`` stand for those of the database: key, parent and position, in reading order.
    ``handled`` holds what was put somewhere since, even where it already was.
    """

    def __init__(
        self, plan: Plan, rows: Iterable[tuple[int, int | None, int]] | None = None
    ) -> None:
        self.handled: set[int] = set()
        self._children: dict[int | None, list[int]] = {}
        self._parent: dict[int, int | None] = {}
        self._stored: dict[int, tuple[int | None, int]] = {}
        if rows is None:
            live = Element.objects.filter(plan=plan).order_by("position")
            rows = live.values_list("pk", "parent_id", "position")
        for pk, parent, position in rows:
            self._stored[pk] = (parent, position)
            self._parent[pk] = parent
            self._children.setdefault(parent, []).append(pk)

    def __contains__(self, pk: int) -> bool:
        return pk in self._parent

    def children(self, pk: int | None) -> tuple[int, ...]:
        """Ids right below an element, or the tops of the plan."""
        return tuple(self._children.get(pk, ()))

    def branch(self, pk: int) -> Iterator[int]:
        """An element and all below it, in reading order."""
        yield pk
        for child in self.children(pk):
            yield from self.branch(child)

    def walk(self) -> Iterator[int]:
        """Every element in reading order."""
        for top in self.children(None):
            yield from self.branch(top)

    def ancestors(self, pk: int) -> Iterator[int]:
        """From the parent to the top."""
        above = self._parent[pk]
        while above is not None:
            yield above
            above = self._parent[above]

    def place_of(self, pk: int) -> Place | None:
        """Where it stands, or ``None`` when it is not in the plan."""
        if pk not in self._parent:
            return None
        siblings = self._children[self._parent[pk]]
        rank = siblings.index(pk)
        return Place(self._parent[pk], siblings[rank - 1] if rank else None)

    def put(self, pk: int, place: Place) -> None:
        """Put an element, with its branch, at a place; at the end when that sibling is gone.

        Raises :class:`NoSuchPlace` when the parent is not in the plan or is under the element.
        """
        parent, after = place
        if parent is not None and (parent not in self or parent in self.branch(pk)):
            raise NoSuchPlace
        self.remove(pk)
        siblings = self._children.setdefault(parent, [])
        rank = len(siblings)
        if after is None:
            rank = 0
        elif after in siblings:
            rank = siblings.index(after) + 1
        siblings.insert(rank, pk)
        self._parent[pk] = parent
        self.handled.add(pk)

    def remove(self, pk: int) -> None:
        """Take an element out; its children keep it as parent until they are moved or removed."""
        if pk in self._parent:
            self._children[self._parent.pop(pk)].remove(pk)

    def save(self) -> None:
        """Write parents and positions that changed.

        Raises :class:`NoSuchPlace` when an element would stay under one that was taken out.
        """
        walked = list(self.walk())
        if len(walked) != len(self._parent):
            raise NoSuchPlace
        moved = [
            Element(pk=pk, parent_id=self._parent[pk], position=position)
            for position, pk in enumerate(walked)
            if self._stored.get(pk) != (self._parent[pk], position)
        ]
        Element.everything.bulk_update(moved, ["parent_id", "position"], batch_size=200)
