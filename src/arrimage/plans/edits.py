"""Edits that can be undone, a minute or a month later.

An operation opens :func:`editing`, says what it is about to change with :meth:`Edited.watch`, and
changes it. Rows are compared before and after; the differences are kept in an :class:`Edit`:
``row`` («assignment:12»), the ``element`` that carries it, ``before`` and ``after`` (the values
that changed; the whole row when it did not exist before or does not exist after), and the two
``places`` of an element that moved. They stand in reading order, parents before children.
Elements are never destroyed: undoing the creation of one puts it in the bin. Rows of the frame of
the plan (:mod:`arrimage.plans.frame_edits`) come first; their ``element`` is ``None``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.actors import Guest, account_of, name_of_guest
from arrimage.audit.operations import record
from arrimage.search.indexing import refresh

from . import phrases
from .confidential import settle
from .following import carried_above, settle_followers
from .frame_edits import frame_rows, holds_together, is_frame, levels_still_used, put_back_frame
from .models import (
    Assignment,
    Cadence,
    Edit,
    Element,
    ElementTerritory,
    ElementTheme,
    Evidence,
    ExpectedResult,
    Indicator,
    Plan,
    Reference,
    Removal,
    StatusUpdate,
    Timeframe,
)
from .motives import reason_given
from .reading_order import NoSuchPlace, Place, ReadingOrder

CARRIED: tuple[type[models.Model], ...] = (
    Assignment,
    Timeframe,
    Cadence,
    ExpectedResult,
    Indicator,
    Reference,
    StatusUpdate,
    Evidence,
    ElementTheme,
    ElementTerritory,
)
ELEMENT_ROWS = {model._meta.model_name: model for model in (Element, *CARRIED)}
APART = frozenset({"parent_id", "position", "version", "is_withheld"})  # kept by places, or counted

Values = dict[str, Any]
Rows = dict[str, Values]
Changes = dict[str, Values]


class EditConflict(ValidationError):
    """What an edit changed was changed again since; nothing was undone.

    ``elements`` names them: «1.2 Tenir une assemblée».
    """

    def __init__(self, elements: Iterable[str]) -> None:
        self.elements = tuple(elements)
        message = phrases.CHANGED_SINCE % {"elements": " ; ".join(self.elements)}
        super().__init__(message, code="changed_since")


class Edited:
    """What one edit touches. ``edit`` is there once the block is left, if anything changed."""

    def __init__(self, plan: Plan, label: str) -> None:
        self.plan = plan
        self.label = label
        self.edit: Edit | None = None
        self.rows: Rows = {}  # of what is watched, as they were
        self._watched: dict[int, None] = {}
        self._added: set[int] = set()
        self._models: dict[type[models.Model], None] = {Element: None}
        self._places: dict[int, Place | None] | None = None
        self._frame: Rows | None = None

    @cached_property
    def order(self) -> ReadingOrder:
        """The reading order of the plan, to move, add and take out elements."""
        order = ReadingOrder(self.plan)
        self._places = {pk: order.place_of(pk) for pk in order.walk()}
        return order

    def watch(self, pks: Iterable[int], *carrying: type[models.Model]) -> None:
        """Before changing them: these elements, and these kinds of rows that they carry.

        What is watched already is not read again: it may have changed since.
        """
        known = self._watched.keys() - self._added
        kinds = dict.fromkeys(model for model in carrying if model not in self._models)
        fresh = dict.fromkeys(pk for pk in pks if pk not in self._watched)
        self.rows = _rows(known, kinds) | _rows(fresh, self._models | kinds) | self.rows
        self._models |= kinds
        self._watched |= fresh

    def watch_held(self, element: Element, *carrying: type[models.Model]) -> None:
        """The same for one element that was read under the lock, and did not change since."""
        self._watched[element.pk] = None
        self.rows[_name(element)] = _values(element)
        self.rows = _rows([element.pk], carrying) | self.rows
        self._models |= dict.fromkeys(carrying)

    def watch_frame(self) -> None:
        """Before changing what the plan says of itself, its years or its levels."""
        self._frame = frame_rows(self.plan)
        self.rows |= self._frame

    def add(self, make: Callable[[], Element], place: Place) -> Element:
        """A new element, which ``make`` saves, comes in at a place with all that it carries."""
        order = self.order  # as it was before
        self.watch((), *carried_models())  # what the other lines carry was there before
        element = make()
        self._watched[element.pk] = None
        self._added.add(element.pk)
        order.put(element.pk, place)
        return element

    def close(self, actor: User | Guest | None, verb: str) -> None:
        """Write the order, then what changed; nothing when nothing did."""
        if self._places is not None:
            _save(self.order, self.plan)
        frame = {} if self._frame is None else frame_rows(self.plan)
        changes = _changes(self.rows, frame | _rows(self._watched, self._models))
        withheld = settle(self.plan) if self._may_hide(changes) else set()
        if self._places is not None:
            changes = self._with_places(changes, self._places)
        if not changes:
            return
        touched = {c["element"] for c in changes.values() if c["element"] is not None}
        Element.everything.filter(pk__in=touched).update(version=models.F("version") + 1)
        refresh("element", touched | withheld)
        is_framed = any(map(is_frame, changes))
        if is_framed:
            refresh("plan", [self.plan.pk])
        settle_followers(self.plan, None if is_framed else touched | withheld)
        self.edit = Edit.objects.create(
            plan=self.plan, actor=account_of(actor), by_name=name_of_guest(actor), verb=verb,
            label=self.label, touched=len(touched), reason=reason_given(),
            changes=[{"row": row, **change} for row, change in changes.items()],
        )  # fmt: skip

    def _may_hide(self, changes: Changes) -> bool:
        """Whether a mark changed, or the line under which somebody stands."""
        marks = (change["after"] or {} for change in changes.values())
        return self._places is not None or any("is_confidential" in mark for mark in marks)

    def _with_places(self, changes: Changes, places: Mapping[int, Place | None]) -> Changes:
        """Both places of what moved, and of what was put again after something that moved."""
        both = {pk: (places.get(pk), self.order.place_of(pk)) for pk in self._watched}
        moved = {pk for pk, (before, after) in both.items() if before != after}
        again = self.order.handled if moved else set()
        for pk in (pk for pk in both if pk in moved or pk in again):
            nothing: Values = {"element": pk, "before": {}, "after": {}}
            changes.setdefault(f"element:{pk}", nothing)["places"] = both[pk]
        rank = {pk: n for n, pk in enumerate(dict.fromkeys((*places, *self.order.walk())), 1)}
        rank |= {None: 0}  # the frame comes first
        last = len(rank)
        return dict(sorted(changes.items(), key=lambda c: rank.get(c[1]["element"], last)))


@contextmanager
def editing(
    *, actor: User | Guest | None, plan: Plan, verb: str, label: str = ""
) -> Iterator[Edited]:
    """One edit of a plan, in one transaction, with the plan held against other edits.

    It has no savepoint of its own: an operation that goes on after a refusal brings one.
    """
    with transaction.atomic(savepoint=False):
        Plan.objects.select_for_update().get(pk=plan.pk)
        edited = Edited(plan, label)
        yield edited
        edited.close(actor, verb)


@transaction.atomic
def undo_edit(*, actor: User, edit: Edit) -> Edit:
    """Put back what an edit changed, as an edit of its own (that can be undone in turn).

    Raises :class:`EditConflict` when somebody changed the same things since.
    """
    with editing(actor=actor, plan=edit.plan, verb="edit.undo", label=edit.label) as edited:
        held = Edit.objects.select_for_update(of=("self",)).get(pk=edit.pk)
        if held.undone_at:
            raise ValidationError(phrases.ALREADY_UNDONE, code="already_undone")
        changes = {change["row"]: change for change in held.changes}
        framed = {row: change for row, change in changes.items() if is_frame(row)}
        carried = {row: change for row, change in changes.items() if row not in framed}
        edited.watch([c["element"] for c in carried.values()], *{_model(row) for row in carried})
        if framed:
            edited.watch_frame()
        _refuse_if_changed(changes, edited)
        _put_back(carried, edited)
        _put_back_frame(edit.plan, framed)
        Edit.objects.filter(pk=held.pk).update(undone_at=timezone.now())
        record(actor, "edit.undo", edit.plan, label=edit.label or str(edit.plan), scope=edit.plan)
    made = Edit.objects.filter(plan=edit.plan).latest("pk")
    made.undoes = held
    made.save(update_fields=["undoes"])
    return made


def _save(order: ReadingOrder, plan: Plan) -> None:
    try:
        order.save()
    except NoSuchPlace:
        raise EditConflict([str(plan)]) from None


def _rows(elements: Iterable[int], kinds: Iterable[type[models.Model]]) -> Rows:
    """Rows as they are in the database, by name, in a form that JSON can hold."""
    pks = list(elements)
    found: Rows = {}
    for model in kinds:
        key = "pk__in" if model is Element else "element__in"
        for row in model._base_manager.filter(**{key: pks}).order_by("pk"):
            found[_name(row)] = _values(row)
    return found


def _name(row: models.Model) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def _values(row: models.Model) -> Values:
    apart = APART if isinstance(row, Element) else frozenset({"id"})
    values = {
        field.attname: field.get_prep_value(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.attname not in apart
    }
    return dict(json.loads(json.dumps(values, default=str)))


def _changes(before: Rows, after: Rows) -> Changes:
    changes: Changes = {}
    for row in dict.fromkeys((*before, *after)):
        old, new = before.get(row), after.get(row)
        if old == new:
            continue
        element = None if is_frame(row) else (old or new or {}).get("element_id", _pk(row))
        if old is not None and new is not None:
            changed = [name for name in new if old[name] != new[name]]
            old, new = ({name: side[name] for name in changed} for side in (old, new))
        changes[row] = {"element": element, "before": old, "after": new}
    return changes


def carried_models() -> tuple[type[models.Model], ...]:
    """Every kind of rows that hang from an element, those of the applications above included."""
    return (*CARRIED, *carried_above())


def _model(row: str) -> type[models.Model]:
    name = row.partition(":")[0]
    return next(m for m in (Element, *carried_models()) if m._meta.model_name == name)


def _pk(row: str) -> int:
    return int(row.partition(":")[2])


def _refuse_if_changed(changes: Changes, edited: Edited) -> None:
    """Only what the edit itself changed counts: the same values, under the same parent."""
    changed = [
        change["element"]
        for row, change in changes.items()
        if not _is_as_left(edited.rows.get(row), change["after"])
        or ("places" in change and not _is_under(edited.order, _pk(row), change["places"][1]))
    ]
    framed = {row: change for row, change in changes.items() if is_frame(row)}
    is_held = bool(framed) and levels_still_used(edited.plan, framed)
    if changed or is_held:
        named = [str(edited.plan)] if None in changed or is_held else []
        lines = Element.everything.filter(pk__in=[pk for pk in changed if pk is not None])
        raise EditConflict([*named, *map(str, lines)])


def _is_as_left(now: Values | None, left: Values | None) -> bool:
    if now is None or left is None:
        return now is left
    return left.items() <= now.items()


def _is_under(order: ReadingOrder, pk: int, left: list[int | None] | None) -> bool:
    place = order.place_of(pk)
    return place.parent == left[0] if place and left else place is left


def _put_back(changes: Changes, edited: Edited) -> None:
    moved = {_pk(row): change["places"][0] for row, change in changes.items() if "places" in change}
    for row, change in changes.items():
        _put_back_row(row, change)
    for pk in (pk for pk, place in moved.items() if place is None):
        edited.order.remove(pk)
    for pk, place in moved.items():
        if place is not None:
            _put(edited.order, pk, Place(*place))


def _put_back_frame(plan: Plan, changes: Changes) -> None:
    if not changes:
        return
    put_back_frame(changes, python_values)
    if not holds_together(plan):
        raise EditConflict([str(plan)])


def _put(order: ReadingOrder, pk: int, place: Place) -> None:
    try:
        order.put(pk, place)
    except NoSuchPlace:
        above = Element.everything.filter(pk=place.parent)
        raise EditConflict(map(str, above)) from None


def _put_back_row(row: str, change: Mapping[str, Any]) -> None:
    model, pk, before = _model(row), _pk(row), change["before"]
    rows = model._base_manager.filter(pk=pk)
    if before is None and model is Element:
        rows.update(removal=Removal.BIN)
    elif before is None:
        rows.delete()
    elif change["after"] is None:
        model(pk=pk, **python_values(model, before)).save_base(raw=True, force_insert=True)
    elif before:
        rows.update(**python_values(model, before))


def python_values(model: type[models.Model], values: Mapping[str, Any]) -> Values:
    """The values of a row as they were kept, as Python has them."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in values.items()}
