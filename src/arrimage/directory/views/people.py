"""People of an annuaire and what they are in organisations."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen

from .. import records
from ..annuaire import Annuaire, annuaire_for, own_place, person_in
from ..forms.records import NewPersonForm, PersonForm, PositionForm
from ..listing import Sieve, persons_in
from ..merging import what_would_move
from ..models import Organization, Person
from ..stories import person_story
from .organizations import choices_of, frame


@require_safe
def person_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The people of the annuaire whom this person may see."""
    annuaire = annuaire_for(request.user, slug)
    sieve = Sieve.from_query(request.GET.dict())
    context = frame(annuaire, "people") | choices_of(annuaire) | {"sieve": sieve}
    context["page"] = persons_in(annuaire, sieve)
    context["place"] = Organization.objects.filter(
        pk=sieve.organization, pk__in=annuaire.network.members
    ).first()
    return screen(request, "directory/person_list.html", context, part="rows")


@require_safe
def person_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One person: positions, what the person carries; contact details leave a line."""
    annuaire = annuaire_for(request.user, slug)
    person = person_in(annuaire, pk)
    if person.pk != pk:
        return redirect("directory:person_detail", slug, person.pk)
    story = person_story(annuaire, person)
    if story.shows_contact and (person.email or person.phone):
        records.note_reading(actor=request.user, person=person, scope=annuaire.organization)
    context = frame(annuaire, "people") | {"person": person, "story": story}
    return screen(request, "directory/person_detail.html", context)


@require_safe
def own_record(request: HttpRequest) -> HttpResponse:
    """What the annuaire holds of the person who is signed in."""
    found = own_place(request.user)
    if found is None:
        messages.success(
            request, _("L’annuaire n’a pas encore votre fiche ; votre direction peut l’ajouter.")
        )
        return redirect("portal:home")
    organization, person = found
    return redirect("directory:person_detail", organization.slug, person.pk)


@require_http_methods(["GET", "POST"])
def person_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A person, with or without an account later."""
    annuaire = annuaire_for(request.user, slug, to="edit")
    form = NewPersonForm(annuaire, request.POST or None)
    if form.is_valid():
        made = attempt(form, records.add_person, actor=request.user, **form.cleaned_data)
        if made:
            messages.success(request, _("La personne est dans l’annuaire."))
            return redirect("directory:person_detail", slug, made.pk)
    return _edit_page(request, annuaire, form, None)


@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Correct a name or contact details, and who may see them."""
    annuaire = annuaire_for(request.user, slug)
    person = person_in(annuaire, pk, to="edit")
    form = PersonForm(person, request.POST or None)
    if form.is_valid():
        values = {"actor": request.user, "person": person, **form.cleaned_data}
        if attempt(form, records.change_person, **values):
            messages.success(request, _("La fiche est corrigée."))
            return redirect("directory:person_detail", slug, person.pk)
    return _edit_page(request, annuaire, form, person)


def _edit_page(
    request: HttpRequest, annuaire: Annuaire, form: forms.Form, person: Person | None
) -> HttpResponse:
    context = frame(annuaire, "people") | {"form": form, "person": person}
    return screen(request, "directory/person_edit.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def person_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a record out for good, after saying what goes and what stays."""
    annuaire = annuaire_for(request.user, slug)
    person = person_in(annuaire, pk, to="edit")
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = {"actor": request.user, "person": person}
        attempt(form, records.remove_person, **values)
        if not form.errors:
            messages.success(request, _("La fiche est retirée."))
            return redirect("directory:person_list", slug)
    context = frame(annuaire, "people") | {
        "form": form,
        "person": person,
        "held": what_would_move(person),
    }
    return screen(request, "directory/person_remove.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def position_add(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What the person is in one more organisation."""
    annuaire = annuaire_for(request.user, slug, to="edit")
    person = person_in(annuaire, pk, to="edit")
    form = PositionForm(annuaire, None, request.POST or None)
    if form.is_valid():
        values = {"actor": request.user, "person": person, **form.cleaned_data}
        if attempt(form, records.add_position, **values):
            messages.success(request, _("La fonction est ajoutée."))
            return redirect("directory:person_detail", slug, person.pk)
    context = frame(annuaire, "people") | {"form": form, "person": person, "position": None}
    return screen(request, "directory/position_edit.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def position_edit(request: HttpRequest, slug: str, pk: int, position_pk: int) -> HttpResponse:
    """Another title, other dates, or the end of a position."""
    annuaire = annuaire_for(request.user, slug, to="edit")
    person = person_in(annuaire, pk)
    places = person.positions.filter(organization__in=annuaire.editable)
    position = get_object_or_404(places.select_related("organization"), pk=position_pk)
    form = PositionForm(annuaire, position, request.POST or None)
    if form.is_valid():
        values = {"actor": request.user, "position": position, **form.cleaned_data}
        if attempt(form, records.change_position, **values):
            messages.success(request, _("La fonction est corrigée."))
            return redirect("directory:person_detail", slug, person.pk)
    context = frame(annuaire, "people") | {"form": form, "person": person, "position": position}
    return screen(request, "directory/position_edit.html", context, status=status_of(form))
