"""When a round reminds those who have not answered. Pure: days in, days out."""

from __future__ import annotations

import datetime as dt

from .models import Schedule

HOUR = 9  # of the morning, here
CLOSE = dt.timedelta(days=2)


def reminder_days(schedule: str, opens_on: dt.date, closes_on: dt.date) -> tuple[dt.date, ...]:
    """The days of reminders, in order; never on the first day nor on the last.

    «two»: half-way, and two days before the end. «weekly»: every seven days, and the day before the
    end. Two reminders never follow one another by less than two days: the earlier one gives way.
    """
    if schedule == Schedule.TWO:
        half = opens_on + (closes_on - opens_on) // 2
        days = [half, closes_on - CLOSE]
    elif schedule == Schedule.WEEKLY:
        weeks = (closes_on - opens_on).days // 7
        days = [opens_on + dt.timedelta(weeks=n) for n in range(1, weeks + 1)]
        days.append(closes_on - dt.timedelta(days=1))
    else:
        return ()
    kept: list[dt.date] = []
    for day in sorted(set(days), reverse=True):
        far_enough = not kept or kept[-1] - day >= CLOSE
        if opens_on < day < closes_on and far_enough:
            kept.append(day)
    return tuple(reversed(kept))
