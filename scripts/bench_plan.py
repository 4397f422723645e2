"""A plan of the size of a real one: 14 objectives, 62 actions, 156 indicators, 124 results."""

from __future__ import annotations

from arrimage.accounts.models import User
from arrimage.directory.models import Membership, Organization
from arrimage.formats.draft import (
    AssignmentDraft,
    ElementDraft,
    IndicatorDraft,
    LevelDraft,
    PlanDraft,
    ResultDraft,
    TimeframeDraft,
)
from arrimage.plans.models import Plan
from arrimage.plans.operations import create_plan_from_draft

LEVELS = (
    LevelDraft("Orientation", "orientation"),
    LevelDraft("Objectif", "objective"),
    LevelDraft("Action", "action"),
)


def make_plan(factor: int) -> tuple[Plan, User]:
    """A plan with ``62 × factor`` actions in an organisation of its own, and its direction."""
    organization = Organization.objects.create(
        name=f"Réseau {factor}", slug=f"reseau-{factor}", kind="national"
    )
    user = User.objects.create_user(f"direction{factor}@lisiere.example", None)
    Membership.objects.create(user=user, organization=organization, role="direction")
    draft = PlanDraft(
        title="Plan d’action 2025-2030", levels=LEVELS, elements=tuple(_orientations(factor))
    )
    plan = create_plan_from_draft(actor=user, organization=organization, draft=draft, source=None)
    return plan, user


def _orientations(factor: int) -> list[ElementDraft]:
    sizes = [5, 5, 5, 4, 4, 5, 4, 4, 5, 4, 4, 4, 4, 5]
    cuts = [0, 4, 8, 11, 14]
    made = []
    for copy in range(factor):
        for rank in range(4):
            number = f"{copy * 4 + rank + 1}"
            chosen = enumerate(sizes[cuts[rank] : cuts[rank + 1]], 1)
            children = tuple(_objective(f"{number}.{i}", size) for i, size in chosen)
            made.append(
                ElementDraft(f"o{number}", 0, f"Orientation {number}", number, children=children)
            )
    return made


def _objective(number: str, size: int) -> ElementDraft:
    actions = tuple(_action(f"{number}.{i}", i) for i in range(1, size + 1))
    return ElementDraft(f"b{number}", 1, f"Objectif {number}", number, children=actions)


def _action(number: str, rank: int) -> ElementDraft:
    return ElementDraft(
        f"a{number}",
        2,
        f"Tenir des rencontres d’échange entre les tables, {number}",
        number,
        assignments=(AssignmentDraft("Direction"), AssignmentDraft("Agente de liaison")),
        timeframes=(TimeframeDraft("continuous", "En continu"),),
        years_marked=(1, 2, 3),
        results=(ResultDraft("Quatre rencontres"), ResultDraft("Une en région éloignée")),
        indicators=tuple(IndicatorDraft(f"Rencontres tenues {i}") for i in range(2 + rank % 2)),
    )
