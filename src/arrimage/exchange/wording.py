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
    IndicatorDraft,
    PlanDraft,
    ReferenceDraft,
    ResultDraft,
)
from arrimage.formats.language import (
    TimeContext,
    read_cadences,
    read_target,
    read_timeframes,
)
from arrimage.formats.words import (
    clean,
    read_items,
    read_nature,
    read_numbers,
    read_year,
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
        names = dict.fromkeys(item.text for item in read_items(text))
        others = tuple(a for a in element.assignments if a.role != role)
        named = tuple(AssignmentDraft(name, role) for name in names)
        return replace(element, assignments=(*named, *others))

    return written


def _timeframe(draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
    context = TimeContext(
        period=draft.period, fiscal_year_start=draft.fiscal_year_start, years=draft.years
    )
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return replace(
        element,
        timeframe_text=text,
        timeframes=tuple(frame for line in lines for frame in read_timeframes(line, context)),
        cadences=tuple(cadence for line in lines for cadence in read_cadences(line)),
    )


def _years(draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
    known = {str(year.number) for year in draft.years}
    asked = read_numbers(text)
    if not known.issuperset(asked):
        raise ValidationError({"years": phrases.UNKNOWN_YEAR})
    return replace(element, years_marked=tuple(sorted(map(int, asked))))


def _results(_draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
    held = {words_of_result(result): result for result in element.results}
    made = []
    for item in read_items(text, with_details=True):
        year, words = read_year(item.text)
        fresh = ResultDraft(words, year, target=read_target(words))
        made.append(replace(held.get(item.text, fresh), sub_items=item.details))
    return replace(element, results=tuple(made))


def _indicators(_draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
    held = {words_of_indicator(indicator): indicator for indicator in element.indicators}
    return replace(
        element,
        indicators=tuple(held.get(i.text) or _indicator(i.text) for i in read_items(text)),
    )


def _indicator(text: str) -> IndicatorDraft:
    nature, words = read_nature(text)
    return IndicatorDraft(words, nature, read_target(words))  # type: ignore[arg-type]


def _references(_draft: PlanDraft, element: ElementDraft, text: str) -> ElementDraft:
    held = {reference.number: reference for reference in element.references}
    numbers = read_numbers(text)
    return replace(element, references=tuple(held.get(n) or ReferenceDraft(n, n) for n in numbers))


WRITERS: dict[str, Writer] = {
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
