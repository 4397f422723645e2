"""The words of a part of a draft, rewritten field by field; times and targets are read again.

Words that stay keep what was read in them: only what a person changed is read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal

from django.core.exceptions import ValidationError

from arrimage.formats.draft import (
    AssignmentDraft,
    ElementDraft,
    PlanDraft,
    ReferenceDraft,
)
from arrimage.formats.language import TimeContext, read_status
from arrimage.formats.words import (
    clean,
    read_indicator,
    read_items,
    read_marked_years,
    read_names,
    read_numbers,
    read_result,
    read_times,
    words_of_indicator,
    words_of_result,
)

from . import phrases
from .corrections import find, put, reword

Writer = Callable[[PlanDraft, ElementDraft, str], ElementDraft]


def write(draft: PlanDraft, key: str, values: Mapping[str, str]) -> PlanDraft:
    """The draft with these fields of a part rewritten; names are those of ``ElementWords``."""
    for name, text in values.items():
        if name == "title":
            if not clean(text):
                raise ValidationError({"title": phrases.TITLE_MISSING})
            draft = reword(draft, key, clean(text))
        else:
            draft = put(draft, WRITERS[name](draft, find(draft, key), clean(text)))
    return draft


def _plain(name: str) -> Writer:
    def written(_draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
        changes: dict[str, Any] = {name: text}
        return replace(element, **changes)

    return written


def _items(name: str) -> Writer:
    def written(_draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
        changes: dict[str, Any] = {name: tuple(item.text for item in read_items(text))}
        return replace(element, **changes)

    return written


def _people(role: Literal["responsible", "collaborator"]) -> Writer:
    def written(_draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
        others = tuple(a for a in element.assignments if a.role != role)
        named = tuple(AssignmentDraft(name, role) for name in read_names(text))
        return replace(element, assignments=(*named, *others))

    return written


def _timeframe(draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
    context = TimeContext(
        period=draft.period, fiscal_year_start=draft.fiscal_year_start, years=draft.years
    )
    times = read_times(text, context)
    return replace(
        element, timeframe_text=times.text, timeframes=times.frames, cadences=times.cadences
    )


def _years(draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
    marked = read_marked_years(text, {year.number for year in draft.years})
    if marked is None:
        raise ValidationError({"years": phrases.UNKNOWN_YEAR})
    return replace(element, years_marked=marked)


def _results(_draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
    held = {words_of_result(result): result for result in element.results}
    items = read_items(text, with_details=True)
    made = (replace(held.get(i.text) or read_result(i), sub_items=i.details) for i in items)
    return replace(element, results=tuple(made))


def _indicators(_draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
    held = {words_of_indicator(indicator): indicator for indicator in element.indicators}
    made = (held.get(item.text) or read_indicator(item.text) for item in read_items(text))
    return replace(element, indicators=tuple(made))


def _references(_draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
    held = {reference.number: reference for reference in element.references}
    numbers = read_numbers(text)
    return replace(element, references=tuple(held.get(n) or ReferenceDraft(n, n) for n in numbers))


def state_of(element: ElementDraft) -> str:
    """The words of the state that a part was read with."""
    return element.status.text if element.status else ""


def _state(_draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
    return replace(element, status=read_status(text) if text else None)


WRITERS: dict[str, Writer] = {
    "state": _state,
    "number": _plain("number"),
    "kind": _plain("kind"),
    "sub_items": _items("sub_items"),
    "responsibles": _people("responsible"),
    "collaborators": _people("collaborator"),
    "timeframe": _timeframe,
    "years": _years,
    "results": _results,
    "indicators": _indicators,
    "references": _references,
    "cost": _plain("cost"),
    "priority": _plain("priority"),
    "notes": _items("notes"),
}
