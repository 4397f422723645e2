"""Adding money up."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from arrimage.funding.ledger import (
    Allocation,
    Line,
    Totals,
    allocations,
    by_branch,
    by_source,
    by_year,
    total,
)

D = Decimal
LINES = (
    Line(3, "planned", D("1000.10"), 1, 7),
    Line(3, "planned", D("0.20"), 2, 7),
    Line(3, "spent", D("400"), 1, 7),
    Line(4, "planned", D("50"), None, None),
    Line(4, "committed", D("80"), None, 8),
    Line(5, "in_kind", D("25")),
)
ABOVE = {1: None, 2: 1, 3: 2, 4: 2, 5: None}


def test_each_nature_is_added_apart_and_what_nobody_wrote_is_unknown():
    assert total(LINES) == Totals(D("1050.30"), D("80"), D("400"), D("25"))
    assert total(LINES[5:]).planned is None
    assert total(()).is_known is False


def test_what_is_left_is_planned_less_committed_and_spent():
    totals = total(LINES)

    assert (totals.used, totals.left, totals.excess) == (D("480"), D("570.30"), 0)
    assert total(LINES[3:5]).left == D("-30")
    assert total(LINES[3:5]).excess == D("30")
    assert total(LINES[4:5]).left is None  # no budget: neither left nor over


def test_a_branch_holds_what_is_under_it_and_roots_hold_the_plan():
    sums = by_branch(LINES, ABOVE)

    assert sums[2] == Totals(D("1050.30"), D("80"), D("400"))
    assert sums[1] == sums[2]
    assert sums[5] == Totals(in_kind=D("25"))
    assert 6 not in sums


def test_years_come_in_order_and_the_whole_period_last():
    assert [(year, sums.planned) for year, sums in by_year(LINES).items()] == [
        (1, D("1000.10")),
        (2, D("0.20")),
        (None, D("50")),
    ]
    assert by_source(LINES)[None] == Totals(planned=D("50"), in_kind=D("25"))


def test_an_envelope_of_a_year_counts_that_year_and_one_of_the_period_the_rest():
    given = [(7, 1, D("1200")), (7, None, D("10")), (8, None, D("60")), (8, None, D("5"))]

    assert allocations(given, LINES) == (
        Allocation(7, 1, D("1200"), Totals(D("1000.10"), None, D("400"))),
        Allocation(7, None, D("10"), Totals(D("0.20"))),
        Allocation(8, None, D("65"), Totals(committed=D("80"))),
    )
    first, _, third = allocations(given, LINES)
    assert (first.excess, first.available) == (0, D("800"))
    assert third.available == D("-15")


amounts = st.decimals(min_value=D("0.01"), max_value=10**6, places=2)
lines = st.lists(
    st.builds(
        Line,
        element=st.integers(1, 5),
        nature=st.sampled_from(["planned", "committed", "spent", "in_kind"]),
        amount=amounts,
        year=st.none() | st.integers(1, 3),
        source=st.none() | st.integers(7, 9),
    )
)


def _sum(parts):
    return tuple(
        sum((getattr(p, n) or D(0) for p in parts), D(0))
        for n in ("planned", "committed", "spent", "in_kind")
    )


@given(lines)
def test_every_way_of_grouping_adds_up_to_the_same_plan(lines):
    whole = _sum([total(lines)])
    sums = by_branch(lines, ABOVE)

    assert _sum([sums[root] for root in (1, 5) if root in sums]) == whole
    assert _sum(by_year(lines).values()) == whole
    assert _sum(by_source(lines).values()) == whole


@given(lines)
def test_no_amount_counts_twice_against_the_envelopes_of_its_source(lines):
    given = [(source, year, D(1)) for source in (7, 8, 9) for year in (1, None)]

    used = _sum([a.totals for a in allocations(given, lines)])

    assert used == _sum([total(line for line in lines if line.source)])
