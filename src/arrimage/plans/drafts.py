"""A plan as a draft: the way back from the tables to what writers and the interchange take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from django.db import models

from arrimage.formats import exact
from arrimage.formats.draft import PlanDraft
from arrimage.formats.interchange import FORMAT_VERSION, from_json
from arrimage.formats.words import ElementWords, words_of

from .confidential import READER, Sight
from .following import DraftDrawer, draft_keepers
from .models import (
    Assignment,
    Cadence,
    Element,
    ElementTerritory,
    ElementTheme,
    ExpectedResult,
    Indicator,
    Plan,
    Reference,
    Timeframe,
)
from .queries import load_tree
from .states import Status, default_code, drafted
from .tagging import words_of_tags

Stored = dict[str, Any]
_SAYING: Mapping[str, type[models.Model]] = {
    "assignments": Assignment,
    "timeframes": Timeframe,
    "cadences": Cadence,
    "results": ExpectedResult,
    "indicators": Indicator,
    "references": Reference,
    "theme_links": ElementTheme,
    "territory_links": ElementTerritory,
}


def pack(draft: PlanDraft) -> Stored:
    """The exact draft as JSON values, in the interchange's own envelope."""
    return {"arrimage": {"format": FORMAT_VERSION, "draft": exact.encode(draft)}}


def unpack(stored: Mapping[str, Any]) -> PlanDraft:
    """The draft that :func:`pack` stored."""
    return from_json(stored)


def plan_to_draft(plan: Plan, sight: Sight = READER) -> PlanDraft:
    """The plan as it stands: working titles, current states; ``source_title`` where they differ.

    ``plan_to_draft(create_plan_from_draft(draft))`` is ``draft`` with other keys, save for values
    of states that the document did not state outright (their words stay). What is confidential is
    left out unless ``sight`` holds it; so is what applications above keep for the team.
    """
    load_tree(plan, sight)
    return loaded_draft(plan, draft_keepers() if sight.withheld else ())


def loaded_draft(plan: Plan, keepers: Sequence[DraftDrawer] = ()) -> PlanDraft:
    """The draft of a plan whose tree is loaded, completed by these keepers; no other query."""
    drawn = [keeper.draw(plan) for keeper in keepers]
    stored: Stored = {
        "title": plan.title,
        "organization": plan.source_organization,
        "period": _period(plan),
        "fiscal_year_start": plan.fiscal_year_start,
        "updated_on": _day(plan.updated_on),
        "mission": plan.mission,
        "vision": plan.vision,
        "values": plan.values,
        "general_objective": plan.general_objective,
        "acronyms": plan.acronyms,
        "footnotes": plan.footnotes,
        "notes": plan.notes,
        "years": [
            {"number": y.number, "start": _day(y.starts_on), "end": _day(y.ends_on)}
            for y in plan.years.all()
        ],
        "levels": [{"name": level.name, "role": level.role} for level in plan.levels.all()],
        "states": drafted(plan),
        "elements": _tree(plan, drawn),
        "layout": plan.layout,
    }
    for keeper in keepers:
        stored |= keeper.draw_frame(plan)
    return exact.decode(stored)


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _period(plan: Plan) -> Stored | None:
    if not (plan.starts_on or plan.ends_on or plan.period_text):
        return None
    return {
        "start": _day(plan.starts_on),
        "end": _day(plan.ends_on),
        "precision": plan.period_precision,
        "text": plan.period_text,
    }


def words_of_element(
    element: Element, carrying: Collection[type[models.Model]] | None = None
) -> ElementWords:
    """What an element of a plan says, as a person reads and writes it.

    With ``carrying``, rows of other kinds are not asked for, and what they say stays empty.
    """
    if carrying is not None:
        apart = {name: model for name, model in _SAYING.items() if model not in carrying}
        element = copy(element)
        element._prefetched_objects_cache = {n: m._base_manager.none() for n, m in apart.items()}
    return replace(printed_words(element, 0), **words_of_tags(element))  # words tell no level


def printed_words(element: Element, rank: int) -> ElementWords:
    """The same without themes and territories, which no document says."""
    stored = _element(element, rank) | {"children": []}
    return words_of(exact.decode({"elements": [stored]}).elements[0])


def _tree(plan: Plan, drawn: Iterable[Mapping[int, Stored]]) -> list[Stored]:
    ranks = {level.pk: level.rank for level in plan.levels.all()}
    below: dict[int | None, list[Stored]] = defaultdict(list)
    nodes: dict[int, Stored] = {}
    for element in plan.elements.all():
        node = _element(element, ranks[element.level_id])
        nodes[element.pk] = node
        below[element.parent_id].append(node)
    for pk, node in nodes.items():
        node["children"] = below[pk]
        for values in drawn:
            node |= values.get(pk, {})
    return below[None]


def _element(element: Element, level: int) -> Stored:
    is_reworded = element.title != element.source_title
    return {
        "key": draft_key(element),
        "level": level,
        "title": element.title,
        "source_title": element.source_title if is_reworded else "",
        "title_variants": element.title_variants,
        "number": element.number,
        "kind": element.kind,
        "group": element.group,
        "sub_items": element.sub_items,
        "timeframe_text": element.timeframe_text,
        "years_marked": element.years_marked,
        "quarters_marked": element.quarters_marked,
        "cost": element.cost,
        "priority": element.priority,
        "notes": element.notes,
        "extra": element.extra,
        "anchor": element.anchor,
        "confidence": element.confidence,
        "weight": None if element.weight is None else str(element.weight),
        "status": _status(element),
        **_carried(element),
    }


def draft_key(element: Element) -> str:
    """The key of an element in the draft of its plan."""
    return f"e{element.position + 1}"


def _carried(element: Element) -> Stored:
    return {
        "assignments": [
            {"name": a.name, "role": a.role} for a in element.assignments.all() if a.is_current
        ],
        "timeframes": [_timeframe(timeframe) for timeframe in element.timeframes.all()],
        "cadences": [_cadence(cadence) for cadence in element.cadences.all()],
        "results": [
            {"text": r.text, "year": r.year, "sub_items": r.sub_items, "target": r.target}
            for r in element.results.all()
        ],
        "indicators": [
            {"text": i.text, "nature": i.nature, "target": i.target}
            for i in element.indicators.all()
        ],
        "references": [{"number": r.number, "text": r.text} for r in element.references.all()],
    }


def _timeframe(timeframe: Timeframe) -> Stored:
    return {
        "kind": timeframe.kind,
        "text": timeframe.text,
        "start": _day(timeframe.starts_on),
        "end": _day(timeframe.ends_on),
        "precision": timeframe.precision or None,
    }


def _cadence(cadence: Cadence) -> Stored:
    return {
        "count": str(cadence.count.normalize()),
        "per": cadence.per,
        "unit": cadence.unit,
        "text": cadence.text,
        "at_least": cadence.at_least,
        "every": cadence.every,
        "weekday": cadence.weekday,
        "nth": cadence.nth,
        "months": cadence.months,
    }


def _status(element: Element) -> Stored | None:
    """A state noted by a person is printed with its label; the document's keeps its own words."""
    if not element.status_basis:
        return None
    code = element.status
    known = {"value": default_code(element.plan, code) or None, "own": code}
    if code in Status.values:
        known["own"] = ""
    if element.status_basis != "person":
        return {"text": element.status_text, "basis": element.status_basis, **known}
    if not code:
        return {"text": element.status_text, "value": None, "basis": "none"}
    label = element.get_status_display()
    text = f"{label}. {element.status_text}" if element.status_text else label
    return {"text": text, "basis": "explicit", **known}
