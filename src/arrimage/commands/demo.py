"""``arrimage demo``: a fictional network whose three plans go in through the real importer."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from arrimage.accounts.models import User
from arrimage.commands.demo_annuaire import create_annuaire
from arrimage.commands.demo_life import align, live_through, share_with_network
from arrimage.commands.serving import prepare
from arrimage.demo.documents import DemoDocument, demo_documents
from arrimage.directory.models import Membership, Organization, OrganizationKind, Role
from arrimage.exchange import operations
from arrimage.exchange.models import ImportRun, ImportState
from arrimage.plans.models import Plan
from arrimage.search.indexing import refresh

PASSWORD = "rive-lisiere-2026"  # noqa: S105  written on the screen of whoever starts the demonstration
NETWORK = ("reseau-lisiere", "Réseau Lisière", OrganizationKind.NATIONAL, "RL")
OTHERS = [
    ("hautes-rives", "Table nourricière des Hautes-Rives", OrganizationKind.REGIONAL, "TNHR"),
    ("vieux-canal", "Table de quartier du Vieux-Canal", OrganizationKind.REGIONAL, "TQVC"),
    ("pointe-aux-granges", "Démarche de Pointe-aux-Granges", OrganizationKind.MEMBER, "DPG"),
]


@dataclass(frozen=True)
class DemoAccount:
    """One account of the demonstration; ``organization`` is a short address."""

    email: str
    name: str
    organization: str
    role: Role
    is_admin: bool = False


ACCOUNTS = [
    DemoAccount("admin@lisiere.example", "Administration", NETWORK[0], Role.STAFF, True),
    DemoAccount("direction@lisiere.example", "Direction", NETWORK[0], Role.DIRECTION),
    DemoAccount("liaison@lisiere.example", "Agente de liaison", NETWORK[0], Role.STAFF),
    DemoAccount("ca@lisiere.example", "Conseil", NETWORK[0], Role.BOARD),
    DemoAccount("table@hautes-rives.example", "Coordination", "hautes-rives", Role.DIRECTION),
    DemoAccount("table@vieux-canal.example", "Coordination", "vieux-canal", Role.DIRECTION),
    DemoAccount("demarche@granges.example", "Démarche", "pointe-aux-granges", Role.DIRECTION),
]
EMAILS = tuple(account.email for account in ACCOUNTS if account.organization == NETWORK[0])


def demo(arguments: argparse.Namespace) -> int:
    """Load the demonstration once, and print its accounts each time."""
    prepare()
    load_demo()
    return 0


def load_demo() -> None:
    """Create what is missing; a second call only prints the accounts."""
    if not Organization.objects.filter(slug=NETWORK[0]).exists():
        if User.objects.exists():
            sys.exit(
                f"Le dossier {settings.DATA_FOLDER} contient déjà de vrais comptes ; la "
                "démonstration n’y a rien ajouté. Nommez un autre dossier avec ARRIMAGE_DATA."
            )
        with transaction.atomic():
            organizations = _create_organizations()
            _create_accounts(organizations)
            create_annuaire(organizations)
    _import_documents()
    _print_accounts()


def _create_organizations() -> dict[str, Organization]:
    slug, name, kind, acronym = NETWORK
    network = Organization.objects.create(slug=slug, name=name, kind=kind, acronym=acronym)
    made = {slug: network}
    for slug, name, kind, acronym in OTHERS:
        made[slug] = Organization.objects.create(
            slug=slug, name=name, kind=kind, acronym=acronym, parent=network
        )
    refresh("organization", [organization.pk for organization in made.values()])
    return made


def _create_accounts(organizations: dict[str, Organization]) -> None:
    for account in ACCOUNTS:
        create = User.objects.create_superuser if account.is_admin else User.objects.create_user
        user = create(account.email, PASSWORD, name=account.name)
        Membership.objects.create(
            user=user, organization=organizations[account.organization], role=account.role
        )


def _import_documents() -> None:
    made: dict[str, Plan] = {}
    for document in demo_documents():
        organization = Organization.objects.get(name=document.organization)
        runs = ImportRun.objects.filter(organization=organization, source__name=document.name)
        if not runs.filter(plan__isnull=False).exists():
            made[organization.slug] = _import_document(document, organization)
    _use(made)


def _use(made: dict[str, Plan]) -> None:
    """A year of follow-up, so that the plans show what they become once people use them."""
    people = {email.partition("@")[0]: User.objects.get(email=email) for email in EMAILS}
    national, regional = made.get(NETWORK[0]), made.get("hautes-rives")
    for slug in made.keys() - {NETWORK[0]}:
        share_with_network(made[slug], _direction(made[slug].organization))
    if national:
        live_through(national, people)
    if national and regional:
        align(regional, national, _direction(regional.organization))


def _import_document(document: DemoDocument, organization: Organization) -> Plan:
    actor = _direction(organization)
    run = operations.start_import(
        actor=actor, organization=organization, name=document.name, data=document.data
    )
    operations.read_import(run.pk)
    run.refresh_from_db()
    if run.state != ImportState.REVIEW:
        sys.exit(f"{document.name} : {run.message}")
    return operations.accept_import(actor=actor, run=run)


def _direction(organization: Organization) -> User:
    return organization.memberships.filter(role=Role.DIRECTION).get().user


def _print_accounts() -> None:
    print(f"Comptes de la démonstration (mot de passe : {PASSWORD})")
    for account in ACCOUNTS:
        role = "administration du réseau" if account.is_admin else account.role.label
        print(f"  {account.email:<30} {account.name}, {role}")
