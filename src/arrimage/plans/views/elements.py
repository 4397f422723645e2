"""One element opened in its place: everything about it, its state, its words, its evidence."""

from __future__ import annotations

import dataclasses
from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from arrimage.core.downloads import attachment
from arrimage.core.gestures import attempt
from arrimage.core.screens import screen, wants_parts

from .. import looks, operations
from ..confidential import sight_of
from ..drafts import words_of_element
from ..forms import ElementForm, EvidenceForm, FollowedForm, StatusForm
from ..looks import look_of
from ..models import Element
from ..motives import with_reason
from ..operations import WrittenMeanwhile
from ..permissions import may
from ..queries import ElementStory, PlanFilters, element_for, element_story
from ..states import book_of
from ..tagging import offered_tags
from .answers import say_done
from .around import placed, query_around
from .kept import page_of
from .plans import document_context
from .tables import find_row

Forms = dict[str, forms.Form]


@require_safe
def element_detail(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """The plan with this element open; as a part, its row alone, open or folded."""
    element = element_for(request.user, plan_pk, pk)
    return _opened(request, element, {}, is_folded="replie" in request.GET)


@require_http_methods(["GET", "POST"])
def element_status(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """Note a state."""
    element = element_for(request.user, plan_pk, pk, to="follow")
    form = StatusForm(
        request.POST or None, auto_id=_ids(element, "status"), book=book_of(element.plan)
    )
    if form.is_valid():
        values = {"actor": request.user, "element": element, **form.cleaned_data}
        if attempt(form, operations.change_status, **values):
            return _answer(request, element, looks.STATUS_CHANGED)
    return _opened(request, element, {"status": form} if form.is_bound else {}, busy="status")


@require_http_methods(["GET", "POST"])
@with_reason
def element_edit(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """Change the words; the same words changed meanwhile by somebody else are shown beside."""
    element = element_for(request.user, plan_pk, pk, to="follow")
    form = _words_form(request, element, request.POST or None)
    if form.is_valid():
        values = {"element": element, "values": form.values, "shown": form.shown}
        try:
            if attempt(form, operations.edit_element, actor=request.user, **values):
                return _answer(request, element, looks.EDITED)
        except WrittenMeanwhile as refusal:
            again = {"words": form.against(refusal.now)}
            return _opened(request, element, again, busy="words", meanwhile=refusal)
    return _opened(request, element, {"words": form} if form.is_bound else {}, busy="words")


@require_http_methods(["GET", "POST"])
def evidence_add(request: HttpRequest, plan_pk: int, pk: int) -> HttpResponse:
    """Attach a note, a link or a file."""
    element = element_for(request.user, plan_pk, pk, to="follow")
    form = EvidenceForm(
        request.POST or None, request.FILES or None, auto_id=_ids(element, "evidence")
    )
    if form.is_valid():
        values = {"actor": request.user, "element": element, **form.cleaned_data}
        if attempt(form, operations.add_evidence, **values):
            return _answer(request, element, looks.EVIDENCE_ADDED)
    return _opened(request, element, {"evidence": form} if form.is_bound else {}, busy="evidence")


@require_safe
def evidence_download(
    request: HttpRequest, plan_pk: int, pk: int, evidence_pk: int
) -> FileResponse:
    """The file of a piece of evidence."""
    element = element_for(request.user, plan_pk, pk)
    evidence = get_object_or_404(element.evidence.exclude(file=""), pk=evidence_pk)
    return attachment(evidence.file, evidence.file.name.rsplit("/", 1)[-1])


def _answer(request: HttpRequest, element: Element, sentence: Any) -> HttpResponse:
    """After a gesture: the row as it is now, or its page."""
    say_done(request, element.plan, sentence)
    if wants_parts(request):
        fresh = element_for(request.user, element.plan_id, element.pk)
        return _opened(request, fresh, {})
    return redirect(f"{element.get_absolute_url()}#e{element.pk}")


def _opened(
    request: HttpRequest,
    element: Element,
    sent: Forms,
    *,
    busy: str = "",
    meanwhile: WrittenMeanwhile | None = None,
    is_folded: bool = False,
) -> HttpResponse:
    """The element in its place; ``sent`` holds a form that was refused, ``busy`` names it."""
    if sent:  # somebody may have taken the element out since it was found
        element = element_for(request.user, element.plan_id, element.pk)
    sight = sight_of(request.user, element.plan)
    story = placed(request, element_story(element, sight))
    query = query_around(request)
    by = PlanFilters.from_query(query).by if wants_parts(request) else ""
    page = page_of(element.plan, PlanFilters(by=by), sight)
    context = document_context(request, element.plan, page, query)
    is_team = context["may_edit"]
    context |= {
        "opened": None if is_folded else element.pk,
        "item": placed(request, find_row(context["chapters"], element.pk)),
        "story": story,
        "updates": [(u, look_of(u.status, book_of(element.plan))) for u in story.updates],
        "forms": _forms(request, story, busy) | sent,
        "may_follow": is_team or element.pk in context["carried"],
        "busy": busy,
        "meanwhile": _meanwhile(meanwhile),
        "is_part": wants_parts(request),
        "offered": offered_tags(element.plan.organization) if busy == "words" else None,
    }
    status = 409 if meanwhile else 422 if any(form.errors for form in sent.values()) else 200
    return screen(request, "plans/element_detail.html", context, part="row", status=status)


def _ids(element: Element, form: str) -> str:
    """Pattern of the ids of fields: several forms of several elements stand in one page."""
    return f"e{element.pk}-{form}_%s"


def _forms(request: HttpRequest, story: ElementStory, busy: str) -> Forms:
    row, element = story.row, story.element
    status = StatusForm.initial_for(row.status)
    found: Forms = {
        "status": StatusForm(
            initial=status, auto_id=_ids(element, "status"), book=book_of(element.plan)
        ),
        "evidence": EvidenceForm(auto_id=_ids(element, "evidence")),
    }
    if busy == "words":
        words = dataclasses.asdict(words_of_element(element))
        found["words"] = _words_form(request, element, initial=words)
    return found


def _words_form(
    request: HttpRequest, element: Element, data: Any = None, **values: Any
) -> ElementForm:
    """The words that this person may change: who carries a line does not say who carries it."""
    is_team = may(request.user, "edit", element.plan)
    form_class = ElementForm if is_team else FollowedForm
    return form_class(data, auto_id=_ids(element, "words"), **values)


def _meanwhile(refusal: WrittenMeanwhile | None) -> list[tuple[str, str]]:
    """Labels of the fields that somebody else changed, each with its words now."""
    if refusal is None:
        return []
    labels = ElementForm.base_fields
    return [(str(labels[name].label), getattr(refusal.now, name)) for name in refusal.fields]
