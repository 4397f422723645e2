"""What a person asked to see of a plan, and in what groups; it lives in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict

from arrimage.formats.language.text import normalise
from arrimage.search.answers import is_answered
from arrimage.search.syntax import read_question

from .following import Flag
from .grouping import Grouping, season_key
from .states import Status, is_code

if TYPE_CHECKING:
    from .document import Row

UNKNOWN = "unknown"  # the state of an element about which nothing is known
FLAGS: dict[str, Flag] = {"retard": "late", "silence": "silent", "bientot": "soon"}
MISSING = ("responsable", "echeance", "theme")


@dataclass(frozen=True, slots=True)
class PlanFilters:
    """What is hidden, and how the rest is grouped; empty and ``None`` hide nothing.

    ``statuses`` are states or «unknown»; ``year`` a plan year; ``theme`` and ``responsible`` are
    names; ``territory`` is «region-04»; ``season`` is «2026-automne»; ``before`` keeps what is due
    on that day or sooner; ``without`` names what a line lacks; ``flag`` is one of :data:`FLAGS`;
    ``by`` is a :class:`Grouping`.
    """

    statuses: tuple[str, ...] = ()
    responsible: str = ""
    year: int | None = None
    text: str = ""
    theme: str = ""
    territory: str = ""
    season: str = ""
    before: dt.date | None = None
    without: str = ""
    flag: str = ""
    is_doubtful: bool = False
    by: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> PlanFilters:
        """From ``?etat=…&responsable=…&par=…``; what makes no sense is left out."""
        year = query.get("an", "")
        asked = set(_listed(query, "etat"))
        without, by = query.get("sans", ""), query.get("par", "")
        return cls(
            statuses=_states(asked),
            responsible=query.get("responsable", "").strip(),
            year=int(year) if year.isascii() and year.isdigit() and len(year) < 4 else None,
            text=query.get("q", "").strip(),
            theme=query.get("theme", "").strip(),
            territory=query.get("territoire", "").strip(),
            season=query.get("saison", "").strip(),
            before=_day(query.get("avant", "")),
            without=without if without in MISSING else "",
            flag=query.get("suivi", "") if query.get("suivi", "") in FLAGS else "",
            is_doubtful=query.get("doutes", "") == "1",
            by=by if by in Grouping.values else "",
        )

    @property
    def is_active(self) -> bool:
        """True when something is hidden."""
        return self != PlanFilters(by=self.by)

    @property
    def more(self) -> int:
        """How many filters are on besides those that are always in sight."""
        kept = (self.theme, self.territory, self.season, self.before, self.without)
        return sum(map(bool, kept)) + self.is_doubtful + (len(self.statuses) > 1)

    @property
    def query(self) -> str:
        """The same filters for an address: «etat=done&q=relève»."""
        values = {
            "par": self.by,
            "etat": ",".join(self.statuses),
            "responsable": self.responsible,
            "an": self.year,
            "theme": self.theme,
            "territoire": self.territory,
            "saison": self.season,
            "avant": self.before.isoformat() if self.before else "",
            "sans": self.without,
            "suivi": self.flag,
            "doutes": "1" if self.is_doubtful else "",
            "q": self.text,
        }
        return urlencode({key: value for key, value in values.items() if value}, safe=",")

    def with_status(self, status: str) -> PlanFilters:
        """The same filters with one state, or any, and no flag."""
        return replace(self, statuses=(status,) if status else (), flag="")

    def with_flag(self, flag: str) -> PlanFilters:
        """The same filters with one flag of the follow-up, whatever the state."""
        return replace(self, statuses=(), flag=flag)

    def keep(self, row: Row, words: str) -> bool:
        """True when a row that says these words is to be shown."""
        if self.statuses and (row.status or UNKNOWN) not in self.statuses:
            return False
        if self.responsible and not _holds(self.responsible, row.everybody):
            return False
        if self.year is not None and self.year not in row.years_marked:
            return False
        return (
            self._keeps_tags(row)
            and self._keeps_time(row)
            and not (self.is_doubtful and not row.doubts)
            and not (self.flag and row.living.flag != FLAGS[self.flag])
            and (not self.text or _says(words, self.text))
        )

    def _keeps_tags(self, row: Row) -> bool:
        lacks = {
            "responsable": not row.responsibles,
            "echeance": not (row.frames or row.timeframe_text or row.years_marked),
            "theme": not row.themes,
        }
        if self.without and not lacks[self.without]:
            return False
        if self.theme and not _holds(self.theme, row.themes):
            return False
        return not self.territory or self.territory in {t.address for t in row.territories}

    def _keeps_time(self, row: Row) -> bool:
        if self.before and not (row.due and row.due <= self.before):
            return False
        if not self.season:
            return True
        return bool(row.due and not row.is_due_vaguely and season_key(row.due) == self.season)


def _states(asked: set[str]) -> tuple[str, ...]:
    """In the order of the default dictionary, then those that plans add, then the unknown one."""
    own = sorted(code for code in asked if is_code(code) and code not in Status.values)
    ordered = (*Status.values, *own, UNKNOWN)
    return tuple(code for code in ordered if code in asked)


def _says(words: str, text: str) -> bool:
    """The very letters anywhere, else every word of the question as the search compares them."""
    if normalise(text) in normalise(words):
        return True
    question = read_question(text)
    return bool(question) and is_answered(question, words)


def _holds(name: str, names: Iterable[str]) -> bool:
    return normalise(name) in map(normalise, names)


def _listed(query: Mapping[str, str], name: str) -> list[str]:
    """Values sent several times, or once with commas."""
    sent = query.getlist(name) if isinstance(query, MultiValueDict) else [query.get(name, "")]
    return [part for value in sent for part in value.split(",")]


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
