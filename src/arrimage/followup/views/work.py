"""«Mon travail»: what somebody carries, and one tap for each line."""

from __future__ import annotations

from typing import get_args

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from arrimage.core.screens import screen, wants_parts
from arrimage.directory.annuaire import Annuaire
from arrimage.directory.models import Organization
from arrimage.directory.network import network_of
from arrimage.directory.queries import organization_for, organizations_for
from arrimage.plans.edits import EditConflict
from arrimage.plans.looks import UNDONE
from arrimage.plans.models import Edit, Element, Plan
from arrimage.plans.operations import undo_edit
from arrimage.plans.queries import element_for

from .. import phrases
from ..operations import note_gesture
from ..queries import Bearer, bearer_at, bearer_who_is, bearers_of, followed_by
from ..waiting import WaitingList, waiting_for
from ..work import LONGEST, NO_WORK, SHOWN, Gesture, work_of
from .looks import GROUP_NAMES, NewsLine, lines_of_group


@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """What this person carries, or somebody else of the organisation."""
    return work_screen(request, request.GET)


def work_screen(request: HttpRequest, query: QueryDict) -> HttpResponse:
    """The four groups; as a part, all that a gesture can change."""
    organization = _organization(request, query)
    bearer = _bearer(request, organization, query.get("qui", ""))
    today = timezone.localdate()
    only = {name: group for group, name in GROUP_NAMES.items()}.get(query.get("groupe", ""), "")
    work = work_of(request.user, bearer, today, only) if bearer else NO_WORK
    is_mine, most = not query.get("qui"), LONGEST if only else SHOWN
    waiting = waiting_for(request.user, organization, most) if is_mine else WaitingList()
    groups = [lines_of_group(group, only, waiting) for group in work.groups]
    context = {
        "organization": organization,
        "bearer": bearer,
        "is_mine": is_mine,
        "bearers": bearers_of(request.user, organization) if organization else (),
        "plans": _plans(request, organization),
        "today": today,
        "title": phrases.title_of_work(work.total + waiting.total),
        "groups": [group for group in groups if group.total],
        "work": work,
        "news": [NewsLine(one) for one in work.news],
        "query": query.urlencode(),
        "back": f"{reverse('followup:work_list')}?{query.urlencode()}",
        "is_part": wants_parts(request),
        "nav_section": "followup",
    }
    return screen(request, "followup/work_list.html", context, part="work")


def _organization(request: HttpRequest, query: QueryDict) -> Organization | None:
    """The one that the address names, else the first where the person has a role."""
    slug = query.get("organisme", "")
    if slug:
        return organization_for(request.user, slug)
    return organizations_for(request.user).first()


def _bearer(request: HttpRequest, organization: Organization | None, address: str) -> Bearer | None:
    if not address:
        return bearer_who_is(request.user)  # type: ignore[arg-type]
    if organization is None or not address.isprintable():
        raise Http404
    annuaire = Annuaire(organization, request.user, network_of(organization))
    return bearer_at(annuaire, address)


def _plans(request: HttpRequest, organization: Organization | None) -> list[Plan]:
    """Where somebody may say who the names of a plan are."""
    if organization is None:
        return []
    plans = Plan.objects.visible_to(request.user).filter(organization=organization)
    return list(plans.only("pk", "title")[:20])


@require_POST
def work_note(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """One tap: done, under way, held, or nothing new."""
    element = element_for(request.user, plan_pk, pk, to="follow")
    gesture: Gesture = request.POST.get("geste", "")  # type: ignore[assignment]
    if gesture not in get_args(Gesture):
        raise Http404
    try:
        note_gesture(actor=request.user, element=element, gesture=gesture)  # type: ignore[arg-type]
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        _say(request, element, gesture)
    return _back(request)


def _say(request: HttpRequest, element: Element, gesture: Gesture) -> None:
    edit = element.plan.edits.filter(actor=request.user.pk, undone_at=None).only("pk").first()
    undo = reverse("followup:work_undo", args=[element.plan_id, edit.pk]) if edit else ""
    said = phrases.said_of(element.number or element.title, gesture)
    query = request.POST.get("retour", "")
    messages.success(request, said, extra_tags=f"{undo}?{query}" if undo else "")


@require_POST
def work_undo(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """Take back one's own tap."""
    edit = get_object_or_404(
        Edit.objects.select_related("plan__organization"),
        pk=pk,
        plan=plan_pk,
        plan__in=Plan.objects.visible_to(request.user),
        actor=request.user.pk,
    )
    lines = {change["element"] for change in edit.changes if change["element"]}
    elements = Element.objects.filter(pk__in=lines).select_related("plan")
    if not lines or followed_by(request.user, elements) != lines:
        raise PermissionDenied
    try:
        undo_edit(actor=request.user, edit=edit)  # type: ignore[arg-type]
        messages.success(request, UNDONE)
    except (EditConflict, ValidationError) as refusal:
        messages.error(request, " ".join(refusal.messages))
    back = request.GET.get("retour", "")
    if url_has_allowed_host_and_scheme(back, None):
        return redirect(back)
    return redirect(f"{reverse('followup:work_list')}?{request.GET.urlencode()}")


def _back(request: HttpRequest) -> HttpResponse:
    """The groups as they are now, or the page again."""
    query = QueryDict(request.POST.get("retour", ""))
    if wants_parts(request):
        return work_screen(request, query)
    return redirect(f"{reverse('followup:work_list')}?{query.urlencode()}")
