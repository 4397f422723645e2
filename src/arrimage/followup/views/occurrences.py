"""One occurrence held, on a day."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from arrimage.core.gestures import attempt
from arrimage.plans.queries import element_for

from .. import phrases
from ..operations import hold_occurrence


class HeldForm(forms.Form):
    """The day; empty, it is today."""

    on = forms.DateField(required=False)


@require_POST
def occurrence_hold(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """Held on that day; back to the line, with the way back."""
    element = element_for(request.user, plan_pk, pk, to="follow")
    form = HeldForm(request.POST)
    back = f"{element.get_absolute_url()}#e{element.pk}"
    if form.is_valid():
        values = {"element": element, "on": form.cleaned_data["on"]}
        if attempt(form, hold_occurrence, actor=request.user, **values):
            edit = element.plan.edits.filter(actor=request.user.pk).only("pk").first()
            undo = reverse("followup:work_undo", args=[plan_pk, edit.pk]) if edit else ""
            said = phrases.said_of(element.number or element.title, "held")
            query = urlencode({"retour": back})
            messages.success(request, said, extra_tags=f"{undo}?{query}" if undo else "")
            return redirect(back)
    messages.error(request, " ".join(e for each in form.errors.values() for e in each))
    return redirect(back)
