"""Reading the trace. Whoever calls has already got hold of the object with its permission."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from .models import Entry
from .operations import scope_of
from .phrases import sentence


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a «Historique»."""

    at: dt.datetime
    actor: str
    verb: str
    sentence: str


def history_of(target: models.Model, limit: int = 200) -> tuple[HistoryLine, ...]:
    """What happened to one object, latest first."""
    return _lines(Entry.objects.filter(target=target._meta.label, target_id=target.pk)[:limit])


def history_in(scope: models.Model, limit: int = 200) -> tuple[HistoryLine, ...]:
    """What happened in a plan or an organisation, latest first."""
    return _lines(Entry.objects.filter(scope=scope_of(scope))[:limit])


def _lines(entries: Iterable[Entry]) -> tuple[HistoryLine, ...]:
    return tuple(HistoryLine(e.at, e.actor_name, e.verb, sentence(e)) for e in entries)


def last_entry() -> models.QuerySet[Entry, dict[str, int]]:
    """The key of the last line of all, as a query that another one may hold."""
    return Entry.objects.order_by("-pk").values("pk")[:1]
