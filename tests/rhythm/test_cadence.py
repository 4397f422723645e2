from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from arrimage.formats.draft import CadenceDraft
from arrimage.formats.language import read_cadences
from arrimage.rhythm.cadence import (
    Rule,
    expected,
    is_rare,
    nth_weekday,
    rule_of,
    silence_of,
)
from arrimage.rhythm.held import Stretch, tally
from arrimage.rhythm.years import Span, fiscal_year

from .strategies import DAYS, RULES, SPANS, STARTS

D = dt.date
YEAR = Span(D(2026, 7, 1), D(2027, 6, 30))
JULY = (7, 1)
QUICK = settings(max_examples=60, deadline=None)
HELD = st.lists(DAYS, max_size=20)


def test_three_of_four_are_held_and_one_is_missing_before_30_june():
    held = [D(2026, 9, 16), D(2026, 11, 4), D(2027, 2, 10)]

    told = tally(Rule(4, "year"), held, YEAR, D(2027, 4, 1), year_start=JULY)

    assert (told.held, told.expected, told.missing, told.until) == (3, 4, 1, D(2027, 6, 30))
    assert (told.missed, told.left, told.due, told.is_whole) == (0, 1, 3, True)
    assert [slot.state for slot in told.slots] == ["held", "held", "held", "open"]
    assert told.next and told.next.rank == 4


def test_what_was_held_beyond_the_rhythm_counts_over_and_is_never_owed():
    told = tally(Rule(1, "month"), [D(2026, 9, 1)] * 3, YEAR, D(2026, 9, 30), year_start=JULY)

    assert (told.held, told.expected, told.extra, told.missing, told.missed) == (3, 12, 2, 11, 2)
    assert told.next and told.next.window == Span(D(2026, 10, 1), D(2026, 10, 31))


def test_date_to_come_is_not_held_yet():
    told = tally(Rule(1, "year"), [D(2027, 5, 1)], YEAR, D(2026, 12, 1), year_start=JULY)

    assert (told.held, told.missing) == (0, 1)


def test_last_wednesday_of_the_month_from_august_to_june():
    (said,) = read_cadences("le dernier mercredi du mois, d’août à juin")
    rule = rule_of(said)
    assert rule

    days = [e.due_on.isoformat() for e in expected(rule, YEAR, year_start=JULY) if e.due_on]

    assert days == [
        "2026-08-26", "2026-09-30", "2026-10-28", "2026-11-25", "2026-12-30", "2027-01-27",
        "2027-02-24", "2027-03-31", "2027-04-28", "2027-05-26", "2027-06-30",
    ]  # fmt: skip


def test_month_without_a_fifth_monday_awaits_nothing():
    rule = Rule(1, "month", weekday=0, nth=5)

    assert [e.due_on for e in expected(rule, Span(D(2026, 1, 1), D(2026, 6, 30)))] == [
        D(2026, 3, 30),
        D(2026, 6, 29),
    ]


@pytest.mark.parametrize(
    ("words", "windows"),
    [
        ("un contact par mois", 12),
        ("2 publications par année", 2),
        ("mise à jour tous les 3 mois", 4),
        ("8 rencontres annuelles", 8),
        ("4 régions par mois", 48),
        ("le premier lundi de chaque mois", 12),
        ("tous les deuxièmes mardis", 12),
        ("aux deux semaines", 26),
        ("trimestriel", 4),
        ("mensuel, sauf en juillet et août", 10),
        ("tous les 2 ans", 1),
        ("every Tuesday", 52),
    ],
)
def test_words_become_so_many_occurrences_of_a_year(words, windows):
    rule = rule_of(read_cadences(words)[0], since=D(2025, 7, 1))
    assert rule

    assert len(expected(rule, YEAR, year_start=JULY)) == windows


def test_every_18_months_counts_from_the_start_of_the_plan():
    rule = rule_of(read_cadences("tous les 18 mois")[0], since=D(2026, 7, 1))
    assert rule

    windows = [e.window for e in expected(rule, Span(D(2026, 7, 1), D(2029, 6, 30)))]

    assert windows == [Span(D(2026, 7, 1), D(2027, 12, 31)), Span(D(2028, 1, 1), D(2029, 6, 30))]


def test_what_comes_back_every_two_years_may_be_held_in_either():
    rule = Rule(1, "year", every=2, since=D(2025, 7, 1))
    first, second = (fiscal_year(D(year, 7, 1), JULY) for year in (2025, 2026))

    told = tally(rule, [D(2025, 11, 4)], second, D(2026, 9, 1), year_start=JULY)

    assert len(expected(rule, first, year_start=JULY)) == 0
    assert (told.held, told.expected, told.missing, told.until) == (1, 1, 0, None)


def test_every_3_months_follows_the_operating_year():
    windows = [
        e.window.start
        for e in expected(
            Rule(1, "month", every=3), Span(D(2026, 2, 1), D(2027, 1, 31)), year_start=(2, 1)
        )
    ]

    assert windows == [D(2026, 2, 1), D(2026, 5, 1), D(2026, 8, 1), D(2026, 11, 1)]


def test_rate_below_one_a_year_is_turned_around():
    assert rule_of(CadenceDraft(Decimal("0.67"), "year")) == Rule(1, "month", every=18)
    assert rule_of(CadenceDraft(Decimal("2.5"), "month")) == Rule(3, "month")
    assert rule_of(CadenceDraft(Decimal(0), "month")) is None


def test_plan_that_starts_within_a_year_is_asked_for_its_part_and_says_so():
    told = tally(
        Rule(4, "year"), [], Span(D(2027, 1, 1), D(2027, 6, 30)), D(2027, 1, 2), year_start=JULY
    )

    assert (told.expected, told.is_whole, [s.expected.rank for s in told.slots]) == (
        2,
        False,
        [1, 2],
    )


def test_cadence_that_changes_asks_for_each_part_of_the_year_once():
    old = Rule(4, "year", until=D(2026, 12, 31))
    new = Rule(8, "year", since=D(2027, 1, 1))

    assert [len(expected(rule, YEAR, year_start=JULY)) for rule in (old, new)] == [2, 4]


def test_sixty_and_more_in_a_window_are_one_line():
    told = tally(Rule(200, "year"), [D(2026, 8, 1)] * 120, YEAR, D(2027, 1, 1), year_start=JULY)

    assert (len(told.slots), told.held, told.expected, told.missing) == (1, 120, 200, 80)
    assert (told.slots[0].state, told.slots[0].count) == ("open", 120)


def test_months_narrow_a_year():
    (only,) = expected(Rule(1, "year", months=(9, 10, 11, 12)), YEAR, year_start=JULY)

    assert only.window == Span(D(2026, 9, 1), D(2026, 12, 31))


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (Rule(1, "month"), 31),
        (Rule(4, "year"), 92),
        (Rule(1, "week", every=2), 14),
        (Rule(1, "month", months=(9, 10, 11, 12, 1, 2, 3, 4, 5, 6)), 92),
        (Rule(1, "month", every=18), 548),
    ],
)
def test_rhythm_is_its_longest_wait(rule, days):
    assert silence_of(rule) == days


@pytest.mark.parametrize(
    "wrong", [{"count": 0}, {"every": 0}, {"weekday": 7}, {"nth": 6}, {"months": (13,)}]
)
def test_rule_that_means_nothing_is_refused(wrong):
    with pytest.raises(ValueError, match=r"rule|weekday|nth|months"):
        Rule(**{"count": 1, "per": "month"} | wrong)


@QUICK
@given(RULES, SPANS, STARTS, HELD, DAYS)
def test_held_and_missing_make_what_is_expected(rule, span, starts, held, today):
    told = tally(rule, held, span, today, year_start=starts)

    assert told.held - told.extra + told.missing == told.expected
    assert 0 <= told.missed <= told.missing
    assert 0 <= told.extra <= told.held
    assert 0 <= told.due <= told.expected
    assert (told.until is None) == (told.next is None) == (told.left == 0)
    assert told.until is None or today <= told.until


@QUICK
@given(RULES, SPANS, STARTS, HELD, DAYS, st.integers(0, 400))
def test_nothing_comes_back_as_time_goes_by(rule, span, starts, held, today, later):
    before = tally(rule, held, span, today, year_start=starts)
    after = tally(rule, held, span, today + dt.timedelta(later), year_start=starts)

    assert before.expected == after.expected
    assert before.held <= after.held
    assert before.due <= after.due
    assert before.left >= after.left


@QUICK
@given(RULES, SPANS, STARTS)
def test_occurrences_are_distinct_ordered_and_inside(rule, span, starts):
    found = expected(rule, span, year_start=starts)

    assert len({e.key for e in found}) == len(found)
    assert [e.window.start for e in found] == sorted(e.window.start for e in found)
    for e in found:
        assert e.window.start <= e.share.start <= e.share.end <= e.window.end
        assert is_rare(rule) or (span.start <= e.window.start and e.window.end <= span.end)
        assert 1 <= e.rank <= e.of
        assert e.due_on is None or (e.due_on in e.window and e.due_on.weekday() == rule.weekday)
        assert not rule.since or e.window.start >= rule.since
        assert not rule.until or e.window.end <= rule.until


@QUICK
@given(RULES, SPANS, STARTS, st.data())
def test_cutting_a_span_loses_no_occurrence_and_asks_none_twice(rule, span, starts, data):
    assume(rule.per != "period" and span.days > 1 and rule.count <= 60)
    days = data.draw(st.integers(0, span.days - 2))
    cut = span.start + dt.timedelta(days)

    first = expected(rule, Span(span.start, cut), year_start=starts)
    second = expected(rule, Span(cut + dt.timedelta(1), span.end), year_start=starts)

    assert sorted(e.key for e in (*first, *second)) == sorted(
        e.key for e in expected(rule, span, year_start=starts)
    )


@QUICK
@given(st.integers(1, 60), DAYS, STARTS)
def test_whole_year_is_asked_for_all_of_it_leap_or_not(count, day, starts):
    year = fiscal_year(day, starts)

    found = expected(Rule(count, "year"), year, year_start=starts)

    assert (len(found), {e.of for e in found}, all(e.whole for e in found)) == (
        count,
        {count},
        True,
    )


@QUICK
@given(DAYS, st.integers(0, 6), st.sampled_from([1, 2, 3, 4, 5, -1]))
def test_nth_weekday_is_that_day_at_that_rank(day, weekday, nth):
    found = nth_weekday(day.year, day.month, weekday, nth)

    if found is None:
        assert nth == 5
    elif nth == -1:
        assert found.weekday() == weekday and (found + dt.timedelta(7)).month != found.month
    else:
        assert (found.weekday(), (found.day - 1) // 7 + 1) == (weekday, nth)


def test_rhythm_that_changes_is_counted_over_the_year_and_says_its_parts():
    old, new = Rule(4, "year", until=D(2026, 12, 31)), Rule(8, "year", since=D(2027, 1, 1))
    held = [D(2026, 9, 1), D(2026, 11, 1), D(2026, 12, 1), D(2027, 2, 1)]

    told = tally((old, new), held, YEAR, D(2027, 3, 1), year_start=JULY)

    assert (told.held, told.expected, told.extra, told.missing) == (4, 6, 1, 3)
    assert told.stretches == (
        Stretch(Span(D(2026, 7, 1), D(2026, 12, 31)), 2),
        Stretch(Span(D(2027, 1, 1), D(2027, 6, 30)), 4),
    )
    assert told.until == D(2027, 6, 30)


def test_rhythm_of_a_part_of_the_year_asks_nothing_of_the_rest():
    rule = Rule(1, "month", since=D(2027, 1, 1), until=D(2027, 3, 31))

    told = tally(rule, [D(2026, 9, 1), D(2027, 1, 9)], YEAR, D(2027, 2, 1), year_start=JULY)

    assert (told.held, told.expected, told.missing, told.until) == (1, 3, 2, D(2027, 3, 31))
    assert told.stretches == (Stretch(Span(D(2027, 1, 1), D(2027, 3, 31)), 3),)


def test_so_many_times_until_a_day_are_all_awaited_by_then():
    rule = Rule(3, "period", until=D(2027, 6, 30))

    assert len(expected(rule, Span(D(2026, 7, 1), D(2029, 6, 30)))) == 3


@QUICK
@given(
    st.integers(1, 60),
    st.sampled_from(["week", "month", "quarter", "year"]),
    DAYS,
    STARTS,
    st.sets(st.integers(1, 364), min_size=1, max_size=4),
)
def test_parts_of_a_year_never_ask_for_more_than_the_year(count, per, day, starts, cuts):
    """A cadence that is written again and again within a year, each time the same, asks for what
    it would have asked unchanged: nothing is asked twice, and nothing is lost."""
    year = fiscal_year(day, starts)
    firsts = [year.start + dt.timedelta(cut) for cut in sorted(cuts) if cut < year.days]
    bounds = zip([None, *firsts], [*firsts, None], strict=True)
    parts = [
        Rule(count, per, since=since, until=until and until - dt.timedelta(1))
        for since, until in bounds
    ]

    told = tally(parts, [], year, year.start, year_start=starts)
    unchanged = tally(Rule(count, per), [], year, year.start, year_start=starts)

    assert told.expected == unchanged.expected == sum(s.expected for s in told.stretches)
    assert [s.span.start for s in told.stretches] == [year.start, *firsts]


@QUICK
@given(
    st.lists(st.integers(1, 24), min_size=2, max_size=3),
    st.sampled_from(["month", "quarter", "year"]),
    DAYS,
    STARTS,
    st.lists(st.integers(1, 364), min_size=2, max_size=2, unique=True),
    HELD,
    DAYS,
)
def test_cadence_changed_twice_stays_between_its_least_and_its_most(
    counts, per, day, starts, cuts, held, today
):
    year = fiscal_year(day, starts)
    firsts = [year.start + dt.timedelta(cut) for cut in sorted(cuts)][: len(counts) - 1]
    bounds = list(zip([None, *firsts], [*firsts, None], strict=True))
    rules = [
        Rule(count, per, since=since, until=until and until - dt.timedelta(1))
        for count, (since, until) in zip(counts, bounds, strict=True)
    ]

    told = tally(rules, held, year, today, year_start=starts)
    whole = [tally(Rule(n, per), [], year, today, year_start=starts).expected for n in counts]

    each = len(rules) - 1  # a window that is cut is rounded once for each cut
    assert min(whole) - each <= told.expected <= max(whole) + each
    assert told.held - told.extra + told.missing == told.expected
    assert told.held == sum(day in year and day <= today for day in held)
    assert len({slot.expected.key for slot in told.slots}) == len(told.slots)


@QUICK
@given(st.integers(1, 24), DAYS, STARTS, st.integers(1, 364))
def test_plan_that_starts_within_a_year_is_asked_for_its_share(count, day, starts, late):
    year = fiscal_year(day, starts)
    begun = Span(min(year.start + dt.timedelta(late), year.end), year.end)

    asked = len(expected(Rule(count, "year"), begun, year_start=starts))

    assert abs(asked - count * begun.days / year.days) <= 0.5 + count / year.days
