"""What stands above a plan and follows it: rows that hang from its lines, and what they say.

Applications above ``plans`` register here when they start: rows that are kept and undone with the
other rows of an edit (:func:`carry`), what must be settled in the transaction of each change
(:func:`follow`), what the living column prints beside a line (:func:`tell`), and what goes with a
plan into a draft and comes back from one (:func:`keep_in_drafts`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from django.db import models

from arrimage.formats.draft import ElementDraft, PlanDraft

from .models import Element, Plan

Pks = Collection[int]
Flag = Literal["", "late", "silent", "soon"]
Mark = Literal["held", "missed", "open", "to_come"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A frequency in a sentence («3 sur 4 tenues…»), and one mark for each time awaited."""

    words: str
    marks: tuple[Mark, ...] = ()  # none when they would be too many
    share: float = 0.0  # from 0 to 1, for the bar that stands for marks
    awaited: float = 0.0  # the share that should be held by now


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


class DraftDrawer(Protocol):
    """Puts rows of an application above into drafts."""

    def draw(self, plan: Plan) -> Mapping[int, Mapping[str, Any]]:
        """Values of :class:`ElementDraft`, encoded, by the key of the element."""

    def draw_frame(self, plan: Plan) -> Mapping[str, Any]:
        """Values of :class:`PlanDraft`, encoded."""


class DraftKeeper(DraftDrawer, Protocol):
    """The same, and makes rows from drafts."""

    def take(self, plan: Plan, saved: Sequence[tuple[ElementDraft, Element]]) -> None:
        """Rows of elements that were just made from drafts."""

    def take_frame(self, plan: Plan, draft: PlanDraft) -> None:
        """Rows of a plan that was just made from a draft."""


_carried: list[type[models.Model]] = []
_keepers: list[DraftKeeper] = []
_followers: list[Follower] = []
_tellers: list[Teller] = []


def carry(model: type[models.Model]) -> type[models.Model]:
    """Rows with a key to ``element`` that an edit keeps, and undoing puts back."""
    _carried.append(model)
    return model


def carried_above() -> tuple[type[models.Model], ...]:
    """The kinds of rows that applications above hang from elements."""
    return tuple(_carried)


def keep_in_drafts(keeper: DraftKeeper) -> None:
    """Let a keeper complete the drafts of plans that the team exports, and read them back."""
    _keepers.append(keeper)


def draft_keepers() -> tuple[DraftKeeper, ...]:
    """Those who complete the drafts of plans."""
    return tuple(_keepers)


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
