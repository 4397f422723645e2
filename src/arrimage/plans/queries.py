"""Getting hold of plans, their elements and their source, and what their screens print."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from arrimage.audit.queries import HistoryLine, history_of, last_entry
from arrimage.directory.models import Organization
from arrimage.directory.permissions import Viewer, organizations_of
from arrimage.directory.permissions import may as may_in

from .anchors import anchor_fragment, anchor_label
from .assembly import assemble
from .carried import carried_by
from .confidential import READER, Sight, open_to, sight_of
from .document import Addresses, PlanDocument, Row, StateCount, counted_level, row_of, state_counts
from .filters import PlanFilters
from .following import living_of
from .models import Edit, Element, Evidence, Plan, SourceFile, StatusUpdate
from .permissions import may, may_follow
from .reading_order import ReadingOrder
from .states import book_of

PlanGesture = Literal["view", "edit", "export"]
ElementGesture = Literal["view", "edit", "follow"]
UPDATES = Prefetch("status_updates", StatusUpdate.objects.select_related("author"))
SHOWN = 50  # pieces of evidence of one line, the latest
CARRIED = (
    "assignments",
    "timeframes",
    "cadences",
    "results",
    "indicators",
    "references",
)


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan in a list: how many actions, and how many in each state."""

    plan: Plan
    organization: Organization
    action_name: str
    actions: int
    counts: tuple[StateCount, ...]


def plans_for(
    user: Viewer, organization: Organization | None = None, *, elsewhere: bool = False
) -> tuple[PlanSummary, ...]:
    """Plans that the user may see, latest period first; three queries whatever their number.

    ``elsewhere`` keeps those of organisations where the user has no role: shared, or carried.
    """
    plans = Plan.objects.visible_to(user).select_related("organization", "source")
    if organization is not None:
        plans = plans.filter(organization=organization)
    if elsewhere:
        plans = plans.exclude(organization__in=organizations_of(user))
    found = list(plans.prefetch_related("levels"))
    counted = {plan.pk: counted_level(plan.levels.all()) for plan in found}
    levels = [level.pk for level in counted.values() if level]
    grouped = Element.objects.filter(open_to(user), level__in=levels).order_by()
    states: dict[int, Counter[str]] = defaultdict(Counter)
    for pk, status, count in grouped.values_list("plan_id", "status").annotate(n=Count("pk")):
        states[pk][status] = count
    return tuple(
        PlanSummary(
            plan=plan,
            organization=plan.organization,
            action_name=level.name if (level := counted[plan.pk]) else "",
            actions=states[plan.pk].total(),
            counts=state_counts(states[plan.pk], book_of(plan)),
        )
        for plan in found
    )


def plan_for(user: Viewer, pk: int, to: PlanGesture = "view") -> Plan:
    """The plan; 404 when the user may not see it, 403 when the role does not allow."""
    last = Edit.objects.filter(plan=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    moments = {"last_edit": Subquery(last), "moment": Subquery(last_entry())}
    moments["withholds"] = _withheld(OuterRef("pk"))
    dated = Plan.objects.select_related("organization", "source").annotate(**moments)
    plan = get_object_or_404(dated, pk=pk)
    _require(user, to, plan)
    return plan


def stamp_of(plan: Plan) -> int:
    """The key of the last edit of a plan, 0 before the first; what is new comes after it."""
    if not hasattr(plan, "last_edit"):
        last = plan.edits.order_by("-pk").values_list("pk", flat=True).first()
        plan.last_edit = last  # type: ignore[attr-defined]
    return plan.last_edit or 0


def moment_of(plan: Plan) -> int:
    """The key of the last audit line when the plan was found: what it says is not older."""
    if not hasattr(plan, "moment"):
        plan.moment = last_entry().values_list("pk", flat=True).first()  # type: ignore[attr-defined]
    return plan.moment or 0


def withholds(plan: Plan) -> bool:
    """Whether something in the plan was withheld from its readers when it was found."""
    if not hasattr(plan, "withholds"):
        withheld = Element.everything.filter(plan=plan, is_withheld=True)
        plan.withholds = withheld.exists()  # type: ignore[attr-defined]
    return bool(plan.withholds)


def _withheld(plan: OuterRef) -> Exists:
    return Exists(Element.everything.filter(plan=plan, is_withheld=True))


def _require(user: Viewer, to: PlanGesture, plan: Plan) -> None:
    """Asked of the plan that was found: a query of all that one may see takes twice as long."""
    if not may(user, "view", plan):
        raise Http404
    if to != "view" and not may(user, to, plan):
        raise PermissionDenied


def load_tree(plan: Plan, sight: Sight = READER) -> None:
    """Bring the years, levels, elements and all that elements carry into ``plan``: nine queries."""
    carried = (f"elements__{name}" for name in CARRIED)
    elements = Prefetch("elements", sight.of(Element.objects.all()))
    prefetch_related_objects([plan], "years", "levels", elements, *carried)


def plan_document(
    plan: Plan,
    filters: PlanFilters | None = None,
    today: dt.date | None = None,
    sight: Sight = READER,
) -> PlanDocument:
    """The plan as its screen prints it: eight or nine queries, whatever its size."""
    printed = Prefetch("elements", sight.of(_printed()))
    prefetch_related_objects([plan], "years", "levels", printed)
    if sight.is_public:
        _keep_what_is_printed(plan)
    counts = {} if sight.is_public else {e.pk: e.pieces for e in plan.elements.all()}
    columns = {column["field"] for column in plan.layout.get("columns") or ()}
    left_out = {"cadences"} if "reference" in columns else {"cadences", "references"}
    carried = carried_by(element__plan=plan, is_public=sight.is_public, left_out=left_out)
    today = today or timezone.localdate()
    living = living_of(Q(plan=plan), today) if sight.is_told else {}
    asked = filters or PlanFilters()
    return assemble(plan, carried, asked, counts, living, today, is_told=sight.is_told)


def _keep_what_is_printed(plan: Plan) -> None:
    """Forget, in memory, the sentences that the follow-up noted and the doubts of the reading."""
    for element in plan.elements.all():
        element.doubts = []
        if element.status_basis == "person":
            element.status_text = ""


def _printed() -> QuerySet[Element]:
    """Elements with how many pieces of evidence they have, without what only their story needs."""
    pieces = Evidence.objects.filter(element=OuterRef("pk")).order_by().values("element")
    counted = Coalesce(Subquery(pieces.annotate(n=Count("pk")).values("n")), 0)
    return Element.objects.defer("anchor", "title_variants", "confidence").annotate(pieces=counted)


def element_for(user: Viewer, plan_pk: int, pk: int, to: ElementGesture = "view") -> Element:
    """One element of a plan, with its plan and level; 404 and 403 as for the plan.

    To ``follow`` is to change its state, its evidence and its words: whoever carries it may.
    """
    related = Element.objects.select_related(
        "plan__organization", "plan__source", "source", "level"
    )
    moments = {"moment": Subquery(last_entry()), "withholds": _withheld(OuterRef("plan"))}
    dated = related.filter(plan__removed_at=None).annotate(**moments)
    element = get_object_or_404(dated, plan_id=plan_pk, pk=pk)
    plan = element.plan
    plan.moment, plan.withholds = element.moment, element.withholds
    _require(user, "view", plan)
    if element.is_withheld and not sight_of(user, plan).withheld:
        raise Http404
    if to == "follow" and not may_follow(user, element):
        raise PermissionDenied
    if to == "edit":
        _require(user, to, plan)
    return element


@dataclass(frozen=True, slots=True)
class Link:
    """Another element, named so that a template can link to it."""

    pk: int
    number: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class UpdateView:
    """A dated state; ``basis`` is «document» or «person»."""

    on: dt.date
    status: str
    label: str
    text: str
    basis: str
    basis_label: str
    author: str


@dataclass(frozen=True, slots=True)
class ElementStory:
    """Everything about one element."""

    element: Element
    row: Row
    source: SourceFile | None
    source_title: str  # the document's own words
    source_label: str  # «p. 4, tableau 2, rangée 3»
    source_fragment: str
    updates: tuple[UpdateView, ...]
    history: tuple[HistoryLine, ...]
    referred_by: tuple[Link, ...]
    evidence: tuple[Evidence, ...]
    doubts: tuple[dict[str, Any], ...]


def element_story(element: Element, sight: Sight = READER) -> ElementStory:
    """An element with its history, its source and its links both ways; constant queries."""
    prefetch_related_objects([element], UPDATES)
    pieces = element.evidence.select_related("author")
    evidence = tuple(pieces[:SHOWN])
    count = pieces.count() if len(evidence) == SHOWN else len(evidence)
    carried = carried_by(element=element)
    targets = sight.of(Element.objects.filter(referred_by__element=element))
    titles = dict(targets.values_list("pk", "title"))
    row = row_of(element, element.level, carried, titles, count, Addresses(element.plan_id))
    referring = sight.of(Element.objects.filter(references__target=element).distinct())
    return ElementStory(
        element=element,
        row=row,
        source=element.source or element.plan.source,
        source_title=element.source_title,
        source_label=anchor_label(element.anchor),
        source_fragment=anchor_fragment(element.anchor),
        updates=_updates(element),
        history=history_of(element),
        referred_by=_links(referring),
        evidence=evidence,
        doubts=tuple(element.doubts),
    )


def _updates(element: Element) -> tuple[UpdateView, ...]:
    return tuple(
        UpdateView(
            on=update.on,
            status=update.status,
            label=update.get_status_display(),
            text=update.text,
            basis=update.basis,
            basis_label=update.get_basis_display(),
            author=str(update.author) if update.author else update.by_name,
        )
        for update in element.status_updates.all()
    )


def _links(elements: QuerySet[Element]) -> tuple[Link, ...]:
    return tuple(Link(e.pk, e.number, e.title, e.get_absolute_url()) for e in elements)


def places_for(element: Element) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where a line may go: for each parent of the level above, first or after one of its children.

    Groups of choices for a select; a value is «parent:after», both empty at the top.
    """
    lines = list(Element.objects.filter(plan=element.plan_id).select_related("level"))
    below = set(ReadingOrder(element.plan).branch(element.pk))
    rank = element.level.rank
    above = [e for e in lines if e.level.rank == rank - 1 or e.pk == element.parent_id]
    groups = [(e.pk, str(e)) for e in above if e.pk not in below]
    if not groups:
        groups = [(None, gettext("Le plan"))]
    return [
        (
            label,
            [(f"{pk or ''}:", gettext("au début"))]
            + [
                (f"{pk or ''}:{e.pk}", gettext("après %(line)s") % {"line": str(e)})
                for e in lines
                if e.parent_id == pk and e.pk != element.pk
            ],
        )
        for pk, label in groups
    ]


def edits_of(
    plan: Plan, verbs: tuple[str, ...] = (), undone: bool | None = None, limit: int = 100
) -> QuerySet[Edit]:
    """The last edits of a plan, latest first; of some verbs, undone or not."""
    edits = plan.edits.select_related("actor", "undoes").defer("changes")
    if verbs:
        edits = edits.filter(verb__in=verbs)
    if undone is not None:
        edits = edits.filter(undone_at__isnull=not undone)
    return edits[:limit]


def edit_for(user: Viewer, plan_pk: int, pk: int) -> Edit:
    """One edit of a plan that the user may edit; 404 and 403 as for the plan."""
    plan = plan_for(user, plan_pk, to="edit")
    return get_object_or_404(Edit.objects.select_related("plan"), plan=plan, pk=pk)


def last_edit(user: Viewer, plan: Plan) -> Edit | None:
    """What the user just did in a plan, if it can be undone."""
    return plan.edits.filter(actor=user.pk, undone_at=None).defer("changes").first()


def source_for(user: Viewer, pk: int) -> SourceFile:
    """A document as it was received, for whoever may import, or may read a plan made from it.

    404 for anybody else.
    """
    organizations = Organization.objects.visible_to(user)
    found = SourceFile.objects.filter(organization__in=organizations)
    source = get_object_or_404(found.select_related("organization"), pk=pk)
    if may_in(user, "import", source.organization):
        return source
    told = Element.everything.filter(plan__source=source) | Element.everything.filter(source=source)
    if not source.plans.exists() or told.filter(is_withheld=True).exists():
        raise Http404  # the document says what is confidential in the plan
    return source


__all__ = [
    "ElementStory",
    "HistoryLine",
    "PlanDocument",
    "PlanFilters",
    "PlanSummary",
    "anchor_fragment",
    "anchor_label",
    "edit_for",
    "edits_of",
    "element_for",
    "element_story",
    "last_edit",
    "load_tree",
    "moment_of",
    "places_for",
    "plan_document",
    "plan_for",
    "plans_for",
    "sight_of",
    "source_for",
    "stamp_of",
    "withholds",
]
