"""What the team sees of the sharing of a plan: its readers, its links, its notes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen

from .. import looks, operations, remarks
from ..models import Plan
from ..queries import element_for, plan_for
from ..sharing import link_for, links_of
from ..sharing_forms import AudienceForm, LinkForm
from .answers import say_done


@require_http_methods(["GET", "POST"])
def plan_share(request: HttpRequest, pk: int) -> HttpResponse:
    """Who reads the plan; the links it has; the notes that wait."""
    plan = plan_for(request.user, pk, to="edit")
    form = AudienceForm(request.POST or None, initial={"audience": plan.audience})
    if form.is_valid():
        values = {"actor": request.user, "plan": plan, **form.cleaned_data}
        if attempt(form, operations.share_plan, **values):
            messages.success(
                request, _("C’est enregistré : le plan a ces lecteurs dès maintenant.")
            )
            return redirect("plans:plan_share", plan.pk)
    return _page(request, plan, form, LinkForm(plan=plan))


@never_cache
@require_http_methods(["GET", "POST"])
def link_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A link for one person, shown once, here."""
    plan = plan_for(request.user, pk, to="edit")
    form = LinkForm(request.POST or None, plan=plan)
    made = None
    if form.is_valid():
        values = {"actor": request.user, "plan": plan, **form.cleaned_data}
        made = attempt(form, operations.create_link, **values)
    context = {"organization": plan.organization, "plan": plan, "form": form, "made": made}
    if made:
        entry = reverse("plans:guest_enter", args=[made.secret])
        context["address"] = request.build_absolute_uri(entry)
    return screen(request, "plans/link_create.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def link_revoke(request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
    """Close a link before its day."""
    link = link_for(request.user, pk, link_pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, operations.revoke_link, actor=request.user, link=link):
        messages.success(request, _("Le lien est retiré : il n’ouvre plus rien."))
        return redirect("plans:plan_share", pk)
    context = {"organization": link.plan.organization, "plan": link.plan, "link": link}
    return screen(request, "plans/link_revoke.html", context)


def _page(
    request: HttpRequest, plan: Plan, form: AudienceForm, link_form: LinkForm
) -> HttpResponse:
    links = list(links_of(plan)[:200])
    context: dict[str, Any] = {
        "organization": plan.organization,
        "plan": plan,
        "form": form,
        "links": [link for link in links if link.is_open],
        "closed": [link for link in links if not link.is_open],
        "remarks": remarks.open_remarks_in(plan)[:100],
        "public": "",
    }
    if plan.public_slug:
        context["public"] = reverse("plans:plan_public", args=[plan.public_slug])
    return screen(request, "plans/plan_share.html", context, status=status_of(form))


@require_POST
def element_confide(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """Keep a line and what is below it for the team, or open them again."""
    element = element_for(request.user, plan_pk, pk, to="edit")
    is_confidential = "ouvrir" not in request.POST
    operations.set_confidential(
        actor=request.user, element=element, is_confidential=is_confidential
    )
    say_done(request, element.plan, looks.HIDDEN if is_confidential else looks.OPENED)
    return redirect(f"{element.get_absolute_url()}#e{element.pk}")


@require_POST
def remark_resolve(request: HttpRequest, plan_pk: int, pk: int, remark_pk: int) -> HttpResponse:
    """Say that a note was dealt with, or that it waits again."""
    remark = remarks.remark_for(request.user, plan_pk, pk, remark_pk)
    is_resolved = "rouvrir" not in request.POST
    remarks.resolve_remark(actor=request.user, remark=remark, is_resolved=is_resolved)
    return redirect(f"{remark.element.get_absolute_url()}#e{remark.element_id}")
