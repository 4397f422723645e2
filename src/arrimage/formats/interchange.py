"""The interchange: a plan in draft as JSON, nested for people and programs, exact for ourselves.

The nested part (``orientations`` › ``objectives`` › ``actions``) holds strings as printed and JSON
numbers. The exact draft sits beside it under ``arrimage``; a dictionary without it is read too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from . import exact
from .document import UnreadableDocument
from .draft import (
    CadenceDraft,
    ElementDraft,
    LevelRole,
    Period,
    PlanDraft,
    TargetDraft,
    TimeframeDraft,
)
from .nested import read_nested

FORMAT_VERSION = 1
Json = dict[str, Any]


def to_json(draft: PlanDraft) -> Json:
    """The whole draft; keys without content hold ``None``, ``[]`` or ``{}``, never a guess."""
    axes, orientations = _Nesting(draft).run()
    plan: Json = {
        "title": draft.title,
        "organization": draft.organization,
        "period": _period(draft.period),
        "fiscal_year_start": draft.fiscal_year_start or None,
        "updated": _day(draft.updated_on),
        "mission": draft.mission or None,
        "vision": draft.vision or None,
        "values": list(draft.values),
        "general_objective": draft.general_objective or None,
        "acronyms": dict(draft.acronyms),
        "footnotes": dict(draft.footnotes),
        "annexes": [{"title": note.title, "text": note.text} for note in draft.notes],
        "years": {f"An {y.number}": [_day(y.start), _day(y.end)] for y in draft.years},
        "levels": [level.name for level in draft.levels],
        "orientations": orientations,
        "arrimage": {"format": FORMAT_VERSION, "draft": exact.encode(draft)},
    }
    if draft.envelopes:
        plan["envelopes"] = [exact.encode(envelope) for envelope in draft.envelopes]
    if draft.states:
        plan["states"] = [exact.encode(state) for state in draft.states]
    if axes:
        plan["axes"] = axes
    return plan


def from_json(data: Mapping[str, Any]) -> PlanDraft:
    """The exact draft if the dictionary carries it, else the plan its nested part describes.

    Raises :class:`UnreadableDocument` when the dictionary is neither.
    """
    try:
        whole = data.get("arrimage")
        if whole is not None:
            _require_known_version(whole)
            return exact.decode(whole["draft"])
        if not (isinstance(data.get("orientations"), list) or isinstance(data.get("axes"), list)):
            raise _unreadable("il ne contient ni « orientations » ni plan complet")
        return read_nested(data)
    except (AttributeError, ArithmeticError, KeyError, RecursionError, TypeError, ValueError) as e:
        raise _unreadable("une de ses parties n’a pas la forme attendue") from e


def _unreadable(why: str) -> UnreadableDocument:
    return UnreadableDocument(
        "bad_interchange",
        f"Ce fichier JSON n’est pas un plan d’Arrimage : {why}. Rien n’a été importé ; "
        "exportez de nouveau le plan, ou donnez le document d’origine.",
    )


def _require_known_version(whole: Mapping[str, Any]) -> None:
    if whole["format"] != FORMAT_VERSION:
        raise _unreadable("il vient d’une version plus récente que celle-ci")


# ------------------------------------------------------------------ draft → nested dictionaries


def role_of(draft: PlanDraft, element: ElementDraft) -> LevelRole:
    """Role of an element; the top level of a plan without orientations plays their part."""
    if not 0 <= element.level < len(draft.levels):
        return "action"
    role = draft.levels[element.level].role
    if role == "axis" and all(level.role != "orientation" for level in draft.levels):
        return "orientation"
    return role


class _Nesting:
    """Hangs each element under the right parent, opening untitled ones where a level is missing."""

    def __init__(self, draft: PlanDraft) -> None:
        self.draft = draft
        self.axes: list[Json] = []
        self.orientations: list[Json] = []
        self.untitled: Json | None = None

    def run(self) -> tuple[list[Json], list[Json]]:
        for element in self.draft.elements:
            self._place(element, None, None, None)
        return self.axes, self.orientations

    def _place(
        self, element: ElementDraft, axis: Json | None, above: Json | None, objective: Json | None
    ) -> None:
        role = role_of(self.draft, element)
        if role == "axis":
            axis = {"number": element.number or None, "title": element.title, "orientations": []}
            axis |= _said(element)
            self.axes.append(axis)
            above = objective = None
        elif role == "orientation":
            above, objective = self._orientation(element, axis), None
        elif role == "objective":
            objective = _objective(element)
            (above or self._untitled(axis))["objectives"].append(objective)
        else:
            home = objective or _untitled_objective(above or self._untitled(axis))
            home["actions"].append(_action(element))
            return
        for child in element.children:
            self._place(child, axis, above, objective)

    def _orientation(self, element: ElementDraft | None, axis: Json | None) -> Json:
        node: Json = {
            "number": (element.number or None) if element else None,
            "title": element.title if element else "",
            "title_variants": list(element.title_variants) if element else [],
            "objectives": [],
        }
        if element:
            node |= _said(element)
        self.orientations.append(node)
        if axis is not None:
            axis["orientations"].append(node)
        return node

    def _untitled(self, axis: Json | None) -> Json:
        if axis is not None:
            found = (o for o in axis["orientations"] if o["title"] == "" and o["number"] is None)
            return next(found, None) or self._orientation(None, axis)
        if self.untitled is None:
            self.untitled = self._orientation(None, None)
        return self.untitled


def _objective(element: ElementDraft) -> Json:
    node: Json = {
        "code": element.number or None,
        "kind": element.kind or None,
        "title": element.title,
        "actions": [],
    }
    return node | _said(element)


def _untitled_objective(orientation: Json) -> Json:
    for objective in orientation["objectives"]:
        if objective["title"] == "" and objective["code"] is None:
            return objective  # type: ignore[no-any-return]
    node: Json = {"code": None, "kind": None, "title": "", "actions": []}
    orientation["objectives"].append(node)
    return node


def _said(element: ElementDraft) -> Json:
    """What the document says of an axis, an orientation or an objective, beyond its title."""
    nothing: tuple[Any, ...] = (None, "", [], {})
    return {key: value for key, value in _attributes(element).items() if value not in nothing}


def _action(element: ElementDraft) -> Json:
    node: Json = {
        "code": element.number or None,
        "title": element.title,
        "kind": element.kind or None,
    }
    node |= _attributes(element)
    node["sub_actions"] = [_action(child) for child in element.children]
    return node


def _attributes(element: ElementDraft) -> Json:
    status = element.status
    known = status is not None and status.basis != "none"
    named: dict[str, list[str]] = {"responsible": [], "collaborator": []}
    for assignment in element.assignments:
        named[assignment.role].append(assignment.name)
    return {
        "sub_items": list(element.sub_items),
        "group": element.group or None,
        "responsibles": named["responsible"],
        "collaborators": named["collaborator"],
        "timeline_raw": element.timeframe_text or None,
        "timeline": [_timeframe(t) for t in element.timeframes],
        "status": status.value if status and known else None,
        "status_raw": status.text if status else None,
        "status_basis": status.basis if status else None,
        **_measures(element),
        "links": [reference.number for reference in element.references],
        "years_marked": list(element.years_marked),
        "quarters": list(element.quarters_marked),
        "cost": element.cost or None,
        "amounts": [exact.encode(amount) for amount in element.amounts],
        "priority": element.priority or None,
        "notes": list(element.notes),
        "extra": dict(element.extra),
        **_own(element),
    }


def _own(element: ElementDraft) -> Json:
    """The state of the plan's own dictionary and the weight, where somebody gave one."""
    own = element.status.own if element.status else ""
    weight = {} if element.weight is None else {"weight": _number(element.weight)}
    return weight | ({"status_own": own} if own else {})


def _measures(element: ElementDraft) -> Json:
    results = list(enumerate(element.results))
    return {
        "expected_results": [r.text for r in element.results],
        "expected_results_sub": {str(i): list(r.sub_items) for i, r in results if r.sub_items},
        "result_years": {str(i): r.year for i, r in results if r.year is not None},
        "result_targets": [
            (_target(r.target) or {}) | {"result_index": i} for i, r in results if r.target
        ],
        "indicators": [
            {"text": i.text, "kind": i.nature or None, "target": _target(i.target)}
            for i in element.indicators
        ],
        "cadences": [_cadence(cadence) for cadence in element.cadences],
    }


def _cadence(cadence: CadenceDraft) -> Json:
    node: Json = {
        "count": _number(cadence.count),
        "per": cadence.per,
        "unit": cadence.unit,
        "text": cadence.text,
    }
    if cadence.every > 1:
        node["every"] = cadence.every
    if cadence.weekday is not None:
        node["weekday"] = cadence.weekday
    if cadence.nth is not None:
        node["nth"] = cadence.nth
    if cadence.months:
        node["months"] = list(cadence.months)
    return node


def _timeframe(timeframe: TimeframeDraft) -> Json:
    node: Json = {
        "kind": timeframe.kind,
        "text": timeframe.text,
        "start": _day(timeframe.start),
        "end": _day(timeframe.end),
    }
    if timeframe.precision:
        node["precision"] = timeframe.precision
    return node


def _target(target: TargetDraft | None) -> Json | None:
    if target is None:
        return None
    node: Json = {
        "value": None if target.value is None else _number(target.value),
        "unit": target.unit or None,
        "direction": target.direction,
        "per": target.per,
        "growth": target.growth,
    }
    if target.derived:
        node["derived"] = True
    if target.by:
        node["by"] = _day(target.by)
    return node


def _period(period: Period | None) -> Json | None:
    if period is None:
        return None
    bounds: Json = {"start": _day(period.start), "end": _day(period.end)}
    return bounds | {"precision": period.precision, "text": period.text or None}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
