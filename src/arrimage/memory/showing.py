"""A plan at a past day, at its own address: «?au=2026-03-01», with the filters of its screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from arrimage.directory.permissions import Viewer
from arrimage.plans.confidential import sight_of
from arrimage.plans.filters import PlanFilters
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
    plan = remembered_plan(user, pk)
    asked = query.get(WORD, "").strip()
    choose = reverse("memory:plan_moments", args=[plan.pk])
    try:
        moment = read_moment(plan, asked or "?")
    except ValidationError:
        raise Elsewhere(f"{choose}?{urlencode({WORD: asked[:40]})}") from None
    if moment.baseline is not None:
        raise Elsewhere(f"{plan.get_absolute_url()}?{urlencode({WORD: moment.day.isoformat()})}")
    then = plan_on(plan, moment.day, sight_of(user, plan))
    return Showing(
        plan=then.plan,
        document=then.document(PastFilters.from_query(query)),
        template="memory/_banner.html",
        context={
            "organization": plan.organization,
            "day": moment.day,
            "is_untouched": then.after == 0,
            "entered": entered_on(plan),
            "adoption": adoption_on(plan, moment.day),
        },
    )
