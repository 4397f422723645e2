"""«Consigner»: the form, what its sentence suggests, the lines it finds, and the sending of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods, require_safe

from arrimage.accounts.models import User
from arrimage.core.screens import screen
from arrimage.directory.permissions import TEAM, organizations_of
from arrimage.directory.queries import organizations_for
from arrimage.plans.models import Element
from arrimage.plans.states import DEFAULT_BOOK, StateBook, book_of

from .. import phrases
from ..entries import log_entry
from ..forms import LogForm
from ..models import LogEntry
from ..suggestions import Suggestion, line_numbered, lines_about, lines_for, suggest


def may_log(user: Any) -> bool:
    """True for those who follow something up somewhere."""
    return bool(getattr(user, "is_network_admin", False) or organizations_of(user, *TEAM))


@require_http_methods(["GET", "POST"])
def entry_log(request: HttpRequest) -> HttpResponse:
    """The form, whole; sent, it writes once for its key, whatever the number of times it comes."""
    if request.method == "POST":
        return _sent(request)
    text = request.GET.get("text", "")[:2000]
    chosen = lines_for(_user(request), _keys(request.GET))
    read = initial_of(suggest(text, chosen, timezone.localdate())) if text.strip() else {}
    form = LogForm(initial=LogForm.blank(text) | read, book=book_for(chosen))
    return _page(request, form, request.GET)


def book_for(elements: Sequence[Element]) -> StateBook:
    """The dictionary of the plan of some lines; the default one when they are of several plans."""
    plans = {element.plan_id: element.plan for element in elements}
    return book_of(next(iter(plans.values()))) if len(plans) == 1 else DEFAULT_BOOK


def initial_of(found: Suggestion) -> dict[str, Any]:
    """What a suggestion puts in the fields of the form."""
    reading = found.reading
    today = timezone.localdate()
    values = {
        "status": reading.status,
        "on": reading.on if reading.on and reading.on <= today else None,
        "quantity": reading.quantity,
        "unit": reading.unit,
        "is_held": found.is_held,
        "timeframe": found.timeframe,
    }
    return {name: value for name, value in values.items() if value is not None}


@require_safe
def entry_read(request: HttpRequest) -> HttpResponse:
    """What is understood of a sentence as it is typed: the fields, filled."""
    text = request.GET.get("text", "")[:2000]
    chosen = lines_for(_user(request), _keys(request.GET))
    found = suggest(text, chosen, timezone.localdate())
    form = LogForm(initial=LogForm.blank(text) | initial_of(found), book=book_for(chosen))
    return screen(request, "followup/_log_read.html", {"log": form, "found": found})


@require_safe
def entry_lines(request: HttpRequest) -> HttpResponse:
    """The lines that were chosen, then those that answer what is typed."""
    return screen(request, "followup/_log_lines.html", _lines(request, request.GET))


def _lines(request: HttpRequest, query: QueryDict) -> dict[str, Any]:
    user = _user(request)
    chosen = lines_for(user, _keys(query))
    found = lines_about(user, query.get("q", ""), [element.pk for element in chosen])
    return {"chosen": chosen, "found": found, "q": query.get("q", "")}


def _keys(query: QueryDict) -> list[int]:
    """Keys of the lines that were chosen; what makes no sense is left out."""
    sent = query.getlist("ligne")[:100]
    return [int(key) for key in sent if key.isascii() and key.isdigit() and len(key) < 16]


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - nobody gets here without an account
    return request.user


@require_safe
def entry_sender(request: HttpRequest) -> HttpResponse:
    """Whose session this is, and its token: a browser that kept drafts asks before it sends."""
    return JsonResponse({"who": str(request.user.pk), "token": get_token(request)})


def _sent(request: HttpRequest) -> HttpResponse:
    if request.POST.get("qui", str(request.user.pk)) != str(request.user.pk):
        return HttpResponse(status=409)  # a draft is sent by the person who wrote it
    elements = lines_for(_user(request), _keys(request.POST))
    elements = elements or line_numbered(_user(request), request.POST.get("q", ""))
    form = LogForm(request.POST, request.FILES, book=book_for(elements))
    if form.is_valid():
        key = form.cleaned_data["key"]
        try:
            entry, is_new = log_entry(
                actor=_user(request), client_key=key, elements=elements, told=form.told()
            )
        except ValidationError as refusal:
            _refuse(form, refusal)
        else:
            return _done(request, entry, is_new, len(elements))
    if _is_draft(request):
        return JsonResponse({"errors": [str(e) for each in form.errors.values() for e in each]},
                            status=422)  # fmt: skip
    return _page(request, form, request.POST, status=422)


def _refuse(form: LogForm, refusal: ValidationError) -> None:
    """The refusal beside its field, else above the form."""
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
    for name, sentences in by_field.items():
        form.add_error(name if name in form.fields else None, sentences)


def _is_draft(request: HttpRequest) -> bool:
    """True when a script sends what it kept: it wants no page."""
    return request.headers.get("Accept", "") == "application/json"


def _done(request: HttpRequest, entry: LogEntry, is_new: bool, count: int) -> HttpResponse:
    back = request.POST.get("retour", "")
    if not url_has_allowed_host_and_scheme(back, None):
        back = reverse("followup:work_list")
    said = phrases.said_logged(count) if is_new else str(phrases.LOGGED_BEFORE)
    messages.success(request, said, extra_tags=_undo(entry, back) if is_new else "")
    return HttpResponse(status=204) if _is_draft(request) else redirect(back)


def _undo(entry: LogEntry, back: str) -> str:
    """Where the whole is taken back, when it is one edit."""
    edits = list(entry.edits.only("pk", "plan_id")[:2])
    if len(edits) != 1:
        return ""
    address = reverse("followup:work_undo", args=[edits[0].plan_id, edits[0].pk])
    return f"{address}?{urlencode({'retour': back})}"


def _page(request: HttpRequest, form: LogForm, query: QueryDict, status: int = 200) -> HttpResponse:
    context = {
        "organization": organizations_for(request.user).first(),
        "log": form,
        "may_log": may_log(request.user),
        "back": query.get("retour", ""),
        "nav_section": "followup",
        **_lines(request, query),
    }
    return screen(request, "followup/entry_log.html", context, status=status)
