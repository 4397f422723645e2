"""The review of a reading: the source, the doubts, the corrections, the acceptance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_POST,
    require_safe,
)

from arrimage.core.gestures import attempt
from arrimage.core.screens import screen, wants_parts

from .. import operations, phrases
from ..forms import (
    AboutForm,
    CorrectionForm,
    DecisionForm,
    LevelForm,
    MoveForm,
    PeriodForm,
    RelayForm,
    RepairForm,
    ReshapeForm,
    ShareForm,
    WordsForm,
)
from ..journal import left_at
from ..models import ImportRun, ImportState
from ..operations import StaleVersion
from ..page_images import page_image
from ..queries import import_for, review_of
from ..review import Review
from .desk import Busy, desk_of, source_of

Operation = Callable[..., ImportRun]


@require_safe
def import_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbench: source on the left, reading on the right."""
    run = import_for(request.user, pk, to="review")
    if run.state != ImportState.REVIEW:
        return redirect(run)
    busy = Busy(key=request.GET.get("partie", ""), field=request.GET.get("champ", ""))
    return _bench(request, run, busy)


@require_safe
def import_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as it was read, at the place that the address names."""
    run = import_for(request.user, pk)
    context = {
        "organization": run.organization,
        "run": run,
        "source": source_of(run, _number(request.GET.get("page"))),
        "here": request.path,
    }
    return screen(request, "exchange/import_source.html", context)


@require_safe
@conditional_page
def import_page(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """The image of a page of a PDF; the browser keeps it, and asks each time whether it may."""
    run = import_for(request.user, pk)
    pages = (run.source_view or {}).get("pages") or []
    if run.source.format != "pdf" or not 1 <= page <= len(pages):
        raise Http404
    response = HttpResponse(page_image(run.source, page), content_type="image/png")
    response["Cache-Control"] = "private, no-cache"
    return response


@require_POST
def import_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the plan."""
    run = import_for(request.user, pk, to="review")
    form = forms.Form(request.POST)
    keys = request.POST.getlist("branche") if "par-branche" in request.POST else None
    plan = attempt(form, operations.accept_import, actor=request.user, run=run, keys=keys)
    if plan is None:
        messages.error(request, " ".join(form.non_field_errors()))
        return redirect(run)
    run.refresh_from_db(fields=["state"])
    if run.state == ImportState.REVIEW:
        messages.success(request, _("Ces branches sont dans le plan ; le reste attend ici."))
        return redirect("exchange:import_review", pk)
    messages.success(request, _("Le plan est créé. L’import peut être annulé d’ici."))
    return redirect(plan)


@require_http_methods(["GET", "POST"])
def issue_decide(request: HttpRequest, pk: int, index: int) -> HttpResponse:
    """Settle a doubt, or open it again."""
    run = import_for(request.user, pk, to="review")
    form = DecisionForm(request.POST or None)
    return _correct(request, run, form, operations.decide_issue, Busy(), index=index)


@require_http_methods(["GET", "POST"])
def issue_keep(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Keep the reading as it is wherever this kind of doubt was raised."""
    run = import_for(request.user, pk, to="review")
    form = CorrectionForm(request.POST or None)
    return _correct(request, run, form, operations.decide_issues, Busy(), code=code)


@require_http_methods(["GET", "POST"])
def correction_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the last gesture."""
    run = import_for(request.user, pk, to="review")
    form = CorrectionForm(request.POST or None)
    return _correct(request, run, form, operations.undo_correction, Busy())


@require_http_methods(["GET", "POST"])
def draft_about(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the title of the plan and the name of who adopted it."""
    run = import_for(request.user, pk, to="review")
    form = AboutForm(request.POST or None)
    return _correct(request, run, form, operations.retitle_draft, Busy())


@require_http_methods(["GET", "POST"])
def draft_words(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Correct the words of a part: only those that were changed."""
    run = import_for(request.user, pk, to="review")
    form = WordsForm(request.POST or None)
    return _correct(request, run, form, operations.write_draft, Busy(key, "words"), key=key)


@require_http_methods(["GET", "POST"])
def draft_reshape(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Split, merge, reorder, make a title or a note."""
    run = import_for(request.user, pk, to="review")
    form = ReshapeForm(request.POST or None)
    return _correct(request, run, form, _reshape, Busy(key, "reshape"), key=key)


def _reshape(*, gesture: str, start: int, end: int | None, into: str, **values: Any) -> ImportRun:
    if gesture == "split":
        return operations.split_draft(start=start, end=end, **values)
    if gesture == "merge":
        return operations.merge_draft(into=into, **values)
    operation, fixed = RESHAPES[gesture]
    return operation(**fixed, **values)


RESHAPES: dict[str, tuple[Operation, dict[str, int]]] = {
    "unfold": (operations.unfold_draft, {}),
    "heading": (operations.head_draft, {}),
    "promote": (operations.head_draft, {}),
    "demote": (operations.demote_draft, {}),
    "note": (operations.note_draft, {}),
    "up": (operations.shift_draft, {"by": -1}),
    "down": (operations.shift_draft, {"by": 1}),
    "renumber": (operations.renumber_draft, {}),
}


@require_http_methods(["GET", "POST"])
def draft_repair(request: HttpRequest, pk: int) -> HttpResponse:
    """Take or refuse what a scan calls for: one repair, or all of a kind."""
    run = import_for(request.user, pk, to="review")
    form = RepairForm(request.POST or None)
    return _correct(request, run, form, _repair, Busy())


def _repair(*, answer: str, **values: Any) -> ImportRun:
    operation = operations.repair_draft if answer == "take" else operations.refuse_repair
    return operation(**values)


@require_http_methods(["GET", "POST"])
def draft_period(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the period of the plan."""
    run = import_for(request.user, pk, to="review")
    form = PeriodForm(request.POST or None)
    return _correct(request, run, form, operations.rebound_draft, Busy())


@require_http_methods(["GET", "POST"])
def draft_relay(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand some of what somebody carries to somebody else."""
    run = import_for(request.user, pk, to="review")
    form = RelayForm(request.POST or None, review=review_of(run))
    return _correct(request, run, form, operations.relay_draft, Busy())


@require_http_methods(["GET", "POST"])
def cell_share(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """Give each line of a doubted cell to its action."""
    run = import_for(request.user, pk, to="review")
    review = review_of(run)
    known = (*review.open_issues, *review.settled_issues)
    share = next((issue.share for issue in known if issue.mark == mark), None)
    if share is None:
        raise Http404
    form = ShareForm(request.POST or None, share=share)
    return _correct(request, run, form, operations.share_cell, Busy(), doubt=mark)


@require_http_methods(["GET", "POST"])
def draft_level(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Change a level."""
    run = import_for(request.user, pk, to="review")
    form = LevelForm(request.POST or None, review=review_of(run))
    return _correct(request, run, form, operations.change_draft_level, Busy(key, "level"), key=key)


@require_http_methods(["GET", "POST"])
def draft_move(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Put a part under another one."""
    run = import_for(request.user, pk, to="review")
    form = MoveForm(request.POST or None, review=review_of(run), key=key)
    return _correct(request, run, form, operations.move_draft, Busy(key, "move"), key=key)


@require_http_methods(["GET", "POST"])
def draft_drop(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Leave a part out of the plan."""
    run = import_for(request.user, pk, to="review")
    form = CorrectionForm(request.POST or None)
    return _correct(request, run, form, operations.drop_draft, Busy(key, "drop"), key=key)


@require_http_methods(["GET", "POST"])
def draft_restore(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Bring back a part that was left out."""
    run = import_for(request.user, pk, to="review")
    form = CorrectionForm(request.POST or None)
    return _correct(request, run, form, operations.restore_draft, Busy(), key=key)


def _correct(
    request: HttpRequest,
    run: ImportRun,
    form: CorrectionForm,
    operation: Operation,
    busy: Busy,
    **where: Any,
) -> HttpResponse:
    """One correction, then the bench as it is now; a refusal keeps what was written."""
    if not form.is_valid():
        return _bench(request, run, busy, form if form.is_bound else None)
    try:
        done = attempt(form, operation, actor=request.user, run=run, **where, **form.values)
    except StaleVersion:
        fresh = import_for(request.user, run.pk, to="review")
        return _bench(request, fresh, busy, form, is_stale=True)
    if done is None:
        return _bench(request, import_for(request.user, run.pk, to="review"), busy, form)
    if done.version > form.cleaned_data["version"] + 1:
        messages.info(request, phrases.WORDS_TAKEN)
    if wants_parts(request):
        return _bench(request, done, Busy(done_at=busy.key))
    place = f"#n-{busy.key}" if busy.key and busy.gesture != "drop" else "#lecture"
    return redirect(f"{_address(run)}{place}")


def _address(run: ImportRun) -> str:
    return redirect("exchange:import_review", run.pk).url


def _bench(
    request: HttpRequest,
    run: ImportRun,
    busy: Busy,
    form: forms.Form | None = None,
    *,
    is_stale: bool = False,
) -> HttpResponse:
    if run.state != ImportState.REVIEW:
        return redirect(run)
    review: Review = review_of(run)
    context = desk_of(review, busy, form, _number(request.GET.get("page")))
    left = left_at(run.journal, request.user.pk) if request.method == "GET" else ""
    context["left_at"] = next((n for n in review.flat if n.key == left != busy.key), None)
    context |= {"is_stale": is_stale, "here": _address(run), "is_part": wants_parts(request)}
    shown = form is not None and busy.gesture in ("words", "level", "move")
    errors = form.errors.values() if form is not None and not shown else ()
    context["refusal"] = " ".join(error for found in errors for error in found)
    status = 409 if is_stale else 422 if form is not None and form.errors else 200
    part = "source" if request.GET.get("voir") else "reading"
    return screen(request, "exchange/import_review.html", context, part=part, status=status)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
