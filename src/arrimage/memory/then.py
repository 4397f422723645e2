"""A plan as it was at a moment, ready for its screen, its exports and comparisons.

What may be read of it is what may be read of the plan today, less what was for the team alone at
that moment. The rows are read once: the number of queries does not depend on the plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from arrimage.formats.draft import PlanDraft
from arrimage.funding.models import Amount
from arrimage.plans.assembly import assemble
from arrimage.plans.confidential import Sight
from arrimage.plans.document import PlanDocument
from arrimage.plans.drafts import loaded_draft
from arrimage.plans.edits import CARRIED
from arrimage.plans.filters import PlanFilters
from arrimage.plans.frame_edits import frame_values
from arrimage.plans.models import (
    Assignment,
    Cadence,
    Edit,
    Element,
    ExpectedResult,
    Indicator,
    Level,
    Plan,
    PlanYear,
    Reference,
    Timeframe,
)
from arrimage.plans.reading_order import ReadingOrder

from .carried_then import carried_then, holds_on
from .money_then import MoneyThen, money_then
from .past import Past, Values, rewound

RELATED: Mapping[type[models.Model], str] = {
    Assignment: "assignments",
    Timeframe: "timeframes",
    Cadence: "cadences",
    ExpectedResult: "results",
    Indicator: "indicators",
    Reference: "references",
}


def past_of(plan: Plan) -> Past:
    """The rows of a plan as they are today, every element included; a query for each kind."""
    rows: dict[str, Values] = frame_values(plan)
    elements = Element.everything.filter(plan=plan).order_by("position")
    live: list[tuple[int, int | None, int]] = []
    for values in elements.values():
        pk = values.pop("id")
        if not values["removal"]:
            live.append((pk, values["parent_id"], values["position"]))
        rows[f"element:{pk}"] = values
    for model in (*CARRIED, Amount):
        for values in model._base_manager.filter(element__plan=plan).values():
            rows[f"{model._meta.model_name}:{values.pop('id')}"] = values
    noted = {row: values for row, values in rows.items() if row.startswith("statusupdate:")}
    return Past(rows, ReadingOrder(plan, live), noted)


def edits_since(plan: Plan, edit: int) -> QuerySet[Edit]:
    """Edits that came after one, latest first; all of them after 0."""
    return plan.edits.filter(pk__gt=edit).order_by("-pk")


def last_edit_on(plan: Plan, day: dt.date) -> int:
    """The key of the last edit made by the end of a day, 0 when there was none."""
    end = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(1), dt.time()))
    later = plan.edits.filter(at__gte=end).order_by("pk").values_list("pk", flat=True).first()
    edits = plan.edits if later is None else plan.edits.filter(pk__lt=later)
    return edits.order_by("-pk").values_list("pk", flat=True).first() or 0


@dataclass(frozen=True)
class PlanThen:
    """A plan at a moment, for one reader. ``plan`` stands for it: it is never saved.

    ``after`` is the key of the last edit that it holds, 0 before the first.
    """

    plan: Plan
    after: int
    day: dt.date
    past: Past
    sight: Sight

    def document(self, filters: PlanFilters | None = None) -> PlanDocument:
        """What the screen of the plan prints; four queries, for the names of the annuaire."""
        counts = {pk: len(pieces) for pk, pieces in self.past.carried("evidence").items()}
        carried = carried_then(self.past, self.day)
        document = assemble(self.plan, carried, filters or PlanFilters(), counts, {}, self.day)
        return replace(document, day=self.day)

    @cached_property
    def draft(self) -> PlanDraft:
        """What exports and comparisons take, with the money of that moment."""
        return loaded_draft(self.plan, [self.money])

    @cached_property
    def money(self) -> MoneyThen:
        """Its amounts and what the agreements gave; one query, for the names of the sources."""
        return money_then(self.past, {element.pk for element in self.plan.elements.all()})

    @property
    def keys(self) -> dict[str, int]:
        """The element behind each key of the draft."""
        return {f"e{e.position + 1}": e.pk for e in self.plan.elements.all()}


def plan_then(plan: Plan, *, after: int, day: dt.date, sight: Sight) -> PlanThen:
    """The plan as it stood once an edit (or none: 0) was made, on that day."""
    past = rewound(past_of(plan), edits_since(plan, after).only("pk", "plan", "changes"))
    return PlanThen(built(past, plan, day, sight), after, day, past, sight)


def plan_on(plan: Plan, day: dt.date, sight: Sight) -> PlanThen:
    """The plan at the end of a day, with the states that are known of that day since."""
    after = last_edit_on(plan, day)
    past = rewound(past_of(plan), edits_since(plan, after).only("pk", "plan", "changes"))
    past.know_states(day)
    return PlanThen(built(past, plan, day, sight), after, day, past, sight)


def built(past: Past, plan: Plan, day: dt.date, sight: Sight) -> Plan:
    """A plan made of these rows, with its years, levels and elements loaded."""
    now = {field.attname: getattr(plan, field.attname) for field in Plan._meta.concrete_fields}
    then = Plan(**now | past.rows[f"plan:{plan.pk}"])
    then.organization = plan.organization
    levels = [Level(pk=pk, **values) for pk, values in past.of("level").items()]
    years = [PlanYear(pk=pk, **values) for pk, values in past.of("planyear").items()]
    fill(then, "levels", Level, sorted(levels, key=lambda level: level.rank))
    fill(then, "years", PlanYear, sorted(years, key=lambda year: year.number))
    fill(then, "elements", Element, _elements(past, then, day, sight))
    ranked = {level.pk: level for level in levels}
    for element in then.elements.all():
        element.level = ranked[element.level_id]
    return then


def _elements(past: Past, plan: Plan, day: dt.date, sight: Sight) -> list[Element]:
    rows = past.of("element")
    hidden = frozenset() if sight.withheld else past.hidden()
    made: dict[int, Element] = {}
    for position, pk in enumerate(past.order.walk()):
        if pk in hidden:
            continue
        place = past.order.place_of(pk)
        values = rows[pk] | {
            "parent_id": place.parent if place else None,
            "position": position,
            "removal": "",
        }
        made[pk] = Element(pk=pk, **values)
        made[pk].plan = plan
    _fill_carried(past, made, day)
    return list(made.values())


def _fill_carried(past: Past, elements: Mapping[int, Element], day: dt.date) -> None:
    for model, name in RELATED.items():
        rows = past.carried(model._meta.model_name or "", *model._meta.ordering)
        for pk, element in elements.items():
            held = (row_then(model, values, day) for key, values in rows.get(pk, ()))
            made = [model(**values) for values in held if values is not None]
            fill(element, name, model, made)


def row_then(model: type[models.Model], values: Values, day: dt.date) -> Values | None:
    """The row; who carried on that day still does in what is made of it, the others are left."""
    if model is not Assignment:
        return values
    return values | {"since": None, "until": None} if holds_on(values, day) else None


def fill(instance: Any, name: str, model: type[models.Model], rows: list[Any]) -> None:
    """Let ``instance.name.all()`` give these rows without a query."""
    loaded = model._default_manager.all()
    loaded._result_cache, loaded._prefetch_done = rows, True
    cache = instance.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = loaded
