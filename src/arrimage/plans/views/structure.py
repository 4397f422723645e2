"""Gestures on the tree of a plan: add, move, change level, take out; and their undoing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen

from .. import looks, operations
from ..forms import AddForm, LevelForm, PlaceForm
from ..models import Element
from ..motives import with_reason
from ..queries import edit_for, edits_of, element_for, plan_for
from ..said import read_back
from ..writing import time_context
from .answers import say_done


@require_http_methods(["GET", "POST"])
@with_reason
def element_add(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """A new line after this one, or under it."""
    element = element_for(request.user, plan_pk, pk, to="edit")
    form = AddForm(request.POST or None, beside=element)
    if form.is_valid():
        values = {"plan": element.plan, **form.values}
        made = attempt(form, operations.add_element, actor=request.user, **values)
        if made:
            say_done(request, element.plan, looks.ADDED)
            return redirect(f"{made.get_absolute_url()}#e{made.pk}")
    return _asked(request, "plans/element_add.html", element, form)


@require_http_methods(["GET", "POST"])
@with_reason
def element_move(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """Elsewhere in the plan, with all that is below."""
    element = element_for(request.user, plan_pk, pk, to="edit")
    form = PlaceForm(request.POST or None, element=element)
    if form.is_valid():
        values = {"element": element, "place": form.chosen}
        if attempt(form, operations.move_element, actor=request.user, **values):
            say_done(request, element.plan, looks.MOVED)
            return redirect(f"{element.get_absolute_url()}#e{element.pk}")
    return _asked(request, "plans/element_move.html", element, form)


@require_POST
def element_shift(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """One place up or down among its siblings."""
    element = element_for(request.user, plan_pk, pk, to="edit")
    operations.shift_element(actor=request.user, element=element, up="monter" in request.POST)
    return redirect(f"{element.get_absolute_url()}#e{element.pk}")


@require_http_methods(["GET", "POST"])
@with_reason
def element_level(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """Another level, as in an outline."""
    element = element_for(request.user, plan_pk, pk, to="edit")
    form = LevelForm(request.POST or None, element=element)
    if form.is_valid():
        values = {"element": element, "level": form.cleaned_data["level"]}
        if attempt(form, operations.change_level, actor=request.user, **values):
            say_done(request, element.plan, looks.RELEVELLED)
            return redirect(f"{element.get_absolute_url()}#e{element.pk}")
    return _asked(request, "plans/element_level.html", element, form)


@require_http_methods(["GET", "POST"])
@with_reason
def element_remove(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """To the bin, after saying how much goes with it."""
    element = element_for(request.user, plan_pk, pk, to="edit")
    if request.method == "POST":
        values = {"actor": request.user, "plan": element.plan, "pks": [element.pk]}
        operations.remove_elements(**values)
        say_done(request, element.plan, looks.BINNED)
        return redirect(element.plan)
    touched = operations.what_is_below(element)
    return _asked(request, "plans/element_remove.html", element, None, touched=touched)


@require_safe
def edit_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The last gestures and the bin, each with the way back."""
    plan = plan_for(request.user, pk, to="edit")
    context = {
        "organization": plan.organization,
        "plan": plan,
        "edits": edits_of(plan),
        "binned": edits_of(plan, verbs=("element.bin", "element.archive"), undone=False),
    }
    return screen(request, "plans/edit_list.html", context)


@require_POST
def edit_undo(request: HttpRequest, pk: int, edit_pk: int) -> HttpResponse:
    """Take one gesture back."""
    edit = edit_for(request.user, pk, edit_pk)
    try:
        operations.undo_edit(actor=request.user, edit=edit)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("plans:edit_list", pk)
    say_done(request, edit.plan, looks.UNDONE)
    line = next((c["element"] for c in edit.changes if c["element"]), None)
    return redirect(f"{edit.plan.get_absolute_url()}{f'#e{line}' if line else ''}")


@require_safe
def timeframe_read(request: HttpRequest, pk: int) -> HttpResponse:
    """What is understood of an échéancier as it is typed."""
    plan = plan_for(request.user, pk, to="edit")
    text = request.GET.get("timeframe", "")[:2000]
    context = {"text": text.strip(), "said": read_back(text, time_context(plan))}
    return screen(request, "plans/_timeframe_read.html", context)


def _asked(
    request: HttpRequest, template: str, element: Element, form: Any, **more: Any
) -> HttpResponse:
    context = {
        "organization": element.plan.organization,
        "plan": element.plan,
        "element": element,
        "form": form,
        **more,
    }
    return screen(request, template, context, status=status_of(form) if form else 200)
