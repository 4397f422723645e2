"""The rows of a plan as they were: those of today, edits undone in memory from the latest back.

Pure: nothing is read or written here. Rows are named as in :mod:`arrimage.plans.edits`, and hold
the values of the database by column.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from arrimage.funding.models import Amount
from arrimage.plans.edits import ELEMENT_ROWS, python_values
from arrimage.plans.frame_edits import FRAMED
from arrimage.plans.models import Edit
from arrimage.plans.reading_order import NoSuchPlace, Place, ReadingOrder

Values = dict[str, Any]
Rows = dict[str, Values]
CARRIED_ROWS = ELEMENT_ROWS | {"amount": Amount}


@dataclass(slots=True)
class Past:
    """A plan on its way back: its rows by name, and the order in which its elements are read.

    ``noted`` holds the rows of states that are known today, whenever they were noted.
    """

    rows: Rows
    order: ReadingOrder
    noted: Rows = field(default_factory=dict)
    _held: dict[int, set[str]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for row, values in self.rows.items():
            if "element_id" in values:
                self._held.setdefault(values["element_id"], set()).add(row)

    def undo(self, edit: Edit) -> None:
        """Take one edit back; the edits after it must have been taken back before."""
        places: dict[int, Sequence[int | None] | None] = {}
        for change in edit.changes:
            name, _colon, pk = change["row"].partition(":")
            model = CARRIED_ROWS.get(name) or FRAMED.get(name)
            if model is None:
                continue  # a row of an application above: its own past is its own
            self._put_back(change["row"], model, change)
            if "places" in change:
                places[int(pk)] = change["places"][0]
        for gone in (pk for pk, place in places.items() if place is None):
            self.order.remove(gone)
        for pk, place in places.items():
            if place is not None:
                self._put(pk, Place(*place))

    def _put_back(self, row: str, model: type[Model], change: Mapping[str, Any]) -> None:
        before = change["before"]
        if before is None:
            gone = self.rows.pop(row, {})
            self._held.get(gone.get("element_id", 0), set()).discard(row)
        elif change["after"] is None:
            values = self.rows[row] = python_values(model, before)
            if "element_id" in values:
                self._held.setdefault(values["element_id"], set()).add(row)
        elif before and row in self.rows:
            self.rows[row] = self.rows[row] | python_values(model, before)

    def _put(self, pk: int, place: Place) -> None:
        """At its place; at the end of the plan when what was above it is not known any more."""
        try:
            self.order.put(pk, place)
        except NoSuchPlace:
            tops = self.order.children(None)
            self.order.put(pk, Place(None, tops[-1] if tops else None))

    def of(self, name: str) -> dict[int, Values]:
        """The rows of one kind, by key."""
        start = f"{name}:"
        return {
            int(row[len(start) :]): values
            for row, values in self.rows.items()
            if row.startswith(start)
        }

    def held_by(self, pk: int, name: str, *order: str) -> list[Values]:
        """The rows of one kind that one element carries, in order."""
        start = f"{name}:"
        keys = sorted(
            int(row[len(start) :]) for row in self._held.get(pk, ()) if row.startswith(start)
        )
        rows = [self.rows[f"{start}{key}"] for key in keys]
        return sorted(rows, key=lambda values: tuple(values[column] for column in order))

    def carried(self, name: str, *order: str) -> dict[int, list[tuple[int, Values]]]:
        """The rows of one kind by element, each with its key, in order."""
        found: dict[int, list[tuple[int, Values]]] = defaultdict(list)
        rows = sorted(
            self.of(name).items(), key=lambda row: (*(row[1][column] for column in order), row[0])
        )
        for pk, values in rows:
            found[values["element_id"]].append((pk, values))
        return found

    def is_live(self, pk: int) -> bool:
        """True while an element is in the plan."""
        return pk in self.order

    def is_hidden(self, pk: int) -> bool:
        """True when the team alone may see one element, there or not: see :meth:`hidden`."""
        above = self.order.ancestors(pk) if pk in self.order else ()
        rows = (self.rows.get(f"element:{key}") for key in (pk, *above))
        return any(row and (row["is_withheld"] or row["is_confidential"]) for row in rows)

    def hidden(self) -> frozenset[int]:
        """Elements that the team alone may see: withheld today, or then, or below one that is."""
        elements = self.of("element")
        hidden: set[int] = set()
        for pk in self.order.walk():
            values = elements[pk]
            above = self.order.place_of(pk)
            is_under = above is not None and above.parent in hidden
            if values["is_withheld"] or values["is_confidential"] or is_under:
                hidden.add(pk)
        return frozenset(hidden)

    def know_states(self, day: dt.date) -> None:
        """Let each element have the last state of that day, even where it was noted later."""
        latest: dict[int, tuple[tuple[dt.date, int], str]] = {}
        for row, values in self.noted.items():
            if values["on"] <= day:
                rank = (values["on"], int(row.partition(":")[2]))
                if values["element_id"] not in latest or rank > latest[values["element_id"]][0]:
                    latest[values["element_id"]] = (rank, row)
        for pk, (_rank, row) in latest.items():
            known = self.rows.get(f"element:{pk}")
            if row in self.rows or known is None:
                continue  # it was noted by then: the element said it already
            noted = self.noted[row]
            basis = "person" if noted["basis"] == "person" else "explicit"
            said = {"status": noted["status"], "status_text": noted["text"], "status_basis": basis}
            self.rows[f"element:{pk}"] = known | said


def rewound(past: Past, edits: Iterable[Edit]) -> Past:
    """The past with these edits undone; they come latest first."""
    for edit in edits:
        past.undo(edit)
    return past
