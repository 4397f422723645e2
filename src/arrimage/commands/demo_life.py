"""What becomes of the demonstration's plans once people use them: a year in a few gestures."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.alignment.operations import propose_alignment
from arrimage.demo.follow_up import demo_follow_up, demo_life
from arrimage.directory.models import Organization, Person
from arrimage.directory.names import Target
from arrimage.followup.operations import hold_occurrence
from arrimage.formats.draft import AmountDraft
from arrimage.funding.operations import write_envelopes, write_many_amounts
from arrimage.memory.operations import adopt_plan
from arrimage.plans.audiences import Audience
from arrimage.plans.models import Element, Plan
from arrimage.plans.operations import add_evidence, change_status, share_plan
from arrimage.plans.responsibles import match_names

ADOPTED_ON = dt.date(2025, 6, 14)


def live_through(plan: Plan, people: dict[str, User]) -> None:
    """The national plan: who carries, its adoption, its news, its money."""
    direction = people["direction"]
    _match(plan, direction)
    adopt_plan(actor=direction, plan=plan, adopted_on=ADOPTED_ON, instance=demo_life().instance)
    _note_states(plan, people)
    _hold(plan, people["liaison"])
    _spend(plan, direction)


def share_with_network(plan: Plan, actor: User) -> None:
    """A regional plan that the whole network reads."""
    share_plan(actor=actor, plan=plan, audience=Audience.NETWORK)


def align(regional: Plan, national: Plan, actor: User) -> None:
    """What a regional table does that counts in the national plan; both agreed."""
    for own, kind, other in demo_life().alignments:
        propose_alignment(
            actor=actor,
            own=_numbered(regional, own),
            other=_numbered(national, other),
            kind=kind,
            is_agreed=True,
            counts=True,
        )


def _match(plan: Plan, actor: User) -> None:
    people = {person.name: person for person in Person.objects.all()}
    bodies = {body.name: body for body in Organization.objects.filter(parent=plan.organization)}
    targets = {
        printed: Target(person=people.get(name), organization=bodies.get(name))
        for printed, name in demo_life().responsibles.items()
    }
    match_names(actor=actor, plan=plan, targets=targets)


def _note_states(plan: Plan, people: dict[str, User]) -> None:
    states, evidence = demo_follow_up()
    today = timezone.localdate()
    for state in states:
        change_status(
            actor=people[state.by],
            element=_numbered(plan, state.number),
            status=state.status,
            text=state.text,
            on=today - dt.timedelta(days=state.days),
        )
    for piece in evidence:
        add_evidence(
            actor=people[piece.by],
            element=_numbered(plan, piece.number),
            title=piece.title,
            text=piece.text,
            url=piece.url,
        )


def _hold(plan: Plan, actor: User) -> None:
    today = timezone.localdate()
    for held in demo_life().held:
        element = _numbered(plan, held.number)
        hold_occurrence(
            actor=actor,
            element=element,
            on=today - dt.timedelta(days=held.days),
            cadence=element.cadences.first(),
            text=held.text,
        )


def _spend(plan: Plan, actor: User) -> None:
    wanted: dict[int, list[AmountDraft]] = defaultdict(list)
    for a in demo_life().amounts:
        amount = AmountDraft(a.nature, a.amount, a.year, a.source, note=a.note)
        wanted[_numbered(plan, a.number).pk].append(amount)
    write_envelopes(actor=actor, plan=plan, envelopes=demo_life().envelopes, shown=[])
    write_many_amounts(actor=actor, plan=plan, wanted=wanted, shown={}, verb="amounts.import")


def _numbered(plan: Plan, number: str) -> Element:
    """The first element that bears this number in the document."""
    return plan.elements.filter(number=number).earliest("pk")
