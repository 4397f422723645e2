"""What can be found in the annuaire: organisations, themes, territories, and people to be seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.search.indexing import refresh, refresh_followers
from arrimage.search.models import Entry
from arrimage.search.registry import Found, Searchable, register

from .annuaire import Annuaire, people_in
from .models import Organization, Person, Position, Territory, Theme
from .network import networks_of


def refresh_around(row: models.Model) -> None:
    """Bring up to date an organisation, a person or a theme, and all that is found by its words."""
    name = str(row._meta.model_name)
    if name in ("organization", "person", "theme"):
        refresh(name, [row.pk])
    refresh_followers(name, [row.pk])


def _organization_keys() -> Iterable[int]:
    return Organization.objects.values_list("pk", flat=True)


def _organizations(ids: Collection[int]) -> Iterator[Found]:
    present = Organization.objects.present().filter(pk__in=ids)
    for organization in present.prefetch_related("territories", "themes__words"):
        themes = [theme for theme in organization.themes.all() if theme.merged_into_id is None]
        yield Found(
            object_id=organization.pk,
            scope=organization.pk,
            title=organization.name,
            parts=(
                ("acronym", organization.acronym),
                ("territory", ", ".join(str(t) for t in organization.territories.all())),
                ("theme", ", ".join(w.text for theme in themes for w in theme.words.all())),
            ),
        )


def _working_on(themes: Collection[int]) -> Iterable[int]:
    return Organization.objects.filter(themes__in=themes).values_list("pk", flat=True)


def _placed_in(organizations: Collection[int]) -> Iterable[int]:
    found = Position.objects.filter(organization__in=organizations)
    return found.values_list("person_id", flat=True)


def _person_keys() -> Iterable[int]:
    return Person.objects.values_list("pk", flat=True)


def _people(ids: Collection[int]) -> Iterator[Found]:
    """Names and positions; contact details open for some only, so nobody finds by them."""
    present = Person.objects.filter(merged_into=None, positions__isnull=False, pk__in=ids)
    positions = Prefetch("positions", Position.objects.current().select_related("organization"))
    for person in present.distinct().prefetch_related(positions):
        held = [("position", str(position)) for position in person.positions.all()]
        yield Found(object_id=person.pk, scope=person.pk, title=person.name, parts=tuple(held))


def _theme_keys() -> Iterable[int]:
    return Theme.objects.values_list("pk", flat=True)


def _themes(ids: Collection[int]) -> Iterator[Found]:
    """Under every word that leads to them."""
    for theme in Theme.objects.filter(merged_into=None, pk__in=ids).prefetch_related("words"):
        words = ", ".join(word.text for word in theme.words.all() if word.text != theme.label)
        yield Found(
            object_id=theme.pk, scope=theme.network_id, title=theme.label, parts=(("word", words),)
        )


def _territory_keys() -> Iterable[int]:
    return Territory.objects.values_list("pk", flat=True)


def _territories(ids: Collection[int]) -> Iterator[Found]:
    for land in Territory.objects.filter(pk__in=ids):
        yield Found(object_id=land.pk, scope=land.pk, title=land.name)


def _annuaires(user: Any) -> list[Annuaire]:
    """One for each network where the user has a role; read once for the object of that user."""
    known: list[Annuaire] | None = getattr(user, "_annuaires", None)
    if known is None:
        own = {organization.pk: organization for organization in _own(user)}
        known = [
            Annuaire(next(own[pk] for pk in own if pk in network.parents), user, network)
            for network in networks_of(own)
        ]
        user._annuaires = known
    return known


def _own(user: Any) -> QuerySet[Organization]:
    return Organization.objects.visible_to(user)


def _visible_organizations(user: Any) -> QuerySet[Organization]:
    """The annuaires in which the user has a role; all of them for a network administrator."""
    if not user.is_authenticated or user.is_network_admin:
        return Organization.objects.visible_to(user)
    members = frozenset[int]().union(*(annuaire.network.members for annuaire in _annuaires(user)))
    return Organization.objects.present().filter(pk__in=members)


def _visible_people(user: Any) -> QuerySet[Person]:
    if not user.is_authenticated:
        return Person.objects.none()
    if user.is_network_admin:
        return Person.objects.filter(merged_into=None)
    return people_in(*_annuaires(user))


def _networks(user: Any) -> QuerySet[Organization]:
    """The organisations at the top of the annuaires in which the user has a role."""
    if not user.is_authenticated or user.is_network_admin:
        return Organization.objects.visible_to(user)
    roots = [annuaire.network.root for annuaire in _annuaires(user)]
    return Organization.objects.present().filter(pk__in=roots)


def _visible_territories(user: Any) -> QuerySet[Territory]:
    """All of them, for whoever has an annuaire in which to see who works there."""
    is_reader = user.is_authenticated and bool(_annuaires(user))
    return Territory.objects.all() if is_reader else Territory.objects.none()


def _organization_addresses(entries: Sequence[Entry], user: Any) -> dict[int, str]:
    """The home of one's own organisation; the others are read in the annuaire of one's own."""
    asked = [entry.object_id for entry in entries]
    own = {one.pk: one.get_absolute_url() for one in _own(user).filter(pk__in=asked)}
    return {
        pk: own.get(pk) or _record_address(user, "directory:organization_detail", pk, {pk})
        for pk in asked
    }


def _person_addresses(entries: Sequence[Entry], user: Any) -> dict[int, str]:
    places: dict[int, set[int]] = {entry.object_id: set() for entry in entries}
    held = Position.objects.filter(person__in=places)
    for person, organization in held.values_list("person", "organization"):
        places[person].add(organization)
    return {
        pk: _record_address(user, "directory:person_detail", pk, where)
        for pk, where in places.items()
    }


def _record_address(user: Any, name: str, pk: int, where: set[int]) -> str:
    """A record in the first of the user's annuaires that holds one of these organisations."""
    door = next(annuaire for annuaire in _annuaires(user) if where & annuaire.network.members)
    return reverse(name, args=[door.organization.slug, pk])


def _theme_addresses(entries: Sequence[Entry], user: Any) -> dict[int, str]:
    """Who works on it."""
    doors = {annuaire.network.root: annuaire for annuaire in _annuaires(user)}
    return {e.object_id: _list_address(doors[e.scope], f"theme={e.object_id}") for e in entries}


def _territory_addresses(entries: Sequence[Entry], user: Any) -> dict[int, str]:
    """Who works there."""
    door = _annuaires(user)[0]
    lands = Territory.objects.filter(pk__in=[entry.object_id for entry in entries])
    return {land.pk: _list_address(door, f"territoire={land.address}") for land in lands}


def _list_address(door: Annuaire, query: str) -> str:
    return f"{reverse('directory:organization_list', args=[door.organization.slug])}?{query}"


register(
    Searchable(
        kind="organization",
        keys=_organization_keys,
        entries=_organizations,
        scopes=_visible_organizations,
        owner="pk",
        addresses=_organization_addresses,
        order=40,
        fields={"acronym": _("Sigle"), "territory": _("Territoires"), "theme": _("Thèmes")},
        follows={"theme": _working_on},
    )
)
register(
    Searchable(
        kind="person",
        keys=_person_keys,
        entries=_people,
        scopes=_visible_people,
        owner="positions__organization",
        addresses=_person_addresses,
        order=50,
        fields={"position": _("Fonction")},
        follows={"organization": _placed_in},
    )
)
register(
    Searchable(
        kind="theme",
        keys=_theme_keys,
        entries=_themes,
        scopes=_networks,
        owner="pk",
        addresses=_theme_addresses,
        order=60,
        fields={"word": _("Autres mots")},
    )
)
register(
    Searchable(
        kind="territory",
        keys=_territory_keys,
        entries=_territories,
        scopes=_visible_territories,
        owner="organizations",
        addresses=_territory_addresses,
        order=70,
    )
)
