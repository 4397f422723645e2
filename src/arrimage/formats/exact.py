"""The exact draft as plain JSON values, and back: what no other format carries whole."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import types
from decimal import Decimal
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from . import draft
from .draft import PlanDraft

Part = TypeVar("Part")


def encode(value: Any) -> Any:
    """Dataclasses as dictionaries without their default values; dates and decimals as text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        defaults = _defaults(type(value))
        return {k: encode(v) for k, v in pairs if k not in defaults or defaults[k] != v}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


@functools.cache
def _defaults(cls: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in dataclasses.fields(cls):
        if field.default is not dataclasses.MISSING:
            found[field.name] = field.default
        elif field.default_factory is not dataclasses.MISSING:
            found[field.name] = field.default_factory()
    return found


@functools.cache
def _hints(name: str) -> dict[str, Any]:
    return get_type_hints(getattr(draft, name))


def decode(value: Any) -> PlanDraft:
    """The draft that :func:`encode` wrote; raises an ordinary error on any other value."""
    plan: PlanDraft = _decode(value, PlanDraft)
    return plan


def decode_parts(values: Any, part: type[Part]) -> tuple[Part, ...]:
    """A list of one kind of part of a draft, as :func:`encode` wrote it; errors as there."""
    parts: tuple[Part, ...] = _decode(values or [], tuple[part, ...])  # type: ignore[valid-type]
    return parts


def _decode(value: Any, hint: Any) -> Any:
    """The value of the declared type, or ``TypeError``/``ValueError``."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _decode(value, next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        return _decode_tuple(value, arguments)
    if origin is Literal:
        if value not in arguments:
            raise ValueError(value)
        return value
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        hints = _hints(hint.__qualname__)
        return hint(**{name: _decode(item, hints[name]) for name, item in value.items()})
    if hint is dt.date:
        return dt.date.fromisoformat(value)
    if hint is Decimal:
        return Decimal(value)
    if not isinstance(value, (int, float) if hint is float else hint):
        raise TypeError(value)
    return value


def _decode_tuple(value: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    if arguments[-1] is Ellipsis:
        return tuple(_decode(item, arguments[0]) for item in value)
    return tuple(_decode(item, kind) for item, kind in zip(value, arguments, strict=True))
