"""A budget shown otherwise at its own address: an application above answers a word of the query.

As :mod:`arrimage.plans.showing` does for the plan itself. Nothing can be changed in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from arrimage.directory.permissions import Viewer

from .queries import Money


@dataclass(frozen=True, slots=True)
class Showing:
    """The money to add up; ``template`` tells above it what is shown, ``query`` stays in links."""

    money: Money
    template: str
    query: str
    context: Mapping[str, Any] = field(default_factory=dict)


Shower = Callable[[Viewer, int, QueryDict], Showing]
_showers: dict[str, Shower] = {}


def show(word: str) -> Callable[[Shower], Shower]:
    """Answer at the address of a budget when its query holds this word."""

    def register(shower: Shower) -> Shower:
        _showers[word] = shower
        return shower

    return register


def shown(user: Viewer, pk: int, query: QueryDict) -> Showing | None:
    """What is shown instead of the budget as it stands, if anything."""
    asked = next((shower for word, shower in _showers.items() if word in query), None)
    return asked(user, pk, query) if asked else None
