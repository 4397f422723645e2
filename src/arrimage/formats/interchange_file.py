"""A file of the interchange that comes back: checked whole before anybody sees it."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from .document import Anchor, Block, Paragraph, Run, SourceDocument
from .draft import ElementDraft, PlanDraft
from .interchange import from_json
from .readers.cleaning import clean_text
from .readers.safety import check_size, damaged

MOST_ELEMENTS = 20_000


def read_interchange(data: bytes, name: str) -> tuple[SourceDocument, PlanDraft]:
    """The plan that a file holds, and its lines as a document to show beside it.

    Everything is as it was exported, but for the anchors: they lead to those lines. Raises
    :class:`UnreadableDocument` and nothing else.
    """
    check_size(data)
    try:
        stored = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
        draft = from_json(_cleaned(stored))
    except (RecursionError, ValueError, AttributeError) as error:
        raise damaged() from error
    if not _holds_together(draft):
        raise damaged()
    lines = {element.key: n for n, element in enumerate(draft.walk(), 1)}
    draft = replace(draft, elements=_anchored(draft.elements, lines))
    blocks = tuple(_line(element) for element in draft.walk())
    return SourceDocument(clean_text(name).replace("\n", " "), "json", blocks), draft


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _cleaned(value: Any) -> Any:
    """Texts without the controls and halves of characters that no database holds."""
    if isinstance(value, str):
        return clean_text(value).encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    return value


def _holds_together(draft: PlanDraft) -> bool:
    """True for a tree of known levels, no line under a lower one, with real numbers."""
    elements = list(draft.walk())
    return (
        0 < len(elements) <= MOST_ELEMENTS
        and len({element.key for element in elements}) == len(elements)
        and all(0 <= element.level < len(draft.levels) for element in elements)
        and all(child.level >= e.level for e in elements for child in e.children)
        and all(_is_real(leaf) for leaf in _leaves(draft))
    )


def _is_real(value: Any) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value) < Decimal(10) ** 15
    if isinstance(value, float):
        return math.isfinite(value)
    return not isinstance(value, int) or abs(value) < 2**31


def _leaves(value: Any) -> Iterator[Any]:
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _leaves(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def _anchored(
    elements: tuple[ElementDraft, ...], lines: dict[str, int]
) -> tuple[ElementDraft, ...]:
    return tuple(
        replace(
            element,
            anchor=Anchor(line=lines[element.key]),
            children=_anchored(element.children, lines),
        )
        for element in elements
    )


def _line(element: ElementDraft) -> Block:
    said = f"{element.number} {element.title}".strip()
    return Paragraph((Run(said),), list_level=element.level, anchor=element.anchor)
