"""What somebody without account sees through a link, and what anybody sees of a public plan."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    set_response_etag,
)
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from arrimage.audit.actors import Guest
from arrimage.core.gestures import attempt
from arrimage.core.pace import is_too_fast
from arrimage.core.secret_links import let_in, readable_secret, sent_on

from .. import operations
from ..carried import carried_by
from ..document import Addresses, PlanDocument, row_of
from ..drafts import words_of_element
from ..forms import EvidenceForm, FollowedForm, StatusForm
from ..looks import UNKNOWN_LABEL, look_of
from ..models import Element
from ..operations import WrittenMeanwhile
from ..remarks import add_remark
from ..sharing import (
    held_link,
    link_by_secret,
    linked_document,
    linked_element,
    public_plan,
    shown_by,
)
from ..sharing_forms import RemarkForm
from ..sharing_models import ShareLink
from ..states import book_of
from .public import public_page, stamp_of
from .tables import chapters_of, head_of

COOKIE = "lien"
ENTRIES, GESTURES = 30, 20  # a minute: from one address, by one link
FRESH, STALE = 60, 600  # seconds: how long a cache may keep a public page, and serve an old one
DONE = {
    "etat": _("L’état est noté. Merci."),
    "mots": _("Les mots sont changés. Merci."),
    "preuve": _("La preuve est jointe. Merci."),
    "remarque": _("Votre remarque est gardée ; l’équipe la lira."),
}
Door = Callable[..., HttpResponse]


@login_not_required
@never_cache
def guest_enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address, for good: it goes into the cookie of these pages."""
    if is_too_fast(request, "link", limit=ENTRIES):
        return sent_on("plans:guest_closed")
    link = link_by_secret(readable_secret(request, secret))
    if link is None:
        return sent_on("plans:guest_closed")
    home = reverse("plans:guest_plan", args=[link.pk])
    return let_in(COOKIE, secret, home, expires=link.expires_at)


@login_not_required
@never_cache
@require_safe
def guest_closed(request: HttpRequest) -> HttpResponse:
    """This link opens nothing: used up, revoked, mistyped."""
    return render(request, "plans/guest_closed.html", status=410)


def by_link(view: Door) -> Door:
    """The view with the link that this browser holds; the closed page for any other."""

    @login_not_required
    @never_cache
    @functools.wraps(view)
    def door(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            link = held_link(pk, request.COOKIES.get(COOKIE, ""))
        except Http404:
            return redirect("plans:guest_closed")
        is_writing = request.method == "POST"
        if is_writing and is_too_fast(request, "guest", limit=GESTURES, who=str(link.pk)):
            return render(request, "plans/guest_slow.html", {"link": link}, status=429)
        return view(request, link, *args, **kwargs)

    return door


@by_link
@require_safe
def guest_plan(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The plan, or its branch, as the holder of the link reads it."""
    context = _document_context(linked_document(link)) | {"link": link}
    return render(request, "plans/guest_plan.html", context)


@by_link
@require_safe
def guest_element(request: HttpRequest, link: ShareLink, element_pk: int) -> HttpResponse:
    """One line, and what the link lets its holder do with it."""
    return _line(request, link, linked_element(link, element_pk))


@by_link
@require_POST
def guest_status(request: HttpRequest, link: ShareLink, element_pk: int) -> HttpResponse:
    """Note a state."""
    element = linked_element(link, element_pk, to="edit")
    form = StatusForm(request.POST, auto_id=ids("status"), book=book_of(element.plan))
    values = {"actor": Guest(link.name), "element": element}
    if form.is_valid() and attempt(form, operations.change_status, **values, **form.cleaned_data):
        return _done(link, element_pk, "etat")
    return _line(request, link, element, status=form)


@by_link
@require_POST
def guest_words(request: HttpRequest, link: ShareLink, element_pk: int) -> HttpResponse:
    """Change the words of a line."""
    element = linked_element(link, element_pk, to="edit")
    form = FollowedForm(request.POST, auto_id=ids("words"))
    if form.is_valid():
        values = {"element": element, "values": form.values, "shown": form.shown}
        try:
            if attempt(form, operations.edit_element, actor=Guest(link.name), **values):
                return _done(link, element_pk, "mots")
        except WrittenMeanwhile as refusal:
            again = form.against(refusal.now)
            again.is_valid()
            again.add_error(None, ValidationError(str(refusal)))
            return _line(request, link, element, words=again)
    return _line(request, link, element, words=form)


@by_link
@require_POST
def guest_evidence(request: HttpRequest, link: ShareLink, element_pk: int) -> HttpResponse:
    """Attach a note, a link or a file."""
    element = linked_element(link, element_pk, to="edit")
    form = EvidenceForm(request.POST, request.FILES, auto_id=ids("evidence"))
    values = {"actor": Guest(link.name), "element": element}
    if form.is_valid() and attempt(form, operations.add_evidence, **values, **form.cleaned_data):
        return _done(link, element_pk, "preuve")
    return _line(request, link, element, evidence=form)


@by_link
@require_POST
def guest_remark(request: HttpRequest, link: ShareLink, element_pk: int) -> HttpResponse:
    """Leave a remark for the team."""
    element = linked_element(link, element_pk, to="comment")
    form = RemarkForm(request.POST, auto_id=ids("remark"))
    values = {"actor": Guest(link.name), "element": element, "link": link}
    if form.is_valid() and attempt(form, add_remark, **values, **form.cleaned_data):
        return _done(link, element_pk, "remarque")
    return _line(request, link, element, remark=form)


def ids(form: str) -> str:
    """Pattern of the ids of fields: four forms stand in one page."""
    return f"{form}-%s"


def _done(link: ShareLink, pk: int, what: str) -> HttpResponse:
    return redirect(f"{reverse('plans:guest_element', args=[link.pk, pk])}?fait={what}")


def _line(
    request: HttpRequest, link: ShareLink, element: Element, **sent: forms.Form
) -> HttpResponse:
    """The page of one line; ``sent`` holds the form that was refused."""
    shown = shown_by(link)
    targets = Element.objects.filter(referred_by__element=element, pk__in=shown)
    titles = dict(targets.values_list("pk", "title"))
    carried = carried_by(element=element)
    row = row_of(element, element.level, carried, titles, 0, Addresses(element.plan_id))
    words = dataclasses.asdict(words_of_element(element))
    fresh: dict[str, forms.Form] = {
        "status": StatusForm(
            initial=StatusForm.initial_for(element.status),
            auto_id=ids("status"),
            book=book_of(element.plan),
        ),
        "words": FollowedForm(initial=words, auto_id=ids("words")),
        "evidence": EvidenceForm(auto_id=ids("evidence")),
        "remark": RemarkForm(auto_id=ids("remark")),
    }
    context = {
        "link": link,
        "plan": link.plan,
        "row": row,
        "look": look_of(element.status, book_of(element.plan)),
        "state": row.status_label or UNKNOWN_LABEL,
        "updates": [
            (u, look_of(u.status, book_of(element.plan))) for u in element.status_updates.all()[:20]
        ],
        "remarks": element.remarks.filter(link=link),
        "forms": fresh | sent,
        "busy": next(iter(sent), ""),
        "done": DONE.get(request.GET.get("fait", ""), ""),
    }
    return render(request, "plans/guest_element.html", context, status=422 if sent else 200)


def _document_context(document: PlanDocument) -> dict[str, Any]:
    return {
        "plan": document.plan,
        "document": document,
        "head": head_of(document),
        "chapters": chapters_of(document),
    }


@login_not_required
@require_safe
def plan_public(request: HttpRequest, slug: str, language: str = "fr") -> HttpResponseBase:
    """A public plan, for anybody, in the language of its address; caches may keep it a minute."""
    plan = public_plan(slug)
    page = public_page(plan.pk, language, stamp_of(plan))
    response = HttpResponse(page)
    response.headers["Content-Language"] = "en-CA" if language == "en" else "fr-CA"
    response.headers["X-Robots-Tag"] = "index, follow"
    patch_cache_control(response, public=True, max_age=FRESH, stale_while_revalidate=STALE)
    set_response_etag(response)
    return get_conditional_response(request, response.headers["ETag"], None, response) or response
