from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrimage.rhythm.lateness import Frame
from arrimage.rhythm.progress import Part, roll_up, roll_up_all

from .strategies import DAYS

D = dt.date
QUICK = settings(max_examples=60, deadline=None)
TODAY = D(2026, 10, 1)
YEAR = Frame("range", D(2026, 7, 1), D(2027, 6, 30), "month")
WEIGHTS = st.sampled_from([Decimal(w) for w in ("0", "0.5", "1", "2", "7.25")])
SHARES = st.one_of(
    st.none(), st.sampled_from([Decimal(s) for s in ("0", "0.25", "0.6", "1", "1.4", "-2")])
)
FRAMES = st.lists(
    st.builds(
        lambda kind, day, days: Frame(kind, day, day + dt.timedelta(days)),
        st.sampled_from(["range", "date", "continuous", "conditional", "unknown", "season"]),
        DAYS, st.integers(0, 500),
    ),
    max_size=2,
).map(tuple)  # fmt: skip
COUNTS_AS = st.sampled_from(["not_started", "active", "done", "stopped", "excluded"])
LEAVES = st.builds(Part, st.just("leaf"), COUNTS_AS, WEIGHTS, SHARES, FRAMES)
TREES = st.recursive(
    LEAVES,
    lambda children: st.builds(
        lambda state, weight, below: Part("branch", state, weight, children=tuple(below)),
        COUNTS_AS, WEIGHTS, st.lists(children, max_size=4),
    ),
    max_leaves=8,
)  # fmt: skip


def keyed(part, prefix="0"):
    """The same tree with a key of its own for each part."""
    children = tuple(keyed(child, f"{prefix}.{i}") for i, child in enumerate(part.children))
    return replace(part, key=prefix, children=children)


def test_formula_is_a_weighted_average_shown_line_by_line():
    branch = Part("1", children=(
        Part("1.1", "done"),
        Part("1.2", "active", Decimal(2), share=Decimal("0.25")),
        Part("1.3", "stopped"),
        Part("1.4", frames=(Frame("conditional"),)),
        Part("1.5", "active", frames=(Frame("continuous"),)),
    ))  # fmt: skip

    found = roll_up(branch, TODAY)

    assert (found.actual, found.weight, found.counted, found.left_out) == (
        Decimal("0.5000"),
        3,
        2,
        3,
    )
    assert [(s.key, s.weight, s.actual, s.left_out) for s in found.steps] == [
        ("1.1", 1, Decimal("1.0000"), ""),
        ("1.2", 2, Decimal("0.2500"), ""),
        ("1.3", 1, None, "stopped"),
        ("1.4", 1, None, "conditional"),
        ("1.5", 1, None, "no_end"),
    ]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (D(2026, 6, 30), "0.0000"),
        (D(2026, 7, 1), "0.0027"),
        (D(2026, 12, 31), "0.5041"),
        (D(2027, 6, 30), "1.0000"),
        (D(2028, 1, 1), "1.0000"),
    ],
)
def test_expected_progress_is_linear_inside_the_dates(today, expected):
    assert roll_up(Part("1", frames=(YEAR,)), today).expected == Decimal(expected)


def test_two_dates_are_two_halves():
    frames = (
        Frame("date", D(2026, 8, 1), D(2026, 8, 1)),
        Frame("date", D(2027, 2, 1), D(2027, 2, 1)),
    )

    assert roll_up(Part("1", frames=frames), TODAY).expected == Decimal("0.5000")


def test_what_has_no_date_is_compared_with_nothing():
    branch = Part("1", children=(Part("1.1", "done"), Part("1.2", "active", frames=(YEAR,))))

    found = roll_up(branch, D(2027, 6, 30))

    assert (found.actual, found.expected, found.comparable) == (
        Decimal("0.75"),
        Decimal(1),
        Decimal("0.5"),
    )


def test_nothing_known_is_not_zero():
    nothing = Part("1", "stopped", children=(Part("1.1", "done"),))
    empty = Part("2", children=(Part("2.1", "excluded"),), frames=(Frame("continuous"),))

    assert (roll_up(nothing, TODAY).actual, roll_up(nothing, TODAY).left_out) == (None, 1)
    assert (roll_up(empty, TODAY).actual, roll_up(empty, TODAY).expected) == (None, None)


def test_rhythm_gives_its_own_share():
    meetings = Part(
        "1", "active", share=Decimal("0.75"), expected=Decimal("0.5"), frames=(Frame("recurring"),)
    )

    found = roll_up(meetings, TODAY)

    assert (found.actual, found.expected, found.comparable) == (
        Decimal("0.75"),
        Decimal("0.5"),
        Decimal("0.75"),
    )


def test_every_branch_is_rolled_up_at_once():
    tree = Part(
        "0", children=(Part("a", children=(Part("b", "done"), Part("c"))), Part("d", "done"))
    )

    assert {key: str(found.actual) for key, found in roll_up_all(tree, TODAY).items()} == {
        "0": "0.7500", "a": "0.5000", "b": "1.0000", "c": "0.0000", "d": "1.0000",
    }  # fmt: skip


@QUICK
@given(TREES, DAYS)
def test_progress_is_a_share(tree, today):
    for found in roll_up_all(keyed(tree), today).values():
        for share in (found.actual, found.expected, found.comparable):
            assert share is None or 0 <= share <= 1
        assert (found.expected is None) == (found.comparable is None)
        assert found.expected is None or found.actual is not None
        assert found.weight >= 0


@QUICK
@given(TREES, DAYS, st.integers(2, 5))
def test_splitting_a_part_into_equal_parts_changes_nothing(tree, today, pieces):
    whole = roll_up(
        Part(
            "1", children=(replace(tree, key="a", weight=Decimal(1)), Part("b", "done", Decimal(3)))
        ),
        today,
    )
    piece = replace(tree, weight=Decimal(1))

    split = Part("a", children=tuple(keyed(piece, f"a{i}") for i in range(pieces)))
    found = roll_up(Part("1", children=(split, Part("b", "done", Decimal(3)))), today)

    assert (found.actual, found.expected, found.comparable) == (
        whole.actual,
        whole.expected,
        whole.comparable,
    )


@QUICK
@given(TREES, DAYS, st.integers(0, 500))
def test_expected_progress_never_goes_back(tree, today, later):
    before, after = (
        roll_up(keyed(tree), day).expected for day in (today, today + dt.timedelta(later))
    )

    assert before is None or after >= before


@QUICK
@given(st.lists(LEAVES, min_size=1, max_size=5), DAYS, st.sampled_from(["0.1", "3", "1000"]))
def test_only_the_proportions_of_weights_count(leaves, today, factor):
    parts = [keyed(leaf, str(i)) for i, leaf in enumerate(leaves)]
    heavier = [replace(p, weight=p.weight * Decimal(factor)) for p in parts]

    before, after = (roll_up(Part("x", children=tuple(c)), today) for c in (parts, heavier))

    assert (before.actual, before.expected) == (after.actual, after.expected)
