"""What a person changes in the tree of a plan: add, move, change level, take out."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from arrimage.accounts.models import User
from arrimage.audit.operations import record

from .. import phrases
from ..edits import Edited, editing
from ..models import Edit, Element, Level, Plan, Removal
from ..reading_order import NoSuchPlace, Place, ReadingOrder
from .elements import live_element, record_of, refuse_long


@transaction.atomic
def add_element(
    *, actor: User, plan: Plan, level: Level, place: Place, title: str, number: str = ""
) -> Element:
    """A new element at a place, with its first words. The level must fit under the parent."""
    title = title.strip()
    if not title:
        raise ValidationError({"title": phrases.TITLE_MISSING})
    refuse_long(title=title)
    with editing(actor=actor, plan=plan, verb="element.add", label=title) as edited:
        parent = _parent(plan, place)
        _refuse_level(level, parent)
        element = Element(
            plan=plan, level=level, parent=parent, position=0, number=number.strip(), title=title
        )
        element.full_clean(exclude=["plan", "level", "parent"])
        edited.add(lambda: _saved(element), place)
    record_of(actor, "element.add", element, {}, {"title": title})
    element.refresh_from_db()
    return element


@transaction.atomic
def move_element(*, actor: User, element: Element, place: Place) -> Element:
    """Elsewhere, with all below it; levels stay as they are."""
    with editing(actor=actor, plan=element.plan, verb="element.move", label=str(element)) as edited:
        held = live_element(element.plan, element.pk)
        above = _parent(element.plan, place)
        _refuse_level(held.level, above)
        edited.watch([held.pk])
        before = held.parent
        _put(edited, held, place)
    if edited.edit:
        names = ({"parent": str(side) if side else phrases.TOP} for side in (before, above))
        record_of(actor, "element.move", held, *names)
    held.refresh_from_db()
    return held


@transaction.atomic
def shift_element(*, actor: User, element: Element, up: bool) -> Element:
    """One place up or down among its siblings; at an end, nothing moves."""
    siblings = ReadingOrder(element.plan).children(element.parent_id)
    rank = siblings.index(element.pk) if element.pk in siblings else 0
    others = [pk for pk in siblings if pk != element.pk]
    before = others[: max(rank - 1, 0) if up else rank + 1]
    place = Place(element.parent_id, before[-1] if before else None)
    return move_element(actor=actor, element=element, place=place)


@transaction.atomic
def change_level(*, actor: User, element: Element, level: Level) -> Element:
    """Another level, as in an outline: what is below keeps its distance.

    A deeper level puts the element at the end of the branch of the sibling before it; a higher
    one puts it right after its parent. Refused when no level is left for what is below.
    """
    plan = element.plan
    with editing(actor=actor, plan=plan, verb="element.level", label=str(element)) as edited:
        held = live_element(plan, element.pk)
        before = held.level
        put_at_level(edited, held, level)
    if edited.edit:
        record_of(actor, "element.level", held, {"level": before.name}, {"level": level.name})
    held.refresh_from_db()
    return held


def put_at_level(edited: Edited, element: Element, level: Level) -> None:
    """Change the level of an element and of what is below it, in an edit that is open."""
    levels = {each.rank: each for each in edited.plan.levels.all()}
    shift = level.rank - element.level.rank
    branch = list(edited.order.branch(element.pk))
    edited.watch(branch)
    for below in Element.objects.filter(pk__in=branch).select_related("level"):
        if below.level.rank + shift not in levels:
            raise ValidationError(phrases.TOO_DEEP, code="too_deep")
        Element.objects.filter(pk=below.pk).update(level=levels[below.level.rank + shift])
    _settle(edited, element, level)


def _settle(edited: Edited, element: Element, level: Level) -> None:
    """Put an element whose level changed under the nearest one that is above that level."""
    order = edited.order
    place = order.place_of(element.pk)
    ranks = dict(Element.objects.filter(plan=edited.plan).values_list("pk", "level__rank"))
    while place and place.parent is not None and ranks[place.parent] >= level.rank:
        above = order.place_of(place.parent)
        place = Place(above.parent if above else None, place.parent)
    while place and place.after is not None and ranks[place.after] < level.rank:
        below = order.children(place.after)
        place = Place(place.after, below[-1] if below else None)
    if place:
        order.put(element.pk, place)


def what_is_below(element: Element) -> int:
    """How many elements go with this one when it is taken out."""
    return len(list(ReadingOrder(element.plan).branch(element.pk))) - 1


@transaction.atomic
def remove_elements(
    *, actor: User, plan: Plan, pks: Iterable[int], removal: str = Removal.BIN
) -> Edit | None:
    """Take elements out with all below them, to the bin or the archive; undo brings them back."""
    asked = [int(pk) for pk in pks]
    verb = "element.archive" if removal == Removal.ARCHIVE else "element.bin"
    with editing(actor=actor, plan=plan, verb=verb) as edited:
        tops = [pk for pk in asked if pk in edited.order]
        take_out(edited, tops, removal)
        names = [str(e) for e in Element.everything.filter(pk__in=tops)]
        edited.label = " ; ".join(names)
    if edited.edit:
        counted = {"elements": edited.edit.touched}
        record(actor, verb, plan, label=edited.label, scope=plan, after=counted)
    return edited.edit


def take_out(edited: Edited, tops: Iterable[int], removal: str = Removal.BIN) -> None:
    """Take elements out with all below them, in an edit that is open."""
    branch = list(dict.fromkeys(pk for top in tops for pk in edited.order.branch(top)))
    edited.watch(branch)
    Element.objects.filter(pk__in=branch).update(removal=removal)
    for pk in reversed(branch):
        edited.order.remove(pk)


def put_under(edited: Edited, element: Element, parent: Element) -> None:
    """Put an element at the end of what another one holds, in an edit that is open."""
    _refuse_level(element.level, parent)
    edited.watch([element.pk])
    below = [pk for pk in edited.order.children(parent.pk) if pk != element.pk]
    _put(edited, element, Place(parent.pk, below[-1] if below else None))


def _parent(plan: Plan, place: Place) -> Element | None:
    return None if place.parent is None else live_element(plan, place.parent)


def _refuse_level(level: Level, parent: Element | None) -> None:
    if parent is not None and parent.level.rank >= level.rank:
        words = {"level": level.name, "parent": parent.level.name}
        raise ValidationError(phrases.WRONG_LEVEL % words, code="wrong_level")


def _saved(element: Element) -> Element:
    element.save()
    return element


def _put(edited: Edited, element: Element, place: Place) -> None:
    try:
        edited.order.put(element.pk, place)
    except NoSuchPlace:
        raise ValidationError(phrases.UNDER_ITSELF, code="under_itself") from None
