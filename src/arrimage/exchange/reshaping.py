"""Corrections that change how many parts a draft has, or their order: pure functions.

Nothing that was read is lost: what a part carried goes with one half, with the merged part, or into
the note that it becomes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from django.core.exceptions import ValidationError

from arrimage.formats.doctor.finding import is_state
from arrimage.formats.draft import ElementDraft, Note, PlanDraft
from arrimage.formats.language.text import normalise
from arrimage.formats.words import FIELDS, words_of

from . import phrases
from .corrections import change_level, drop, find, parent_of, put
from .cuts import Cut, cut_at

Elements = tuple[ElementDraft, ...]
T = TypeVar("T")


def siblings_of(draft: PlanDraft, key: str) -> Elements:
    """The part and those beside it, in order."""
    above = parent_of(draft, key)
    return above.children if above else draft.elements


def _with_siblings(draft: PlanDraft, key: str, siblings: Elements) -> PlanDraft:
    above = parent_of(draft, key)
    if above is None:
        return replace(draft, elements=siblings)
    return put(draft, replace(above, children=siblings))


def _rank(siblings: Elements, key: str) -> int:
    return [element.key for element in siblings].index(key)


def new_key(draft: PlanDraft, key: str) -> str:
    """A key that no part has, told by the one it comes from."""
    taken = {element.key for element in draft.walk()}
    rank = 2
    while f"{key}~{rank}" in taken:
        rank += 1
    return f"{key}~{rank}"


def split(draft: PlanDraft, key: str, start: int, end: int) -> PlanDraft:
    """Two parts from one title: who, when and the state hold for both, the rest for the first."""
    element = find(draft, key)
    cut = cut_at(element.title, start, end)
    if cut is None:
        raise ValidationError(phrases.NO_CUT, code="no_cut")
    siblings = siblings_of(draft, key)
    at = _rank(siblings, key)
    first, second = _halves(element, cut, new_key(draft, key))
    return _with_siblings(draft, key, (*siblings[:at], first, second, *siblings[at + 1 :]))


def _halves(element: ElementDraft, cut: Cut, key: str) -> tuple[ElementDraft, ElementDraft]:
    source = element.source_title or element.title
    first = replace(element, title=cut.first, source_title=source)
    second = ElementDraft(key, element.level, cut.second, source_title=source)
    return first, _sharing(second, element)


def _sharing(part: ElementDraft, whole: ElementDraft) -> ElementDraft:
    """What a row of the document says of everything in it."""
    return replace(
        part,
        kind=whole.kind,
        group=whole.group,
        assignments=whole.assignments,
        timeframes=whole.timeframes,
        timeframe_text=whole.timeframe_text,
        cadences=whole.cadences,
        years_marked=whole.years_marked,
        quarters_marked=whole.quarters_marked,
        status=whole.status,
        priority=whole.priority,
        anchor=whole.anchor,
        confidence=whole.confidence,
    )


def unfold(draft: PlanDraft, key: str) -> PlanDraft:
    """Each sub-item becomes a part: under this one, or beside it at the last level."""
    element = find(draft, key)
    if not element.sub_items:
        raise ValidationError(phrases.NO_SUB_ITEMS, code="no_sub_items")
    is_above = element.level + 1 < len(draft.levels)
    level = element.level + 1 if is_above else element.level
    made: Elements = ()
    for text in element.sub_items:
        taken = replace(draft, elements=(*draft.elements, *made))
        part = ElementDraft(new_key(taken, key), level, text)
        made += (_sharing(part, element),)
    bare = replace(element, sub_items=())
    if is_above:
        return put(draft, replace(bare, children=(*made, *element.children)))
    siblings = siblings_of(draft, key)
    at = _rank(siblings, key)
    return _with_siblings(draft, key, (*siblings[:at], bare, *made, *siblings[at + 1 :]))


def merge(draft: PlanDraft, key: str, into: str = "") -> PlanDraft:
    """The part joins the one above it, or ``into``, at the same level: all of both is kept."""
    element = find(draft, key)
    home = find(draft, into) if into else above_of(draft, key)
    if home is None or home.level != element.level or home.key == key:
        raise ValidationError(phrases.NOTHING_ABOVE, code="nothing_above")
    return put(drop(draft, key), _joined(home, element))


def above_of(draft: PlanDraft, key: str) -> ElementDraft | None:
    """The part just above among those beside it, at the same level."""
    siblings = siblings_of(draft, key)
    at = _rank(siblings, key)
    return siblings[at - 1] if at and siblings[at - 1].level == siblings[at].level else None


def _joined(first: ElementDraft, second: ElementDraft) -> ElementDraft:
    sources = (first.source_title or first.title, second.source_title or second.title)
    source = sources[0] if sources[0] == sources[1] else " ".join(filter(None, sources))
    title = _both_titles(first, second)
    has_both = bool(first.status and second.status and first.status != second.status)
    status_words = (second.status.text,) if has_both and second.status else ()
    both_numbered = bool(first.number and second.number)
    numbers = (second.number,) if both_numbered and first.number != second.number else ()
    return replace(
        first,
        title=title,
        source_title="" if source == title else source,
        number=first.number or second.number,
        kind=first.kind or second.kind,
        group=first.group or second.group,
        title_variants=(*first.title_variants, *second.title_variants),
        sub_items=_union(first.sub_items, second.sub_items),
        assignments=_union(first.assignments, second.assignments),
        timeframes=_union(first.timeframes, second.timeframes),
        timeframe_text=_lines(first.timeframe_text, second.timeframe_text),
        cadences=_union(first.cadences, second.cadences),
        years_marked=tuple(sorted({*first.years_marked, *second.years_marked})),
        quarters_marked=_union(first.quarters_marked, second.quarters_marked),
        results=_union(first.results, second.results),
        indicators=_union(first.indicators, second.indicators),
        references=_union(first.references, second.references),
        status=first.status or second.status,
        cost=_lines(first.cost, second.cost),
        priority=_lines(first.priority, second.priority),
        notes=_union(first.notes, (*second.notes, *numbers, *status_words)),
        extra=_union(first.extra, second.extra),
        confidence=min(first.confidence, second.confidence),
        children=(*first.children, *second.children),
    )


def _both_titles(first: ElementDraft, second: ElementDraft) -> str:
    """Both wordings, once when they are the same; a state is no wording, it is kept as a state."""
    is_said = normalise(first.title) == normalise(second.title) or is_state(second.title)
    return first.title if is_said and first.title else f"{first.title} {second.title}".strip()


def _union(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return (*first, *(item for item in second if item not in first))


def _lines(first: str, second: str) -> str:
    return first if first == second else "\n".join(filter(None, (first, second)))


def shift(draft: PlanDraft, key: str, by: int) -> PlanDraft:
    """One place up (-1) or down (1); past the edge, into the branch beside, if there is one."""
    element = find(draft, key)
    siblings = list(siblings_of(draft, key))
    at = _rank(tuple(siblings), key)
    to = at + (1 if by > 0 else -1)
    if 0 <= to < len(siblings):
        siblings[at], siblings[to] = siblings[to], siblings[at]
        return _with_siblings(draft, key, tuple(siblings))
    above = parent_of(draft, key)
    if above is None:
        raise ValidationError(phrases.AT_THE_EDGE, code="at_the_edge")
    around = siblings_of(draft, above.key)
    beside = _rank(around, above.key) + (1 if by > 0 else -1)
    if not 0 <= beside < len(around) or around[beside].level >= element.level:
        raise ValidationError(phrases.AT_THE_EDGE, code="at_the_edge")
    cut = drop(draft, key)
    home = find(cut, around[beside].key)
    children = (element, *home.children) if by > 0 else (*home.children, element)
    return put(cut, replace(home, children=children))


def to_heading(draft: PlanDraft, key: str) -> PlanDraft:
    """The part becomes a title of the level above; what follows it at its level goes under it."""
    element = find(draft, key)
    if element.level == 0:
        raise ValidationError(phrases.NO_LEVEL_ABOVE, code="no_level_above")
    return change_level(draft, key, element.level - 1)


def to_note(draft: PlanDraft, key: str) -> PlanDraft:
    """The part leaves the tree; every word of it is kept among the notes of the plan."""
    note = note_of(find(draft, key))
    return replace(drop(draft, key), notes=(*draft.notes, note))


def note_of(element: ElementDraft) -> Note:
    """A part and all below it, as a passage kept beside the plan."""
    lines = [line for part in element.walk() for line in _said(part)]
    return Note(element.number, "\n".join(lines), element.anchor)


def _said(element: ElementDraft) -> list[str]:
    words = words_of(element)
    names = [name for name in FIELDS if name not in ("number", "title", "kind", "years")]
    head = " ".join(filter(None, (element.number, element.title)))
    state = [element.status.text] if element.status else []
    return [head, *filter(None, (getattr(words, name) for name in names)), *state]
