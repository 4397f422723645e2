"""Corrections of a draft: pure functions from a draft to another one. Order is always kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from django.core.exceptions import ValidationError

from arrimage.formats.draft import ElementDraft, Note, Period, PlanDraft

from . import phrases

Elements = tuple[ElementDraft, ...]


def find(draft: PlanDraft, key: str) -> ElementDraft:
    """The part with this key, or a refusal in words."""
    for element in draft.walk():
        if element.key == key:
            return element
    raise ValidationError(phrases.PART_GONE, code="part_gone")


def parent_of(draft: PlanDraft, key: str) -> ElementDraft | None:
    """The element above, or ``None`` for a root."""
    above = (e for e in draft.walk() if any(child.key == key for child in e.children))
    return next(above, None)


def reword(draft: PlanDraft, key: str, title: str) -> PlanDraft:
    """Another title; the words of the document stay in ``source_title``."""
    element = find(draft, key)
    source = element.source_title or element.title
    changed = replace(element, title=title, source_title="" if title == source else source)
    return put(draft, changed)


def put(draft: PlanDraft, changed: ElementDraft) -> PlanDraft:
    """The draft with this part in place of the one with its key."""
    return replace(draft, elements=tuple(_swap(draft.elements, changed)))


def _swap(elements: Elements, changed: ElementDraft) -> Iterator[ElementDraft]:
    for element in elements:
        if element.key == changed.key:
            yield changed
        else:
            yield replace(element, children=tuple(_swap(element.children, changed)))


def drop(draft: PlanDraft, key: str) -> PlanDraft:
    """The draft without this element and all below it."""
    find(draft, key)
    return replace(draft, elements=_without(draft.elements, key))


def retitle(draft: PlanDraft, title: str, organization: str) -> PlanDraft:
    """The draft with another title and another name of who adopted it."""
    return replace(draft, title=title, organization=organization)


def rebound(draft: PlanDraft, start: str, end: str) -> PlanDraft:
    """The draft with another period, from its first to its last day («2026-04-01»)."""
    first, last = (dt.date.fromisoformat(day) if day else None for day in (start, end))
    known = draft.period or Period(None, None)
    period = replace(known, start=first, end=last, text="", precision=_precision(first, last))
    return replace(draft, period=period)


def _precision(first: dt.date | None, last: dt.date | None) -> Literal["year", "month", "day"]:
    """Which digits of the bounds say something: whole years, whole months, or days."""
    next_day = last + dt.timedelta(1) if last else None
    days = [day for day in (first, next_day) if day]
    if any(day.day != 1 for day in days):
        return "day"
    return "month" if any(day.month != 1 for day in days) else "year"


def _without(elements: Elements, key: str) -> Elements:
    return tuple(
        replace(element, children=_without(element.children, key))
        for element in elements
        if element.key != key
    )


def restore(draft: PlanDraft, original: PlanDraft, key: str) -> PlanDraft:
    """The element as read, back at its place; what was moved out of it stays where it is."""
    present = {element.key for element in draft.walk()}
    if key in present:
        raise ValidationError(phrases.PART_GONE, code="part_gone")
    element = _without_those(find(original, key), present)
    above = parent_of(original, key)
    while above is not None and above.key not in present:
        above = parent_of(original, above.key)
    parent = find(draft, above.key) if above else None
    if parent is not None and element.level <= parent.level:
        element = at_level(element, parent.level + 1, len(draft.levels))
    siblings = parent.children if parent else draft.elements
    back = _in_order(siblings, element, [e.key for e in original.walk()])
    draft = replace(draft, notes=_notes_without(draft, original, element))
    if parent is None:
        return replace(draft, elements=back)
    return put(draft, replace(parent, children=back))


def _notes_without(
    draft: PlanDraft, original: PlanDraft, element: ElementDraft
) -> tuple[Note, ...]:
    """The notes, without the one that this part had become."""
    return tuple(
        note
        for note in draft.notes
        if note in original.notes
        or note.anchor != element.anchor
        or note.title != element.number
        or element.title not in note.text
    )


def _without_those(element: ElementDraft, present: set[str]) -> ElementDraft:
    kept = tuple(_without_those(c, present) for c in element.children if c.key not in present)
    return replace(element, children=kept)


def _in_order(siblings: Elements, element: ElementDraft, order: list[str]) -> Elements:
    """Inserted before the first sibling that the document prints later."""
    rank = {key: position for position, key in enumerate(order)}
    later = (i for i, s in enumerate(siblings) if rank.get(s.key, -1) > rank[element.key])
    at = next(later, len(siblings))
    return (*siblings[:at], element, *siblings[at:])


def move_under(draft: PlanDraft, key: str, parent_key: str) -> PlanDraft:
    """Last under another element, or last of all with an empty key; levels follow if needed."""
    element = find(draft, key)
    if not parent_key:
        cut = drop(draft, key)
        return replace(cut, elements=(*cut.elements, element))
    if any(below.key == parent_key for below in element.walk()):
        raise ValidationError(phrases.INSIDE_ITSELF, code="inside_itself")
    parent = find(draft, parent_key)
    if element.level <= parent.level:
        element = at_level(element, parent.level + 1, len(draft.levels))
    cut = drop(draft, key)
    home = find(cut, parent_key)
    return put(cut, replace(home, children=(*home.children, element)))


def change_level(draft: PlanDraft, key: str, level: int) -> PlanDraft:
    """The element at another level, as in a word processor's outline.

    Promoted, it takes the deeper elements that follow it; demoted, it goes under the one before.
    """
    element = find(draft, key)
    if not 0 <= level < len(draft.levels):
        raise ValidationError(phrases.LEVEL_UNKNOWN, code="level_unknown")
    if level == element.level:
        return draft
    path = _path(draft.elements, key)
    elements, escaped = _relevel(draft.elements, -1, path, level, len(draft.levels))
    if escaped is not None:
        elements = (*elements, escaped)
    return replace(draft, elements=elements)


def _path(elements: Elements, key: str) -> list[int]:
    for i, element in enumerate(elements):
        if element.key == key:
            return [i]
        below = _path(element.children, key)
        if below:
            return [i, *below]
    return []


def _relevel(
    siblings: Elements, above: int, path: list[int], level: int, depth: int
) -> tuple[Elements, ElementDraft | None]:
    """The siblings after the change, and the element when it must climb over their parent."""
    at = path[0]
    node, before, after = siblings[at], siblings[:at], siblings[at + 1 :]
    moved: ElementDraft | None
    if len(path) == 1:
        moved, is_promoted = at_level(node, level, depth), level < node.level
    else:
        children, moved = _relevel(node.children, node.level, path[1:], level, depth)
        before, is_promoted = (*before, replace(node, children=children)), True
        if moved is None:
            return (*before, *after), None
    if is_promoted:
        taken = next((i for i, s in enumerate(after) if s.level <= level), len(after))
        moved = replace(moved, children=(*moved.children, *after[:taken]))
        after = after[taken:]
    if level <= above:
        return (*before, *after), moved
    if not is_promoted and before and before[-1].level < level:
        return (*before[:-1], _hang(before[-1], moved), *after), None
    return (*before, moved, *after), None


def _hang(parent: ElementDraft, moved: ElementDraft) -> ElementDraft:
    """Under the deepest last descendant that is above the moved element's level."""
    if parent.children and parent.children[-1].level < moved.level:
        last = _hang(parent.children[-1], moved)
        return replace(parent, children=(*parent.children[:-1], last))
    return replace(parent, children=(*parent.children, moved))


def at_level(element: ElementDraft, level: int, depth: int) -> ElementDraft:
    """The element at a level, with its descendants below it; a refusal when there is no room."""
    if level >= depth:
        raise ValidationError(phrases.TOO_DEEP, code="too_deep")
    children = tuple(
        child if child.level > level else at_level(child, level + 1, depth)
        for child in element.children
    )
    return replace(element, level=level, children=children)
