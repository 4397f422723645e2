"""What a plan's own calendar says, for échéances that do not stand by themselves."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from ..draft import Period, PlanYear

Bounds = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class TimeContext:
    """Period, fiscal year («07-01») and years An 1…n of a plan, as far as they are known."""

    period: Period | None = None
    fiscal_year_start: str = ""
    years: tuple[PlanYear, ...] = ()

    def plan_year(self, number: int) -> Bounds | None:
        """Bounds of «An n»: as the plan states them, or counted from an exact period."""
        for year in self.years:
            if year.number == number:
                return year.start, year.end
        period = self.period
        if self.years or not period or not period.start or not self.fiscal_start:
            return None
        month, day = self.fiscal_start
        first = period.start.year + number - 1
        if not 1 <= first < dt.MAXYEAR:
            return None
        bounds = fiscal_year(first, month, day)
        last = period.end
        if last and last.year > period.start.year and bounds[0] > last:
            return None
        return bounds

    @property
    def fiscal_start(self) -> tuple[int, int] | None:
        """Month and day on which the plan's years begin: stated, or those of an exact period."""
        parts = self.fiscal_year_start.split("-")
        if len(parts) == 2 and all(part.isdigit() for part in parts):
            month, day = int(parts[0]), int(parts[1])
            if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2001, month)[1]:
                return month, day
        period = self.period
        if period and period.precision != "year" and period.start and period.end:
            after = next_day(period.end)
            if after and (after.month, after.day) == (period.start.month, period.start.day):
                return after.month, after.day
        return None

    def only_year(self, first_month: int, last_month: int) -> int | None:
        """The calendar year in which these months meet the period, if there is only one."""
        if not self.period or not self.period.start or not self.period.end:
            return None
        start, end = self.period.start, self.period.end
        years = [
            year
            for year in range(start.year, min(end.year, start.year + 50) + 1)
            if start <= month_end(year, last_month) and dt.date(year, first_month, 1) <= end
        ]
        return years[0] if len(years) == 1 else None


def fiscal_year(year: int, month: int, day: int) -> Bounds:
    """The year that begins on this day, last day included."""
    return dt.date(year, month, day), dt.date(year + 1, month, day) - dt.timedelta(days=1)


def month_end(year: int, month: int) -> dt.date:
    """Last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def next_day(day: dt.date) -> dt.date | None:
    """The day after, unless the calendar stops there."""
    return None if day == dt.date.max else day + dt.timedelta(days=1)
