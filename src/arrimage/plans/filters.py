"""What a person asked to see of a plan; it lives in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from arrimage.formats.language.text import normalise

from .models import Status

UNKNOWN = "unknown"  # the state of an element about which nothing is known


@dataclass(frozen=True, slots=True)
class PlanFilters:
    """``status`` is a state or «unknown»; ``year`` a plan year; empty and ``None`` hide nothing."""

    status: str = ""
    responsible: str = ""
    year: int | None = None
    text: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> PlanFilters:
        """From ``?etat=…&responsable=…&an=…&q=…``; what makes no sense is left out."""
        status, year = query.get("etat", ""), query.get("an", "")
        return cls(
            status=status if status in {*Status.values, UNKNOWN} else "",
            responsible=query.get("responsable", "").strip(),
            year=int(year) if year.isascii() and year.isdigit() and len(year) < 4 else None,
            text=query.get("q", "").strip(),
        )

    @property
    def is_active(self) -> bool:
        """True when something is hidden."""
        return bool(self.status or self.responsible or self.year or self.text)

    @property
    def query(self) -> str:
        """The same filters for an address: «etat=done&q=relève»."""
        values = {
            "etat": self.status,
            "responsable": self.responsible,
            "an": self.year,
            "q": self.text,
        }
        return urlencode({key: value for key, value in values.items() if value})

    def with_status(self, status: str) -> PlanFilters:
        """The same filters with another state."""
        return PlanFilters(status, self.responsible, self.year, self.text)

    def keep(
        self, *, status: str, people: tuple[str, ...], years: tuple[int, ...], words: str
    ) -> bool:
        """True when a row with these values is to be shown."""
        if self.status and (status or UNKNOWN) != self.status:
            return False
        if self.responsible and normalise(self.responsible) not in map(normalise, people):
            return False
        if self.year is not None and self.year not in years:
            return False
        return not self.text or normalise(self.text) in normalise(words)
