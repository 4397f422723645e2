"""What elements carry, as plain rows grouped by element: six queries, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce, Concat

from .models import (
    Assignment,
    Cadence,
    ElementTerritory,
    ElementTheme,
    ExpectedResult,
    Indicator,
    Reference,
    Timeframe,
)

THEME = "theme"  # instead of the address of a territory
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

    assignments: Rows  # name, role, of those who carry today, and who that is in the annuaire
    timeframes: Rows  # text, kind, first and last day, precision
    cadences: Rows  # text
    results: Rows  # text, year, sub-items
    indicators: Rows  # text, nature
    references: Rows  # number, text, target
    tags: Rows  # address and name: «thème» or «region-04»

    def people(self, pk: int, role: str) -> tuple[str, ...]:
        """Names with this role: «responsible» or «collaborator»."""
        return tuple(name for name, held, _who in self.assignments[pk] if held == role)

    def carriers(self, pk: int) -> tuple[str, ...]:
        """Those responsible, as the annuaire names them, else as printed."""
        held = (who or name for name, role, who in self.assignments[pk] if role == "responsible")
        return tuple(dict.fromkeys(held))

    def results_of(self, pk: int) -> tuple[ResultView, ...]:
        """Expected results of one element."""
        return tuple(ResultView(text, year, tuple(s)) for text, year, s in self.results[pk])

    def indicators_of(self, pk: int) -> tuple[IndicatorView, ...]:
        """Indicators of one element."""
        return tuple(
            IndicatorView(text, nature, str(NATURES.get(nature, "")))
            for text, nature in self.indicators[pk]
        )


def carried_by(
    *, is_public: bool = False, left_out: Collection[str] = (), **owner: models.Model
) -> Carried:
    """The rows of one element (``element=…``) or of a whole plan (``element__plan=…``).

    ``is_public`` leaves out the people who took over from those that the plan prints;
    ``left_out`` names what is not asked for: «cadences», «references».
    """
    held: models.QuerySet[Assignment] = Assignment.objects.current()
    if is_public:
        held = held.exclude(person__isnull=False, since__isnull=False)
    who = Value("") if is_public else Coalesce("person__name", "organization__name", Value(""))
    frame = ("text", "kind", "starts_on", "ends_on", "precision")
    return Carried(
        assignments=_rows(held.annotate(who=who), owner, "name", "role", "who"),
        timeframes=_rows(Timeframe.objects.all(), owner, *frame),
        cadences=_rows(_asked(Cadence, "cadences" in left_out), owner, "text"),
        results=_rows(ExpectedResult.objects.all(), owner, "text", "year", "sub_items"),
        indicators=_rows(Indicator.objects.all(), owner, "text", "nature"),
        references=_rows(
            _asked(Reference, "references" in left_out), owner, "number", "text", "target"
        ),
        tags=_tags(owner),
    )


def _asked(model: type[models.Model], is_left_out: bool) -> models.QuerySet[Any]:
    """Every row, or none, without a query."""
    return model._default_manager.none() if is_left_out else model._default_manager.all()


def _tags(owner: Mapping[str, models.Model]) -> Rows:
    """Themes and territories in one query, themes first."""
    themes = ElementTheme.objects.filter(theme__merged_into=None, **owner).order_by()
    lands = ElementTerritory.objects.filter(**owner).order_by()
    address = Concat("territory__kind", Value("-"), "territory__code")
    found = themes.values_list("element", Value(THEME), "theme__label").union(
        lands.annotate(address=address).values_list("element", "address", "territory__name"),
        all=True,
    )
    rows: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, *values in sorted(found, key=lambda row: (row[0], row[1] != THEME, row[1], row[2])):
        rows[pk].append(tuple(values))
    return rows


def _rows(every: models.QuerySet[Any], owner: Mapping[str, models.Model], *fields: str) -> Rows:
    ordered = every.filter(**owner).order_by(*every.model._meta.ordering, "pk")
    found: Iterable[tuple[Any, ...]] = ordered.values_list("element", *fields)
    rows: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for pk, *values in found:
        rows[pk].append(tuple(values))
    return rows
