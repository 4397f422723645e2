"""Plans, their lines, their states and their evidence, for programs. Bounded lists everywhere."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from arrimage.accounts.token_models import Scope

from . import operations
from .confidential import Sight, sight_of
from .following import living_of
from .models import Assignment, Element, Evidence, Plan, StatusUpdate
from .queries import element_for, plan_for

router = Router(tags=["plans"])
LARGEST_KEY = 2**63 - 1
KEPT = r"^[^\x00]*$"  # what a database keeps
Key = Annotated[int, Field(ge=1, le=LARGEST_KEY)]


class Page(Schema):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=200, description="How many, at most 200.")
    offset: int = Field(0, ge=0, le=1_000_000)


class Problem(Schema):
    """Why nothing was done, in words; ``errors`` name the values that were not read."""

    detail: str
    errors: list[dict[str, Any]] = []


REFUSALS = frozenset({401, 403, 404, 422, 429})


def answers(good: type[Schema], status: int = 200) -> dict[Any, Any]:
    """What an address answers: its own, or a refusal in words."""
    return {status: good, REFUSALS: Problem}


class OrganizationOut(Schema):
    """Who owns a plan."""

    name: str
    slug: str


class PlanOut(Schema):
    """A plan in a list."""

    id: int
    title: str
    organization: OrganizationOut
    starts_on: dt.date | None
    ends_on: dt.date | None
    audience: str
    url: str = Field(alias="get_absolute_url")


class PlanList(Schema):
    """A page of plans; ``total`` counts them all."""

    total: int
    items: list[PlanOut]


class LevelOut(Schema):
    """A level with the plan's own name; ``rank`` 0 is the top."""

    rank: int
    name: str
    role: str


class YearOut(Schema):
    """A plan year; bounds inclusive."""

    number: int
    starts_on: dt.date
    ends_on: dt.date


class PlanDetail(PlanOut):
    """What a plan says of itself."""

    mission: str
    vision: str
    values: list[str]
    general_objective: str
    levels: list[LevelOut]
    years: list[YearOut]


class FrameOut(Schema):
    """An échéance: its words, and the days that were read in them, if any."""

    kind: str
    text: str
    starts_on: dt.date | None
    ends_on: dt.date | None


class LivingOut(Schema):
    """What the follow-up knows today: a flag (late, silent, soon), why, and the rhythms."""

    flag: str
    label: str
    why: str
    rhythms: list[str]


class ElementOut(Schema):
    """A line of a plan, in reading order. ``number`` is as printed, and may be repeated."""

    id: int
    plan_id: int
    parent_id: int | None
    level: int
    number: str
    title: str
    status: str = Field(description="Key of a state, empty while nothing is known.")
    status_text: str
    responsibles: list[str]
    collaborators: list[str]
    timeframe_text: str
    timeframes: list[FrameOut]
    cadences: list[str]
    results: list[str]
    indicators: list[str]
    years_marked: list[int]
    living: LivingOut | None
    url: str


class ElementList(Schema):
    """A page of lines; ``total`` counts them all."""

    total: int
    items: list[ElementOut]


class UpdateOut(Schema):
    """A dated state; ``basis`` says whether the document or a person stated it."""

    id: int
    element_id: int
    status: str
    text: str
    basis: str
    on: dt.date
    author: str
    created_at: dt.datetime


class UpdateList(Schema):
    """A page of states, the latest first."""

    total: int
    items: list[UpdateOut]


class UpdateIn(Schema):
    """A state to note, on a day that is not to come."""

    status: str = Field("", max_length=20)
    text: str = Field("", max_length=20_000, pattern=KEPT)
    on: dt.date | None = None


class EvidenceOut(Schema):
    """A piece of evidence; a file is opened in the browser."""

    id: int
    title: str
    text: str
    url: str
    has_file: bool
    author: str
    created_at: dt.datetime


class EvidenceList(Schema):
    """A page of evidence, the latest first."""

    total: int
    items: list[EvidenceOut]


class EvidenceIn(Schema):
    """A note or a link that shows what was done; at least one of them."""

    title: str = Field(min_length=1, max_length=300, pattern=KEPT)
    text: str = Field("", max_length=20_000, pattern=KEPT)
    url: str = Field("", max_length=500)


def _opens(request: HttpRequest, scope: Scope) -> Any:
    """The person, when the key opens this scope; 403 in words otherwise."""
    request.auth.require(scope)  # type: ignore[attr-defined]
    return request.user


@router.get("/plans", response=answers(PlanList), summary="Plans that the person may read")
def plans(request: HttpRequest, page: Query[Page]) -> dict[str, Any]:
    """The latest period first."""
    user = _opens(request, Scope.READ)
    found = (
        Plan.objects.visible_to(user).select_related("organization").order_by("-starts_on", "pk")
    )
    return _page(found, page)


@router.get("/plans/{int:plan_id}", response=answers(PlanDetail), summary="One plan")
def plan(request: HttpRequest, plan_id: Key) -> Plan:
    """Its frame, its levels and its years."""
    return plan_for(_opens(request, Scope.READ), plan_id)


@router.get(
    "/plans/{int:plan_id}/elements", response=answers(ElementList), summary="Lines of a plan"
)
def elements(request: HttpRequest, plan_id: Key, page: Query[Page]) -> dict[str, Any]:
    """In reading order, parents before children; what the person may not read is left out."""
    user = _opens(request, Scope.READ)
    held = plan_for(user, plan_id)
    sight = sight_of(user, held)
    rows = sight.of(Element.objects.filter(plan=held)).order_by("position", "pk")
    chosen = list(_loaded(rows[page.offset : page.offset + page.limit]))
    return {"total": rows.count(), "items": _elements(chosen, sight)}


@router.get(
    "/plans/{int:plan_id}/elements/{int:element_id}",
    response=answers(ElementOut),
    summary="One line",
)
def element(request: HttpRequest, plan_id: Key, element_id: Key) -> dict[str, Any]:
    """With all that it carries."""
    user = _opens(request, Scope.READ)
    found = element_for(user, plan_id, element_id)
    loaded = list(_loaded(Element.objects.filter(pk=found.pk)))
    return _elements(loaded, sight_of(user, found.plan))[0]


@router.get(
    "/plans/{int:plan_id}/updates", response=answers(UpdateList), summary="States noted in a plan"
)
def updates(
    request: HttpRequest, plan_id: Key, page: Query[Page], since: dt.date | None = None
) -> dict[str, Any]:
    """The latest first; ``since`` keeps those of that day and after."""
    user = _opens(request, Scope.READ)
    held = plan_for(user, plan_id)
    shown = sight_of(user, held).of(Element.objects.filter(plan=held)).order_by().values("pk")
    rows = StatusUpdate.objects.filter(element__in=shown).select_related("author")
    rows = rows.filter(on__gte=since) if since else rows
    answer = _page(rows.order_by("-on", "-pk"), page)
    return answer | {"items": [_update(row) for row in answer["items"]]}


@router.post(
    "/plans/{int:plan_id}/elements/{int:element_id}/updates",
    response=answers(UpdateOut, 201),
    summary="Note a state",
)
def update_create(request: HttpRequest, plan_id: Key, element_id: Key, said: UpdateIn) -> Status:
    """As a person would, with the same right, trace and undo."""
    user = _opens(request, Scope.UPDATE)
    held = element_for(user, plan_id, element_id, to="follow")
    made = operations.change_status(
        actor=user, element=held, status=said.status, text=said.text, on=said.on
    )
    return Status(201, _update(made))


@router.get(
    "/plans/{int:plan_id}/elements/{int:element_id}/evidence",
    response=answers(EvidenceList),
    summary="Evidence of a line",
)
def evidence(
    request: HttpRequest, plan_id: Key, element_id: Key, page: Query[Page]
) -> dict[str, Any]:
    """The latest first."""
    held = element_for(_opens(request, Scope.READ), plan_id, element_id)
    answer = _page(held.evidence.select_related("author").order_by("-created_at", "-pk"), page)
    return answer | {"items": [_piece(row) for row in answer["items"]]}


@router.post(
    "/plans/{int:plan_id}/elements/{int:element_id}/evidence",
    response=answers(EvidenceOut, 201),
    summary="Attach a note or a link",
)
def evidence_create(
    request: HttpRequest, plan_id: Key, element_id: Key, said: EvidenceIn
) -> Status:
    """As a person would, with the same right, trace and undo."""
    user = _opens(request, Scope.EVIDENCE)
    held = element_for(user, plan_id, element_id, to="follow")
    made = operations.add_evidence(
        actor=user, element=held, title=said.title, text=said.text, url=said.url
    )
    return Status(201, _piece(made))


def _page(rows: QuerySet[Any], page: Page) -> dict[str, Any]:
    return {"total": rows.count(), "items": list(rows[page.offset : page.offset + page.limit])}


def _loaded(rows: QuerySet[Element]) -> QuerySet[Element]:
    carried = ("timeframes", "cadences", "results", "indicators")
    current = Prefetch("assignments", Assignment.objects.current())
    return rows.select_related("level").prefetch_related(current, *carried)


def _elements(rows: list[Element], sight: Sight) -> list[dict[str, Any]]:
    """What the follow-up computes is for those whose plan it is."""
    here = Q(pk__in=[row.pk for row in rows])
    living = living_of(here, timezone.localdate()) if sight.is_told else {}
    return [_element(row, living.get(row.pk)) for row in rows]


def _element(row: Element, living: Any) -> dict[str, Any]:
    people: dict[str, list[str]] = {"responsible": [], "collaborator": []}
    for held in row.assignments.all():
        people.setdefault(held.role, []).append(held.name)
    return {
        "id": row.pk,
        "plan_id": row.plan_id,
        "parent_id": row.parent_id,
        "level": row.level.rank,
        **{n: getattr(row, n) for n in ("number", "title", "status", "status_text")},
        "responsibles": people["responsible"],
        "collaborators": people["collaborator"],
        "timeframe_text": row.timeframe_text,
        "timeframes": list(row.timeframes.all()),
        "cadences": [cadence.text for cadence in row.cadences.all()],
        "results": [result.text for result in row.results.all()],
        "indicators": [indicator.text for indicator in row.indicators.all()],
        "years_marked": row.years_marked,
        "living": living
        and {
            "flag": living.flag,
            "label": str(living.label),
            "why": str(living.why),
            "rhythms": [rhythm.words for rhythm in living.rhythms],
        },
        "url": row.get_absolute_url(),
    }


def _update(row: StatusUpdate) -> dict[str, Any]:
    names = ("element_id", "status", "text", "basis", "on", "created_at")
    author = str(row.author) if row.author else row.by_name
    return {"id": row.pk, "author": author, **{name: getattr(row, name) for name in names}}


def _piece(row: Evidence) -> dict[str, Any]:
    names = ("title", "text", "url", "created_at")
    author = str(row.author) if row.author else row.by_name
    told = {name: getattr(row, name) for name in names}
    return {"id": row.pk, "author": author, "has_file": bool(row.file), **told}
