"""Themes and territories in words: «Logement, Transport», «Mauricie, Les Moulins»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from arrimage.directory.models import Organization, Territory, TerritoryKind, Theme
from arrimage.directory.network import network_of
from arrimage.directory.themes import find_themes, themes_of
from arrimage.formats.language.text import normalise

from . import phrases
from .models import Element, ElementTerritory, ElementTheme

CODED = re.compile(r"^(?P<name>.*?)\s*\((?P<code>[\w-]+)\)$")
SEPARATORS = re.compile(r"[,;\n]+")
KINDS = list(TerritoryKind.values)


def read_names(text: str) -> tuple[str, ...]:
    """Names separated by commas, semicolons or line ends, each once."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, SEPARATORS.split(text)))))


def words_of_tags(element: Element) -> dict[str, str]:
    """The themes and the territories of an element as a person writes them."""
    themes = [
        link.theme.label for link in element.theme_links.all() if not link.theme.merged_into_id
    ]
    lands = sorted((link.territory for link in element.territory_links.all()), key=_size)
    return {
        "themes": ", ".join(themes),
        "territories": ", ".join(map(territory_words, lands)),
    }


def _size(territory: Territory) -> tuple[int, str]:
    return KINDS.index(territory.kind), territory.code


def territory_words(territory: Territory) -> str:
    """A name that leads to one territory only: «Mauricie (04)»."""
    return f"{territory.name} ({territory.code})"


def themes_for(organization: Organization) -> QuerySet[Theme]:
    """The governed list of the network in which the organisation stands."""
    return themes_of(network_of(organization).root)


@dataclass(frozen=True, slots=True)
class OfferedTags:
    """What a person may write in the fields of themes and territories."""

    themes: QuerySet[Theme]
    territories: tuple[str, ...]


def offered_tags(organization: Organization) -> OfferedTags:
    """Every theme of the network, and every territory in words."""
    lands = sorted(Territory.objects.all(), key=_size)
    return OfferedTags(themes_for(organization), tuple(map(territory_words, lands)))


def write_themes(element: Element, text: str) -> None:
    """Themes of the governed list, by any of their words; another word is refused."""
    names = read_names(text)
    known = list(themes_for(element.plan.organization)) if names else []
    found = {theme.pk: theme for theme in (_theme(known, name) for name in names)}
    element.theme_links.exclude(theme__in=found).delete()
    present = set(element.theme_links.values_list("theme", flat=True))
    ElementTheme.objects.bulk_create(
        ElementTheme(element=element, theme=theme)
        for pk, theme in found.items()
        if pk not in present
    )


def _theme(known: Iterable[Theme], name: str) -> Theme:
    near = find_themes(known, name, limit=3)
    if near and near[0].score == 100:
        return near[0].theme
    if not near:
        raise ValidationError({"themes": phrases.NO_THEME % {"word": name}})
    offered = ", ".join(answer.theme.label for answer in near)
    raise ValidationError({"themes": phrases.NEAR_THEMES % {"word": name, "near": offered}})


def write_territories(element: Element, text: str) -> None:
    """Official territories by name, the largest of that name unless a code follows."""
    names = read_names(text)
    known = list(Territory.objects.all()) if names else []
    found = {land.pk: land for land in (_territory(known, name) for name in names)}
    element.territory_links.exclude(territory__in=found).delete()
    present = set(element.territory_links.values_list("territory", flat=True))
    ElementTerritory.objects.bulk_create(
        ElementTerritory(element=element, territory=land)
        for pk, land in found.items()
        if pk not in present
    )


def _territory(known: Iterable[Territory], name: str) -> Territory:
    coded = CODED.match(name)
    wanted, code = (coded["name"], coded["code"]) if coded else (name, "")
    same = [land for land in known if normalise(land.name) == normalise(wanted)]
    same = [land for land in same if not code or land.code == code]
    if not same:
        raise ValidationError({"territories": phrases.NO_TERRITORY % {"word": name}})
    return min(same, key=_size)
