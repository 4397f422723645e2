"""The dictionary of states of a plan: what each is called, looks like and counts as."""

from __future__ import annotations

from collections.abc import Mapping

from arrimage.rhythm.lateness import CountsAs

from .models import Plan, Status

COUNTS: Mapping[str, CountsAs] = {
    Status.PLANNED: "not_started",
    Status.IN_PROGRESS: "active",
    Status.DONE: "done",
    Status.CONTINUOUS: "active",
    Status.CONDITIONAL: "excluded",
    Status.POSTPONED: "not_started",
    Status.ABANDONED: "stopped",
}


def counts_of(plan: Plan) -> Mapping[str, CountsAs]:
    """What each state of a plan counts as, by its code."""
    return COUNTS


def state_that_counts_as(plan: Plan, counts_as: CountsAs) -> str:
    """The first state of the dictionary of a plan that counts as this."""
    return next(code for code, counted in counts_of(plan).items() if counted == counts_as)
