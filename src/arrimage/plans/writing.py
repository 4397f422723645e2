"""From the words of a field to the rows that an element carries. Rows that stay keep their ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from rapidfuzz import fuzz

from arrimage.formats import exact
from arrimage.formats.draft import IndicatorDraft, Period, PlanYear, ResultDraft
from arrimage.formats.language import TimeContext, normalise
from arrimage.formats.words import (
    read_indicator,
    read_items,
    read_marked_years,
    read_names,
    read_numbers,
    read_result,
    read_times,
    words_of_indicator,
    words_of_result,
)

from . import phrases
from .models import (
    Assignment,
    Cadence,
    Element,
    ExpectedResult,
    Indicator,
    Plan,
    Reference,
    Timeframe,
)

ALIKE = 60  # rapidfuzz ratio from which a changed sentence is the same row, reworded
Row = TypeVar("Row", bound=models.Model)


def time_context(plan: Plan) -> TimeContext:
    """What the plan's own calendar says, for échéances read in words."""
    has_period = plan.starts_on or plan.ends_on
    return TimeContext(
        period=Period(plan.starts_on, plan.ends_on, plan.period_precision, plan.period_text)  # type: ignore[arg-type]
        if has_period
        else None,
        fiscal_year_start=plan.fiscal_year_start,
        years=tuple(PlanYear(y.number, y.starts_on, y.ends_on) for y in plan.years.all()),
    )


def write_timeframe(element: Element, text: str) -> None:
    """The échéancier in words, and what can be read in them."""
    times = read_times(text, time_context(element.plan))
    element.timeframe_text = times.text
    element.timeframes.all().delete()
    element.cadences.all().delete()
    Timeframe.objects.bulk_create(
        Timeframe(
            element=element, position=rank, kind=f.kind, text=f.text,
            starts_on=f.start, ends_on=f.end, precision=f.precision or "",
        )
        for rank, f in enumerate(times.frames)
    )  # fmt: skip
    Cadence.objects.bulk_create(
        Cadence(
            element=element, position=rank, count=c.count, per=c.per,
            unit=c.unit, text=c.text, at_least=c.at_least,
            every=c.every, weekday=c.weekday, nth=c.nth, months=list(c.months),
        )
        for rank, c in enumerate(times.cadences)
    )  # fmt: skip


def write_people(element: Element, role: str, text: str) -> None:
    """One name a line; a name that stays keeps its row, with whoever it was matched to."""
    names = read_names(text)
    held = {a.name: a for a in element.assignments.all() if a.role == role and a.is_current}
    gone = [row.pk for name, row in held.items() if name not in names]
    Assignment.objects.filter(pk__in=gone).delete()
    for rank, name in enumerate(names):
        row = held.get(name) or Assignment(element=element, role=role, name=name)
        _save(row, position=rank)


def write_results(element: Element, text: str) -> None:
    """One result a line, its details under it; the figure it aims at is read again."""
    items = read_items(text, with_details=True)
    rows = _paired(list(element.results.all()), [item.text for item in items], _said_result)
    for rank, (row, item) in enumerate(zip(rows, items, strict=True)):
        result = row or ExpectedResult(element=element)
        if row is None or _said_result(row) != item.text:
            read = read_result(item)
            result.year, result.text, result.target = (
                read.year,
                read.text,
                exact.encode(read.target),
            )
        _save(result, position=rank, sub_items=list(item.details))


def write_indicators(element: Element, text: str) -> None:
    """One indicator a line; its target is read again."""
    items = read_items(text)
    rows = _paired(list(element.indicators.all()), [i.text for i in items], _said_indicator)
    for rank, (row, item) in enumerate(zip(rows, items, strict=True)):
        indicator = row or Indicator(element=element)
        if row is None or _said_indicator(row) != item.text:
            read = read_indicator(item.text)
            indicator.nature, indicator.text = read.nature, read.text
            indicator.target = exact.encode(read.target)
        _save(indicator, position=rank)


def write_references(element: Element, text: str) -> None:
    """Numbers of other elements; one that two elements bear, or none, aims at nothing."""
    held = {reference.number: reference for reference in element.references.all()}
    numbers = read_numbers(text)
    element.references.exclude(number__in=numbers).delete()
    others = Element.objects.filter(plan=element.plan_id).exclude(pk=element.pk)
    for number in numbers:
        if number not in held:
            bearers = list(others.filter(number__iexact=number.rstrip("."))[:2])
            target = bearers[0] if len(bearers) == 1 else None
            _save(Reference(element=element, number=number, text=number, target=target))


def write_years(element: Element, text: str) -> None:
    """The plan years that are marked: «1, 2»; only years that the plan has."""
    marked = read_marked_years(text, {year.number for year in element.plan.years.all()})
    if marked is None:
        raise ValidationError({"years": phrases.UNKNOWN_YEAR})
    element.years_marked = list(marked)


def _said_result(row: ExpectedResult) -> str:
    return words_of_result(ResultDraft(row.text, row.year))


def _said_indicator(row: Indicator) -> str:
    return words_of_indicator(IndicatorDraft(row.text, row.nature))  # type: ignore[arg-type]


def _paired(rows: list[Row], texts: Sequence[str], words: Callable[[Row], str]) -> list[Row | None]:
    """For each text the row that says it, else the one that says nearly it; others are deleted."""
    found: dict[int, Row] = {}
    for is_same in (_is_equal, _is_alike):
        for rank, text in enumerate(texts):
            near = next((row for row in rows if is_same(words(row), text)), None)
            if rank not in found and near is not None:
                found[rank] = near
                rows.remove(near)
    for row in rows:
        row.delete()
    return [found.get(rank) for rank in range(len(texts))]


def _is_equal(words: str, text: str) -> bool:
    return words == text


def _is_alike(words: str, text: str) -> bool:
    return fuzz.ratio(normalise(words), normalise(text)) >= ALIKE


def _save(row: models.Model, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
