from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrimage.rhythm.years import (
    MOST_YEARS,
    Span,
    add_months,
    fiscal_year,
    parts,
    plan_years,
    seasons,
    years_start,
)

from .strategies import DAYS, PERS, SPANS, STARTS

D = dt.date
QUICK = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize(
    ("day", "starts", "first", "last"),
    [
        (D(2026, 6, 30), (7, 1), D(2025, 7, 1), D(2026, 6, 30)),
        (D(2026, 7, 1), (7, 1), D(2026, 7, 1), D(2027, 6, 30)),
        (D(2024, 2, 29), (3, 1), D(2023, 3, 1), D(2024, 2, 29)),
        (D(2023, 3, 1), (2, 29), D(2023, 2, 28), D(2024, 2, 28)),
        (D(2026, 1, 1), (1, 1), D(2026, 1, 1), D(2026, 12, 31)),
        (D(9999, 12, 31), (7, 1), D(9999, 7, 1), D(9999, 12, 31)),
    ],
)
def test_operating_year_of_a_day(day, starts, first, last):
    assert fiscal_year(day, starts) == Span(first, last)


@QUICK
@given(DAYS, STARTS)
def test_operating_years_follow_each_other_without_a_gap(day, starts):
    year = fiscal_year(day, starts)

    after = fiscal_year(year.end + dt.timedelta(1), starts)

    assert day in year
    assert after.start == year.end + dt.timedelta(1)
    assert 365 <= year.days <= 367 or starts == (2, 29)


@QUICK
@given(SPANS, PERS, STARTS)
def test_every_day_is_in_exactly_one_part(span, per, starts):
    cut = parts(span, per, starts)

    days = [part.start + dt.timedelta(i) for part in cut for i in range(part.days)]

    assert days == [span.start + dt.timedelta(i) for i in range(span.days)]


@QUICK
@given(SPANS)
def test_every_day_is_in_exactly_one_season(span):
    named = seasons(span)

    assert sum(part.days for _, part in named) == span.days
    assert all(a[0] != b[0] for a, b in pairwise(named))


def test_plan_that_starts_within_a_year_has_a_short_first_year():
    years = plan_years(D(2026, 10, 1), D(2029, 3, 31), (4, 1))

    assert [(y.start, y.end) for y in years] == [
        (D(2026, 10, 1), D(2027, 3, 31)),
        (D(2027, 4, 1), D(2028, 3, 31)),
        (D(2028, 4, 1), D(2029, 3, 31)),
    ]


@QUICK
@given(SPANS, STARTS)
def test_years_tell_the_day_when_they_begin(span, starts):
    years = plan_years(span.start, span.end, starts)

    found = plan_years(span.start, span.end, years_start(years))

    assert found == years or len(years) == 1 or starts == (2, 29)


def test_mistyped_end_makes_no_endless_plan():
    assert len(plan_years(D(2026, 1, 1), D(9999, 12, 31))) == MOST_YEARS


def test_quarters_are_those_of_the_operating_year_and_weeks_those_of_iso():
    span = Span(D(2027, 1, 1), D(2027, 4, 30))

    assert [p.start for p in parts(span, "quarter", (7, 1))] == [D(2027, 1, 1), D(2027, 4, 1)]
    assert [p.start for p in parts(span, "quarter", (2, 1))] == [D(2027, 1, 1), D(2027, 2, 1)]
    assert [p.start.isoformat() for p in parts(span, "week")][:3] == [
        "2027-01-01", "2027-01-04", "2027-01-11",
    ]  # fmt: skip


def test_seasons_are_cut_as_plans_write_them():
    assert [(name, s.start, s.end) for name, s in seasons(Span(D(2026, 6, 1), D(2027, 1, 31)))] == [
        ("spring", D(2026, 6, 1), D(2026, 6, 30)),
        ("summer", D(2026, 7, 1), D(2026, 8, 31)),
        ("autumn", D(2026, 9, 1), D(2026, 12, 31)),
        ("winter", D(2027, 1, 1), D(2027, 1, 31)),
    ]


def test_reversed_span_is_refused():
    with pytest.raises(ValueError, match="is after"):
        Span(D(2026, 2, 1), D(2026, 1, 1))


@QUICK
@given(DAYS, st.integers(-40, 40))
def test_months_are_added_within_the_month(day, count):
    moved = add_months(day, count)

    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day <= day.day
