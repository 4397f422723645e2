"""What waits for a person's word beside the lines that they carry: upper applications say it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from arrimage.directory.models import Organization
from arrimage.directory.permissions import Viewer


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something to look at and settle. ``words`` are quoted; ``url`` is where it is settled."""

    key: str
    words: str
    who: str
    plan: str
    why: str
    on: dt.date
    url: str
    gesture: str  # what its button says


@dataclass(frozen=True, slots=True)
class WaitingList:
    """The first of them, oldest first; ``total`` counts the others too."""

    shown: tuple[Waiting, ...] = ()
    total: int = 0


Teller = Callable[[Viewer, Organization | None, int], WaitingList]
_tellers: list[Teller] = []


def announce(teller: Teller) -> Teller:
    """Register what says what waits for somebody, in an organisation, so many at most.

    It asks for the permission to settle each, in a constant number of queries.
    """
    _tellers.append(teller)
    return teller


def waiting_for(user: Viewer, organization: Organization | None, most: int) -> WaitingList:
    """All that waits for somebody."""
    told = [teller(user, organization, most) for teller in _tellers]
    shown = sorted((one for each in told for one in each.shown), key=lambda one: one.on)
    return WaitingList(tuple(shown[:most]), sum(each.total for each in told))
