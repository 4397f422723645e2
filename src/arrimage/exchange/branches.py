"""Accepting a reading branch by branch: which part of a draft makes the plan, which one waits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from arrimage.formats.comparison import Comparison, Difference
from arrimage.formats.draft import ElementDraft, PlanDraft

Elements = tuple[ElementDraft, ...]


def closure(draft: PlanDraft, keys: Collection[str]) -> frozenset[str]:
    """These parts, all that is below them, and what stands above them."""
    return frozenset(e.key for root in draft.elements for e in _kept(root, keys, is_in=False))


def _kept(element: ElementDraft, keys: Collection[str], *, is_in: bool) -> Elements:
    is_in = is_in or element.key in keys
    below = tuple(e for child in element.children for e in _kept(child, keys, is_in=is_in))
    return (element, *below) if is_in or below else ()


def prune(draft: PlanDraft, keys: Collection[str]) -> PlanDraft:
    """The draft with these parts only; they must include what stands above them."""
    return replace(draft, elements=_pruned(draft.elements, keys))


def _pruned(elements: Elements, keys: Collection[str]) -> Elements:
    return tuple(
        replace(element, children=_pruned(element.children, keys))
        for element in elements
        if element.key in keys
    )


def addition(draft: PlanDraft, here: Mapping[str, str]) -> Comparison:
    """What the parts of a draft that are not ``here`` add to the plan, and nothing else.

    ``here`` maps keys of the plan to those of the draft.
    """
    known = set(here.values())
    above = {child.key: e.key for e in draft.walk() for child in e.children}
    added = tuple(
        Difference(
            "added",
            "",
            element.key,
            draft.levels[element.level].role,
            element.number,
            element.title,
            above=above.get(element.key, ""),
        )
        for element in draft.walk()
        if element.key not in known
    )
    return Comparison(added, dict(here))
