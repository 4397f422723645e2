from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from arrimage.rhythm.cadence import Rule
from arrimage.rhythm.years import Span

DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2033, 12, 31))
STARTS = st.one_of(
    st.tuples(st.integers(1, 12), st.just(1)),
    st.sampled_from([(2, 29), (4, 15), (12, 31), (1, 31)]),
)
SPANS = st.builds(lambda day, days: Span(day, day + dt.timedelta(days)), DAYS, st.integers(0, 900))
PERS = st.sampled_from(["day", "week", "month", "quarter", "year"])
MONTHS = st.one_of(st.just(()), st.sets(st.integers(1, 12), min_size=1).map(tuple))
RULES = st.builds(
    Rule,
    count=st.one_of(st.integers(1, 9), st.sampled_from([60, 61, 500])),
    per=st.sampled_from(["day", "week", "month", "quarter", "year", "period"]),
    every=st.sampled_from([1, 1, 2, 3, 18]),
    weekday=st.one_of(st.none(), st.integers(0, 6)),
    nth=st.one_of(st.none(), st.sampled_from([1, 2, 3, 4, 5, -1])),
    months=MONTHS,
    since=st.one_of(st.none(), DAYS),
    until=st.one_of(st.none(), DAYS),
)
