"""Named places of a screen that applications above the screen's own application may fill.

A lower template prints ``{% slot "plans.tools" plan=plan %}``; an upper application registers what
goes there in its module ``slots``, which is imported when the applications are ready.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filling:
    """A template for a slot, and what it needs, computed from the values given to the slot."""

    template: str
    context: Callable[..., Context | None]
    order: int


_fillings: dict[str, list[Filling]] = {}


def fill(name: str, template: str, *, order: int = 50) -> Callable[[Any], Any]:
    """Register a function of ``(user, **values)`` that returns the template's context, or ``None``.

    ``None`` leaves the place empty for this person.
    """

    def register(context: Callable[..., Context | None]) -> Callable[..., Context | None]:
        places = _fillings.setdefault(name, [])
        places.append(Filling(template, context, order))
        places.sort(key=lambda filling: filling.order)
        return context

    return register


def fillings(name: str) -> tuple[Filling, ...]:
    """What was registered for a place, in order."""
    return tuple(_fillings.get(name, ()))
