"""The entry of plans in the main navigation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arrimage.accounts.holdings import Holding, Row
from arrimage.accounts.holdings import register as hold
from arrimage.accounts.models import User
from arrimage.audit.models import Entry
from arrimage.core import navigation, slots
from arrimage.directory.annuaire import Annuaire
from arrimage.directory.merging import name_references
from arrimage.directory.models import Organization, Person
from arrimage.directory.network import network_of
from arrimage.directory.permissions import Viewer, may

from .beginning import beginning_of
from .carrying import Carrier, carried_before, carried_by_whom, carriers_of
from .confidential import open_to
from .models import Element, Evidence, Plan, Remark, StatusUpdate
from .permissions import may as may_in_plan
from .relay import handovers_of


def _plans(user: Viewer, organization: Organization | None) -> str | None:
    if not organization:
        return None
    return f"{reverse('plans:plan_list')}?organisme={organization.slug}"


navigation.register("plans", _("Plans"), _plans, order=20)
name_references("plans.Plan", _("Plans"))
name_references("plans.SourceFile", _("Documents déposés"))
name_references("plans.Assignment", _("Responsabilités dans des plans"))
name_references("plans.Handover", _("Relais passés"))
name_references("plans.ElementTheme", _("Lignes de plans à ce thème"))


@slots.fill("plans.more", "plans/_responsibles_tool.html", order=20)
def _responsibles_tool(user: Viewer, plan: Plan) -> slots.Context | None:
    return {} if may_in_plan(user, "edit", plan) else None


@slots.fill("plans.beginning", "plans/_beginning.html")
def _beginning(user: Viewer, plan: Plan) -> slots.Context | None:
    steps = beginning_of(user, plan)
    return {"steps": steps} if steps else None


@slots.fill("plans.more", "plans/_states_tool.html", order=25)
def _states_tool(user: Viewer, plan: Plan) -> slots.Context | None:
    return {} if may_in_plan(user, "edit", plan) else None


@slots.fill("plans.tools", "plans/_share_tool.html", order=60)
def _share_tool(user: Viewer, plan: Plan) -> slots.Context | None:
    return {} if may_in_plan(user, "edit", plan) else None


@slots.fill("plans.element_carriers", "plans/_carriers.html")
def _element_carriers(user: Viewer, element: Element) -> slots.Context | None:
    organization = element.plan.organization
    if not may(user, "view", organization):
        return None
    annuaire = Annuaire(organization, user, network_of(organization))
    return {"carriers": carriers_of(annuaire, element)}


@slots.fill("directory.person_carries", "plans/_carries.html")
def _person_carries(user: Viewer, organization: Organization, person: Person) -> slots.Context:
    return _carries(user, organization, person)


@slots.fill("directory.organization_carries", "plans/_carries.html")
def _organization_carries(
    user: Viewer, organization: Organization, subject: Organization
) -> slots.Context:
    return _carries(user, organization, subject)


def _carries(user: Viewer, organization: Organization, carrier: Carrier) -> slots.Context:
    plans = carried_by_whom(user, carrier)
    return {
        "carrier": carrier,
        "plans": plans,
        "left": sum(plan.left for plan in plans),
        "before": carried_before(user, carrier),
        "handovers": handovers_of(user, carrier),
        "may_give": may(user, "edit", organization),
        "kind": "personne" if isinstance(carrier, Person) else "organisme",
    }


def _named(user: User, rows: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Rows with the element they are about, named only while the person may see it."""
    found = list(rows)
    pks = {row.element_id for row in found}
    seen = Element.objects.filter(open_to(user), plan__in=Plan.objects.visible_to(user))
    names = {element.pk: str(element) for element in seen.filter(pk__in=pks)}
    return ((row, names.get(row.element_id, "")) for row in found)


def _states(user: User) -> Iterator[Row]:
    for update, name in _named(user, StatusUpdate.objects.filter(author=user)):
        words = {"element": name, "status": update.status, "text": update.text}
        yield {"on": str(update.on)} | words


def _pieces(user: User) -> Iterator[Row]:
    for piece, name in _named(user, Evidence.objects.filter(author=user)):
        words = {"element": name, "title": piece.title, "text": piece.text, "url": piece.url}
        yield {"at": piece.created_at.isoformat()} | words


def _remarks(user: User) -> Iterator[Row]:
    for remark, name in _named(user, Remark.objects.filter(author=user)):
        yield {"at": remark.created_at.isoformat(), "element": name, "text": remark.text}


def _traces(user: User) -> Iterator[Row]:
    for entry in Entry.objects.filter(actor=user):
        yield {"at": entry.at.isoformat(), "verb": entry.verb, "what": entry.target_label}


KEPT = _("C’est la mémoire du plan : d’autres s’appuient dessus.")
hold(Holding("states", _("États notés"), _states, reason=KEPT))
hold(Holding("evidence", _("Preuves jointes"), _pieces, reason=KEPT))
hold(Holding("remarks", _("Notes écrites"), _remarks, reason=KEPT))
hold(
    Holding(
        "trace",
        _("Lignes de la trace des gestes"),
        _traces,
        reason=_("Personne ne récrit la trace ; elle prouve qui a changé quoi."),
    )
)
