"""Who carries, handed from one name of a draft to another: pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError

from arrimage.formats.draft import AssignmentDraft, ElementDraft, PlanDraft
from arrimage.formats.language.text import normalise

from . import phrases


def relay(draft: PlanDraft, keys: Collection[str], name: str, to: str) -> PlanDraft:
    """In these parts, ``to`` is responsible where ``name`` was; ``name`` collaborates from now.

    Without a ``name``, ``to`` joins those who are responsible.
    """
    to = " ".join(to.split())
    if not to or not any(e.key in keys for e in draft.walk()):
        raise ValidationError(phrases.NOBODY_CHOSEN, code="nobody_chosen")
    return replace(draft, elements=tuple(_relayed(e, keys, name, to) for e in draft.elements))


def _relayed(element: ElementDraft, keys: Collection[str], name: str, to: str) -> ElementDraft:
    below = tuple(_relayed(child, keys, name, to) for child in element.children)
    if element.key in keys:
        people = tuple(dict.fromkeys(_handed(element.assignments, name, to)))
        return replace(element, assignments=people, children=below)
    return replace(element, children=below)


def _handed(people: Sequence[AssignmentDraft], name: str, to: str) -> list[AssignmentDraft]:
    was, new = normalise(name), normalise(to)
    others = [p for p in people if normalise(p.name) not in (was, new)]
    leads = [p for p in others if p.role == "responsible"]
    helps = [p for p in others if p.role == "collaborator"]
    left = [AssignmentDraft(" ".join(name.split()), "collaborator")] if name.strip() else []
    return [AssignmentDraft(to), *leads, *left, *helps]


def partners(elements: Sequence[ElementDraft], name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Those who collaborate on what ``name`` carries, with the keys; the most present first."""
    held: dict[str, list[str]] = {}
    for element in elements:
        for person in element.assignments:
            if person.role == "collaborator" and normalise(person.name) != normalise(name):
                held.setdefault(person.name, []).append(element.key)
    return sorted(((who, tuple(keys)) for who, keys in held.items()), key=lambda p: -len(p[1]))


def names_of(draft: PlanDraft) -> tuple[str, ...]:
    """Every name that carries something, the most present first."""
    said = Counter(p.name for element in draft.walk() for p in element.assignments)
    return tuple(name for name, _count in said.most_common())
