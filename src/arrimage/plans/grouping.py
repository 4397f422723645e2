"""The rows of a plan, grouped otherwise than by its tree: by who, where, when, about what."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arrimage.formats.language.text import normalise

from .models import Status

if TYPE_CHECKING:
    from .document import Row

LAST = "\uffff"  # sorts after every word
SIZES = "prm"  # initials of the kinds of territories, the largest first


class Grouping(models.TextChoices):
    """What a plan may be grouped by; the values stand in addresses."""

    RESPONSIBLE = "responsable", gettext_lazy("Responsable")
    THEME = "theme", gettext_lazy("Thème")
    TERRITORY = "territoire", gettext_lazy("Territoire")
    SEASON = "saison", gettext_lazy("Saison")
    QUARTER = "trimestre", gettext_lazy("Trimestre")
    YEAR = "an", gettext_lazy("Année du plan")
    STATUS = "etat", gettext_lazy("État")


SEASONS: tuple[tuple[int, str, Any], ...] = (  # last month, key, name; as échéances are read
    (3, "hiver", gettext_lazy("Hiver %(year)s")),
    (6, "printemps", gettext_lazy("Printemps %(year)s")),
    (8, "ete", gettext_lazy("Été %(year)s")),
    (12, "automne", gettext_lazy("Automne %(year)s")),
)
TIMELESS: dict[str, tuple[str, Any]] = {
    "continuous": ("1", gettext_lazy("En continu")),
    "recurring": ("1", gettext_lazy("En continu")),
    "on-demand": ("2", gettext_lazy("Sur demande")),
    "conditional": ("3", gettext_lazy("Sous condition")),
    "event": ("4", gettext_lazy("Selon un événement")),
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """What grouping by time needs of a plan: month of its fiscal year, names of its years."""

    first_month: int
    years: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one title; a row that is in several groups has another ``key`` in each."""

    key: str
    label: str
    rows: tuple[Row, ...]


Place = tuple[str, str]  # what it sorts by, and the title of the group
Placing = Callable[["Row", Calendar], list[Place]]


def groups_of(rows: Iterable[Row], by: str, calendar: Calendar) -> tuple[Group, ...]:
    """The groups of some rows, in order; every row is in one at least.

    A step goes where the action above it goes when it says nothing of its own. Two spellings of
    one name make one group.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    titles: dict[str, str] = {}
    copies: dict[int, int] = defaultdict(int)
    above: list[Place] = []
    for row in rows:
        places = PLACINGS[by](row, calendar)
        if row.depth and above and by != Grouping.STATUS and _says_nothing(places):
            places = above
        elif not row.depth:
            above = places
        for order, title in dict(places).items():
            titles[order] = min(titles.get(order, title), title)  # capital letters come first
            copies[row.pk] += 1
            rank = copies[row.pk]
            found[order].append(replace(row, key=f"{row.key}-{rank}") if rank > 1 else row)
    return tuple(
        Group(f"g{rank}", titles[order], tuple(found[order]))
        for rank, order in enumerate(sorted(found), 1)
    )


def _says_nothing(places: list[Place]) -> bool:
    return all(order.startswith(LAST) for order, _label in places)


def season_key(day: dt.date) -> str:
    """The season of a day, as addresses name it: «2026-automne»."""
    return f"{day.year}-{_season(day)[1]}"


def season_label(day: dt.date) -> str:
    """The season of a day, as people name it."""
    return str(_season(day)[2]) % {"year": day.year}


def _season(day: dt.date) -> tuple[int, str, Any]:
    return next(season for season in SEASONS if day.month <= season[0])


def _named(names: Iterable[str], nobody: str) -> list[Place]:
    return [(normalise(name), name) for name in names] or [(LAST, nobody)]


def _by_responsible(row: Row, calendar: Calendar) -> list[Place]:
    return _named(row.carriers, _("Sans responsable"))


def _by_theme(row: Row, calendar: Calendar) -> list[Place]:
    return _named(row.themes, _("Sans thème"))


def _by_territory(row: Row, calendar: Calendar) -> list[Place]:
    places = [(f"{SIZES.find(t.address[0])}{t.address}", t.name) for t in row.territories]
    return places or [(LAST, _("Sans territoire"))]


def _by_season(row: Row, calendar: Calendar) -> list[Place]:
    if row.due is None or row.is_due_vaguely:
        return [_without_season(row)]
    return [(f"{row.due.year}{_season(row.due)[0]:02}", season_label(row.due))]


def _by_quarter(row: Row, calendar: Calendar) -> list[Place]:
    if row.due is None or row.is_due_vaguely:
        marks = [(f"{LAST}0{mark}", mark) for mark in row.quarters_marked]
        return marks or [_without_season(row)]
    since = (row.due.month - calendar.first_month) % 12
    ordinal = row.due.year * 12 + row.due.month - 1 - since % 3
    first = dt.date(ordinal // 12, ordinal % 12 + 1, 1)
    last = dt.date((ordinal + 2) // 12, (ordinal + 2) % 12 + 1, 1)
    words = {
        "rank": since // 3 + 1,
        "from": date_format(first, "F Y"),
        "to": date_format(last, "F Y"),
    }
    return [(f"{first:%Y%m}", _("T%(rank)s (%(from)s à %(to)s)") % words)]


def _by_year(row: Row, calendar: Calendar) -> list[Place]:
    marked = [year for year in row.years_marked if year in calendar.years]
    return [(f"{year:03}", calendar.years[year]) for year in marked] or [_without_date(row)]


def _without_season(row: Row) -> Place:
    """What only a year places stands after the seasons of that year."""
    if row.due is None:
        return _without_date(row)
    return f"{row.due.year}99", _("Au plus tard en %(year)s") % {"year": row.due.year}


def _without_date(row: Row) -> Place:
    """What no date places: its own rhythm, else unknown; these groups come last."""
    timeless = (TIMELESS[frame.kind] for frame in row.frames if frame.kind in TIMELESS)
    rank, label = next(timeless, ("9", _("Sans date")))
    return f"{LAST}{rank}", str(label)


def _by_status(row: Row, calendar: Calendar) -> list[Place]:
    if not row.status_label:
        return [(LAST, _("État inconnu"))]
    ranks = {status: rank for rank, status in enumerate(Status.values)}
    return [(f"{ranks.get(row.status, len(ranks))}{row.status}", row.status_label)]


PLACINGS: dict[str, Placing] = {
    Grouping.RESPONSIBLE: _by_responsible,
    Grouping.THEME: _by_theme,
    Grouping.TERRITORY: _by_territory,
    Grouping.SEASON: _by_season,
    Grouping.QUARTER: _by_quarter,
    Grouping.YEAR: _by_year,
    Grouping.STATUS: _by_status,
}
