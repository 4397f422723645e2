"""Printed numbers set in order again: a series of siblings, what is under it, what aims at it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError

from arrimage.formats.draft import ElementDraft, PlanDraft

from . import phrases
from .corrections import parent_of

_LAST = re.compile(r"^(?P<head>.*?)(?P<last>\d+)(?P<tail>\.?)$")


def renumber(draft: PlanDraft, key: str) -> PlanDraft:
    """This part and those of its series after it follow the one before them, without a gap.

    Parts below take the new number at the head of theirs; references to them follow.
    """
    numbers = renumbered(draft, key)
    if not numbers:
        raise ValidationError(phrases.NO_SERIES, code="no_series")
    return _with_numbers(draft, numbers)


def renumbered(draft: PlanDraft, key: str) -> dict[str, str]:
    """The number that each part of the series would take; only those that change."""
    above = parent_of(draft, key)
    siblings = above.children if above else draft.elements
    at = next((i for i, e in enumerate(siblings) if e.key == key), len(siblings))
    begin = _LAST.match(siblings[at].number) if at < len(siblings) else None
    if begin is None:
        return {}
    head, last = _before(siblings[:at], begin["head"], above)
    numbers = {}
    for element in siblings[at:]:
        found = _LAST.match(element.number)
        if found and found["head"] == begin["head"]:
            last += 1
            numbers[element.key] = f"{head}{last}{found['tail']}"
    return {k: n for k, n in numbers.items() if n != _of(siblings, k)}


def _before(
    earlier: tuple[ElementDraft, ...], head: str, above: ElementDraft | None
) -> tuple[str, int]:
    """The head of the series, and the number that the part comes after."""
    found = [m for e in earlier if (m := _LAST.match(e.number)) and m["head"] == head]
    if found:
        return head, int(found[-1]["last"])
    own = above.number.rstrip(".") if above else ""
    return (f"{own}." if own else head), 0


def _of(siblings: tuple[ElementDraft, ...], key: str) -> str:
    return next(e.number for e in siblings if e.key == key)


def _with_numbers(draft: PlanDraft, numbers: Mapping[str, str]) -> PlanDraft:
    was = {e.key: e.number for e in draft.walk()}
    now = dict(_carried(draft.elements, numbers))
    first: dict[str, str] = {}
    for key, number in was.items():
        first.setdefault(_bare(number), now[key])
    moved = {old: new for old, new in first.items() if old and old != _bare(new)}
    return replace(draft, elements=tuple(_rewritten(e, now, moved) for e in draft.elements))


def _carried(
    elements: tuple[ElementDraft, ...], numbers: Mapping[str, str], old: str = "", new: str = ""
) -> Iterator[tuple[str, str]]:
    """The number of every part, those below a renumbered one with its new head."""
    for element in elements:
        number = numbers.get(element.key, element.number)
        if old and number.startswith(f"{old}."):
            number = new + number.removeprefix(old)
        yield element.key, number
        yield from _carried(element.children, numbers, _bare(element.number), _bare(number))


def _rewritten(
    element: ElementDraft, now: Mapping[str, str], moved: Mapping[str, str]
) -> ElementDraft:
    references = tuple(
        replace(r, number=moved.get(_bare(r.number), r.number)) for r in element.references
    )
    below = tuple(_rewritten(child, now, moved) for child in element.children)
    return replace(element, number=now[element.key], references=references, children=below)


def _bare(number: str) -> str:
    return number.rstrip(".")
