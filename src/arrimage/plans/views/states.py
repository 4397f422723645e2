"""The dictionary of states of a plan."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from arrimage.core.screens import screen

from ..looks import STATES_CHANGED
from ..operations.states import change_states
from ..queries import plan_for
from ..state_forms import StateFormSet, first_states
from ..states import book_of
from .answers import say_done


@require_http_methods(["GET", "POST"])
def plan_states(request: HttpRequest, pk: int) -> HttpResponse:
    """Each state with its word, its shape, its colour and what it counts as."""
    plan = plan_for(request.user, pk, to="edit")
    book = book_of(plan)
    lines = StateFormSet(
        request.POST or None, initial=first_states(book), form_kwargs={"book": book}, prefix="e"
    )
    if lines.is_bound and lines.is_valid():
        states = [state for form in lines if (state := form.state())]
        moves = {f.cleaned_data["code"]: f.cleaned_data["move"] for f in lines if f.cleaned_data}
        try:
            change_states(actor=request.user, plan=plan, states=states, moves=moves)  # type: ignore[arg-type]
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            say_done(request, plan, STATES_CHANGED)
            return redirect("plans:plan_states", pk)
    status = 422 if lines.is_bound else 200
    context = {"organization": plan.organization, "plan": plan, "lines": lines,
               "looks": [state.look for state in book.states]}  # fmt: skip
    return screen(request, "plans/plan_states.html", context, status=status)
