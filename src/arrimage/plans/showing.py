"""A plan shown otherwise at its own address: see :mod:`arrimage.core.showing`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from arrimage.core.showing import Showers

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


_showers: Showers[Showing] = Showers()
show, shown = _showers.show, _showers.shown
