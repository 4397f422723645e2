"""Who carries what, and what of it is late, silent, due soon or to be confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.directory.annuaire import Annuaire, organization_in, person_in, person_of
from arrimage.directory.models import Organization, Person, Position
from arrimage.directory.permissions import TEAM, Viewer, organizations_of
from arrimage.formats.language import normalise
from arrimage.plans.confidential import open_to
from arrimage.plans.models import Assignment, Element, Plan

from .models import Clock, ClockQuerySet

Group = Literal["late", "soon", "silent", "confirm"]
MOST = 3000  # lines that one person carries
GROUPS: tuple[Group, ...] = ("late", "soon", "silent", "confirm")


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody who carries lines: a person, an organisation, or a role as plans print it.

    ``address`` names it in a query: «personne-4», «organisme-7», «role-Agente de liaison».
    """

    address: str
    name: str
    carried: Q  # on assignments


def bearer_of_person(person: Person) -> Bearer:
    """A person of the annuaire."""
    return Bearer(f"personne-{person.pk}", person.name, Q(person=person.pk))


def bearer_of_organization(organization: Organization) -> Bearer:
    """An organisation of the annuaire."""
    carried = Q(organization=organization.pk)
    return Bearer(f"organisme-{organization.pk}", organization.name, carried)


def bearer_of_role(role: str) -> Bearer:
    """A name that plans print: «Agente de liaison»."""
    return Bearer(f"role-{role}", role, Q(name=role))


def bearer_who_is(user: User) -> Bearer | None:
    """The person behind an account, with what plans print under the title of a position of theirs.

    A title only counts in the plans of the organisation where the position is held.
    """
    person = person_of(user)
    if person is None:
        return None
    carried = Q(person=person.pk)
    for position in Position.objects.current().filter(person=person).exclude(title=""):
        printed = Q(name__iexact=position.title, person=None, organization=None)
        carried |= printed & Q(element__plan__organization=position.organization_id)
    return Bearer(f"personne-{person.pk}", person.name, carried)


def bearers_of(user: Viewer, organization: Organization) -> tuple[Bearer, ...]:
    """Those who carry a line of the plans of an organisation, by name; one query."""
    held = Assignment.objects.current().filter(
        open_to(user, "element__"),
        role="responsible",
        element__removal="",
        element__plan__in=Plan.objects.visible_to(user).filter(organization=organization),
    )
    rows = held.order_by().values_list(
        "person", "person__name", "organization", "organization__name", "name"
    )
    found: dict[str, Bearer] = {}
    for person, person_name, body, body_name, printed in rows.distinct()[:MOST]:
        if person:
            bearer = Bearer(f"personne-{person}", person_name, Q(person=person))
        elif body:
            bearer = Bearer(f"organisme-{body}", body_name, Q(organization=body))
        else:
            bearer = bearer_of_role(printed)
        found.setdefault(bearer.address, bearer)
    return tuple(sorted(found.values(), key=lambda bearer: normalise(bearer.name)))


def followed_by(user: Viewer, elements: Iterable[Element]) -> frozenset[int]:
    """Keys of those that the user may follow, among lines with their plans; one query at most."""
    every = list(elements)
    if getattr(user, "is_network_admin", False):
        return frozenset(element.pk for element in every)
    teams = organizations_of(user, *TEAM)
    ours = {element.pk for element in every if element.plan.organization_id in teams}
    others = [element.pk for element in every if element.pk not in ours]
    if not others or not teams:
        return frozenset(ours)
    held = Assignment.objects.current().filter(organization__in=teams, element__in=others)
    open_held = held.filter(element__is_withheld=False, element__removal="")
    return frozenset(ours | set(open_held.values_list("element", flat=True)))


def bearer_at(annuaire: Annuaire, address: str) -> Bearer:
    """Who an address names, in an annuaire; 404 when this person may not see them."""
    kind, _dash, key = address.partition("-")
    if kind == "role" and key:
        return bearer_of_role(key)
    if kind == "personne" and key.isdecimal() and len(key) < 16:
        return bearer_of_person(person_in(annuaire, int(key)))
    if kind == "organisme" and key.isdecimal() and len(key) < 16:
        return bearer_of_organization(organization_in(annuaire, int(key)))
    raise Http404


def lines_of(user: Viewer, bearer: Bearer) -> QuerySet[Element]:
    """The lines that somebody carries today as responsible, as far as this user may see them.

    A line that names nobody is carried by whoever carries the line above it, or the one above
    that. Three queries, each by an index; the rest are the caller's.
    """
    return Element.objects.filter(pk__in=_borne_by(user, bearer))


def _borne_by(user: Viewer, bearer: Bearer) -> set[int]:
    held = Assignment.objects.current().filter(
        bearer.carried,
        open_to(user, "element__"),
        role="responsible",
        element__removal="",
        element__plan__in=Plan.objects.visible_to(user),
    )
    borne = set(held.order_by().values_list("element", flat=True)[:MOST])
    named = Assignment.objects.current().filter(role="responsible", element=OuterRef("pk"))
    named = named.order_by()
    below = borne
    for _generation in range(2):
        children = Element.objects.filter(open_to(user), ~Exists(named), parent__in=below)
        below = set(children.order_by().values_list("pk", flat=True)[:MOST]) if below else set()
        borne |= below
    return borne


def clocks_for(user: Viewer, plan: Plan | None = None) -> ClockQuerySet:
    """Clocks of the lines whose follow-up this user may see: those of the teams' own plans, and of
    what the user's organisations carry elsewhere. One query, made of indexed comparisons.
    """
    plans = Plan.objects.visible_to(user)
    clocks = Clock.objects.filter(open_to(user, "element__"), plan__in=plans)
    if plan is not None:
        clocks = clocks.filter(plan=plan)
    if getattr(user, "is_network_admin", False):
        return clocks
    carried = Assignment.objects.current().filter(organization__in=organizations_of(user, *TEAM))
    ours = Q(plan__organization__in=organizations_of(user))
    return clocks.filter(ours | Q(element__in=carried.values("element")))


def in_group(clocks: ClockQuerySet, group: Group, today: dt.date | None = None) -> ClockQuerySet:
    """The clocks of one group; a clock is in one group at most."""
    today = today or timezone.localdate()
    if group == "late":
        return clocks.late(today)
    if group == "soon":
        return clocks.soon(today)
    if group == "silent":
        return clocks.silent(today)
    flagged = Q(late_from__lte=today + dt.timedelta(days=31)) | Q(silent_from__lte=today)
    return clocks.to_confirm(today).exclude(flagged)
