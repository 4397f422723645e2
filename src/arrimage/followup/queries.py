"""Who carries what, and what of it is late, silent, due soon or to be confirmed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.directory.annuaire import Annuaire, organization_in, person_in, person_of
from arrimage.directory.models import Organization, Person
from arrimage.directory.permissions import TEAM, Viewer, organizations_of
from arrimage.plans.confidential import open_to
from arrimage.plans.models import Assignment, Element, Plan

from .models import Clock, ClockQuerySet

Group = Literal["late", "soon", "silent", "confirm"]
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


def bearer_at(annuaire: Annuaire, address: str) -> Bearer:
    """Who an address names, in an annuaire; 404 when this person may not see them."""
    kind, _dash, key = address.partition("-")
    if kind == "role" and key:
        return bearer_of_role(key)
    if kind == "personne" and key.isdecimal():
        return bearer_of_person(person_in(annuaire, int(key)))
    if kind == "organisme" and key.isdecimal():
        return bearer_of_organization(organization_in(annuaire, int(key)))
    raise Http404


def bearer_who_is(user: Viewer) -> Bearer | None:
    """The person of the annuaire whose account this is, if somebody said so."""
    person = person_of(user) if isinstance(user, User) else None
    return bearer_of_person(person) if person else None


def borne_by(bearer: Bearer) -> Q:
    """The condition on elements that somebody carries today, as responsible.

    A line that names nobody is carried by whoever carries the line above it, or the one above that.
    """
    held = Assignment.objects.current().filter(bearer.carried, role="responsible")
    own = Q(pk__in=held.values("element"))
    above = Q(parent__in=held.values("element"))
    highest = Q(parent__parent__in=held.values("element"))
    return own | (Q(is_named=False) & (above | (Q(is_named_above=False) & highest)))


def lines_of(user: Viewer, bearer: Bearer) -> QuerySet[Element]:
    """The lines that somebody carries, as far as this user may see them; one query."""
    named = Assignment.objects.current().filter(role="responsible").order_by()
    seen = Element.objects.filter(open_to(user), plan__in=Plan.objects.visible_to(user))
    return seen.annotate(
        is_named=Exists(named.filter(element=OuterRef("pk"))),
        is_named_above=Exists(named.filter(element=OuterRef("parent"))),
    ).filter(borne_by(bearer))


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
