"""What can be found in the annuaire: organisations, and people where the person may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.search.indexing import refresh, refresh_followers
from arrimage.search.models import Entry
from arrimage.search.registry import Found, Searchable, register

from .annuaire import Annuaire, people_in
from .models import Organization, Person, Position
from .network import network_of


def refresh_around(row: models.Model) -> None:
    """Bring up to date an organisation, a person or a theme, and all that is found by its words."""
    name = str(row._meta.model_name)
    if name in ("organization", "person"):
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


def _annuaires(user: Any) -> list[Annuaire]:
    """One for each network where the user has a role; read once for the object of that user."""
    known: list[Annuaire] | None = getattr(user, "_annuaires", None)
    if known is None:
        known = []
        for organization in Organization.objects.visible_to(user):
            if not any(organization.pk in annuaire.network.members for annuaire in known):
                known.append(Annuaire(organization, user, network_of(organization)))
        user._annuaires = known
    return known


def _visible_organizations(user: Any) -> QuerySet[Organization]:
    """The annuaires in which the user has a role; all of them for a network administrator."""
    if not user.is_authenticated or user.is_network_admin:
        return Organization.objects.visible_to(user)
    members = frozenset[int]().union(*(annuaire.network.members for annuaire in _annuaires(user)))
    return Organization.objects.present().filter(pk__in=members)


def _visible_people(user: Any) -> QuerySet[Person]:
    people = Person.objects.filter(merged_into=None)
    if not user.is_authenticated:
        return people.none()
    if user.is_network_admin:
        return people
    seen = Q(pk__in=[])
    for annuaire in _annuaires(user):
        seen |= Q(pk__in=people_in(annuaire).values("pk"))
    return people.filter(seen)


def _organization_address(entry: Entry, user: Any) -> str:
    """The home of one's own organisation; the others are read in the annuaire of one's own."""
    own = Organization.objects.visible_to(user).filter(pk=entry.object_id).first()
    if own:
        return own.get_absolute_url()
    door = next(a for a in _annuaires(user) if entry.object_id in a.network.members)
    return reverse("directory:organization_detail", args=[door.organization.slug, entry.object_id])


def _person_address(entry: Entry, user: Any) -> str:
    places = set(
        Position.objects.filter(person=entry.object_id).values_list("organization", flat=True)
    )
    door = next(a for a in _annuaires(user) if places & a.network.members)
    return reverse("directory:person_detail", args=[door.organization.slug, entry.object_id])


register(
    Searchable(
        kind="organization",
        keys=_organization_keys,
        entries=_organizations,
        scopes=_visible_organizations,
        owner="pk",
        address=_organization_address,
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
        address=_person_address,
        order=50,
        fields={"position": _("Fonction")},
        follows={"organization": _placed_in},
    )
)
