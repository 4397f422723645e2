"""What somebody answers about their lines: it lands on the plan at once, and can be undone."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.actors import Guest
from arrimage.audit.operations import record
from arrimage.followup.models import Clock, Occurrence
from arrimage.followup.operations import note_occurrence
from arrimage.followup.suggestions import suggest
from arrimage.plans.edits import editing
from arrimage.plans.models import Edit, Element, StatusUpdate
from arrimage.plans.operations import EditConflict, add_evidence, undo_edit
from arrimage.plans.operations.elements import live_element, note_status, record_of
from arrimage.plans.states import counts_of, state_that_counts_as

from .. import phrases
from ..models import Message, Request, RequestLine, Said
from ..outbox import withdraw
from .asking import held_request

MOST_EARLIER = 50  # answers to one line that another took the place of
MOST_PIECES = 30  # of one line: a link that was passed around fills no disk


@dataclass(frozen=True, slots=True)
class Answer:
    """About one line: a state, a sentence, a proof; empty where nothing is said.

    ``seen_at`` is when the line was last answered, as whoever answers saw it: with it, the same
    words said again are said again, and not a second click.
    """

    line: int
    said: str = ""
    text: str = ""
    url: str = ""
    file: File[Any] | None = None
    seen_at: dt.datetime | None = None


def answer_request(
    *, request: Request, answers: Sequence[Answer], way: str = "link"
) -> tuple[RequestLine, ...]:
    """Note what is new among some answers; the lines that changed.

    The same answers sent twice are noted once. Raises ``ValidationError`` when the round is closed
    or when nothing is said; a line that left the plan keeps its answer apart from the others.
    """
    if not any(a.said or a.text.strip() or a.file or a.url for a in answers):
        raise ValidationError(phrases.NOTHING_SAID, code="nothing_said")
    with transaction.atomic():
        held = held_request(request)
        if held.revoked_at:
            raise ValidationError(phrases.REVOKED, code="revoked")
        lines = {line.pk: line for line in _open_lines(held)}
        changed = [
            lines[answer.line]
            for answer in answers
            if answer.line in lines and _note(held, lines[answer.line], answer, way)
        ]
        if changed and held.answered_at is None:
            held.answered_at = timezone.now()
            held.save(update_fields=["answered_at"])
        if changed and all(line.said for line in lines.values()):
            withdraw(Message.objects.filter(request=held))  # nothing is left to be reminded of
    return tuple(changed)


def _open_lines(request: Request) -> list[RequestLine]:
    """Lines that are still in the plan and may still be shown."""
    lines = request.lines.select_related("element__plan", "element__level")
    return list(lines.filter(element__removal="", element__is_withheld=False))


def guest_of(request: Request, way: str) -> Guest:
    """Who answers, as the trace names them."""
    return Guest(request.name, way)


def _note(held: Request, line: RequestLine, answer: Answer, way: str) -> bool:
    """Write one answer; false when it says nothing new."""
    actor = guest_of(held, way)
    text = answer.text.strip()
    said = answer.said or line.said or (Said.NOTE if text else "")
    is_other = (said, text) != (line.said, line.text) or _is_again(line, answer, way)
    is_new = bool(answer.said or text) and is_other
    if is_new:
        _put_behind(line)
        line.edit = note_said(actor, line.element, said, text)
        line.said, line.text, line.way = said, text, way
    has_piece = _attach(actor, line, answer)
    if is_new or has_piece:
        line.answered_at = timezone.now()
        line.save()
    return is_new or has_piece


def _put_behind(line: RequestLine) -> None:
    """Keep the answer that another one takes the place of, so that it can come back."""
    if line.said and line.answered_at:
        kept = {"said": line.said, "text": line.text, "way": line.way, "edit": line.edit_id}
        kept["at"] = line.answered_at.isoformat()
        line.earlier = [*line.earlier, kept][-MOST_EARLIER:]


def _bring_back(line: RequestLine) -> None:
    """The answer before the one that was taken back, unless the team undid it; else none."""
    line.said = line.text = line.way = ""
    line.edit = line.answered_at = None
    *before, last = line.earlier or [None]
    line.earlier = before
    if last is None:
        return
    edit = Edit.objects.filter(pk=last["edit"], undone_at=None).first()
    if edit is None:
        _bring_back(line)
        return
    line.said, line.text, line.way, line.edit = last["said"], last["text"], last["way"], edit
    line.answered_at = dt.datetime.fromisoformat(last["at"])


def _is_again(line: RequestLine, answer: Answer, way: str) -> bool:
    """True for what was said before and is said once more: a meeting was held again.

    By mail, the same words of another day; each mail is read once.
    """
    if line.answered_at is None or line.said == Said.DONE:
        return False
    if way == "mail":
        return timezone.localdate(line.answered_at) < timezone.localdate()
    return line.answered_at == answer.seen_at


def note_said(actor: User | Guest, element: Element, said: str, text: str) -> Edit | None:
    """Note on a line what was said of it, as one edit: a state, and an occurrence of its rhythm
    when the words say that something took place, or when «une de plus» was chosen.

    «Rien de neuf» and a note change no state, and are news all the same; work that goes on stays
    as it is.
    """
    today = timezone.localdate()
    plan, label = element.plan, str(element)
    with editing(actor=actor, plan=plan, verb="element.status", label=label) as edited:
        held = live_element(plan, element.pk)
        edited.watch_held(held, StatusUpdate, Occurrence)
        if said != Said.NOTHING:
            _hold(actor, held, said, text, today)
        before, status = held.get_status_display(), _state(held, said)
        words = text or (str(phrases.SAID_NOTHING) if said == Said.NOTHING else "")
        note_status(actor, held, status, words, today)
    after = {"status": held.get_status_display(), "text": words, "on": today.isoformat()}
    record_of(actor, "element.status", held, {"status": before}, after)
    return edited.edit


def _state(element: Element, said: str) -> str:
    counts = counts_of(element.plan)
    if said == Said.DONE:
        return state_that_counts_as(element.plan, "done")
    if said == Said.RUNNING and counts.get(element.status) != "active":
        return state_that_counts_as(element.plan, "active")
    return element.status


def _hold(actor: User | Guest, element: Element, said: str, text: str, today: dt.date) -> None:
    """One more occurrence, on the day that the words say, else today."""
    suggested = suggest(text, [element], today)
    is_one_more = said == Said.RUNNING and is_recurring(element)
    if not (suggested.is_held or is_one_more):
        return
    read = suggested.reading
    on = read.on if read.on and read.on <= today else today
    note_occurrence(actor, element, on, None, read.quantity, read.unit, text)
    record_of(actor, "occurrence.hold", element, {}, {"on": on.isoformat(), "text": text})


def is_recurring(element: Element) -> bool:
    """True for a line that comes back at a rhythm."""
    clock = Clock.objects.filter(element=element.pk).first()
    return clock is not None and bool(clock.rhythms)


def _attach(actor: Guest, line: RequestLine, answer: Answer) -> bool:
    """Keep the proofs that were not kept before; the same bytes sent twice are one proof."""
    pieces: Mapping[str, dict[str, Any]] = {
        **({_digest(answer.url.encode()): {"url": answer.url}} if answer.url else {}),
        **({_digest(answer.file): {"file": answer.file}} if answer.file else {}),
    }
    new = {key: piece for key, piece in pieces.items() if key not in line.pieces}
    if len(line.pieces) + len(new) > MOST_PIECES:
        raise ValidationError(phrases.TOO_MANY_PIECES, code="too_many")
    for piece in new.values():
        title = piece["file"].name if "file" in piece else piece["url"]
        add_evidence(actor=actor, element=line.element, title=str(title)[:300], **piece)
    line.pieces = [*line.pieces, *new]
    return bool(new)


def _digest(data: bytes | File[Any]) -> str:
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    digest = hashlib.sha256()
    for chunk in data.chunks():
        digest.update(chunk)
    data.seek(0)
    return digest.hexdigest()


@transaction.atomic
def take_back(*, request: Request, line: RequestLine) -> RequestLine:
    """Undo the last answer to one line, unless somebody changed that line since; proofs stay, and
    the answer before it stands again.
    """
    held = held_request(request)
    line = held.lines.select_related("edit__plan").get(pk=line.pk)
    if line.edit and line.edit.undone_at is None:
        try:
            undo_edit(actor=guest_of(held, line.way), edit=line.edit)  # type: ignore[arg-type]
        except EditConflict as error:
            raise ValidationError(phrases.CHANGED_SINCE, code="changed_since") from error
    _bring_back(line)
    line.save()
    return line


@transaction.atomic
def disown(*, request: Request) -> Request:
    """«Ce n’est pas moi»: the link closes for good, and the team is told."""
    held = held_request(request)
    if held.disowned_at is None:
        held.disowned_at = timezone.now()
        held.revoked_at = held.revoked_at or held.disowned_at
        held.save(update_fields=["disowned_at", "revoked_at"])
        withdraw(Message.objects.filter(request=held))
        actor = guest_of(held, "link")
        record(actor, "request.disown", held, scope=held.campaign.plan)
    return held
