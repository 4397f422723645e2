"""A plan at a past day, at its own address: «?au=2026-03-01», with the filters of its screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from arrimage.directory.permissions import Viewer
from arrimage.funding.ledger import total
from arrimage.funding.queries import Money
from arrimage.funding.showing import Showing as BudgetShowing
from arrimage.funding.showing import show as show_budget
from arrimage.plans.confidential import sight_of
from arrimage.plans.filters import PlanFilters
from arrimage.plans.models import Plan
from arrimage.plans.showing import Elsewhere, Showing, show

from .moments import read_moment
from .queries import adoption_on, entered_on, remembered_plan
from .then import plan_on

WORD = "au"


@dataclass(frozen=True, slots=True)
class PastFilters(PlanFilters):
    """The filters of a plan that is shown at a day: the day stays in the address."""

    au: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> PastFilters:
        """From ``?au=…&etat=…``."""
        base = PlanFilters.from_query(query)
        said = {field.name: getattr(base, field.name) for field in fields(base)}
        return cls(**said, au=query.get(WORD, ""))

    @property
    def is_active(self) -> bool:
        """True when something is hidden."""
        return self != PastFilters(by=self.by, au=self.au)

    @property
    def query(self) -> str:
        """The same filters and the day, for an address."""
        day = urlencode({WORD: self.au})
        rest = PlanFilters.query.fget(self)  # type: ignore[attr-defined]
        return f"{day}&{rest}" if rest else day


@show(WORD)
def plan_at(user: Viewer, pk: int, query: QueryDict) -> Showing:
    """The plan at the end of that day; a day that says nothing leads where another is chosen."""
    plan, day = _asked(user, pk, query, Plan.get_absolute_url)
    then = plan_on(plan, day, sight_of(user, plan))
    return Showing(
        plan=then.plan,
        document=then.document(PastFilters.from_query(query)),
        template="memory/_banner.html",
        context=_told(plan, day)
        | {"is_untouched": then.after == 0, "totals": total(then.money.lines)},
    )


@show_budget(WORD)
def budget_at(user: Viewer, pk: int, query: QueryDict) -> BudgetShowing:
    """Its budget at the end of that day."""
    plan, day = _asked(user, pk, query, _budget_address)
    then = plan_on(plan, day, sight_of(user, plan))
    money = Money(
        elements=list(then.plan.elements.all()),
        lines=then.money.lines,
        envelopes=[(e.source_id, e.year, e.amount) for e in then.money.envelopes],
        years=tuple(year.number for year in then.plan.years.all()),
    )
    query_kept = urlencode({WORD: day.isoformat()})
    template = "memory/_budget_banner.html"
    return BudgetShowing(money, template, query_kept, _told(plan, day))


def _budget_address(plan: Plan) -> str:
    return reverse("funding:plan_budget", args=[plan.pk])


def _asked(
    user: Viewer, pk: int, query: QueryDict, address: Callable[[Plan], str]
) -> tuple[Plan, dt.date]:
    """The plan and the day; an adoption leads to its day."""
    plan = remembered_plan(user, pk)
    asked = query.get(WORD, "").strip()
    try:
        moment = read_moment(plan, asked or "?")
    except ValidationError:
        choose = reverse("memory:plan_moments", args=[plan.pk])
        raise Elsewhere(f"{choose}?{urlencode({WORD: asked[:40]})}") from None
    if moment.baseline is not None:
        raise Elsewhere(f"{address(plan)}?{urlencode({WORD: moment.day.isoformat()})}")
    return plan, moment.day


def _told(plan: Plan, day: dt.date) -> dict[str, Any]:
    """What the banners say above what is shown."""
    return {
        "organization": plan.organization,
        "day": day,
        "entered": entered_on(plan),
        "adoption": adoption_on(plan, day),
    }
