"""The plan's own calendar: its period, when its years begin, and An 1 to An n."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ..draft import Period, PlanYear
from ..language import TimeContext, read_period
from ..language.text import normalise
from .metadata import PLAN_WORDS, Surroundings

_PLAN_YEAR = re.compile(
    r"\ban(?:nee)? ?(?P<number>\d) ?[=:(] ?(?:du )?(?P<start>\d{4}[-/ ]+\d\d[-/ ]+\d\d)"
    r" ?(?:au|a|-|to) ?(?P<end>\d{4}[-/ ]+\d\d[-/ ]+\d\d)"
)
_PERIOD_WORDS = re.compile(
    r"\b(?:periode|period|entente|annees? d'operations?|exercice|echeancier|duree|an 1|couvre)\b"
)
_FINE = {"year": 0, "month": 1, "day": 2}
_CALENDAR_KEY = re.compile(r"^(\d{4})(?:-(\d{2,4}))?$")


def read_calendar(title: str, around: Surroundings, keys: Sequence[str]) -> TimeContext:
    """Everything the document says of its calendar. ``keys`` are calendar years used as columns."""
    years = _stated_years(around)
    period = _period(title, around)
    if years:
        period = _covering(years, period)
    start = _fiscal_start(period)
    if not years and keys:
        years = _years_of_columns(keys, start)
    if not years and period and period.precision != "year":
        years = _years_of_period(period)
    return TimeContext(period, start, years)


def _stated_years(around: Surroundings) -> tuple[PlanYear, ...]:
    found: dict[int, PlanYear] = {}
    for text, _ in around.texts:
        for match in _PLAN_YEAR.finditer(normalise(text)):
            start, end = _day(match["start"]), _day(match["end"])
            if start and end and start < end:
                found[int(match["number"])] = PlanYear(int(match["number"]), start, end)
    return tuple(found[number] for number in sorted(found))


def _day(text: str) -> dt.date | None:
    try:
        year, month, day = (int(part) for part in re.findall(r"\d+", text))
        return dt.date(year, month, day)
    except ValueError:
        return None


def _period(title: str, around: Surroundings) -> Period | None:
    """The title's period, made exact by the passages that speak of the same years."""
    best = read_period(title) if title else None
    for text, _ in around.texts:
        if len(text) > 600 or not _PERIOD_WORDS.search(normalise(text)):
            continue
        other = read_period(text)
        if other and (best is None or _is_finer(other, best)):
            best = other
    return best or _period_of_annex(around)


def _period_of_annex(around: Surroundings) -> Period | None:
    """«Annexe A – Plan d'action 2024-2027»: a heading that names the plan, inside the document."""
    titles = (s.title for s in around.sections if PLAN_WORDS.search(normalise(s.title)))
    return next(filter(None, map(read_period, titles)), None)


def _is_finer(other: Period, best: Period) -> bool:
    if not (other.start and other.end and best.start and best.end):
        return False
    same = (other.start.year, other.end.year) == (best.start.year, best.end.year)
    return same and _FINE[other.precision] > _FINE[best.precision]


def _covering(years: Sequence[PlanYear], period: Period | None) -> Period:
    text = period.text if period else ""
    return Period(years[0].start, years[-1].end, "day", text)


def _fiscal_start(period: Period | None) -> str:
    if period is None or period.precision == "year" or not period.start or not period.end:
        return ""
    after = period.end + dt.timedelta(days=1)
    whole = (after.month, after.day) == (period.start.month, period.start.day)
    return f"{period.start:%m-%d}" if whole else ""


def _years_of_period(period: Period) -> tuple[PlanYear, ...]:
    """Whole years from the first day of an exact period of two years or more."""
    if not period.start or not period.end or not _fiscal_start(period):
        return ()
    years: list[PlanYear] = []
    start = period.start
    while start < period.end and len(years) < 15:
        after = start.replace(year=start.year + 1)
        years.append(PlanYear(len(years) + 1, start, after - dt.timedelta(days=1)))
        start = after
    return tuple(years) if len(years) > 1 else ()


def _years_of_columns(keys: Sequence[str], fiscal_start: str) -> tuple[PlanYear, ...]:
    """«2024-2025 | 2025-2026»: one plan year a column; their days are known for civil years."""
    years: list[PlanYear] = []
    month, day = (int(part) for part in (fiscal_start or "01-01").split("-"))
    for rank, key in enumerate(keys, start=1):
        match = _CALENDAR_KEY.match(key)
        if not match or (match[2] and not fiscal_start):
            return ()
        start = dt.date(int(match[1]), month, day)
        end = start.replace(year=start.year + 1) - dt.timedelta(days=1)
        years.append(PlanYear(rank, start, end))
    return tuple(years)
