"""The names of an annuaire, ready for matching, and what was decided about printed names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from arrimage.accounts.models import User
from arrimage.formats.language.text import normalise

from .annuaire import Annuaire, people_in, standing_for
from .matching import Candidate, Known, NameIndex
from .models import NameMatch, Organization, Person, Position

REMEMBERED = _("reconnu la dernière fois")
GONE = _("reconnu la dernière fois, mais n’est plus en fonction")


class Target(NamedTuple):
    """Whom a printed name designates: one of the two, or nobody known."""

    person: Person | None = None
    organization: Organization | None = None
    position: Position | None = None


def key_of(printed: str) -> str:
    """Under which a decision about a name is remembered."""
    return normalise(printed)[:300]


def index_of(annuaire: Annuaire) -> NameIndex:
    """Everybody of the annuaire whom the user may see; five queries whatever their number."""
    return NameIndex.of([*_organizations(annuaire), *_people(annuaire)])


def _organizations(annuaire: Annuaire) -> Iterable[Known]:
    fields = ("pk", "name", "acronym", "merged_into_id", "parent_id")
    rows = Organization.objects.order_by("name").values_list(*fields)
    absorbed: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for _pk, name, acronym, into, _parent in rows:
        if into is not None:
            absorbed[into].append((name, acronym))
    for pk, name, acronym, _into, _parent in rows:
        if pk in annuaire.network.parents:
            also = absorbed[pk]
            yield Known(
                kind="organization",
                pk=pk,
                label=name,
                names=(name, *(other for other, _code in also)),
                codes=tuple(code for code in (acronym, *(code for _n, code in also)) if code),
                detail=acronym,
            )


def _people(annuaire: Annuaire) -> Iterable[Known]:
    seen = dict(people_in(annuaire).order_by("name").values_list("pk", "name"))
    also: dict[int, list[str]] = defaultdict(list)
    merged = Person.objects.exclude(merged_into=None).values_list("merged_into_id", "name")
    for into, name in merged:
        also[into or 0].append(name)
    held = Position.objects.current().filter(
        person__in=seen, organization__in=annuaire.network.members
    )
    here = annuaire.network.below(frozenset({annuaire.organization.pk}))
    places: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for position in held.select_related("organization").order_by("pk"):
        person = position.person_id
        places[person].append((position.organization_id, str(position), position.title))
        if position.title:
            yield Known(
                kind="position",
                pk=position.pk,
                label=seen[person],
                names=(position.title,),
                detail=str(position),
                is_near=position.organization_id in here,
            )
    for pk, name in seen.items():
        yield Known(
            kind="person",
            pk=pk,
            label=name,
            names=(name, *also[pk]),
            detail=", ".join(words for _place, words, _title in places[pk]),
            is_near=any(place in here for place, _words, _title in places[pk]),
        )


def decisions_of(organization: Organization) -> dict[str, NameMatch]:
    """What the organisation decided, by :func:`key_of` the printed name."""
    related = ("person", "position__person", "position__organization", "target")
    found = organization.name_matches.select_related(*related)
    return {match.folded: match for match in found}


def candidate_of(match: NameMatch, annuaire: Annuaire) -> Candidate | None:
    """Who was decided, as a candidate; nobody when there is nobody to propose any more."""
    if match.target is not None:
        found = standing_for(match.target)
        if found.pk not in annuaire.network.parents:
            return None
        return Candidate(Known("organization", found.pk, found.name, ()), 100, REMEMBERED)
    if match.position is not None:
        return _holder(match.position)
    if match.person is not None:
        person = standing_for(match.person)
        places = person.positions.all()
        is_there = not places or any(place.is_current for place in places)
        known = Known("person", person.pk, person.name, ())
        return Candidate(known, 100, REMEMBERED) if is_there else Candidate(known, 60, GONE)
    return None


def _holder(position: Position) -> Candidate | None:
    """Who holds that function there now, even when it is somebody else."""
    if not position.is_current:
        same = Position.objects.current().filter(
            organization=position.organization_id, title=position.title
        )
        held = list(same.select_related("person", "organization")[:2])
        if len(held) != 1:
            return None
        position = held[0]
    known = Known("position", position.pk, position.person.name, (), detail=str(position))
    return Candidate(known, 100, REMEMBERED)


def target_of(annuaire: Annuaire, value: str) -> Target:
    """Whom a form names («person-3»); 404 for whom the user may not see."""
    kind, _dash, number = value.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        raise Http404
    if kind == "organization" and int(number) in annuaire.network.parents:
        return Target(organization=Organization.objects.get(pk=int(number)))
    people = people_in(annuaire)
    if kind == "person" and (person := people.filter(pk=int(number)).first()):
        return Target(person=person)
    if kind == "position":
        held = Position.objects.filter(pk=int(number), person__in=people).select_related("person")
        if (position := held.first()) and position.organization_id in annuaire.network.parents:
            return Target(person=position.person, position=position)
    raise Http404


def remember(
    *, actor: User | None, organization: Organization, printed: str, target: Target
) -> NameMatch:
    """Keep a decision for the next document; part of the operation that leaves the audit line."""
    values: dict[str, Any] = {
        "printed": printed,
        "person": None if target.position else target.person,
        "position": target.position,
        "target": target.organization,
        "is_nobody": target == Target(),
        "confirmed_by": actor,
    }
    match, _is_new = NameMatch.objects.update_or_create(
        organization=organization, folded=key_of(printed), defaults=values
    )
    return match


def forget(*, organization: Organization, printed: str) -> None:
    """Drop a decision; part of the operation that leaves the audit line."""
    NameMatch.objects.filter(organization=organization, folded=key_of(printed)).delete()
