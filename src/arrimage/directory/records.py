"""What a person can do with the organisations and the people of an annuaire."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.models import Entry
from arrimage.audit.operations import record
from arrimage.search.indexing import refresh

from . import phrases
from .models import (
    Distinction,
    Membership,
    Merge,
    Organization,
    Person,
    Position,
    RecordKind,
    Territory,
    Theme,
)
from .network import network_of
from .searchable import refresh_around
from .stories import READ


@transaction.atomic
def change_organization(
    *,
    actor: User,
    organization: Organization,
    name: str,
    kind: str,
    acronym: str = "",
    parent: Organization | None = None,
    territories: Iterable[Territory] = (),
    themes: Iterable[Theme] = (),
) -> Organization:
    """Another name, kind, place in the network, territories and themes.

    The top of an annuaire stays on top, and nobody is attached below itself.
    """
    organization = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    before = _printable(organization)
    _require_place(organization, parent)
    organization.name, organization.kind = name.strip(), kind
    organization.acronym, organization.parent = acronym.strip(), parent
    organization.full_clean()
    organization.save(update_fields=["name", "kind", "acronym", "parent"])
    place_organization(organization, territories, themes)
    _record_difference(actor, "organization.change", organization, before, organization)
    refresh_around(organization)
    return organization


def place_organization(
    organization: Organization, territories: Iterable[Territory], themes: Iterable[Theme]
) -> None:
    """Where it works and on what; part of an operation that leaves the audit line."""
    organization.territories.set(territories)
    organization.themes.set(themes)


def _require_place(organization: Organization, parent: Organization | None) -> None:
    network = network_of(organization)
    is_top = network.root == organization.pk
    if is_top != (parent is None):
        raise ValidationError({"parent": phrases.TOP_STAYS if is_top else phrases.PARENT_MISSING})
    if parent is not None and organization.pk in network.line(parent.pk):
        raise ValidationError({"parent": phrases.BELOW_ITSELF})


def _printable(row: models.Model) -> dict[str, str]:
    """Values of a record in words, as the audit keeps them."""
    if isinstance(row, Organization):
        return {
            "name": row.name,
            "kind": str(row.get_kind_display()),
            "acronym": row.acronym,
            "parent": str(row.parent or ""),
            "territories": ", ".join(str(t) for t in row.territories.all()),
            "themes": ", ".join(t.label for t in row.themes.all()),
        }
    names = ("name", "email", "phone", "title", "organization", "since", "until")
    values = {name: getattr(row, name) for name in names if hasattr(row, name)}
    words = {name: "" if value is None else str(value) for name, value in values.items()}
    if isinstance(row, Person):
        words["is_listed"] = str(phrases.YES if row.is_listed else phrases.NO)
    return words


def _record_difference(
    actor: User, verb: str, target: models.Model, before: dict[str, str], row: models.Model
) -> None:
    """One line with the names of the fields that changed, and their values on both sides."""
    after = _printable(row)
    changed = [name for name in after if after[name] != before.get(name)]
    fields = ", ".join(str(phrases.FIELDS[name]) for name in changed)
    record(
        actor,
        verb,
        target,
        scope=target if isinstance(target, Organization) else None,
        before={name: before.get(name, "") for name in changed},
        after={name: after[name] for name in changed} | {"fields": fields},
    )


@transaction.atomic
def add_person(
    *,
    actor: User,
    organization: Organization,
    name: str,
    email: str = "",
    phone: str = "",
    is_listed: bool = False,
    title: str = "",
    since: dt.date | None = None,
) -> Person:
    """A person, and what the person is in a first organisation; no account, no right."""
    person = Person(
        name=name.strip(), email=email.strip().lower(), phone=phone.strip(), is_listed=is_listed
    )
    person.full_clean()
    person.save()
    position = _new_position(person, organization, title=title, since=since, is_principal=True)
    record(
        actor,
        "person.add",
        person,
        scope=organization,
        after={"organization": organization.name, "title": position.title},
    )
    return person


@transaction.atomic
def change_person(
    *, actor: User, person: Person, name: str, email: str, phone: str, is_listed: bool
) -> Person:
    """Correct a name or contact details, or open them to the whole network, or close them."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    before = _printable(person)
    person.name, person.email = name.strip(), email.strip().lower()
    person.phone, person.is_listed = phone.strip(), is_listed
    person.full_clean()
    person.save(update_fields=["name", "email", "phone", "is_listed"])
    _record_difference(actor, "person.change", person, before, person)
    refresh_around(person)
    return person


@transaction.atomic
def add_position(
    *,
    actor: User,
    person: Person,
    organization: Organization,
    title: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    is_principal: bool = False,
) -> Position:
    """What a person is in one more organisation, or again in the same one."""
    position = _new_position(
        person, organization, title=title, since=since, until=until, is_principal=is_principal
    )
    _record_difference(actor, "position.add", person, {}, position)
    return position


def _new_position(person: Person, organization: Organization, **values: Any) -> Position:
    position = Position(person=person, organization=organization)
    _write_position(position, **values)
    return position


def _write_position(
    position: Position,
    *,
    title: str,
    since: dt.date | None = None,
    until: dt.date | None = None,
    is_principal: bool = False,
) -> None:
    if since and until and until < since:
        raise ValidationError({"until": phrases.ENDS_BEFORE})
    if is_principal:
        others = Position.objects.filter(person=position.person, is_principal=True)
        others.exclude(pk=position.pk).update(is_principal=False)
    position.title, position.since, position.until = title.strip(), since, until
    position.is_principal = is_principal
    position.full_clean()
    position.save()
    refresh_around(position.person)


@transaction.atomic
def change_position(
    *,
    actor: User,
    position: Position,
    title: str,
    since: dt.date | None,
    until: dt.date | None,
    is_principal: bool,
) -> Position:
    """Another title or other dates; an end date closes it and keeps it in the history."""
    held = Position.objects.select_for_update(of=("self",)).select_related("person", "organization")
    position = held.get(pk=position.pk)
    before = _printable(position)
    _write_position(position, title=title, since=since, until=until, is_principal=is_principal)
    _record_difference(actor, "position.change", position.person, before, position)
    return position


def person_behind(user: User, organization: Organization) -> Person:
    """The person of an account that gets a role, with a position there; part of that operation."""
    person, _is_new = Person.objects.get_or_create(
        user=user, defaults={"name": user.name or user.email, "email": user.email}
    )
    if (
        person.merged_into_id is None
        and not person.positions.filter(organization=organization).exists()
    ):
        has_principal = person.positions.filter(is_principal=True).exists()
        since = timezone.localdate()
        _new_position(person, organization, title="", since=since, is_principal=not has_principal)
    return person


@transaction.atomic
def remove_person(*, actor: User, person: Person) -> None:
    """Take a record out of the annuaire for good, with its positions and what was decided of it.

    Names printed in plans are the documents' words and stay; so does the trace of past gestures.
    Refused while an account of the person still has a role.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    gone = [person, *_absorbed_by(person)]
    users = [row.user_id for row in gone if row.user_id is not None]
    if Membership.objects.filter(user__in=users).exists():
        raise ValidationError(phrases.PERSON_HAS_ACCESS, code="person_has_access")
    keys = [row.pk for row in gone]
    record(actor, "person.remove", person, label=str(phrases.SOMEBODY))
    about = models.Q(kept_id__in=keys) | models.Q(absorbed_id__in=keys)
    Merge.objects.filter(about, kind=RecordKind.PERSON).delete()
    Distinction.objects.filter(
        models.Q(first_id__in=keys) | models.Q(second_id__in=keys), kind=RecordKind.PERSON
    ).delete()
    for row in reversed(gone):
        row.delete()
    refresh("person", keys)


def _absorbed_by(person: Person) -> list[Person]:
    """Records for which this one stands, directly or not; the nearest first."""
    found: list[Person] = []
    above = [person]
    while above:
        above = list(Person.objects.filter(merged_into__in=above))
        found += above
    return found


def note_reading(*, actor: User, person: Person, scope: Organization) -> None:
    """Leave one line a day when somebody is shown another person's contact details."""
    if person.user_id == actor.pk:
        return
    today = Entry.objects.filter(
        actor=actor,
        target=Person._meta.label,
        target_id=person.pk,
        verb=READ,
        at__date=timezone.localdate(),
    )
    if not today.exists():
        record(actor, READ, person, scope=scope)
