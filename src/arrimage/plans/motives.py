"""Why a plan is changed: said once at the door, kept with whatever edit is made behind it.

A gesture too quick for a field (a line that is dragged) is asked afterwards, beside what was done:
an application above says where (:func:`ask_afterwards`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

from .models import Edit

LONGEST = 2000
_given: ContextVar[str] = ContextVar("reason of the edits that are made", default="")


@contextmanager
def giving(reason: str) -> Iterator[None]:
    """Every edit of this block is kept with this reason; an empty one says nothing."""
    token = _given.set(reason.strip()[:LONGEST])
    try:
        yield
    finally:
        _given.reset(token)


def reason_given() -> str:
    """The reason of the edit that is being made, or nothing."""
    return _given.get()


def with_reason(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, where what is typed in the field «reason» is kept with the edit that it makes."""

    @functools.wraps(view)
    def explained(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with giving(request.POST.get("reason", "")):
            return view(request, *args, **kwargs)

    return explained


Asker = Callable[[Edit], str]
_askers: list[Asker] = []


def ask_afterwards(asker: Asker) -> Asker:
    """Register who gives the address where the reason of an edit is written, if it wants one."""
    _askers.append(asker)
    return asker


def where_to_say_why(edit: Edit) -> str:
    """The address to which the reason of an edit is sent, empty when none is wanted."""
    return next(filter(None, (asker(edit) for asker in _askers)), "")
