"""What the team sees of rounds: asking, who has answered, closing, what was kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arrimage.core.gestures import attempt, status_of
from arrimage.core.pages import page_number
from arrimage.core.screens import screen
from arrimage.directory.queries import organization_for
from arrimage.plans.models import Plan
from arrimage.plans.permissions import may
from arrimage.plans.queries import plan_for

from .. import operations
from ..forms import SHOWN, ExtendForm, RoundForm, ScopeForm, SenderForm
from ..models import Sender
from ..queries import board_of, campaign_for, campaigns_of, kept_rows, waiting_requests
from ..recipients import Recipient, recipients_of

ROUNDS = 50


@require_safe
def campaign_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The rounds of a plan."""
    plan = plan_for(request.user, pk, to="edit")
    context = _around(plan) | {"campaigns": campaigns_of(plan)[:ROUNDS]}
    return screen(request, "communications/campaign_list.html", context)


@require_http_methods(["GET", "POST"])
def campaign_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Who would get what; then ask."""
    plan = plan_for(request.user, pk, to="edit")
    scope = ScopeForm(request.GET, plan=plan)
    scope.is_valid()
    branch, with_done = scope.cleaned_data.get("branche"), scope.cleaned_data["faites"]
    recipients = recipients_of(plan, branch, with_done=with_done)
    sent = request.POST or None
    form = RoundForm(sent, recipients=recipients, initial=RoundForm.initial_for(plan))
    sender_form = _sender_form(sent, plan)
    if form.is_valid() and (sender_form is None or sender_form.is_valid()):
        if sender_form is not None:
            _keep_sender(request, plan, sender_form)
        values = {"actor": request.user, "plan": plan, "branch": branch}
        decided = form.decided(with_done=with_done)
        campaign = attempt(form, operations.open_round, **values, decided=decided)
        if campaign:
            messages.success(request, _("C’est parti. Les réponses arrivent ici."))
            return redirect(campaign)
    context = _around(plan) | _reach(recipients)
    context |= {"scope": scope, "form": form, "rows": form.rows(), "sender_form": sender_form}
    return screen(request, "communications/campaign_new.html", context, status=status_of(form))


def _reach(recipients: Sequence[Recipient]) -> dict[str, Any]:
    """How many can be written to, and who would rather not be."""
    return {
        "reachable": sum(bool(r.email) and not r.has_left for r in recipients),
        "unreachable": sum(not r.email for r in recipients),
        "total": len(recipients),
        "more": max(0, len(recipients) - SHOWN),
        "spent": [r for r in recipients if r.is_spent],
        "lines": len({e.pk for r in recipients for e in r.elements}),
    }


def _sender_form(sent: Any, plan: Plan) -> SenderForm | None:
    """The form of the sender, until the organisation has one."""
    if Sender.objects.filter(organization=plan.organization_id).exists():
        return None
    initial = {"name": plan.organization.name}
    return SenderForm(sent, prefix="expediteur", initial=initial)


def _keep_sender(request: HttpRequest, plan: Plan, form: SenderForm) -> None:
    values = {"actor": request.user, "organization": plan.organization}
    operations.keep_sender(**values, **form.cleaned_data)


@require_safe
def campaign_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The board: who has and has not answered."""
    campaign = campaign_for(request.user, pk)
    board = board_of(campaign, page_number(request.GET.get("page", "")))
    context = _around(campaign.plan) | {
        "campaign": campaign,
        "board": board,
        "page": board.page,
        "extend_form": ExtendForm(initial={"closes_on": campaign.closes_on}),
    }
    return screen(request, "communications/campaign_detail.html", context, part="board")


@require_POST
def campaign_remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Write again to all those who have something left to answer."""
    campaign = campaign_for(request.user, pk)
    try:
        written = operations.remind_all(actor=request.user, campaign=campaign)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(campaign)
    if written:
        sentence = ngettext("Un rappel part.", "%(count)s rappels partent.", written) % {
            "count": written
        }
        messages.success(request, sentence)
    else:
        waiting = waiting_requests(campaign).exists()
        messages.info(
            request,
            _("Rien ne part : les rappels du jour sont déjà partis.")
            if waiting
            else _("Rien ne part : tout le monde a répondu."),
        )
    return redirect(campaign)


@require_POST
def campaign_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Another last day."""
    campaign = campaign_for(request.user, pk)
    form = ExtendForm(request.POST)
    values = {"actor": request.user, "campaign": campaign}
    if form.is_valid() and attempt(form, operations.extend_round, **values, **form.cleaned_data):
        messages.success(request, _("Les réponses sont prises jusqu’à ce jour."))
    for problems in form.errors.values():
        messages.error(request, " ".join(problems))
    return redirect(campaign)


@require_http_methods(["GET", "POST"])
def campaign_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more answers, and keep what is known."""
    campaign = campaign_for(request.user, pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    values = {"actor": request.user, "campaign": campaign}
    if form.is_valid() and attempt(form, operations.close_round, **values):
        messages.success(request, _("Le tour est fermé ; son état d’avancement est gardé."))
        return redirect("communications:campaign_report", pk)
    context = _around(campaign.plan) | {
        "campaign": campaign,
        "board": board_of(campaign),
        "form": form,
    }
    return screen(request, "communications/campaign_close.html", context, status=status_of(form))


@require_safe
def campaign_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What was known the day the round closed, for whoever reads the plan."""
    campaign = campaign_for(request.user, pk, to="view")
    rows = kept_rows(request.user, campaign)
    context = _around(campaign.plan) | {
        "campaign": campaign,
        "rows": rows,
        "answered": sum(bool(row.answers) for row in rows),
        "may_export": may(request.user, "edit", campaign.plan),
    }
    return screen(request, "communications/campaign_report.html", context)


@require_http_methods(["GET", "POST"])
def sender_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Who the organisation is in its mail."""
    organization = organization_for(request.user, slug, to="edit")
    held = Sender.objects.filter(organization=organization).first()
    form = SenderForm(request.POST or None, instance=held)
    if form.is_valid():
        values = {"actor": request.user, "organization": organization, **form.cleaned_data}
        if attempt(form, operations.keep_sender, **values):
            messages.success(request, _("C’est enregistré : vos prochains courriels le disent."))
            return redirect(organization)
    context = {"organization": organization, "form": form}
    return screen(request, "communications/sender_edit.html", context, status=status_of(form))


def _around(plan: Plan) -> dict[str, Any]:
    return {"organization": plan.organization, "plan": plan, "nav_section": "plans"}
