"""A budget shown otherwise at its own address: see :mod:`arrimage.core.showing`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from arrimage.core.showing import Showers

from .queries import Money


@dataclass(frozen=True, slots=True)
class Showing:
    """The money to add up; ``template`` tells above it what is shown, ``query`` stays in links."""

    money: Money
    template: str
    query: str
    context: Mapping[str, Any] = field(default_factory=dict)


_showers: Showers[Showing] = Showers()
show, shown = _showers.show, _showers.shown
