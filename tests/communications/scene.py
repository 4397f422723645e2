"""A plan whose lines are carried by people of all sorts, and a round to ask them."""

import datetime as dt

from django.utils import timezone

from arrimage.communications.keys import link_secret, reply_address
from arrimage.communications.models import Request, Sender
from arrimage.communications.operations import Round, open_round
from arrimage.directory.models import Person, Position
from arrimage.plans.models import Assignment
from tests.factories import element_numbered, make_draft, make_member, make_organization, make_plan

FIRST, SECOND, THIRD = "1.1.1", "1.1.2", "1.1.3"


class Scene:
    """Ana carries 1.1.1 and 1.1.2; the Fermes, whose contact is Noé, carry 1.1.2; «Comité» is a
    name as printed, without address, and carries 1.1.3.
    """

    def __init__(self, actions=3):
        self.organization = make_organization("Réseau Lisière", "national")
        self.staff = make_member(self.organization, "staff", "Maude Lavoie")
        Sender.objects.create(
            organization=self.organization,
            name="Réseau Lisière",
            postal_address="12, rue du Moulin\nSainte-Rive (Québec)  J0K 1A0",
            contact="info@lisiere.example",
        )
        self.plan = make_plan(self.organization, make_draft(actions=actions))
        Assignment.objects.filter(element__plan=self.plan).delete()
        self.ana = Person.objects.create(name="Ana Roy", email="Ana@granges.example")
        self.noe = Person.objects.create(name="Noé Gagnon", email="noe@fermes.example")
        self.farms = make_organization("Fermes du canton", "member")
        Position.objects.create(person=self.noe, organization=self.farms, is_principal=True)
        self.first, self.second, self.third = (
            element_numbered(self.plan, number) for number in (FIRST, SECOND, THIRD)
        )
        for element in (self.first, self.second):
            self.carry(element, person=self.ana)
        self.carry(self.second, organization=self.farms)
        self.carry(self.third, name="Comité de la rive")

    def carry(self, element, name="Porteur", **who):
        return Assignment.objects.create(element=element, name=name, **who)

    def decided(self, **values):
        today = timezone.localdate()
        given = {
            "name": "Mise à jour de novembre",
            "words": "",
            "opens_on": today,
            "closes_on": today + dt.timedelta(days=14),
        }
        return Round(**given | values)

    def ask(self, branch=None, **values):
        """Open a round; its requests by name."""
        self.campaign = open_round(
            actor=self.staff, plan=self.plan, decided=self.decided(**values), branch=branch
        )
        return {request.name: request for request in self.campaign.requests.all()}


def link_of(request: Request) -> str:
    return f"/nouvelles/{link_secret(request.nonce)}/"


def reply_to(request: Request) -> str:
    return reply_address(request.nonce)


def line_of(request: Request, number: str):
    return request.lines.get(element__number=number)
