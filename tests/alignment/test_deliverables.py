"""One deliverable, counted once."""

from hypothesis import given
from hypothesis import strategies as st

from arrimage.alignment.deliverables import groups_of


def test_lines_said_to_be_the_same_are_one_even_through_a_line_that_is_not_asked():
    assert groups_of([1, 2, 3, 5], [(1, 9), (9, 3), (5, 7)]) == [(1, 3), (2,), (5,)]


@given(st.lists(st.integers(0, 12)), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12))))
def test_groups_part_the_keys_and_never_part_a_pair(keys, same):
    groups = groups_of(keys, same)

    found = [key for group in groups for key in group]
    assert sorted(found) == sorted(set(keys))
    where = {key: n for n, group in enumerate(groups) for key in group}
    assert all(where[a] == where[b] for a, b in same if a in where and b in where)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8))))
def test_the_order_of_the_pairs_changes_nothing(same):
    keys = range(9)

    assert sorted(groups_of(keys, same)) == sorted(groups_of(keys, same[::-1]))
