"""What those who look after an annuaire do: merge records, undo, govern themes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rapidfuzz import fuzz, process

from arrimage.core.gestures import attempt, status_of
from arrimage.core.screens import screen
from arrimage.formats.language.text import normalise

from .. import duplicates, merging, themes
from ..annuaire import Annuaire, annuaire_for, organization_in, people_in, person_in, top_of
from ..forms.curation import KeepForm, ThemeForm
from ..models import Merge, Organization, RecordKind
from .organizations import frame


@require_safe
def duplicate_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Records that look alike, and the merges that can still be undone."""
    annuaire = annuaire_for(request.user, slug, to="curate")
    titles = {RecordKind.ORGANIZATION: _("Organismes"), RecordKind.PERSON: _("Personnes")}
    groups = [
        (kind, title, duplicates.doubtful_pairs(annuaire, kind)) for kind, title in titles.items()
    ]
    context = frame(annuaire, "duplicates") | {
        "groups": groups,
        "total": sum(len(pairs) for _kind, _title, pairs in groups),
        "merges": Merge.objects.filter(network=annuaire.network.root, undone_at=None)[:30],
    }
    return screen(request, "directory/duplicate_list.html", context)


def _record(annuaire: Annuaire, kind: str, pk: int) -> Any:
    if kind == RecordKind.ORGANIZATION:
        return organization_in(annuaire, pk)
    if kind == RecordKind.PERSON:
        return person_in(annuaire, pk)
    if kind == RecordKind.THEME:
        return themes.theme_in(annuaire, pk)
    raise Http404


def page_of(slug: str, kind: str, pk: int) -> str:
    """Where a record is shown."""
    names = {
        RecordKind.ORGANIZATION: "directory:organization_detail",
        RecordKind.PERSON: "directory:person_detail",
        RecordKind.THEME: "directory:theme_edit",
    }
    return reverse(names[RecordKind(kind)], args=[slug, pk])


@require_POST
def duplicate_dismiss(
    request: HttpRequest, slug: str, kind: str, first: int, second: int
) -> HttpResponse:
    """These two are two."""
    annuaire = annuaire_for(request.user, slug, to="curate")
    one, two = _record(annuaire, kind, first), _record(annuaire, kind, second)
    duplicates.tell_apart(actor=request.user, network=top_of(annuaire), first=one, second=two)
    messages.success(request, _("C’est noté : ces deux fiches restent deux."))
    return redirect("directory:duplicate_list", slug)


@require_safe
def merge_choose(request: HttpRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Which other record is the same as this one; the nearest names first."""
    annuaire = annuaire_for(request.user, slug, to="curate")
    record = _record(annuaire, kind, pk)
    text = request.GET.get("q", "").strip()[:200]
    others = {other.pk: other for other in _others(annuaire, kind) if other.pk != record.pk}
    names = {key: normalise(str(other)) for key, other in others.items()}
    near = process.extract(normalise(text or str(record)), names, scorer=fuzz.WRatio, limit=15)
    context = frame(annuaire, "duplicates") | {
        "kind": kind,
        "record": record,
        "text": text,
        "others": [others[key] for _name, _score, key in near],
        "back": page_of(slug, kind, record.pk),
    }
    return screen(request, "directory/merge_choose.html", context)


def _others(annuaire: Annuaire, kind: str) -> list[Model]:
    if kind == RecordKind.ORGANIZATION:
        return list(Organization.objects.filter(pk__in=annuaire.network.members))
    if kind == RecordKind.PERSON:
        return list(people_in(annuaire))
    return list(themes.themes_of(annuaire.network.root))


@require_http_methods(["GET", "POST"])
def record_merge(
    request: HttpRequest, slug: str, kind: str, first: int, second: int
) -> HttpResponse:
    """Two records side by side: which one stays, and what would move to it."""
    annuaire = annuaire_for(request.user, slug, to="curate")
    pair = [_record(annuaire, kind, first), _record(annuaire, kind, second)]
    form = KeepForm(pair, request.POST or None)
    if form.is_valid():
        kept, absorbed = form.in_order()
        values = {"actor": request.user, "network": top_of(annuaire)}
        merge = attempt(form, merging.merge_records, kept=kept, absorbed=absorbed, **values)
        if merge:
            messages.success(request, _("C’est une seule fiche maintenant ; rien n’est perdu."))
            return redirect(page_of(slug, kind, kept.pk))
    context = frame(annuaire, "duplicates") | {
        "form": form,
        "kind": kind,
        "sides": [(row, merging.what_would_move(row)) for row in pair],
    }
    return screen(request, "directory/record_merge.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def merge_undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Two records again, with what each had."""
    annuaire = annuaire_for(request.user, slug, to="curate")
    merge = get_object_or_404(Merge, network=annuaire.network.root, pk=pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        undone = attempt(form, merging.undo_merge, actor=request.user, merge=merge)
        if undone:
            messages.success(request, _undone(undone))
            return redirect(page_of(slug, merge.kind, merge.absorbed_id))
    context = frame(annuaire, "duplicates") | {"merge": merge, "form": form}
    return screen(request, "directory/merge_undo.html", context, status=status_of(form))


def _undone(undone: merging.Undone) -> str:
    if not undone.left:
        return _("La fusion est annulée : chaque fiche a retrouvé ce qu’elle avait.")
    words = ngettext(
        "La fusion est annulée ; une valeur changée depuis est restée où elle est.",
        "La fusion est annulée ; %(n)s valeurs changées depuis sont restées où elles sont.",
        undone.left,
    )
    return words % {"n": undone.left}


@require_safe
def theme_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The governed list, or the themes that answer a word."""
    annuaire = annuaire_for(request.user, slug)
    text = request.GET.get("q", "").strip()[:100]
    every = list(themes.themes_of(annuaire.network.root))
    rows = [(theme, themes.synonyms_of(theme), "") for theme in every]
    if text:
        found = themes.find_themes(every, text)
        rows = [(f.theme, themes.synonyms_of(f.theme), f.word) for f in found]
    context = frame(annuaire, "themes") | {"rows": rows, "text": text, "total": len(every)}
    return screen(request, "directory/theme_list.html", context, part="rows")


@require_http_methods(["GET", "POST"])
def theme_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A theme of the governed list."""
    annuaire = annuaire_for(request.user, slug, to="curate")
    form = ThemeForm(None, request.POST or None)
    if form.is_valid():
        values = {"actor": request.user, "network": top_of(annuaire), **form.cleaned_data}
        if attempt(form, themes.add_theme, **values):
            messages.success(request, _("Le thème est dans la liste."))
            return redirect("directory:theme_list", slug)
    context = frame(annuaire, "themes") | {"form": form, "theme": None}
    return screen(request, "directory/theme_edit.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def theme_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Other words for a theme."""
    annuaire = annuaire_for(request.user, slug, to="curate")
    theme = themes.theme_in(annuaire, pk)
    form = ThemeForm(theme, request.POST or None)
    if form.is_valid():
        values = {"actor": request.user, "theme": theme, **form.cleaned_data}
        if attempt(form, themes.change_theme, **values):
            messages.success(request, _("Le thème est corrigé."))
            return redirect("directory:theme_list", slug)
    context = frame(annuaire, "themes") | {"form": form, "theme": theme}
    return screen(request, "directory/theme_edit.html", context, status=status_of(form))
