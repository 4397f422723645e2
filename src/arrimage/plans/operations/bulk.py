"""The same change in many lines, as one edit; and what it would do, line by line, before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.formats.words import FIELDS, clean
from arrimage.formats.words import ElementWords as Words

from .. import phrases
from ..drafts import words_of_element
from ..edits import CARRIED, Edited, editing
from ..models import Edit, Element, Level, Plan
from ..reading_order import ReadingOrder
from ..tagging import read_names
from .elements import WRITERS, Actor, note_status, status_label
from .structure import put_at_level, put_under, take_out

PREFETCHED = (
    *("assignments", "timeframes", "cadences", "results", "indicators", "references"),
    *("theme_links__theme", "territory_links__territory"),
)
LONGEST_LABEL = 20  # lines named


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What changes in each line; ``None`` and empty leave it as it is.

    People and themes that are ``added`` take the place of the first that is ``removed``.
    """

    status: str | None = None
    status_text: str = ""
    status_on: dt.date | None = None
    added_people: tuple[str, ...] = ()
    removed_people: tuple[str, ...] = ()
    timeframe: str | None = None
    years: str | None = None
    added_themes: tuple[str, ...] = ()
    removed_themes: tuple[str, ...] = ()
    under: Element | None = None
    level: Level | None = None
    to_bin: bool = False

    @property
    def is_empty(self) -> bool:
        """True when nothing would change."""
        said = {field.name for field in fields(self)} - {"status_text", "status_on"}
        return not any(getattr(self, name) not in (None, (), False) for name in said)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that changes in one line, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LinePreview:
    """What would change in one line."""

    element: Element
    changes: tuple[FieldChange, ...]


class _Undone(Exception):
    """Leaves the transaction of a preview."""


@transaction.atomic
def edit_elements(
    *, actor: User, plan: Plan, pks: Iterable[int], change: BulkChange
) -> Edit | None:
    """Change many lines in one go, as one edit that is undone in one go.

    Lines that are not in the plan any more are left out; one refusal refuses all.
    """
    if change.is_empty:
        raise ValidationError(phrases.NOTHING_CHOSEN, code="nothing_chosen")
    with editing(actor=actor, plan=plan, verb="elements.edit") as edited:
        elements = lines_of(plan, pks)
        if not elements:
            raise ValidationError(phrases.NO_LINES, code="no_lines")
        edited.label = _named(elements)
        _change_all(actor, edited, elements, change)
    if edited.edit:
        counted = {"elements": edited.edit.touched}
        record(actor, "elements.edit", plan, label=edited.label, scope=plan, after=counted)
    return edited.edit


def preview_elements(
    *, actor: User, plan: Plan, pks: Collection[int], change: BulkChange
) -> tuple[LinePreview, ...]:
    """Exactly what :func:`edit_elements` would do: it is done, read, and taken back."""
    before = {e.pk: (e, _said(e)) for e in lines_of(plan, _reached(plan, pks, change))}
    after: dict[int, dict[str, str]] = {}
    try:
        with transaction.atomic():
            edit_elements(actor=actor, plan=plan, pks=pks, change=change)
            now = _loaded(Element.everything.filter(pk__in=before))
            after = {element.pk: _said(element) for element in now}
            raise _Undone
    except _Undone:
        pass
    lines = [_difference(element, said, after[pk]) for pk, (element, said) in before.items()]
    return tuple(line for line in lines if line.changes)


def _reached(plan: Plan, pks: Iterable[int], change: BulkChange) -> set[int]:
    """The lines that may change: those chosen, and what goes with them to a level or the bin."""
    chosen = set(pks)
    if change.level is None and not change.to_bin:
        return chosen
    order = ReadingOrder(plan)
    return {below for pk in chosen if pk in order for below in order.branch(pk)}


def lines_of(plan: Plan, pks: Iterable[int]) -> Sequence[Element]:
    """Lines that are in the plan, in reading order, with all that they carry."""
    return _loaded(Element.objects.filter(plan=plan, pk__in=list(pks)))


def _loaded(elements: QuerySet[Element]) -> list[Element]:
    related = elements.select_related("plan__organization", "level", "parent")
    return list(related.prefetch_related(*PREFETCHED).order_by("position"))


def _change_all(
    actor: Actor, edited: Edited, elements: Sequence[Element], change: BulkChange
) -> None:
    pks = [element.pk for element in elements]
    if change.to_bin:
        take_out(edited, pks)
        return
    edited.watch(pks, *CARRIED)
    for element in elements:
        _change_words(element, change)
        if change.status is not None:
            on = change.status_on or timezone.localdate()
            note_status(actor, element, change.status, change.status_text, on)
    for element in elements:
        if change.level is not None and element.level_id != change.level.pk:
            put_at_level(edited, element, change.level)
            element.level = change.level
        if change.under is not None and element.parent_id != change.under.pk:
            put_under(edited, element, change.under)


def _change_words(element: Element, change: BulkChange) -> None:
    now = words_of_element(element)
    asked = {
        "responsibles": _replaced(
            now.responsibles.split("\n"), change.removed_people, change.added_people, "\n"
        ),
        "themes": _replaced(
            read_names(now.themes), change.removed_themes, change.added_themes, ", "
        ),
        "timeframe": now.timeframe if change.timeframe is None else clean(change.timeframe),
        "years": now.years if change.years is None else clean(change.years),
    }
    for name, text in asked.items():
        if text != getattr(now, name):
            WRITERS[name](element, text)
            element.save()


def _replaced(names: Iterable[str], gone: Sequence[str], new: Sequence[str], between: str) -> str:
    """Names without those that go; the new ones stand where the first of these stood."""
    found: list[str] = []
    at = None
    for name in filter(None, names):
        if name in gone:
            at = len(found) if at is None else at
        else:
            found.append(name)
    place = len(found) if at is None else at
    return between.join(dict.fromkeys([*found[:place], *new, *found[place:]]))


def _named(elements: Sequence[Element]) -> str:
    return " ; ".join(map(str, elements[:LONGEST_LABEL]))


def _said(element: Element) -> dict[str, str]:
    """Everything of a line that a bulk change may touch, in words."""
    words: Words = words_of_element(element)
    said = {str(phrases.FIELDS[name]): getattr(words, name) for name in FIELDS}
    said[str(phrases.STATUS)] = str(status_label(element.plan, element.status))
    said[str(phrases.LEVEL)] = element.level.name
    said[str(phrases.UNDER)] = str(element.parent) if element.parent else str(phrases.TOP)
    said[str(phrases.IN_PLAN)] = str(phrases.BINNED if element.removal else phrases.YES)
    return said


def _difference(element: Element, said: dict[str, str], after: dict[str, str]) -> LinePreview:
    changes = [
        FieldChange(label, said[label], text)
        for label, text in after.items()
        if text != said[label]
    ]
    return LinePreview(element, tuple(changes))
