"""Named views of a plan: keep one, name it otherwise, forget it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen

from .. import looks, saved_views
from ..permissions import may
from ..queries import plan_for
from ..saved_forms import ViewForm


@require_http_methods(["GET", "POST"])
def view_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the lines and the groups that are asked for."""
    plan = plan_for(request.user, pk)
    form = ViewForm(request.POST or None, initial={"query": request.GET.get("vue", "")})
    if form.is_valid():
        values = {"plan": plan, **form.cleaned_data}
        view = attempt(form, saved_views.save_view, actor=request.user, **values)
        if view:
            messages.success(request, looks.VIEW_SAVED)
            return redirect(view)
    context = {"organization": plan.organization, "plan": plan, "form": form, "view": None}
    context["may_edit"] = may(request.user, "edit", plan)
    return screen(request, "plans/view_edit.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def view_edit(request: HttpRequest, pk: int, view_pk: int) -> HttpResponse:
    """Another name, another circle."""
    plan = plan_for(request.user, pk)
    view = saved_views.view_for(request.user, plan, view_pk)
    first = {"name": view.name, "is_shared": view.is_shared}
    form = ViewForm(request.POST or None, initial=first)
    if form.is_valid():
        values = {"name": form.cleaned_data["name"], "is_shared": form.cleaned_data["is_shared"]}
        if attempt(form, saved_views.change_view, actor=request.user, view=view, **values):
            messages.success(request, looks.VIEW_SAVED)
            return redirect(view)
    context = {"organization": plan.organization, "plan": plan, "form": form, "view": view}
    context["may_edit"] = may(request.user, "edit", plan)
    return screen(request, "plans/view_edit.html", context, status=status_of(form))


@require_POST
def view_delete(request: HttpRequest, pk: int, view_pk: int) -> HttpResponse:
    """Forget a view."""
    plan = plan_for(request.user, pk)
    view = saved_views.view_for(request.user, plan, view_pk)
    saved_views.delete_view(actor=request.user, view=view)
    messages.success(request, looks.VIEW_DELETED)
    return redirect(plan)
