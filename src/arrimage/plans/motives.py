"""Why a plan is changed: said once at the door, kept with whatever edit is made behind it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

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
