"""Who the names printed in a plan are."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen, wants_parts
from arrimage.directory.annuaire import Annuaire, annuaire_for
from arrimage.directory.matching import Candidate
from arrimage.directory.names import Target, index_of, target_of

from .. import responsibles
from ..models import Plan
from ..permissions import may
from ..queries import plan_for
from ..responsible_forms import NewOrganizationForm, NewPersonForm
from ..responsibles import Responsibles, responsibles_of

NOBODY, SURE, SPLIT, FORGET = "nobody", "sure", "split", "forget"


@require_safe
def responsible_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The names of a plan: to confirm, recognised, left as printed."""
    plan = plan_for(request.user, pk)
    annuaire = annuaire_for(request.user, plan.organization.slug)
    return _page(request, plan, responsibles_of(plan, annuaire))


def _page(request: HttpRequest, plan: Plan, names: Responsibles) -> HttpResponse:
    context = {
        "organization": plan.organization,
        "plan": plan,
        "names": names,
        "may_edit": may(request.user, "edit", plan),
        "is_part": wants_parts(request),
    }
    return screen(request, "plans/responsible_list.html", context, part="names")


@require_POST
def responsible_match(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: confirm, leave as printed, part in two, take back."""
    plan = plan_for(request.user, pk, to="edit")
    annuaire = annuaire_for(request.user, plan.organization.slug)
    printed, choice = request.POST.get("printed", ""), request.POST.get("choice", "")
    try:
        messages.success(request, _decide(request, plan, annuaire, printed, choice))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    if getattr(request, "htmx", False):
        return _page(request, plan, responsibles_of(plan, annuaire))
    return redirect("plans:responsible_list", plan.pk)


def _decide(request: HttpRequest, plan: Plan, annuaire: Annuaire, printed: str, choice: str) -> str:
    values = {"actor": request.user, "plan": plan}
    if choice == SURE:
        targets = responsibles.sure_targets(responsibles_of(plan, annuaire), annuaire)
        count = responsibles.match_names(targets=targets, **values) if targets else 0
        return _said(count)
    if choice == SPLIT:
        return _said(responsibles.split_name(printed=printed, annuaire=annuaire, **values))
    if choice == FORGET:
        responsibles.unmatch_name(printed=printed, **values)
        return _("Ce nom attend de nouveau d’être reconnu.")
    target = Target() if choice == NOBODY else target_of(annuaire, choice)
    return _said(responsibles.match_names(targets={printed: target}, **values))


def _said(count: int) -> str:
    words = ngettext(
        "C’est retenu pour une ligne du plan, et pour les prochains documents.",
        "C’est retenu pour %(n)s lignes du plan, et pour les prochains documents.",
        count,
    )
    return words % {"n": count}


@require_http_methods(["GET", "POST"])
def responsible_choose(request: HttpRequest, pk: int, assignment_pk: int) -> HttpResponse:
    """Somebody else for one printed name: found by a word, or new."""
    plan = plan_for(request.user, pk, to="edit")
    annuaire = annuaire_for(request.user, plan.organization.slug)
    printed = responsibles.printed_in(plan, assignment_pk)
    kind = request.POST.get("new", "")
    people = NewPersonForm(printed, request.POST if kind == "person" else None)
    bodies = NewOrganizationForm(printed, request.POST if kind == "organization" else None)
    form = bodies if kind == "organization" else people
    to_person, to_body = responsibles.match_new_person, responsibles.match_new_organization
    if form.is_valid():
        values = {"actor": request.user, "plan": plan, "printed": printed, **form.cleaned_data}
        count = attempt(form, to_body if form is bodies else to_person, **values)
        if count:
            messages.success(request, _said(count))
            return redirect("plans:responsible_list", plan.pk)
    text = request.GET.get("q", "").strip()[:200]
    context = {"organization": plan.organization, "plan": plan, "printed": printed} | {
        "lines": responsibles.count_named(plan, printed),
        "text": text,
        "found": _found(annuaire, text or printed),
        "people": people,
        "bodies": bodies,
    }
    return screen(request, "plans/responsible_choose.html", context, status=status_of(form))


def _found(annuaire: Annuaire, text: str) -> tuple[Candidate, ...]:
    return responsibles.candidates_for(text, index_of(annuaire), limit=20)
