"""The directory's entry in the main navigation."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.accounts.holdings import Holding, Row
from arrimage.accounts.holdings import register as hold
from arrimage.accounts.models import User
from arrimage.core import navigation, slots

from .models import Organization, Person
from .opening import is_awaited
from .operations import leave_organization
from .permissions import Viewer, may
from .queries import workplaces_for


def _annuaire(user: Viewer, organization: Organization | None) -> str | None:
    if not organization or not may(user, "view", organization):
        return None
    return reverse("directory:organization_list", args=[organization.slug])


navigation.register("directory", _("Annuaire"), _annuaire, order=40)


def _house(user: Viewer) -> Organization | None:
    """The only organisation where somebody works; of several, none is theirs more than another."""
    found = list(workplaces_for(user)[:2])
    return found[0] if len(found) == 1 else None


navigation.register_house(_house)


@slots.fill("accounts.home", "directory/_own_places.html")
def _own_places(user: User) -> slots.Context:
    return {"memberships": user.memberships.select_related("organization")}


@slots.fill("accounts.entrance", "directory/_awaiting.html")
def _awaiting(user: Viewer) -> slots.Context | None:
    return {} if is_awaited() else None


def _roles(user: User) -> Iterator[Row]:
    for held in user.memberships.select_related("organization"):
        role = held.get_role_display()
        yield {"organization": str(held.organization), "role": role, "since": str(held.since)}


def _leave_all(user: User) -> None:
    for held in user.memberships.select_related("organization"):
        leave_organization(actor=user, membership=held)


def _record(user: User) -> Iterator[Row]:
    for person in Person.objects.filter(user=user).prefetch_related("positions__organization"):
        places = [
            {"organization": str(p.organization), "title": p.title, "since": str(p.since or "")}
            for p in person.positions.all()
        ]
        yield {
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "is_listed": person.is_listed,
            "positions": places,
        }


def _let_record_go(user: User) -> None:
    Person.objects.filter(user=user).update(user=None, email="", phone="", is_listed=False)


hold(Holding("roles", _("Vos rôles dans des organismes"), _roles, _leave_all))
hold(Holding("record", _("Vos coordonnées dans l’annuaire"), _record, _let_record_go))
