"""What the clocks of some lines are made of: one statement, whatever their number."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from arrimage.plans.document import counted_level
from arrimage.plans.following import Pks
from arrimage.plans.models import Cadence, Level, Plan, PlanYear
from arrimage.rhythm.lateness import Frame

from .changing import Said


@dataclass(frozen=True, slots=True)
class Line:
    """An action or a step; ``status_above`` is that of the line that holds it, if any does."""

    pk: int
    title: str
    status: str
    status_basis: str
    years_marked: list[int]
    status_above: str | None


@dataclass(slots=True)
class Gathered:
    """Some lines with all that their clocks are made of, by line; the years of their plan."""

    touched: set[int] = field(default_factory=set)  # those out of the plan and headings included
    lines: list[Line] = field(default_factory=list)  # actions and steps in the plan, in its order
    frames: dict[int, list[Frame]] = field(default_factory=lambda: defaultdict(list))
    said: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))
    cadences: dict[int, list[Cadence]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    news: dict[int, dt.date] = field(default_factory=dict)
    years: dict[int, PlanYear] = field(default_factory=dict)

    def heard(self, pk: int, day: dt.date) -> None:
        """Somebody noted something of a line on a day; the last day counts."""
        self.news[pk] = max(day, self.news.get(pk, day))


# Each edit asks for this, and ten queries would take longer to put together than to answer.
# Beside its kind, its line and its order, a row has texts: the columns named here.
_TEXTS = 10
_LINES = "element_id IN (SELECT id FROM touched)"
_PARTS = (
    ("level", "plans_level", "0, rank, 0", ("role",), "plan_id = %(plan)s"),
    ("year", "plans_planyear", "number, 0, 0", ("starts_on", "ends_on"), "plan_id = %(plan)s"),
    (
        "line",
        "plans_element e JOIN plans_level l ON l.id = e.level_id "
        "LEFT JOIN plans_element above ON above.id = e.parent_id",
        "e.id, e.position, 0",
        ("e.title", "e.status", "e.status_basis", "e.years_marked", "above.status", "e.removal",
         "l.rank", "e.plan_id"),
        "e.id IN (SELECT id FROM touched)",
    ),
    (
        "frame", "plans_timeframe", "element_id, position, id",
        ("kind", "starts_on", "ends_on", "precision", "text"), _LINES,
    ),
    (
        "rhythm", "plans_cadence", "element_id, position, id",
        ("id", "count", "per", "unit", "text", "CASE WHEN at_least THEN 1 ELSE 0 END", "every",
         "weekday", "nth", "months"),
        _LINES,
    ),
    ("text 1", "plans_expectedresult", "element_id, position, id", ("text",), _LINES),
    ("text 2", "plans_indicator", "element_id, position, id", ("text",), _LINES),
    ("news", "plans_statusupdate", "element_id, 0, 0", ('MAX("on")',), f"{_LINES} GROUP BY 2"),
    ("news", "followup_occurrence", "element_id, 0, 0", ('MAX("on")',), f"{_LINES} GROUP BY 2"),
    ("news", "plans_evidence", "element_id, 0, 0", ("MAX(created_at)",), f"{_LINES} GROUP BY 2"),
)  # fmt: skip


def _part(kind: str, table: str, place: str, columns: tuple[str, ...], where: str) -> str:
    texts = [f"CAST({column} AS text)" for column in columns]
    texts += ["''"] * (_TEXTS - len(texts))
    return f"SELECT '{kind}', {place}, {', '.join(texts)} FROM {table} WHERE {where}"  # noqa: S608 - ours


_TOUCHED = """WITH RECURSIVE touched(id) AS (
    SELECT id FROM plans_element WHERE {which}
    UNION SELECT e.id FROM plans_element e JOIN touched t ON e.parent_id = t.id)
"""
_STATEMENT = _TOUCHED + " UNION ALL ".join(_part(*part) for part in _PARTS)

Texts = list[Any]


def gather(plan: Plan, touched: Pks | None) -> Gathered:
    """Some lines of a plan and their steps; every line for ``None``. One query."""
    found = Gathered()
    if touched is not None and not touched:
        return found
    levels: dict[int, Level] = {}
    lines: list[tuple[int, Line]] = []
    for kind, pk, order, texts in _ask(plan, touched):
        if kind == "level":
            levels[order] = Level(rank=order, role=texts[0])
        elif kind == "line":
            found.touched.add(pk)
            if not texts[5] and int(texts[7]) == plan.pk:
                lines.append((int(texts[6]), _line(pk, texts)))
        else:
            _READ[kind](found, pk, texts)
    counted = counted_level(level for _rank, level in sorted(levels.items()))
    found.lines = [line for rank, line in lines if counted and rank >= counted.rank]
    return found


def _ask(plan: Plan, touched: Pks | None) -> Iterator[tuple[str, int, int, Texts]]:
    """Kind, line, order and texts of each row, in the order of the plan."""
    keys = "" if touched is None else ", ".join(str(int(pk)) for pk in touched)
    which = f"id IN ({keys})" if keys else "plan_id = %(plan)s"
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT.replace("{which}", which), {"plan": plan.pk})
        for kind, pk, order, _key, *texts in sorted(cursor.fetchall(), key=_place):
            yield kind, pk, order, texts


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    kind, pk, order, key = row[:4]
    return (kind, order, pk) if kind == "line" else (kind, pk, order, key)


def _line(pk: int, texts: Texts) -> Line:
    title, status, basis, marked, above = texts[:5]
    return Line(pk, title, status, basis, json.loads(marked), above)


def _read_frame(found: Gathered, pk: int, texts: Texts) -> None:
    kind, starts_on, ends_on, precision, words = texts[:5]
    found.frames[pk].append(Frame(kind, _day(starts_on), _day(ends_on), precision or None))
    if kind == "recurring":
        found.said[pk].append(Said(words, _day(starts_on), _day(ends_on)))


def _read_rhythm(found: Gathered, pk: int, texts: Texts) -> None:
    key, count, per, unit, text, at_least, every, weekday, nth, months = texts
    cadence = Cadence(
        pk=int(key), count=Decimal(count), per=per, unit=unit, text=text,
        at_least=at_least == "1", every=int(every), weekday=_whole(weekday), nth=_whole(nth),
        months=json.loads(months),
    )  # fmt: skip
    found.cadences[pk].append(cadence)


def _read_text(found: Gathered, pk: int, texts: Texts) -> None:
    found.texts[pk].append(texts[0])


def _read_news(found: Gathered, pk: int, texts: Texts) -> None:
    found.heard(pk, day_of(texts[0]))


def _read_year(found: Gathered, number: int, texts: Texts) -> None:
    starts_on, ends_on = map(dt.date.fromisoformat, texts[:2])
    found.years[number] = PlanYear(number=number, starts_on=starts_on, ends_on=ends_on)


_READ: Mapping[str, Callable[[Gathered, int, Texts], None]] = {
    "frame": _read_frame,
    "rhythm": _read_rhythm,
    "text 1": _read_text,
    "text 2": _read_text,
    "news": _read_news,
    "year": _read_year,
}


def day_of(text: str) -> dt.date:
    """The day here of a date or of an instant, as the database writes them in words."""
    if len(text) <= len("2026-11-20"):
        return dt.date.fromisoformat(text)
    instant = dt.datetime.fromisoformat(text)
    return timezone.localdate(instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _whole(text: str | None) -> int | None:
    return int(text) if text else None
