"""How far along a plan is, line by line, with the weights that say how much each counts."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arrimage.core.screens import screen

from ..confidential import sight_of
from ..looks import WEIGHED
from ..operations.weights import change_weights
from ..permissions import may
from ..phrases import WEIGHT_UNREAD
from ..progress_lines import progress_lines
from ..queries import plan_for
from .answers import say_done
from .plans import house_of


@require_http_methods(["GET", "POST"])
def plan_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The formula with its lines; the team changes the weights."""
    plan = plan_for(request.user, pk, to="edit" if request.method == "POST" else "view")
    if request.method == "POST":
        try:
            change_weights(actor=request.user, plan=plan, weights=_weights(request.POST))  # type: ignore[arg-type]
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            say_done(request, plan, WEIGHED)
            return redirect("plans:plan_progress", pk)
    whole, lines = progress_lines(plan, sight_of(request.user, plan), timezone.localdate())
    context = {
        "organization": house_of(request.user, plan),
        "plan": plan,
        "whole": whole,
        "lines": lines,
        "may_edit": may(request.user, "edit", plan),
    }
    status = 422 if request.method == "POST" else 200
    return screen(request, "plans/plan_progress.html", context, status=status)


def _weights(sent: QueryDict) -> dict[int, Decimal | None]:
    """«poids-12=2,5»; empty for the usual weight."""
    found: dict[int, Decimal | None] = {}
    for name, text in sent.items():
        key = name.removeprefix("poids-")
        if name == key or not (key.isascii() and key.isdigit()):
            continue
        try:
            found[int(key)] = Decimal(str(text).strip().replace(",", ".")) if text else None
        except InvalidOperation:
            raise ValidationError(WEIGHT_UNREAD % {"text": str(text)[:40]}) from None
    if any(weight is not None and not weight.is_finite() for weight in found.values()):
        raise ValidationError(WEIGHT_UNREAD % {"text": "NaN"})
    return found
