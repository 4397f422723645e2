from __future__ import annotations

import datetime as dt

from arrimage.followup.rules import counted_from, year_start
from arrimage.plans.models import Plan, PlanYear
from arrimage.rhythm.cadence import Rule

D = dt.date
YEARS = [
    PlanYear(number=1, starts_on=D(2026, 10, 1), ends_on=D(2027, 3, 31)),
    PlanYear(number=2, starts_on=D(2027, 4, 1), ends_on=D(2028, 3, 31)),
]


def test_operating_year_is_stated_or_that_of_the_years_of_the_plan():
    assert year_start(Plan(fiscal_year_start="07-01"), YEARS) == (7, 1)
    assert year_start(Plan(), YEARS) == (4, 1)
    assert year_start(Plan()) == (1, 1)


def test_every_18_months_counts_from_the_start_of_the_plan():
    plan = Plan(starts_on=D(2026, 10, 1))

    assert counted_from(Rule(1, "month", every=18), plan).since == D(2026, 10, 1)
    assert counted_from(Rule(1, "month"), plan).since is None
