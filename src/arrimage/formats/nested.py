"""The nested part of the interchange, written by anybody, as a plan in draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from . import exact
from .draft import (
    AmountDraft,
    AssignmentDraft,
    ElementDraft,
    EnvelopeDraft,
    IndicatorDraft,
    LevelDraft,
    LevelRole,
    Note,
    Period,
    PlanDraft,
    PlanYear,
    ReferenceDraft,
    ResultDraft,
    StateDraft,
    StatusDraft,
    TargetDraft,
    TimeframeDraft,
)

Json = dict[str, Any]

_ORDER: tuple[LevelRole, ...] = ("axis", "orientation", "objective", "action", "step")
_NAMES: dict[LevelRole, str] = {
    "axis": "Axe",
    "orientation": "Orientation",
    "objective": "Objectif",
    "action": "Action",
    "step": "Étape",
}


def read_nested(data: Mapping[str, Any]) -> PlanDraft:
    """The plan that ``axes`` and ``orientations`` describe; an ordinary error on a wrong shape."""
    return _Unnesting(data).plan()


class _Unnesting:
    """Rebuilds one tree; untitled parents are only places to hang things and do not come back."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.axes: list[Json] = data.get("axes") or []
        self.orientations: list[Json] = data.get("orientations") or []
        self.roles = self._roles()
        self.count = 0

    def _roles(self) -> tuple[LevelRole, ...]:
        every = [o for a in self.axes for o in a.get("orientations") or []] + self.orientations
        objectives = [b for o in every for b in o.get("objectives") or []]
        actions = [a for b in objectives for a in b.get("actions") or []]
        present = {
            "axis": bool(self.axes),
            "orientation": any(_is_named(o) for o in every),
            "objective": any(_is_named(b) for b in objectives),
            "action": True,
            "step": any(a.get("sub_actions") for a in actions),
        }
        return tuple(role for role in _ORDER if present[role])

    def plan(self) -> PlanDraft:
        data = self.data
        names = [str(name) for name in data.get("levels") or []]
        if len(names) != len(self.roles):
            names = [_NAMES[role] for role in self.roles]
        return PlanDraft(
            title=str(data.get("title") or ""),
            organization=str(data.get("organization") or ""),
            period=_read_period(data.get("period")),
            fiscal_year_start=str(data.get("fiscal_year_start") or ""),
            updated_on=_date(data.get("updated")),
            mission=str(data.get("mission") or ""),
            vision=str(data.get("vision") or ""),
            values=_texts(data.get("values")),
            general_objective=str(data.get("general_objective") or ""),
            acronyms=_pairs(data.get("acronyms")),
            footnotes=_pairs(data.get("footnotes")),
            notes=tuple(Note(n["title"], n["text"]) for n in data.get("annexes") or []),
            years=tuple(_year(k, v) for k, v in (data.get("years") or {}).items()),
            levels=tuple(LevelDraft(n, r) for n, r in zip(names, self.roles, strict=True)),
            elements=self._roots(),
            envelopes=exact.decode_parts(data.get("envelopes"), EnvelopeDraft),
            states=exact.decode_parts(data.get("states"), StateDraft),
        )

    def _roots(self) -> tuple[ElementDraft, ...]:
        inside = [_identity(o) for a in self.axes for o in a.get("orientations") or []]
        axes = tuple(
            self._element(a, "axis", self._children(a.get("orientations"), "orientation"))
            for a in self.axes
        )
        loose = [o for o in self.orientations if _identity(o) not in inside]
        return axes + self._children(loose, "orientation")

    def _children(self, nodes: Iterable[Json] | None, role: LevelRole) -> tuple[ElementDraft, ...]:
        elements: list[ElementDraft] = []
        for node in nodes or ():
            below: LevelRole = _ORDER[min(_ORDER.index(role) + 1, len(_ORDER) - 1)]
            key = {"orientation": "objectives", "objective": "actions"}.get(role, "sub_actions")
            children = self._children(node.get(key), below)
            if role in ("orientation", "objective") and not _is_named(node):
                elements.extend(children)
            else:
                elements.append(self._element(node, role, children))
        return tuple(elements)

    def _element(
        self, node: Json, role: LevelRole, children: tuple[ElementDraft, ...]
    ) -> ElementDraft:
        self.count += 1
        status = node.get("status_raw") or node.get("status")
        return ElementDraft(
            key=f"e{self.count}",
            level=self.roles.index(role),
            title=str(node.get("title") or ""),
            number=str(node.get("number") or node.get("code") or ""),
            kind=_kind(node.get("kind")),
            title_variants=_texts(node.get("title_variants")),
            sub_items=_texts(node.get("sub_items")),
            group=str(node.get("group") or ""),
            assignments=_assignments(node),
            timeframes=tuple(_read_timeframe(t) for t in node.get("timeline") or []),
            timeframe_text=str(node.get("timeline_raw") or ""),
            years_marked=tuple(int(y) for y in node.get("years_marked") or []),
            quarters_marked=_texts(node.get("quarters")),
            results=_results(node),
            indicators=tuple(_indicator(i) for i in node.get("indicators") or []),
            references=tuple(ReferenceDraft(x) for x in _texts(node.get("links"))),
            status=_status(node, str(status)) if status else None,
            cost=str(node.get("cost") or ""),
            amounts=exact.decode_parts(node.get("amounts"), AmountDraft),
            priority=str(node.get("priority") or ""),
            weight=None if node.get("weight") is None else Decimal(str(node["weight"])),
            notes=_texts(node.get("notes")),
            extra=_pairs(node.get("extra")),
            children=children,
        )


def _kind(value: Any) -> Literal["principal", "secondary", ""]:
    return value if value in ("principal", "secondary") else ""


def _is_named(node: Json) -> bool:
    return bool(node.get("title") or node.get("number") or node.get("code"))


def _identity(node: Json) -> tuple[str, str]:
    return str(node.get("number") or ""), str(node.get("title") or "")


def _texts(value: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(item) for item in value or ())


def _pairs(value: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...]:
    return tuple((str(key), str(text)) for key, text in (value or {}).items())


def _date(value: Any, last: bool = False) -> dt.date | None:
    """A date that may be a year or a month alone: its first day, or its last one."""
    text = str(value or "")
    if len(text) == 4:
        text += "-12-31" if last else "-01-01"
    elif len(text) == 7:
        first = dt.date.fromisoformat(text + "-01")
        return (first + dt.timedelta(31)).replace(day=1) - dt.timedelta(1) if last else first
    return dt.date.fromisoformat(text) if text else None


def _read_period(value: Json | None) -> Period | None:
    if not value:
        return None
    precision = value.get("precision")
    return Period(
        start=_date(value.get("start")),
        end=_date(value.get("end"), last=True),
        precision=precision if precision in ("year", "month", "day") else "year",
        text=str(value.get("text") or ""),
    )


def _year(label: str, bounds: list[str]) -> PlanYear:
    number = int("".join(c for c in label if c.isdigit()))
    return PlanYear(number, dt.date.fromisoformat(bounds[0]), dt.date.fromisoformat(bounds[1]))


def _assignments(node: Json) -> tuple[AssignmentDraft, ...]:
    return tuple(AssignmentDraft(n) for n in _texts(node.get("responsibles"))) + tuple(
        AssignmentDraft(n, "collaborator") for n in _texts(node.get("collaborators"))
    )


def _read_timeframe(value: Json) -> TimeframeDraft:
    return TimeframeDraft(
        kind=value.get("kind") or "unknown",
        text=str(value.get("text") or ""),
        start=_date(value.get("start")),
        end=_date(value.get("end"), last=True),
        precision=value.get("precision"),
    )


def _results(node: Json) -> tuple[ResultDraft, ...]:
    subs, years = node.get("expected_results_sub") or {}, node.get("result_years") or {}
    targets = {t.get("result_index"): t for t in node.get("result_targets") or []}
    return tuple(
        ResultDraft(
            text=text,
            year=years.get(str(i)),
            sub_items=_texts(subs.get(str(i))),
            target=_read_target(targets.get(i)),
        )
        for i, text in enumerate(_texts(node.get("expected_results")))
    )


def _indicator(value: Json) -> IndicatorDraft:
    nature = value.get("kind")
    return IndicatorDraft(
        text=str(value.get("text") or ""),
        nature=nature if nature in ("MO", "R") else "",
        target=_read_target(value.get("target")),
    )


def _read_target(value: Json | None) -> TargetDraft | None:
    if not value:
        return None
    number = value.get("value")
    try:
        amount = None if number is None else Decimal(str(number))
    except InvalidOperation:
        amount = None
    return TargetDraft(
        value=amount,
        unit=str(value.get("unit") or ""),
        direction=value.get("direction") or ">=",
        per=value.get("per"),
        growth=bool(value.get("growth")),
        derived=bool(value.get("derived")),
        by=_date(value.get("by"), last=True),
    )


def _status(node: Json, text: str) -> StatusDraft:
    value, own = node.get("status"), str(node.get("status_own") or "")
    basis: Any = node.get("status_basis") or ("explicit" if value else "none")
    return StatusDraft(text, value, basis, own)
