"""The rows of a new plan, made from a draft and saved in bulk."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import models

from arrimage.formats import exact
from arrimage.formats.draft import ElementDraft, PlanDraft, StatusDraft

from .following import draft_keepers
from .models import (
    Assignment,
    Cadence,
    Element,
    ExpectedResult,
    Indicator,
    Level,
    Plan,
    PlanYear,
    Reference,
    StatusUpdate,
    Timeframe,
)
from .states import code_for

HEAVIEST = Decimal(1000)  # the weight of a line
Doubts = Mapping[str, Sequence[Mapping[str, str]]]


class PlanRows:
    """Saves everything below a saved plan: levels, elements by depth, then what they carry."""

    def __init__(self, plan: Plan, draft: PlanDraft, doubts: Doubts, on: dt.date) -> None:
        self.plan, self.draft, self.doubts, self.on = plan, draft, doubts, on
        self.source = plan.source
        self.levels: list[Level] = []
        self.saved: list[tuple[ElementDraft, Element]] = []

    def save(self) -> int:
        """Number of elements saved."""
        self._save_frame()
        self._save_elements()
        self.save_carried()
        for keeper in draft_keepers():
            keeper.take_frame(self.plan, self.draft)
        return len(self.saved)

    def add(self, draft: ElementDraft, parent: Element | None) -> Element:
        """One more element, without what it carries: see :meth:`save_carried`."""
        (element,) = _bulk([self._element(draft, parent, 0)])
        self.saved.append((draft, element))
        return element

    def save_carried(self) -> None:
        """Everything that the saved elements carry."""
        self._save_carried()
        self._save_references()
        for keeper in draft_keepers():
            keeper.take(self.plan, self.saved)

    def _save_frame(self) -> None:
        levels = [
            Level(plan=self.plan, rank=rank, name=level.name, role=level.role)
            for rank, level in enumerate(self.draft.levels)
        ]
        self.levels = _bulk(levels)
        years = {year.number: year for year in self.draft.years if year.end >= year.start}
        _bulk(
            PlanYear(plan=self.plan, number=y.number, starts_on=y.start, ends_on=y.end)
            for y in years.values()
        )

    def _save_elements(self) -> None:
        """One insertion per depth: a parent has its key before its children need it."""
        order = {draft.key: position for position, draft in enumerate(self.draft.walk())}
        row: list[tuple[ElementDraft, Element | None]] = [(d, None) for d in self.draft.elements]
        while row:
            made = [self._element(draft, parent, order[draft.key]) for draft, parent in row]
            pairs = list(zip((draft for draft, _ in row), _bulk(made), strict=True))
            self.saved.extend(pairs)
            row = [(child, element) for draft, element in pairs for child in draft.children]
        self.saved.sort(key=lambda pair: pair[1].position)

    def _element(self, draft: ElementDraft, parent: Element | None, position: int) -> Element:
        status = draft.status
        is_stated = status is not None and status.basis == "explicit"
        return Element(
            plan=self.plan,
            level=self.levels[draft.level],
            parent=parent,
            position=position,
            number=draft.number,
            title=draft.title,
            source_title=draft.source_title or draft.title,
            title_variants=list(draft.title_variants),
            kind=draft.kind,
            group=draft.group,
            sub_items=list(draft.sub_items),
            timeframe_text=draft.timeframe_text,
            years_marked=list(draft.years_marked),
            quarters_marked=list(draft.quarters_marked),
            cost=draft.cost,
            priority=draft.priority,
            notes=list(draft.notes),
            extra=[list(pair) for pair in draft.extra],
            status=code_for(self.plan, self.draft, status) if status and is_stated else "",
            status_text=status.text if status else "",
            status_basis=status.basis if status else "",
            source=self.source,
            anchor=exact.encode(draft.anchor),
            confidence=draft.confidence,
            weight=weight_of(draft),
            doubts=[dict(doubt) for doubt in self.doubts.get(draft.key, ())],
        )

    def _save_carried(self) -> None:
        rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        for draft, element in self.saved:
            for row in (*_who_and_when(draft, element), *_what(draft, element)):
                rows[type(row)].append(row)
            if draft.status and element.status:
                rows[StatusUpdate].append(self._update(draft.status, element))
        for made in rows.values():
            _bulk(made)

    def _update(self, status: StatusDraft, element: Element) -> StatusUpdate:
        return StatusUpdate(
            element=element,
            status=element.status,
            text=status.text,
            basis="document",
            on=self.draft.updated_on or self.on,
        )

    def _save_references(self) -> None:
        """A number that two elements bear is not resolved: which one is meant is unknown."""
        bearers: dict[str, list[Element]] = defaultdict(list)
        for _, element in self.saved:
            if element.number:
                bearers[_bare(element.number)].append(element)
        _bulk(
            Reference(
                element=element,
                number=reference.number,
                text=reference.text,
                target=_only_other(bearers[_bare(reference.number)], element),
            )
            for draft, element in self.saved
            for reference in draft.references
        )


def weight_of(draft: ElementDraft) -> Decimal | None:
    """The weight of a draft; none when no row could hold it."""
    weight = draft.weight
    is_held = weight is not None and weight.is_finite() and 0 <= weight <= HEAVIEST
    return round(weight, 2) if is_held and weight is not None else None


def _bare(number: str) -> str:
    return number.strip().rstrip(".").casefold()


def _only_other(bearers: list[Element], element: Element) -> Element | None:
    return bearers[0] if len(bearers) == 1 and bearers[0] is not element else None


def _who_and_when(draft: ElementDraft, element: Element) -> list[models.Model]:
    return [
        *(
            Assignment(element=element, position=i, name=a.name, role=a.role)
            for i, a in enumerate(draft.assignments)
        ),
        *(
            Timeframe(
                element=element,
                position=i,
                kind=t.kind,
                text=t.text,
                starts_on=t.start,
                ends_on=t.end,
                precision=t.precision or "",
            )
            for i, t in enumerate(draft.timeframes)
        ),
        *(
            Cadence(
                element=element,
                position=i,
                count=c.count,
                per=c.per,
                unit=c.unit,
                text=c.text,
                at_least=c.at_least,
                every=c.every,
                weekday=c.weekday,
                nth=c.nth,
                months=list(c.months),
            )
            for i, c in enumerate(draft.cadences)
        ),
    ]


def _what(draft: ElementDraft, element: Element) -> list[models.Model]:
    return [
        *(
            ExpectedResult(
                element=element,
                position=i,
                text=r.text,
                source_text=r.text,
                year=r.year,
                sub_items=list(r.sub_items),
                target=exact.encode(r.target),
            )
            for i, r in enumerate(draft.results)
        ),
        *(
            Indicator(
                element=element,
                position=i,
                text=d.text,
                source_text=d.text,
                nature=d.nature,
                target=exact.encode(d.target),
            )
            for i, d in enumerate(draft.indicators)
        ),
    ]


def _bulk(rows: Iterable[Any]) -> list[Any]:
    """Checked like any other row, without asking the database about each foreign key."""
    made = list(rows)
    for row in made:
        keys = [f.name for f in row._meta.concrete_fields if f.is_relation]
        row.clean_fields(exclude=[*keys, "text", "name", "number"])
    return list(type(made[0])._default_manager.bulk_create(made)) if made else []
