"""A fictional annuaire for the tests of the directory."""

from arrimage.directory.annuaire import Annuaire, annuaire_for
from arrimage.directory.models import Organization, Person, Position
from arrimage.directory.operations import create_organization
from tests.factories import make_member, make_organization


def make_network(*parts: str) -> tuple[Organization, list[Organization]]:
    """A network and organisations attached to it."""
    top = make_organization("Réseau Lisière", kind="national")
    made = [create_organization(actor=None, name=name, kind="member", parent=top) for name in parts]
    return top, made


def make_person(organization, name="Anne Tremblay", **values) -> Person:
    title = values.pop("title", "")
    dates = {key: values.pop(key) for key in ("since", "until") if key in values}
    person = Person.objects.create(name=name, **values)
    Position.objects.create(person=person, organization=organization, title=title, **dates)
    return person


def seen_by(user, organization) -> Annuaire:
    return annuaire_for(user, organization.slug)


def as_role(organization, role="direction") -> Annuaire:
    return seen_by(make_member(organization, role), organization)
