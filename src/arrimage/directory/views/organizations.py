"""Organisations of an annuaire, and the land on which they work."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen

from .. import operations, records
from ..annuaire import Annuaire, annuaire_for, organization_in
from ..forms.records import OrganizationForm
from ..landmap import land_map
from ..listing import Sieve, organizations_in, regions_in
from ..models import Organization, OrganizationKind, Territory, TerritoryKind, Theme
from ..permissions import may
from ..stories import organization_story


def frame(annuaire: Annuaire, tab: str = "") -> dict[str, Any]:
    """What every screen of the annuaire prints around its own subject."""
    return {
        "organization": annuaire.organization,
        "annuaire": annuaire,
        "tab": tab,
        "may_manage": annuaire.organization.pk in annuaire.network.own(annuaire.user, "direction")
        or getattr(annuaire.user, "is_network_admin", False),
    }


def choices_of(annuaire: Annuaire) -> dict[str, Any]:
    """What the filters of the lists offer."""
    return {
        "kinds": OrganizationKind.choices,
        "territories": Territory.objects.filter(kind=TerritoryKind.REGION).order_by("code"),
        "themes": Theme.objects.filter(network=annuaire.network.root, merged_into=None),
    }


@require_safe
def organization_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisations of the annuaire."""
    annuaire = annuaire_for(request.user, slug)
    sieve = Sieve.from_query(request.GET.dict())
    context = frame(annuaire, "organizations") | choices_of(annuaire) | {"sieve": sieve}
    context["page"] = organizations_in(annuaire, sieve)
    return screen(request, "directory/organization_list.html", context, part="rows")


@require_safe
def organization_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One organisation: where it works, who is there, what it carries."""
    annuaire = annuaire_for(request.user, slug)
    subject = organization_in(annuaire, pk)
    if subject.pk != pk:
        return redirect("directory:organization_detail", slug, subject.pk)
    context = frame(annuaire, "organizations") | {
        "subject": subject,
        "story": organization_story(annuaire, subject),
        "may_edit": subject.pk in annuaire.editable,
        "may_enter": subject != annuaire.organization and may(request.user, "view", subject),
    }
    return screen(request, "directory/organization_detail.html", context)


@require_http_methods(["GET", "POST"])
def organization_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new organisation, without any account."""
    annuaire = annuaire_for(request.user, slug, to="edit")
    form = OrganizationForm(annuaire, None, request.POST or None)
    if form.is_valid():
        made = attempt(
            form, operations.create_organization, actor=request.user, **form.cleaned_data
        )
        if made:
            messages.success(request, _("L’organisme est dans l’annuaire."))
            return redirect("directory:organization_detail", slug, made.pk)
    context = frame(annuaire, "organizations") | {"form": form, "subject": None}
    return screen(request, "directory/organization_edit.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def organization_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Correct what the annuaire holds of an organisation."""
    annuaire = annuaire_for(request.user, slug)
    subject = organization_in(annuaire, pk, to="edit")
    form = OrganizationForm(annuaire, subject, request.POST or None)
    if form.is_valid() and _change(request, form, subject):
        messages.success(request, _("L’organisme est corrigé."))
        return redirect("directory:organization_detail", slug, subject.pk)
    context = frame(annuaire, "organizations") | {"form": form, "subject": subject}
    return screen(request, "directory/organization_edit.html", context, status=status_of(form))


def _change(
    request: HttpRequest, form: OrganizationForm, subject: Organization
) -> Organization | None:
    values = {"actor": request.user, "organization": subject, **form.cleaned_data}
    return attempt(form, records.change_organization, **values)


@require_safe
def territory_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every region and who works there, orphan regions included."""
    annuaire = annuaire_for(request.user, slug)
    regions = regions_in(annuaire)
    context = frame(annuaire, "territories") | {
        "regions": regions,
        "map": land_map(regions),
        "orphans": sum(region.is_orphan for region in regions),
    }
    return screen(request, "directory/territory_list.html", context)
