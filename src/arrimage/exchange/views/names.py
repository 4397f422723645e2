"""Who the names of a reading are."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from arrimage.core.screens import screen, wants_parts
from arrimage.directory.annuaire import Annuaire, annuaire_for
from arrimage.directory.names import Target, target_of

from .. import operations
from ..models import ImportRun, ImportState
from ..names import names_of
from ..queries import import_for

NOBODY, SURE, FORGET = "nobody", "sure", "forget"


@require_http_methods(["GET", "POST"])
def import_names(request: HttpRequest, pk: int) -> HttpResponse:
    """The names of a reading: to confirm in one tap, recognised, left as printed."""
    run = import_for(request.user, pk, to="review")
    if run.state != ImportState.REVIEW:
        return redirect(run)
    annuaire = annuaire_for(request.user, run.organization.slug)
    if request.method == "POST":
        try:
            _decide(request, run, annuaire)
            messages.success(request, _("C’est retenu pour ce plan et pour les prochains."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        if not wants_parts(request):
            return redirect("exchange:import_names", run.pk)
    context = {"organization": run.organization, "run": run, "names": names_of(run, annuaire)}
    context["is_part"] = wants_parts(request)
    return screen(request, "exchange/import_names.html", context, part="names")


def _decide(request: HttpRequest, run: ImportRun, annuaire: Annuaire) -> None:
    printed, choice = request.POST.get("printed", ""), request.POST.get("choice", "")
    if choice == FORGET:
        operations.unmatch_draft_name(actor=request.user, run=run, printed=printed)
        return
    if choice == SURE:
        names = names_of(run, annuaire)
        sure = {n.printed: target_of(annuaire, n.best.value) for n in names.sure if n.best}
        operations.match_draft_names(actor=request.user, run=run, targets=sure)
        return
    target = Target() if choice == NOBODY else target_of(annuaire, choice)
    operations.match_draft_names(actor=request.user, run=run, targets={printed: target})
