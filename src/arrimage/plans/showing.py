"""A plan shown otherwise at its own address: an application above answers a word of the query.

The screen is that of the plan; what it prints was made above. Nothing can be changed in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from arrimage.directory.permissions import Viewer

from .document import PlanDocument
from .models import Plan


@dataclass(frozen=True, slots=True)
class Showing:
    """A document for the screen of ``plan``; ``template`` tells above it what is shown."""

    plan: Plan
    document: PlanDocument
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


class Elsewhere(Exception):
    """What was asked cannot be shown here; ``address`` says why."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


Shower = Callable[[Viewer, int, QueryDict], Showing]
_showers: dict[str, Shower] = {}


def show(word: str) -> Callable[[Shower], Shower]:
    """Answer at the address of a plan when its query holds this word."""

    def register(shower: Shower) -> Shower:
        _showers[word] = shower
        return shower

    return register


def shown(user: Viewer, pk: int, query: QueryDict) -> Showing | None:
    """What is shown instead of the plan as it stands, if anything; permission is asked above."""
    asked = next((shower for word, shower in _showers.items() if word in query), None)
    return asked(user, pk, query) if asked else None
