"""Answers of a search as its screen prints them, gathered by plan and by kind; the filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from arrimage.directory.models import Organization
from arrimage.directory.permissions import Viewer
from arrimage.directory.queries import organizations_for
from arrimage.plans.looks import Look, look_of
from arrimage.plans.models import Plan, Status
from arrimage.plans.states import DEFAULT_BOOK
from arrimage.search.queries import Answers, Hit, Narrowing, field_name, search

TITLES = {
    "plan": _("Plans"),
    "organization": _("Organismes"),
    "person": _("Personnes"),
    "theme": _("Thèmes"),
    "territory": _("Territoires"),
}
MOST_PLANS = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One answer, with the names of the fields where it was found and the look of its state."""

    hit: Hit
    places: tuple[tuple[str, Any], ...]
    look: Look | None
    state: str


@dataclass(frozen=True, slots=True)
class Group:
    """Answers under one heading: a plan with its lines, or a kind of thing."""

    key: str
    title: str
    over: str
    url: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks: words, filters and page."""

    text: str = ""
    organization: Organization | None = None
    plan: Plan | None = None
    state: str = ""
    page: int = 1
    place: Organization | None = None  # where the person was; it narrows nothing

    @property
    def narrowing(self) -> Narrowing:
        """The filters as the search takes them; a state narrows to lines of plans."""
        return Narrowing(
            owner=self.organization.pk if self.organization else None,
            kinds=("plan", "element") if self.plan or self.state else (),
            scope=self.plan.pk if self.plan else None,
            state=self.state,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is on."""
        return bool(self.organization or self.plan or self.state)

    def query(self, page: int = 1, text: str | None = None) -> str:
        """The address of another page, or of other words, with the same filters."""
        values = {
            "q": self.text if text is None else text,
            "organisme": self.organization.slug if self.organization else "",
            "plan": self.plan.pk if self.plan else "",
            "etat": self.state,
            "depuis": self.place.slug if self.place else "",
            "page": page if page > 1 else "",
        }
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything that the search screen prints."""

    asked: Asked
    answers: Answers
    groups: tuple[Group, ...]
    organizations: tuple[Organization, ...]
    plans: tuple[Plan, ...]
    states: tuple[tuple[str, Any], ...]
    previous: str
    following: str
    suggested: str  # address of the suggestion
    everywhere: str


def asked_by(user: Viewer, query: Mapping[str, str]) -> Asked:
    """What an address asks; a filter that this person may not use, or no filter, is none."""
    slug, plan, page = query.get("organisme", ""), query.get("plan", ""), query.get("page", "")
    state = query.get("etat", "")
    own = {organization.slug: organization for organization in organizations_for(user)}
    return Asked(
        text=query.get("q", "").strip(" ")[:200]
        + (" " if query.get("q", "").endswith(" ") else ""),
        organization=own.get(slug),
        plan=Plan.objects.visible_to(user).filter(pk=int(plan)).first() if _is_key(plan) else None,
        state=state if state in Status.values else "",
        page=int(page) if _is_key(page) else 1,
        place=own.get(query.get("depuis", "")),
    )


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def find(user: Viewer, asked: Asked) -> Finding:
    """The answers, and what can still narrow them."""
    answers = search(user, asked.text, asked.narrowing, asked.page)
    plans = Plan.objects.visible_to(user).select_related("organization")
    if asked.organization:
        plans = plans.filter(organization=asked.organization)
    page = answers.page
    return Finding(
        asked=asked,
        answers=answers,
        groups=tuple(_groups(answers.hits, user)),
        organizations=tuple(organizations_for(user)),
        plans=tuple(plans[:MOST_PLANS]),
        states=tuple(Status.choices),
        previous=asked.query(page - 1) if page > 1 else "",
        following=asked.query(page + 1) if page < answers.pages else "",
        everywhere=replace(asked, organization=None, plan=None, state="").query(),
        suggested=asked.query(text=f"{answers.suggestion} ") if answers.suggestion else "",
    )


def _groups(hits: Iterable[Hit], user: Viewer) -> list[Group]:
    """Gathered in the order of the best answer of each."""
    gathered: dict[tuple[str, int], list[Hit]] = {}
    for hit in hits:
        scope = hit.entry.scope if hit.kind == "element" else 0
        gathered.setdefault((hit.kind, scope), []).append(hit)
    visible = Plan.objects.visible_to(user).select_related("organization")
    plans = {plan.pk: plan for plan in visible.filter(pk__in={scope for _, scope in gathered})}
    return [_group(kind, plans.get(scope), found) for (kind, scope), found in gathered.items()]


def _group(kind: str, plan: Plan | None, hits: list[Hit]) -> Group:
    lines = tuple(_line(hit) for hit in hits)
    if plan is None:
        return Group(kind, str(TITLES.get(kind, kind)), "", "", lines)
    url = plan.get_absolute_url()
    return Group(f"plan-{plan.pk}", plan.title, str(plan.organization), url, lines)


def _line(hit: Hit) -> Line:
    places = tuple((field_name(hit.kind, place.field), place.pieces) for place in hit.places)
    state = hit.entry.state
    is_line = hit.kind == "element"
    return Line(
        hit,
        places,
        look_of(state) if is_line and state else None,
        DEFAULT_BOOK.label(state),
    )
