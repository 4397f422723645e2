"""The addresses of each application, as the tests of doors open them: one module an application."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import Any


@dataclass(frozen=True)
class Door:
    """One address of organisation A.

    ``get`` and ``post`` are the answers to each persona of ``PERSONAS``, in order. ``args`` makes
    its arguments from the world; ``values`` is what a person sends so that the gesture succeeds.
    ``is_silent``: A's own direction reads no text of A there. ``is_for_all``: who has no account
    is answered; a stranger is not sent away with a 404.
    """

    get: tuple[int, ...]
    post: tuple[int, ...]
    args: Callable[[Any], tuple[Any, ...]]
    values: dict[str, Any] = field(default_factory=dict)
    is_silent: bool = False
    is_for_all: bool = False


READ = (302, 200, 200, 200, 200, 404, 200)  # whoever has a role in A reads
TEAM = (302, 200, 200, 403, 403, 404, 200)  # its team alone
READ_ONLY = (302, 405, 405, 405, 405, 405, 405)
TEAM_DONE = (302, 302, 302, 403, 403, 404, 302)


def doors() -> dict[str, Door]:
    """Every door, by the name of its address."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return {name: door for module in modules for name, door in module.DOORS.items()}
