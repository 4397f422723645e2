"""What a public page says of a plan before the plan itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .document import PlanDocument


@dataclass(frozen=True, slots=True)
class Goal:
    """A heading at the top of the plan and how far its actions are; ``width`` of its bar."""

    key: str
    number: str
    title: str
    actions: int
    done: int
    width: str


def goals_of(document: PlanDocument) -> tuple[Goal, ...]:
    """The headings at the top that hold actions, in reading order."""
    return tuple(
        Goal(n.key, n.number, n.title, n.actions, n.done, f"{round(100 * n.done / n.actions)}%")
        for n in document.outline
        if n.actions
    )


def description_of(document: PlanDocument) -> str:
    """One sentence for search engines and for whoever shares the address."""
    plan = document.plan
    said = plan.general_objective or plan.mission
    if said.strip():
        return Truncator(" ".join(said.split())).chars(200)
    values = {"organization": str(plan.organization), "total": document.total}
    return _("Le plan de %(organization)s et où il en est : %(total)s actions.") % values
