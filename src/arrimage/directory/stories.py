"""Everything about one organisation or one person of an annuaire."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from arrimage.audit.models import Entry
from arrimage.audit.queries import HistoryLine, history_of
from arrimage.formats.language.text import normalise

from .annuaire import (
    Annuaire,
    may_edit_person,
    people_in,
    positions_with_places,
    sees_contact,
)
from .listing import in_order
from .models import Merge, Organization, Person, Position, RecordKind, Territory, Theme

READ = "person.read"  # the audit's verb for contact details that were shown


@dataclass(frozen=True, slots=True)
class OrganizationStory:
    """Everything about one organisation of the annuaire."""

    organization: Organization
    above: tuple[Organization, ...]
    parts: tuple[Organization, ...]
    people: tuple[Position, ...]
    past: tuple[Position, ...]
    themes: tuple[Theme, ...]
    territories: tuple[Territory, ...]
    merges: tuple[Merge, ...]
    history: tuple[HistoryLine, ...]


def organization_story(annuaire: Annuaire, organization: Organization) -> OrganizationStory:
    """An organisation with what is attached to it; constant queries."""
    line = annuaire.network.line(organization.pk)[1:]
    parts = [pk for pk, parent in annuaire.network.parents.items() if parent == organization.pk]
    held = organization.positions.filter(person__in=people_in(annuaire)).select_related("person")
    positions = sorted(held, key=lambda position: normalise(position.person.name))
    current_parts = Organization.objects.filter(pk__in=parts)
    return OrganizationStory(
        organization=organization,
        above=tuple(in_order(Organization.objects.all(), list(reversed(line)))),
        parts=tuple(sorted(current_parts, key=lambda part: normalise(part.name))),
        people=tuple(position for position in positions if position.is_current),
        past=tuple(position for position in positions if not position.is_current),
        themes=tuple(organization.themes.filter(merged_into=None)),
        territories=tuple(organization.territories.select_related("parent")),
        merges=_merges(RecordKind.ORGANIZATION, organization.pk),
        history=history_of(organization, limit=50),
    )


def _merges(kind: str, pk: int) -> tuple[Merge, ...]:
    return tuple(Merge.objects.filter(kind=kind, kept_id=pk, undone_at=None)[:20])


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody looked at contact details."""

    at: dt.datetime
    reader: str


@dataclass(frozen=True, slots=True)
class PersonStory:
    """Everything about one person. ``readings`` is for who keeps the record up."""

    person: Person
    positions: tuple[Position, ...]
    past: tuple[Position, ...]
    shows_contact: bool
    may_edit: bool
    is_self: bool
    merges: tuple[Merge, ...]
    history: tuple[HistoryLine, ...]
    readings: tuple[Reading, ...]


def person_story(annuaire: Annuaire, person: Person) -> PersonStory:
    """A person with dated positions; who read the contact details is told to who keeps it up."""
    here = annuaire.network.parents
    prefetch_related_objects([person], positions_with_places())
    held = [p for p in person.positions.all() if p.organization_id in here]
    may_edit = may_edit_person(annuaire, person)
    return PersonStory(
        person=person,
        positions=tuple(position for position in held if position.is_current),
        past=tuple(position for position in held if not position.is_current),
        shows_contact=sees_contact(annuaire, person),
        may_edit=may_edit,
        is_self=person.user_id is not None and person.user_id == annuaire.user.pk,
        merges=_merges(RecordKind.PERSON, person.pk),
        history=_history(person) if may_edit else (),
        readings=_readings(person) if may_edit else (),
    )


def _history(person: Person) -> tuple[HistoryLine, ...]:
    return tuple(line for line in history_of(person) if line.verb != READ)[:50]


def _readings(person: Person) -> tuple[Reading, ...]:
    lines = Entry.objects.filter(target=Person._meta.label, target_id=person.pk, verb=READ)
    return tuple(Reading(line.at, line.actor_name) for line in lines[:30])
