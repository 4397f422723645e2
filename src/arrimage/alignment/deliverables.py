"""One deliverable is counted once, whatever the number of plans that promise it. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def groups_of(keys: Iterable[Key], same: Iterable[tuple[Key, Key]]) -> list[tuple[Key, ...]]:
    """The keys gathered by what they deliver, in order of their first one.

    ``same`` holds pairs said to be one deliverable; pairs of pairs follow (union-find). Pairs that
    name a key that is not asked still join those that are.
    """
    asked = list(dict.fromkeys(keys))
    above: dict[Key, Key] = {}

    def top(key: Key) -> Key:
        while above.get(key, key) != key:
            above[key] = above.get(above[key], above[key])
            key = above[key]
        return key

    for one, other in same:
        above[top(one)] = top(other)
    groups: dict[Key, list[Key]] = {}
    for key in asked:
        groups.setdefault(top(key), []).append(key)
    return [tuple(group) for group in groups.values()]


def counted_once(
    own: Iterable[dt.date], same: Iterable[Iterable[dt.date]], added: Iterable[dt.date]
) -> list[dt.date]:
    """Days of what was held for one line, in order, with what counts in it from elsewhere.

    ``same`` are days of lines that are the same deliverable: what both plans noted on a day is one
    thing, noted twice. ``added`` contribute: each one counts besides.
    """
    days = Counter(own)
    for other in same:
        days |= Counter(other)
    days += Counter(added)
    return sorted(days.elements())
