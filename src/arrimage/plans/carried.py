"""What elements carry, as plain rows grouped by element: six queries, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from .models import Assignment, Cadence, ExpectedResult, Indicator, Reference, Timeframe

NATURES = dict(Indicator._meta.get_field("nature").flatchoices)


@dataclass(frozen=True, slots=True)
class ResultView:
    """An expected result."""

    text: str
    year: int | None
    sub_items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator; ``nature`` is MO, R or empty."""

    text: str
    nature: str
    nature_label: str


Rows = Mapping[int, list[tuple[Any, ...]]]
"""Values of the rows of each element, by its primary key; an element without rows has none."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The rows of some elements."""

    assignments: Rows  # name, role, of those who carry today
    timeframes: Rows  # text
    cadences: Rows  # text
    results: Rows  # text, year, sub-items
    indicators: Rows  # text, nature
    references: Rows  # number, text, target

    def people(self, pk: int, role: str) -> tuple[str, ...]:
        """Names with this role: «responsible» or «collaborator»."""
        return tuple(name for name, held in self.assignments[pk] if held == role)

    def results_of(self, pk: int) -> tuple[ResultView, ...]:
        """Expected results of one element."""
        return tuple(ResultView(text, year, tuple(s)) for text, year, s in self.results[pk])

    def indicators_of(self, pk: int) -> tuple[IndicatorView, ...]:
        """Indicators of one element."""
        return tuple(
            IndicatorView(text, nature, str(NATURES.get(nature, "")))
            for text, nature in self.indicators[pk]
        )


def carried_by(**owner: models.Model) -> Carried:
    """The rows of one element (``element=…``) or of a whole plan (``element__plan=…``)."""
    return Carried(
        assignments=_rows(Assignment, owner, "name", "role"),
        timeframes=_rows(Timeframe, owner, "text"),
        cadences=_rows(Cadence, owner, "text"),
        results=_rows(ExpectedResult, owner, "text", "year", "sub_items"),
        indicators=_rows(Indicator, owner, "text", "nature"),
        references=_rows(Reference, owner, "number", "text", "target"),
    )


def _rows(model: type[models.Model], owner: Mapping[str, models.Model], *fields: str) -> Rows:
    current = Assignment.objects.current() if model is Assignment else model._default_manager.all()
    ordered = current.filter(**owner).order_by(*model._meta.ordering, "pk")
    found: Iterable[tuple[Any, ...]] = ordered.values_list("element", *fields)
    rows: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, *values in found:
        rows[pk].append(tuple(values))
    return rows
