"""Lists of plans, and the plan as a document."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from arrimage.core.downloads import attachment
from arrimage.core.screens import screen, wants_parts
from arrimage.directory.models import Organization
from arrimage.directory.permissions import Viewer, organizations_of
from arrimage.directory.permissions import may as may_in
from arrimage.directory.queries import organization_for, organizations_for
from arrimage.formats.language import normalise

from ..confidential import sight_of
from ..models import Plan
from ..permissions import carried_in, may
from ..queries import (
    PlanFilters,
    plan_for,
    plans_for,
    source_for,
    stamp_of,
)
from ..saved_views import views_of
from ..showing import Elsewhere, Showing, shown
from .kept import KeptPage, page_of
from .tables import asked_words, chapters_of, flag_filters, head_of, state_filters


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """The plans of one organisation, or of all those of the person."""
    slug = request.GET.get("organisme", "")
    organization = organization_for(request.user, slug) if slug else None
    organizations = organizations_for(request.user)
    if organization is None and len(organizations) == 1:
        organization = organizations[0]
    context = {
        "organization": organization,
        "may_start": organization and may_in(request.user, "import", organization),
        "summaries": plans_for(request.user, organization),
    }
    return screen(request, "plans/plan_list.html", context)


@require_safe
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as people know it, with what the follow-up knows beside it."""
    try:
        showing = shown(request.user, pk, request.GET)
    except Elsewhere as other:
        return redirect(other.address)
    if showing is not None:
        return shown_screen(request, showing)
    plan = plan_for(request.user, pk)
    filters = PlanFilters.from_query(request.GET)
    return plan_screen(request, plan, filters, request.GET)


def shown_screen(request: HttpRequest, showing: Showing) -> HttpResponse:
    """The page of a plan that was made above; nothing opens and nothing changes in it."""
    document = showing.document
    page = KeptPage(document, head_of(document), chapters_of(document), 0)
    context = document_context(request, showing.plan, page, QueryDict())
    context |= {"past": showing, "is_body": wants_parts(request)} | dict.fromkeys(
        ("may_edit", "may_see_source", "may_see_trace", "choosing"), False
    )
    context["carried"] = frozenset()
    return screen(request, "plans/plan_detail.html", context | showing.context, part="body")


def plan_screen(
    request: HttpRequest, plan: Plan, filters: PlanFilters, query: QueryDict
) -> HttpResponse:
    """The page of a plan; as a part, its body with the table of contents and what was said."""
    page = page_of(plan, filters, sight_of(request.user, plan))
    context = document_context(request, plan, page, query)
    if not context["choosing"]:
        context["tables"] = page.render(context["may_edit"], context["carried"])
    context["is_body"] = wants_parts(request)
    return screen(request, "plans/plan_detail.html", context, part="body")


def document_context(
    request: HttpRequest, plan: Plan, page: KeptPage, query: QueryDict
) -> dict[str, Any]:
    """What the page of a plan prints for a query, whether or not an element is open in it."""
    may_edit = may(request.user, "edit", plan)
    choosing = may_edit and "choisir" in query
    return {
        "organization": house_of(request.user, plan),
        "plan": plan,
        "document": page.document,
        "head": page.head,
        "chapters": page.chapters,
        "state_filters": state_filters(page.document, choosing=choosing),
        "flag_filters": flag_filters(page.document, choosing=choosing),
        "asked": asked_words(page.document),
        "stamp": 0 if wants_parts(request) else stamp_of(plan),
        "saved_views": sorted(views_of(request.user, plan), key=lambda v: normalise(v.name)),
        "choosing": choosing,
        "may_edit": may_edit,
        "may_see_source": may(request.user, "source", plan),
        "may_see_trace": may(request.user, "trace", plan),
        "carried": carried_in(request.user, plan),
    }


def house_of(user: Viewer, plan: Plan) -> Organization:
    """Whose navigation stands above a plan: its organisation's, else the reader's own."""
    own = organizations_of(user)
    if plan.organization_id in own or not own:
        return plan.organization
    return organizations_for(user)[0]


@require_safe
def source_download(request: HttpRequest, pk: int) -> FileResponse:
    """The document as it was received."""
    source = source_for(request.user, pk)
    return attachment(source.file, source.name)
