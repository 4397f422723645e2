"""Who enters an annuaire, and what of it this person may see and keep up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from arrimage.accounts.models import User

from .models import Organization, Person, Position, Theme
from .network import Network, network_of
from .permissions import Viewer
from .queries import organization_for

Gesture = Literal["view", "edit", "curate"]
Record = TypeVar("Record", Organization, Person, Theme)


@dataclass(frozen=True)
class Annuaire:
    """One annuaire as one user sees it, entered by the address of ``organization``."""

    organization: Organization
    user: Viewer
    network: Network

    @cached_property
    def own(self) -> frozenset[int]:
        """Organisations where the user has a role."""
        return self.network.own(self.user)

    @cached_property
    def editable(self) -> frozenset[int]:
        """Organisations that the user keeps up."""
        return self.network.editable(self.user)

    @cached_property
    def is_curator(self) -> bool:
        """True for those who merge records and govern themes."""
        return self.network.is_curated_by(self.user)

    @cached_property
    def sees_everyone(self) -> bool:
        """True for those who keep up the whole annuaire."""
        return self.network.root in self.editable


def annuaire_for(user: Viewer, slug: str, to: Gesture = "view") -> Annuaire:
    """The annuaire of an organisation; 404 without a role there, 403 when the role is too small."""
    organization = organization_for(user, slug)
    annuaire = Annuaire(organization, user, network_of(organization))
    if to == "edit" and not annuaire.editable:
        raise PermissionDenied
    if to == "curate" and not annuaire.is_curator:
        raise PermissionDenied
    return annuaire


def standing_for(record: Record) -> Record:
    """The record that stands for this one after any merge."""
    seen = {record.pk}
    while record.merged_into is not None and record.merged_into_id not in seen:
        record = record.merged_into  # type: ignore[assignment]
        seen.add(record.pk)
    return record


def _present(model: type[Record], pk: int) -> Record:
    found = model._default_manager.select_related("merged_into").filter(pk=pk).first()
    if found is None:
        raise Http404
    return standing_for(found)


def organization_in(annuaire: Annuaire, pk: int, to: Gesture = "view") -> Organization:
    """An organisation of the annuaire, or the one that absorbed it."""
    organization = _present(Organization, pk)
    if organization.pk not in annuaire.network.parents:
        raise Http404
    if to == "edit" and organization.pk not in annuaire.editable:
        raise PermissionDenied
    return organization


def top_of(annuaire: Annuaire) -> Organization:
    """The organisation that holds the annuaire."""
    if annuaire.organization.pk == annuaire.network.root:
        return annuaire.organization
    return Organization.objects.get(pk=annuaire.network.root)


def people_in(*annuaires: Annuaire) -> QuerySet[Person]:
    """People whom the user may see: everyone who accepts it, else by a shared organisation."""
    seen = [a.network.members if a.sees_everyone else a.own | a.editable for a in annuaires]
    members = [annuaire.network.members for annuaire in annuaires]
    mine = Q(person__user__in={annuaire.user.pk for annuaire in annuaires})
    accept = Q(organization__in=_joined(members)) & (Q(person__is_listed=True) | mine)
    here = Position.objects.filter(Q(organization__in=_joined(seen)) | accept)
    return Person.objects.filter(merged_into=None, pk__in=here.values("person"))


def _joined(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset[int]().union(*sets)


def person_in(annuaire: Annuaire, pk: int, to: Gesture = "view") -> Person:
    """A person whom the user may see, or the one who absorbed that record."""
    person = _present(Person, pk)
    if not people_in(annuaire).filter(pk=person.pk).exists():
        raise Http404
    if to == "edit" and not may_edit_person(annuaire, person):
        raise PermissionDenied
    return person


def may_edit_person(annuaire: Annuaire, person: Person) -> bool:
    """True for the person, and for the team of one of the person's organisations."""
    if person.user_id is not None and person.user_id == annuaire.user.pk:
        return True
    places = {position.organization_id for position in person.positions.all()}
    return bool(places & annuaire.editable)


def sees_contact(annuaire: Annuaire, person: Person) -> bool:
    """E-mail and telephone: for who keeps the record up, and for all when the person accepts."""
    return person.is_listed or may_edit_person(annuaire, person)


def current_themes() -> Prefetch[str, QuerySet[Theme], str]:
    """Themes of organisations, without those that another theme absorbed."""
    return Prefetch("themes", Theme.objects.filter(merged_into=None))


def positions_with_places() -> Prefetch[str, QuerySet[Position], str]:
    """Positions with their organisations."""
    return Prefetch("positions", Position.objects.select_related("organization"))


def person_of(user: User) -> Person | None:
    """The person behind an account, if the annuaire knows one."""
    found = Person.objects.select_related("merged_into").filter(user=user).first()
    return standing_for(found) if found else None


def own_place(user: Viewer) -> tuple[Organization, Person] | None:
    """The user's own record, and an organisation through which it is reached."""
    person = person_of(user) if isinstance(user, User) else None
    if person is None:
        return None
    visible = Organization.objects.visible_to(user).order_by("pk")
    for organization in (*visible.filter(positions__person=person)[:1], *visible[:1]):
        if person_here(organization, person):
            return organization, person
    return None


def person_here(organization: Organization, person: Person) -> bool:
    """True when the person has a position in the annuaire of the organisation."""
    members = network_of(organization).members
    return person.positions.filter(organization__in=members).exists()
