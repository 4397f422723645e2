"""The people, land and themes of the demonstration network; everybody in it is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arrimage.accounts.models import User
from arrimage.directory.models import Organization, OrganizationKind, Person, Territory
from arrimage.directory.operations import create_organization
from arrimage.directory.records import add_person
from arrimage.directory.themes import add_theme


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the network; ``account`` is the e-mail of an account of the demonstration."""

    name: str
    title: str
    organization: str
    account: str = ""
    email: str = ""


PEOPLE = [
    DemoPerson("Maude Lavoie", "Directrice", "reseau-lisiere", "direction@lisiere.example"),
    DemoPerson("Noé Fortin", "Agent de liaison", "reseau-lisiere", "liaison@lisiere.example"),
    DemoPerson(
        "Zoé Gagnon",
        "Responsable des communications",
        "reseau-lisiere",
        email="communications@lisiere.example",
    ),
    DemoPerson(
        "Ali Benmoussa",
        "Coordonnateur politique",
        "reseau-lisiere",
        email="politique@lisiere.example",
    ),
    DemoPerson(
        "Rose Picard",
        "Adjointe à la vie associative",
        "reseau-lisiere",
        email="adjointe@lisiere.example",
    ),
    DemoPerson("Paul Ouellet", "Présidence", "reseau-lisiere", "ca@lisiere.example"),
    DemoPerson("Inès Roy", "Coordonnatrice", "hautes-rives", "table@hautes-rives.example"),
    DemoPerson("Léo Caron", "Coordination", "vieux-canal", "table@vieux-canal.example"),
    DemoPerson("Ève Morin", "Coordination", "pointe-aux-granges", "demarche@granges.example"),
]
BODIES = [
    ("Conseil d’administration", OrganizationKind.COMMITTEE, "CA"),
    ("Comité relève", OrganizationKind.COMMITTEE, ""),
    ("Comité politique", OrganizationKind.COMMITTEE, ""),
    ("Comité banquet", OrganizationKind.COMMITTEE, ""),
    ("Carrefour de recherche en alimentation", OrganizationKind.PARTNER, "CRA"),
    ("Fondation du Grand Saule", OrganizationKind.FUNDER, "FGS"),
]
LAND = {
    "hautes-rives": ("region-15", "mrc-78"),
    "vieux-canal": ("region-06",),
    "pointe-aux-granges": ("mrc-10",),
}
THEMES = {
    "Sécurité alimentaire": ("Food security", ["Autonomie alimentaire", "Faim"]),
    "Agriculture urbaine": ("Urban agriculture", ["Jardins collectifs"]),
    "Récupération alimentaire": ("Food recovery", ["Glanage", "Gaspillage"]),
}
WORK = {
    "hautes-rives": ("Sécurité alimentaire", "Récupération alimentaire"),
    "vieux-canal": ("Agriculture urbaine", "Sécurité alimentaire"),
}


def create_annuaire(organizations: Mapping[str, Organization]) -> None:
    """People, committees and partners, land and themes of organisations just created."""
    network = organizations["reseau-lisiere"]
    for name, kind, acronym in BODIES:
        create_organization(actor=None, name=name, kind=kind, acronym=acronym, parent=network)
    themes = {
        label: add_theme(
            actor=None, network=network, label=label, label_en=label_en, synonyms=synonyms
        )
        for label, (label_en, synonyms) in THEMES.items()
    }
    territories = {territory.address: territory for territory in Territory.objects.all()}
    for slug, addresses in LAND.items():
        organizations[slug].territories.set(territories[address] for address in addresses)
    for slug, labels in WORK.items():
        organizations[slug].themes.set(themes[label] for label in labels)
    for person in PEOPLE:
        _create_person(person, organizations[person.organization])


def _create_person(person: DemoPerson, organization: Organization) -> None:
    made = add_person(
        actor=None,
        organization=organization,
        name=person.name,
        title=person.title,
        email=person.account or person.email,
    )
    if person.account:
        Person.objects.filter(pk=made.pk).update(user=User.objects.get(email=person.account))
