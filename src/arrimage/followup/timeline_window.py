"""What part of the life of a plan is on the screen, and how it is cut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arrimage.plans.document import YearView
from arrimage.rhythm.years import MonthDay, Per, Span, add_months, fiscal_year, parts, period_of

Zoom = Literal["ans", "trimestres", "mois", "semaines"]
ZOOMS: dict[Zoom, Any] = {
    "ans": gettext_lazy("Années"),
    "trimestres": gettext_lazy("Trimestres"),
    "mois": gettext_lazy("Mois"),
    "semaines": gettext_lazy("Semaines"),
}
PERS: dict[Zoom, Per] = {"ans": "year", "trimestres": "quarter", "mois": "month",
                         "semaines": "week"}  # fmt: skip
MONTHS = {"trimestres": 24, "mois": 12, "semaines": 3}
ONE = dt.timedelta(days=1)
LONGEST = 40  # years


@dataclass(frozen=True, slots=True)
class Column:
    """A part of the window: where it begins, how wide it is, and its name; percents."""

    x: float
    width: float
    label: str
    under: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Window:
    """What is shown: ``before`` and ``after`` are the first days of its neighbours, if any."""

    zoom: Zoom
    span: Span
    columns: tuple[Column, ...]
    now: float | None
    before: dt.date | None
    after: dt.date | None


def window_of(
    zoom: Zoom,
    life: Span,
    years: Sequence[YearView],
    starts: MonthDay,
    today: dt.date,
    first: dt.date | None = None,
) -> Window:
    """The window of a zoom that holds a day: the one asked for, else today, else the start."""
    life = _bounded(life)
    if zoom == "ans":
        return _window(zoom, life, years, starts, today, None, None)
    months = MONTHS[zoom]
    day = first or min(max(today, life.start), life.end)
    day = min(max(day, life.start), life.end)
    start = (fiscal_year(day, starts) if months >= 12 else period_of(day, "quarter", starts)).start
    span = Span(start, add_months(start, months) - ONE)
    before = add_months(start, -months) if start > life.start else None
    after = span.end + ONE if span.end < life.end else None
    return _window(zoom, span, years, starts, today, before and max(before, life.start), after)


def _bounded(life: Span) -> Span:
    return Span(life.start, min(life.end, add_months(life.start, 12 * LONGEST)))


def _window(
    zoom: Zoom,
    span: Span,
    years: Sequence[YearView],
    starts: MonthDay,
    today: dt.date,
    before: dt.date | None,
    after: dt.date | None,
) -> Window:
    spans = [Span(y.starts_on, y.ends_on) for y in years] if zoom == "ans" and years else []
    cut = [met for each in spans if (met := each.meet(span))] or parts(span, PERS[zoom], starts)
    named = {year.starts_on: year for year in years}
    columns = tuple(_column(zoom, part, span, named, today, starts) for part in cut)
    now = round((today - span.start).days * 100 / span.days, 3) if today in span else None
    return Window(zoom, span, columns, now, before, after)


def _column(
    zoom: Zoom,
    part: Span,
    span: Span,
    named: dict[dt.date, YearView],
    today: dt.date,
    starts: MonthDay,
) -> Column:
    x = round((part.start - span.start).days * 100 / span.days, 3)
    label, under = _names(zoom, part, named, starts)
    return Column(x, round(part.days * 100 / span.days, 3), label, under, today in part)


def _names(
    zoom: Zoom, part: Span, named: dict[dt.date, YearView], starts: MonthDay
) -> tuple[str, str]:
    if zoom == "ans":
        first, last = part.start.year, part.end.year
        years = str(first) if first == last else f"{first}-{last}"
        year = named.get(part.start)
        return (_("An %(n)s") % {"n": year.number}, years) if year else (years, "")
    if zoom == "trimestres":
        rank = ((part.start.month - starts[0]) % 12) // 3 + 1
        return _("T%(rank)s") % {"rank": rank}, date_format(part.start, "N Y")
    if zoom == "mois":
        return date_format(part.start, "N"), date_format(part.start, "Y")
    return date_format(part.start, "j"), date_format(part.start, "N")
