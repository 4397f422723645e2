from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrimage.formats.draft import Period
from arrimage.formats.language import TimeContext, read_timeframes
from arrimage.rhythm.lateness import Facts, Frame, Verdict, clock, judge, last_day, nature_of

from .strategies import DAYS

D = dt.date
QUICK = settings(max_examples=60, deadline=None)
PLAN = TimeContext(Period(D(2026, 4, 1), D(2029, 3, 31), "day"))
KINDS = st.sampled_from([
    "date", "month", "season", "quarter", "year", "plan_year", "range", "continuous", "recurring",
    "on-demand", "conditional", "event", "unknown",
])  # fmt: skip
FRAMES = st.lists(
    st.builds(Frame, KINDS, st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS)), max_size=4
).map(tuple)
COUNTS_AS = st.sampled_from(["not_started", "active", "done", "stopped", "excluded"])
MAYBE = st.one_of(st.none(), DAYS)
FACTS = st.builds(
    lambda frames, counts_as, news, since, silence: Facts(
        frames, counts_as, nature_of(frames), news, since, silence_days=silence
    ),
    FRAMES, COUNTS_AS, MAYBE, MAYBE, st.one_of(st.none(), st.integers(1, 800)),
)  # fmt: skip


def said(words):
    return tuple(Frame(f.kind, f.start, f.end, f.precision) for f in read_timeframes(words, PLAN))


def ruled(words, counts_as="not_started", **facts):
    frames = said(words)
    return clock(Facts(frames, counts_as, nature_of(frames), **facts))


@pytest.mark.parametrize(
    ("words", "late_from", "reason"),
    [
        ("3 octobre 2026", D(2026, 10, 4), "by_date"),
        ("mai 2027", D(2027, 6, 1), "by_month"),
        ("février 2028", D(2028, 3, 1), "by_month"),
        ("printemps 2027", D(2027, 7, 1), "by_season"),
        ("été 2026", D(2026, 9, 23), "by_season"),
        ("automne 2026", D(2027, 1, 1), "by_season"),
        ("hiver 2027", D(2027, 4, 1), "by_season"),
        ("T3 2026", D(2026, 10, 1), "by_quarter"),
        ("2027", D(2028, 1, 1), "by_year"),
        ("An 2", D(2028, 4, 1), "by_plan_year"),
        ("de septembre 2026 à juin 2027", D(2027, 7, 1), "by_range"),
        ("avant le 30 juin 2026", D(2026, 7, 1), "by_date"),
        ("d’ici l’automne 2026", D(2027, 1, 1), "by_season"),
        ("octobre 2026\nmars 2027", D(2027, 4, 1), "by_month"),
    ],
)
def test_work_is_late_the_day_after_the_last_day_that_its_words_allow(words, late_from, reason):
    found = ruled(words)

    assert (found.late_from, found.due_on, found.reason) == (
        late_from,
        late_from - dt.timedelta(1),
        reason,
    )
    assert judge(found, "active", late_from) == Verdict("late", late_from, reason)
    assert judge(found, "active", late_from - dt.timedelta(1)).kind == "due_soon"
    assert judge(found, "active", late_from - dt.timedelta(40)).kind == "on_time"


@pytest.mark.parametrize(
    ("words", "nature", "reason"),
    [
        ("En continu", "continuous", "no_news_by_default"),
        ("En continu\nbilan en juin 2026", "continuous", "no_news_by_default"),
        ("4 rencontres par année", "recurring", "no_news_by_default"),
        ("Au besoin", "on_demand", "no_news_expected"),
        ("Selon les fonds, juin 2026", "conditional", "no_news_expected"),
        ("À partir de 2026", "dated", "no_end"),
        ("Octobre", "dated", "no_timeframe"),
        ("À déterminer", "unknown", "no_timeframe"),
        ("", "unknown", "no_timeframe"),
    ],
)
def test_work_without_a_last_day_is_never_late(words, nature, reason):
    found = ruled(words)

    assert (nature_of(said(words)), found.late_from, found.reason) == (nature, None, reason)
    assert judge(found, "active", D(2090, 1, 1)).kind != "late"


def test_continuous_work_is_silent_after_six_months_without_news():
    found = ruled("En continu", "active", since=D(2026, 4, 1), last_news=D(2026, 5, 1))

    assert (found.silent_from, found.silent_after, found.heard_on) == (
        D(2026, 11, 1),
        183,
        D(2026, 5, 1),
    )
    assert judge(found, "active", D(2026, 11, 1)) == Verdict(
        "silent", D(2026, 11, 1), "no_news_by_default"
    )
    assert judge(found, "active", D(2026, 10, 31)).kind == "on_time"


@pytest.mark.parametrize(("rhythm", "days"), [(92, 138), (31, 47), (7, 30), (365, 548)])
def test_recurring_work_is_silent_after_half_as_long_again_as_its_rhythm(rhythm, days):
    found = ruled("4 rencontres par année", since=D(2026, 4, 1), silence_days=rhythm)

    assert (found.silent_after, found.reason) == (days, "no_news_for_rhythm")
    assert found.silent_from == D(2026, 4, 1) + dt.timedelta(days + 1)


def test_work_on_demand_says_something_only_once_it_is_active():
    waiting, active = (
        ruled("Sur demande", state, since=D(2026, 4, 1)) for state in ("not_started", "active")
    )

    assert (waiting.silent_from, active.silent_from) == (None, D(2026, 10, 2))


def test_silence_does_not_begin_after_the_end_of_the_plan():
    found = ruled("En continu", "active", since=D(2028, 12, 1), until=D(2029, 3, 31))

    assert (found.silent_from, found.heard_on) == (None, D(2028, 12, 1))


@pytest.mark.parametrize("counts_as", ["done", "stopped", "excluded"])
def test_nothing_more_is_awaited_from_work_that_is_over(counts_as):
    found = ruled("mai 2026", counts_as)

    assert (found.due_on, found.late_from, found.silent_from) == (D(2026, 5, 31), None, None)
    assert judge(found, counts_as, D(2090, 1, 1)) == Verdict("done", None, counts_as)


def test_end_of_the_calendar_is_no_error():
    assert (
        clock(Facts((Frame("date", None, dt.date.max, "day"),), nature="dated")).late_from
        == dt.date.max
    )


@QUICK
@given(FACTS, DAYS)
def test_continuous_on_demand_conditional_and_recurring_work_is_never_late(facts, today):
    verdict = judge(clock(facts), facts.counts_as, today)

    if facts.nature != "dated":
        assert verdict.kind not in ("late", "due_soon")
    if facts.counts_as in ("done", "stopped", "excluded"):
        assert verdict.kind == "done"


@QUICK
@given(FACTS, DAYS, st.integers(0, 900))
def test_what_is_late_or_silent_stays_so_until_somebody_says_something(facts, today, later):
    found = clock(facts)
    before = judge(found, facts.counts_as, today)
    after = judge(found, facts.counts_as, today + dt.timedelta(later))

    if before.kind in ("late", "silent"):
        assert after == before
    assert before.since is None or before.since <= today


@QUICK
@given(FACTS)
def test_late_begins_the_day_after_every_day_that_the_words_allow(facts):
    found = clock(facts)

    if found.late_from:
        ends = [day for frame in facts.frames if (day := last_day(frame))]
        assert found.due_on in ends
        assert found.late_from == found.due_on + dt.timedelta(1)


@QUICK
@given(FACTS, DAYS)
def test_news_never_makes_silence_come_sooner(facts, news):
    heard = Facts(
        facts.frames, facts.counts_as, facts.nature,
        max(news, facts.last_news or news), facts.since, silence_days=facts.silence_days,
    )  # fmt: skip

    before, after = clock(facts).silent_from, clock(heard).silent_from

    assert before is None or (after is not None and after >= before)
