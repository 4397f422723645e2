"""The frame of a plan in its edits: what it says of itself, its years and its levels.

Rows are named as in :mod:`arrimage.plans.edits` («plan:4», «planyear:7», «level:9»); no element
carries them. Everything that the interchange says of a plan apart from its elements is here; an
application above adds the kinds of rows that it hangs from a plan (:func:`frame_with`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models

from .models import Element, Level, Plan, PlanYear

SAID = (
    *("title", "starts_on", "ends_on", "period_precision", "period_text", "source_organization"),
    *("fiscal_year_start", "updated_on", "mission", "vision", "values", "general_objective"),
    *("acronyms", "footnotes", "notes", "layout", "states", "source_id"),
)
RANKED: Mapping[type[models.Model], str] = {PlanYear: "number", Level: "rank"}
FRAMED: dict[str, type[models.Model]] = {
    str(model._meta.model_name): model for model in (Plan, *RANKED)
}
ASIDE = 10_000  # where ranks wait while they change places
Values = dict[str, Any]
Changes = Mapping[str, Mapping[str, Any]]
Python = Callable[[type[models.Model], Mapping[str, Any]], Values]


def frame_with(model: type[models.Model]) -> type[models.Model]:
    """Rows with a key to ``plan`` that an edit of its frame keeps, and undoing puts back."""
    FRAMED[str(model._meta.model_name)] = model
    return model


def is_frame(row: str) -> bool:
    """True for the name of a row that no element carries."""
    return row.partition(":")[0] in FRAMED


def frame_values(plan: Plan) -> dict[str, Values]:
    """The frame as it is in the database; one query for each kind of rows."""
    found = {f"plan:{plan.pk}": Plan.everything.filter(pk=plan.pk).values(*SAID).get()}
    for name, model in FRAMED.items():
        if model is not Plan:
            for row in model._base_manager.filter(plan=plan).order_by("pk").values():
                found[f"{name}:{row.pop('id')}"] = row
    return found


def frame_rows(plan: Plan) -> dict[str, Values]:
    """The frame in a form that JSON can hold."""
    found = frame_values(plan)
    return {row: dict(json.loads(json.dumps(v, default=str))) for row, v in found.items()}


def put_back_frame(changes: Changes, python: Python) -> None:
    """Write what the rows of the frame were before; what came in goes out first."""
    for row, change in changes.items():
        if change["before"] is None:
            _row(row).delete()
    _set_aside(changes)
    for row, change in changes.items():
        model, before = FRAMED[row.partition(":")[0]], change["before"]
        if before is None:
            continue
        values = python(model, before)
        if change["after"] is None:
            pk = int(row.partition(":")[2])
            model(pk=pk, **values).save_base(raw=True, force_insert=True)
        else:
            _row(row).update(**values)


def _set_aside(changes: Changes) -> None:
    """Ranks are unique in a plan: those that change leave their places before they take others."""
    for row, change in changes.items():
        rank = RANKED.get(FRAMED[row.partition(":")[0]])
        if rank and change["after"] and rank in (change["before"] or {}):
            _row(row).update(**{rank: models.F(rank) + ASIDE})


def _row(row: str) -> models.QuerySet[Any]:
    name, _colon, pk = row.partition(":")
    return FRAMED[name]._base_manager.filter(pk=int(pk))


def holds_together(plan: Plan) -> bool:
    """False when a line is marked for a year that is not there."""
    marks = Element.objects.filter(plan=plan).values_list("years_marked", flat=True)
    used = {number for marked in marks for number in marked}
    return used <= set(plan.years.values_list("number", flat=True)) or not plan.years.exists()


def levels_still_used(plan: Plan, changes: Changes) -> bool:
    """True when a level that would go has lines, those of the bin included."""
    going = [
        int(row.partition(":")[2])
        for row, change in changes.items()
        if row.startswith("level:") and change["before"] is None
    ]
    return Element.everything.filter(plan=plan, level__in=going).exists()
