"""The lists of an annuaire, sorted and searched without accents, one page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q

from arrimage.core.pages import SIZE, Page
from arrimage.formats.language.text import normalise

from .annuaire import Annuaire, current_themes, people_in, positions_with_places
from .models import Organization, OrganizationKind, Person, Position, Territory, TerritoryKind


@dataclass(frozen=True, slots=True)
class Sieve:
    """What somebody asked to see; it lives in the address. ``territory`` is «region-04»."""

    text: str = ""
    kind: str = ""
    territory: str = ""
    theme: int | None = None
    organization: int | None = None
    past: bool = False
    page: int = 1

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Sieve:
        """From ``?q=…&genre=…&territoire=…&theme=…&organisme=…&anciens=oui&page=…``."""
        kind = query.get("genre", "")
        return cls(
            text=query.get("q", "").strip()[:200],
            kind=kind if kind in OrganizationKind.values else "",
            territory=query.get("territoire", "")[:20],
            theme=_number(query.get("theme", "")),
            organization=_number(query.get("organisme", "")),
            past=query.get("anciens") == "oui",
            page=_number(query.get("page", "")) or 1,
        )

    @property
    def is_active(self) -> bool:
        """True when something is hidden."""
        asked = (self.text, self.kind, self.territory, self.theme, self.organization)
        return any(asked)

    @property
    def query(self) -> str:
        """The same demand for an address, without its page."""
        values = {
            "q": self.text,
            "genre": self.kind,
            "territoire": self.territory,
            "theme": self.theme,
            "organisme": self.organization,
            "anciens": "oui" if self.past else "",
        }
        return urlencode({key: value for key, value in values.items() if value})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def _cut(keys: list[int], number: int) -> tuple[list[int], int, int]:
    count = max(1, -(-len(keys) // SIZE))
    number = min(max(number, 1), count)
    return keys[(number - 1) * SIZE : number * SIZE], number, count


def in_order(rows: models.QuerySet[Any], keys: list[int]) -> list[Any]:
    """The rows with these keys, in the order of the keys."""
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def _within(territory: str, path: str) -> Q:
    """Rows in a territory or in one of its parts; ``path`` leads to the territories."""
    kind, _dash, code = territory.partition("-")
    prefix = f"{path}__"
    here = Q(**{f"{prefix}kind": kind, f"{prefix}code": code})
    return here | Q(**{f"{prefix}parent__kind": kind, f"{prefix}parent__code": code})


def organizations_in(annuaire: Annuaire, sieve: Sieve) -> Page:
    """A page of organisations, by name; five queries whatever their number."""
    rows = Organization.objects.filter(pk__in=annuaire.network.members)
    if sieve.kind:
        rows = rows.filter(kind=sieve.kind)
    if sieve.territory:
        rows = rows.filter(_within(sieve.territory, "territories"))
    if sieve.theme:
        rows = rows.filter(themes=sieve.theme)
    wanted = normalise(sieve.text)
    light = rows.order_by().distinct().values_list("pk", "name", "acronym")
    folded = [(normalise(name), normalise(acronym), pk) for pk, name, acronym in light]
    keys = [pk for name, acronym, pk in sorted(folded) if wanted in f"{name} {acronym}"]
    shown, number, count = _cut(keys, sieve.page)
    full = Organization.objects.select_related("parent")
    found = in_order(full.prefetch_related("territories", current_themes()), shown)
    return Page(found, len(keys), number, count)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list, with what the person is now; no contact detail."""

    person: Person
    positions: tuple[Position, ...]


def persons_in(annuaire: Annuaire, sieve: Sieve) -> Page:
    """A page of people, by name; those without a current position only when asked."""
    places = Position.objects.filter(
        person__in=people_in(annuaire), organization__in=annuaire.network.members
    )
    if not sieve.past:
        places = places.current()
    if sieve.organization:
        places = places.filter(organization=sieve.organization)
    if sieve.territory:
        places = places.filter(_within(sieve.territory, "organization__territories"))
    fields = ("person", "person__name", "title", "organization__name", "organization__acronym")
    words: dict[int, list[str]] = defaultdict(list)
    for pk, *texts in places.order_by().distinct().values_list(*fields):
        words[pk].extend(texts)
    wanted = normalise(sieve.text)
    named = sorted((normalise(texts[0]), pk) for pk, texts in words.items())
    keys = [pk for _name, pk in named if wanted in normalise(" ".join(words[pk]))]
    shown, number, count = _cut(keys, sieve.page)
    people = in_order(Person.objects.prefetch_related(positions_with_places()), shown)
    return Page([_row(annuaire, person) for person in people], len(keys), number, count)


def _row(annuaire: Annuaire, person: Person) -> PersonRow:
    held = (p for p in person.positions.all() if p.organization_id in annuaire.network.parents)
    return PersonRow(person, tuple(p for p in held if p.is_current))


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region, who works there, and its MRC with theirs; an orphan region has nobody."""

    region: Territory
    organizations: tuple[Organization, ...]
    parts: tuple[tuple[Territory, int], ...]

    @property
    def is_orphan(self) -> bool:
        """True when no organisation of the annuaire is there."""
        return not self.organizations


def regions_in(annuaire: Annuaire) -> tuple[RegionRow, ...]:
    """Every region in official order, even one where nobody works; three queries."""
    territories = list(Territory.objects.exclude(kind=TerritoryKind.PROVINCE).order_by("code"))
    links = Organization.territories.through.objects.filter(
        organization__in=annuaire.network.members
    ).values_list("territory", "organization")
    there: dict[int, set[int]] = defaultdict(set)
    for territory, organization in links:
        there[territory].add(organization)
    named = Organization.objects.in_bulk(set().union(*there.values()) if there else [])
    parts: dict[int | None, list[Territory]] = defaultdict(list)
    for territory in territories:
        parts[territory.parent_id].append(territory)
    return tuple(
        _region(region, parts[region.pk], there, named)
        for region in territories
        if region.kind == TerritoryKind.REGION
    )


def _region(
    region: Territory,
    parts: list[Territory],
    there: Mapping[int, set[int]],
    named: Mapping[int, Organization],
) -> RegionRow:
    keys = there.get(region.pk, set()).union(*(there.get(part.pk, set()) for part in parts))
    found = sorted((named[key] for key in keys), key=lambda o: normalise(o.name))
    by_name = sorted(parts, key=lambda part: normalise(part.name))
    counted = tuple((part, len(there.get(part.pk, ()))) for part in by_name)
    return RegionRow(region, tuple(found), counted)
