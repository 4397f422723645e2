"""What stands above a plan and follows it: rows that hang from its lines, and what they say.

Applications above ``plans`` register here when they start: rows that are kept and undone with the
other rows of an edit (:func:`carry`), what must be settled in the transaction of each change
(:func:`follow`), and what the living column prints beside a line (:func:`tell`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from django.db import models

from .models import Plan

Pks = Collection[int]
Flag = Literal["", "late", "silent", "soon"]
Mark = Literal["held", "missed", "open", "to_come"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A frequency in a sentence («3 sur 4 tenues…»), and one mark for each time awaited."""

    words: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Living:
    """What the follow-up knows of a line today: a flag with its word and why, and its rhythms."""

    flag: Flag = ""
    label: str = ""
    why: str = ""
    rhythms: tuple[Rhythm, ...] = ()


NOTHING_TOLD = Living()
Follower = Callable[[Plan, Pks | None], None]
Teller = Callable[[models.Q, dt.date], Mapping[int, Living]]

_carried: list[type[models.Model]] = []
_followers: list[Follower] = []
_tellers: list[Teller] = []


def carry(model: type[models.Model]) -> type[models.Model]:
    """Rows with a key to ``element`` that an edit keeps, and undoing puts back."""
    _carried.append(model)
    return model


def carried_above() -> tuple[type[models.Model], ...]:
    """The kinds of rows that applications above hang from elements."""
    return tuple(_carried)


def follow(follower: Follower) -> Follower:
    """Call ``follower`` with a plan and the lines that changed, in the same transaction.

    ``None`` instead of the lines means every line: a new plan, other years.
    """
    _followers.append(follower)
    return follower


def settle_followers(plan: Plan, touched: Pks | None = None) -> None:
    """Tell those who follow that lines of a plan changed."""
    for follower in _followers:
        follower(plan, touched)


def tell(teller: Teller) -> Teller:
    """Register what the living column prints: a condition on elements and a day give, by element.

    A teller makes the same number of queries whatever the number of elements.
    """
    _tellers.append(teller)
    return teller


def living_of(elements: models.Q, today: dt.date) -> dict[int, Living]:
    """What the follow-up knows of some elements, by their key; nothing to say, no entry."""
    return {pk: living for teller in _tellers for pk, living in teller(elements, today).items()}
