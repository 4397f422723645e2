"""What somebody without account sees of what they are asked."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arrimage.core.gestures import attempt
from arrimage.core.pace import is_too_fast
from arrimage.core.secret_links import let_in, readable_secret, sent_on

from .. import operations
from ..departures import departure_address
from ..forms import AnswerForm, answer_forms
from ..models import Category, Request
from ..queries import asked_rows, held_by, request_by_secret

COOKIE = "demande"
LONGEST = 366 * 24 * 3600  # seconds: the request itself says whether it is open
ENTRIES, GESTURES = 30, 20  # a minute: from one address, by one link
DONE = {"note": _("C’est noté. Merci."), "retire": _("Votre réponse est retirée.")}
Door = Callable[..., HttpResponse]


@login_not_required
@never_cache
def request_enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address, for good: it goes into the cookie of these pages."""
    if is_too_fast(request, "request", limit=ENTRIES):
        return sent_on("communications:request_closed")
    asked = request_by_secret(readable_secret(request, secret))
    if asked is None:
        return sent_on("communications:request_closed")
    home = reverse("communications:request_answer", args=[asked.pk])
    return let_in(COOKIE, secret, home, max_age=LONGEST)


@login_not_required
@never_cache
@require_safe
def request_closed(request: HttpRequest) -> HttpResponse:
    """This link opens nothing: revoked, mistyped, of a round that is over."""
    return render(request, "communications/request_closed.html", status=410)


def by_link(view: Door) -> Door:
    """The view with the request that this browser holds; the closed page for any other."""

    @login_not_required
    @never_cache
    @functools.wraps(view)
    def door(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            asked = held_by(pk, request.COOKIES.get(COOKIE, ""))
        except Http404:
            return redirect("communications:request_closed")
        if not asked.is_open:
            return _said_closed(request, asked)
        is_writing = request.method == "POST"
        if is_writing and is_too_fast(request, "answer", limit=GESTURES, who=str(asked.pk)):
            context = {"asked": asked, "plan": asked.campaign.plan}
            return render(request, "communications/request_slow.html", context, status=429)
        return view(request, asked, *args, **kwargs)

    return door


def _said_closed(request: HttpRequest, asked: Request) -> HttpResponse:
    """Why it opens nothing any more, to whoever holds the link."""
    context = {"asked": asked, "plan": asked.campaign.plan, "campaign": asked.campaign}
    return render(request, "communications/request_closed.html", context, status=410)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def request_answer(request: HttpRequest, asked: Request) -> HttpResponse:
    """Their own lines, and what they say of each; the same answers sent twice are noted once."""
    rows = asked_rows(asked)
    if request.method != "POST":
        return _page(request, asked, answer_forms(rows))
    sent = answer_forms(rows, request.POST, request.FILES)
    if not all(form.is_valid() for form in sent):
        return _page(request, asked, sent, status=422)
    try:
        operations.answer_request(request=asked, answers=[form.answer for form in sent])
    except ValidationError as refusal:
        return _page(request, asked, sent, refusal=" ".join(refusal.messages), status=422)
    return redirect(f"{reverse('communications:request_answer', args=[asked.pk])}?fait=note")


@by_link
@require_POST
def answer_withdraw(request: HttpRequest, asked: Request, line_pk: int) -> HttpResponse:
    """Take back the answer to one line."""
    line = get_object_or_404(asked.lines, pk=line_pk)
    try:
        operations.take_back(request=asked, line=line)
    except ValidationError as refusal:
        forms_ = answer_forms(asked_rows(asked))
        return _page(request, asked, forms_, refusal=" ".join(refusal.messages), status=422)
    return redirect(f"{reverse('communications:request_answer', args=[asked.pk])}?fait=retire")


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def request_disown(request: HttpRequest, asked: Request) -> HttpResponse:
    """«Ce n’est pas moi»."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(form, operations.disown, request=asked):
        return redirect("communications:request_closed")
    if form.errors:  # the round closed a moment ago
        return redirect("communications:request_answer", asked.pk)
    context = {"asked": asked, "plan": asked.campaign.plan}
    return render(request, "communications/request_disown.html", context)


def _page(
    request: HttpRequest,
    asked: Request,
    sent: list[AnswerForm],
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    campaign, left = asked.campaign, sum(not form.row.line.said for form in sent)
    context = {
        "asked": asked,
        "campaign": campaign,
        "plan": campaign.plan,
        "forms": sent,
        "left": left,
        "minutes": max(1, round(left * 0.7)),
        "done": DONE.get(request.GET.get("fait", ""), ""),
        "refusal": refusal,
        "departure": departure_address(asked.email, Category.UPDATES) if asked.email else "",
    }
    return render(request, "communications/request_answer.html", context, status=status)
