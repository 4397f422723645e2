"""What a person changes in one element: its words, its state, its evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models, transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.actors import Guest, account_of, name_of_guest
from arrimage.audit.operations import record
from arrimage.formats.words import ElementWords, clean, read_items

from .. import phrases, tagging, writing
from ..drafts import words_of_element
from ..edits import editing
from ..models import (
    Assignment,
    Cadence,
    Element,
    ElementTerritory,
    ElementTheme,
    Evidence,
    ExpectedResult,
    Indicator,
    Plan,
    Reference,
    StatusUpdate,
    Timeframe,
)
from ..states import book_of

Actor = User | Guest
LONGEST = 20_000  # signs of one text, some seven pages


class WrittenMeanwhile(Exception):
    """Somebody changed the same words since they were shown; nothing was written.

    ``fields`` names them; ``now`` holds the words of the element as they are.
    """

    def __init__(self, fields: tuple[str, ...], now: ElementWords) -> None:
        super().__init__(str(phrases.STALE))
        self.fields, self.now = fields, now


@transaction.atomic
def edit_element(
    *, actor: Actor, element: Element, values: ElementWords, shown: ElementWords
) -> Element:
    """Change the words that differ from those that were ``shown``; the source's never change.

    Other words that somebody changed meanwhile stay as they are; the same words changed by both
    raise :class:`WrittenMeanwhile`.
    """
    values, shown = values.cleaned(), shown.cleaned()
    changed = values.changed_from(shown)
    carrying = {model for name in changed for model in CARRYING.get(name, ())}
    with editing(actor=actor, plan=element.plan, verb="element.edit", label=str(element)) as edited:
        element = live_element(element.plan, element.pk)
        now = words_of_element(element, carrying)
        both = tuple(n for n in changed if getattr(now, n) not in _either(n, shown, values))
        if both:
            raise WrittenMeanwhile(both, words_of_element(element))
        refuse_long(**{name: getattr(values, name) for name in changed})
        edited.watch_held(element, *carrying)
        for name in changed:
            WRITERS[name](element, getattr(values, name))
        if not element.title and not element.number:
            raise ValidationError({"title": phrases.TITLE_MISSING})
        element.full_clean(exclude=["plan", "level", "parent"])
        element.save()
    if edited.edit:
        before, after = ({n: getattr(side, n) for n in changed} for side in (now, values))
        if changed == ("title",):
            record_of(actor, "element.reword", element, before, after)
        else:
            after["fields"] = phrases.listed(phrases.FIELDS[name] for name in changed)
            record_of(actor, "element.edit", element, before, after)
    return element


def _either(name: str, shown: ElementWords, values: ElementWords) -> tuple[str, str]:
    return getattr(shown, name), getattr(values, name)


Writer = Callable[[Element, str], None]


def _text(name: str) -> Writer:
    return lambda element, text: setattr(element, name, clean(text))


def _list(name: str) -> Writer:
    return lambda element, text: setattr(element, name, [i.text for i in read_items(text)])


def _people(role: str) -> Writer:
    return lambda element, text: writing.write_people(element, role, text)


WRITERS: Mapping[str, Writer] = {
    "number": _text("number"),
    "title": _text("title"),
    "kind": _text("kind"),
    "cost": _text("cost"),
    "priority": _text("priority"),
    "sub_items": _list("sub_items"),
    "notes": _list("notes"),
    "responsibles": _people("responsible"),
    "collaborators": _people("collaborator"),
    "timeframe": writing.write_timeframe,
    "years": writing.write_years,
    "results": writing.write_results,
    "indicators": writing.write_indicators,
    "references": writing.write_references,
    "themes": tagging.write_themes,
    "territories": tagging.write_territories,
}
CARRYING: Mapping[str, tuple[type[models.Model], ...]] = {
    "responsibles": (Assignment,),
    "collaborators": (Assignment,),
    "timeframe": (Timeframe, Cadence),
    "results": (ExpectedResult,),
    "indicators": (Indicator,),
    "references": (Reference,),
    "themes": (ElementTheme,),
    "territories": (ElementTerritory,),
}


@transaction.atomic
def change_status(
    *,
    actor: Actor,
    element: Element,
    status: str,
    text: str = "",
    on: dt.date | None = None,
) -> StatusUpdate:
    """Note a state on a day, today unless said otherwise; an older day does not hide a later one.

    An empty ``status`` says that the state is not known any more.
    """
    with editing(
        actor=actor, plan=element.plan, verb="element.status", label=str(element)
    ) as edited:
        element = live_element(element.plan, element.pk)
        edited.watch_held(element, StatusUpdate)
        before = element.status
        update = note_status(actor, element, status, text, on or timezone.localdate())
    record_of(
        actor,
        "element.status",
        element,
        {"status": status_label(element.plan, before)},
        {
            "status": status_label(element.plan, status),
            "text": update.text,
            "on": update.on.isoformat(),
        },
    )
    return update


def note_status(
    actor: Actor, element: Element, status: str, text: str, on: dt.date
) -> StatusUpdate:
    """A dated state in an edit that is open; the latest by its day is the element's."""
    refuse_long(text=text)
    if on > timezone.localdate():
        raise ValidationError({"on": phrases.FUTURE_STATUS})
    if status and book_of(element.plan).get(status) is None:
        raise ValidationError({"status": phrases.NO_SUCH_STATE})
    update = StatusUpdate(
        element=element,
        status=status,
        text=text.strip(),
        author=account_of(actor),
        by_name=name_of_guest(actor),
        on=on,
    )
    update.full_clean(exclude=["element", "author"])  # held, and signed in
    update.save()
    latest = StatusUpdate.objects.filter(element=element).latest("on", "pk")
    element.status, element.status_text = latest.status, latest.text
    element.status_basis = "person" if latest.basis == "person" else "explicit"
    element.save(update_fields=["status", "status_text", "status_basis"])
    return update


def status_label(plan: Plan, status: str) -> Any:
    """A state in words, translated when it is printed."""
    state = book_of(plan).get(status)
    return state.label if state else phrases.UNKNOWN_STATUS


@transaction.atomic
def add_evidence(
    *,
    actor: Actor,
    element: Element,
    title: str,
    text: str = "",
    url: str = "",
    file: File[Any] | None = None,
) -> Evidence:
    """A note, a link or a file that shows what was done; at least one of the three."""
    if not (text.strip() or url.strip() or file):
        raise ValidationError(phrases.EVIDENCE_EMPTY, code="evidence_empty")
    refuse_long(text=text)
    with editing(actor=actor, plan=element.plan, verb="evidence.add", label=str(element)) as edited:
        edited.watch([element.pk], Evidence)
        evidence = Evidence(
            element=element,
            title=title.strip(),
            text=text.strip(),
            url=url.strip(),
            author=account_of(actor),
            by_name=name_of_guest(actor),
        )
        if file:
            evidence.file = file
        evidence.full_clean()
        evidence.save()
    record_of(actor, "evidence.add", element, {}, {"title": evidence.title})
    return evidence


def refuse_long(**texts: str) -> None:
    """Refuse a text that somebody typed beyond any page; what a document says is never cut."""
    long = {name: phrases.TOO_LONG for name, text in texts.items() if len(text) > LONGEST}
    if long:
        raise ValidationError(long)


def live_element(plan: Plan, pk: int) -> Element:
    """An element that is in the plan now; a refusal in words when somebody took it out."""
    found = Element.objects.select_for_update().filter(plan=plan, pk=pk).first()
    if found is None:
        raise ValidationError(phrases.ELEMENT_GONE, code="element_gone")
    found.plan = plan
    return found


def record_of(
    actor: Actor, verb: str, element: Element, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """The audit line of a change in one element, kept with its plan."""
    label = element.number or element.title
    record(actor, verb, element, label=label, scope=element.plan, before=before, after=after)
