"""The calendar of a person, a plan or an organisation, and the load of those who carry."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from arrimage.core.screens import screen
from arrimage.directory.annuaire import Annuaire
from arrimage.directory.models import Organization
from arrimage.directory.network import network_of
from arrimage.directory.permissions import may
from arrimage.directory.queries import organization_for, organizations_for
from arrimage.plans.looks import Look
from arrimage.plans.models import Plan
from arrimage.plans.queries import plan_for
from arrimage.rhythm.years import Span, add_months

from ..calendar import Day, days_of
from ..calendar_of import clocks_of_bearer, clocks_of_organization, clocks_of_plan
from ..calendar_phrases import KINDS, say_rank
from ..load import LEAST, TIMES, Load, loads_of, seasons_ahead
from ..models import ClockQuerySet
from ..queries import Bearer, bearer_at, bearer_who_is, bearers_of

KIND_LOOKS = {
    "due": Look("todo", "todo"),
    "late": Look("late", "late"),
    "awaited": Look("none", "run"),
    "held": Look("event", "run"),
}
IN_A_CELL = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose calendar an address asks for."""

    organization: Organization | None
    plan: Plan | None
    bearer: Bearer | None
    clocks: ClockQuerySet
    values: dict[str, str]

    @property
    def name(self) -> str:
        """Of the plan, of who carries, else of the organisation."""
        if self.plan:
            return str(self.plan)
        return self.bearer.name if self.bearer else str(self.organization or "")


@dataclass(frozen=True, slots=True)
class DayLine:
    """Something of a day, as it is printed."""

    day: Day
    look: Look
    label: Any
    rank: str


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the month: its first lines, and how many more."""

    on: dt.date
    lines: tuple[DayLine, ...]
    more: int
    is_today: bool
    is_in_month: bool


@require_safe
def calendar_month(request: HttpRequest) -> HttpResponse:
    """A month: its weeks, then its days one by one."""
    today = timezone.localdate()
    subject = subject_of(request)
    first = _month(request.GET.get("mois", ""), today)
    span = Span(first, add_months(first, 1) - dt.timedelta(days=1))
    lines = [_line(day) for day in days_of(subject.clocks, span, today)]
    by_day: dict[dt.date, list[DayLine]] = defaultdict(list)
    for line in lines:
        by_day[line.day.on].append(line)
    context = {
        "subject": subject,
        "organization": subject.organization,
        "first": first,
        "weeks": _weeks(first, by_day, today),
        "by_day": dict(by_day),
        "today": today,
        "before": _address(subject, add_months(first, -1)),
        "after": _address(subject, add_months(first, 1)),
        "this_month": _address(subject, today.replace(day=1)),
        "nav_section": "overview",
    }
    return screen(request, "followup/calendar_month.html", context | _choices(request, subject))


@require_safe
def load_list(request: HttpRequest) -> HttpResponse:
    """Those who carry, and how much falls on each, season by season."""
    today = timezone.localdate()
    subject = subject_of(request, by_person=False)
    loads = loads_of(subject.clocks, today)
    context = {
        "subject": subject,
        "organization": subject.organization,
        "seasons": seasons_ahead(today),
        "loads": loads,
        "heavy": sum(load.is_heavy for load in loads),
        "least": LEAST,
        "times": TIMES,
        "most": _most(loads),
        "lines_url": f"{reverse('followup:load_lines')}?{urlencode(subject.values)}",
        "nav_section": "overview",
    }
    return screen(request, "followup/load_list.html", context | _choices(request, subject))


def _most(loads: tuple[Load, ...]) -> int:
    return max((share.total for load in loads for share in load.shares), default=0)


def subject_of(request: HttpRequest, *, by_person: bool = True) -> Subject:
    """A plan, somebody of an annuaire, an organisation; else oneself."""
    query = request.GET
    chosen, slug, who = query.get("plan", ""), query.get("organisme", ""), query.get("qui", "")
    if chosen:
        plan = plan_for(request.user, _key(chosen))
        house = plan.organization if may(request.user, "view", plan.organization) else None
        clocks = clocks_of_plan(request.user, plan)
        return Subject(house, plan, None, clocks, {"plan": chosen})
    organization = (
        organization_for(request.user, slug) if slug else organizations_for(request.user).first()
    )
    if by_person and who and organization:
        bearer = _bearer(request, organization, who)
        values = {"organisme": organization.slug, "qui": who}
        clocks = clocks_of_bearer(request.user, bearer)
        return Subject(organization, None, bearer, clocks, values)
    if organization is None:
        return Subject(None, None, None, clocks_of_bearer(request.user, None), {})
    clocks = clocks_of_organization(request.user, organization)
    return Subject(organization, None, None, clocks, {"organisme": organization.slug})


def _bearer(request: HttpRequest, organization: Organization, who: str) -> Bearer | None:
    if who == "moi":
        return bearer_who_is(request.user)  # type: ignore[arg-type]
    if not who.isprintable():
        raise Http404
    return bearer_at(Annuaire(organization, request.user, network_of(organization)), who)


def _key(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Http404
    return int(text)


def _month(text: str, today: dt.date) -> dt.date:
    """The month that the address names, «2026-11»; that of today when it makes no sense."""
    try:
        day = dt.date.fromisoformat(f"{text}-01") if len(text) == 7 else today
    except ValueError:
        day = today
    return (day if 1900 < day.year < 2200 else today).replace(day=1)


def _line(day: Day) -> DayLine:
    return DayLine(day, KIND_LOOKS[day.kind], KINDS[day.kind], say_rank(day))


def _weeks(
    first: dt.date, by_day: dict[dt.date, list[DayLine]], today: dt.date
) -> list[list[DayCell]]:
    weeks = months.Calendar().monthdatescalendar(first.year, first.month)
    return [[_cell(on, first, by_day.get(on, []), today) for on in week] for week in weeks]


def _cell(on: dt.date, first: dt.date, lines: list[DayLine], today: dt.date) -> DayCell:
    shown = lines if len(lines) <= IN_A_CELL else lines[: IN_A_CELL - 1]
    more = len(lines) - len(shown)
    return DayCell(on, tuple(shown), more, on == today, on.month == first.month)


def _address(subject: Subject, first: dt.date) -> str:
    query = urlencode(subject.values | {"mois": f"{first:%Y-%m}"})
    return f"{reverse('followup:calendar_month')}?{query}"


def _choices(request: HttpRequest, subject: Subject) -> dict[str, Any]:
    if subject.organization is None:
        return {"plans": (), "bearers": ()}
    seen = Plan.objects.visible_to(request.user).filter(organization=subject.organization)
    return {
        "plans": list(seen.only("pk", "title")[:100]),
        "bearers": bearers_of(request.user, subject.organization),
    }
