"""What a person can do with a plan and its elements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.directory.models import Organization
from arrimage.formats import exact
from arrimage.formats.draft import PlanDraft

from . import phrases
from .creation import PlanRows
from .models import Element, Evidence, Plan, SourceFile, Status, StatusUpdate


class StaleVersion(Exception):
    """Somebody changed the same thing since it was shown; nothing was written.

    ``yours`` is what was about to be written, ``theirs`` what is there now, at ``version``.
    """

    def __init__(self, *, yours: str, theirs: str, version: int) -> None:
        super().__init__(str(phrases.STALE))
        self.yours, self.theirs, self.version = yours, theirs, version


@transaction.atomic
def create_plan_from_draft(
    *,
    actor: User | None,
    organization: Organization,
    draft: PlanDraft,
    source: SourceFile | None = None,
    doubts: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
) -> Plan:
    """The plan with all its elements, whole or not at all.

    ``doubts`` maps keys of the draft to what a person should still look at in the plan.
    """
    if not draft.elements:
        raise ValidationError(phrases.NO_ELEMENTS, code="no_elements")
    plan = _plan_of(organization, draft, source)
    plan.full_clean()
    plan.save()
    count = PlanRows(plan, draft, doubts or {}, timezone.localdate()).save()
    record(actor, "plan.create", plan, scope=plan, after={"elements": count})
    return plan


def _plan_of(organization: Organization, draft: PlanDraft, source: SourceFile | None) -> Plan:
    period = draft.period
    return Plan(
        organization=organization,
        title=draft.title.strip() or (source.name if source else str(organization)),
        source=source,
        starts_on=period.start if period else None,
        ends_on=period.end if period else None,
        period_precision=period.precision if period else "year",
        period_text=period.text if period else "",
        source_organization=draft.organization,
        fiscal_year_start=draft.fiscal_year_start,
        updated_on=draft.updated_on,
        mission=draft.mission,
        vision=draft.vision,
        values=list(draft.values),
        general_objective=draft.general_objective,
        acronyms=[list(pair) for pair in draft.acronyms],
        footnotes=[list(pair) for pair in draft.footnotes],
        notes=[exact.encode(note) for note in draft.notes],
        layout=exact.encode(draft.layout),
    )


@transaction.atomic
def reword_element(*, actor: User, element: Element, title: str, version: int) -> Element:
    """Another working title; the source wording stays. Raises :class:`StaleVersion`."""
    element = _hold(element)
    title = title.strip()
    if element.version != version:
        raise StaleVersion(yours=title, theirs=element.title, version=element.version)
    if not title:
        raise ValidationError({"title": phrases.TITLE_MISSING})
    before, element.title = element.title, title
    if before == title:
        return element
    element.version += 1
    _check(element)
    element.save(update_fields=["title", "version"])
    _record(actor, "element.reword", element, {"title": before}, {"title": title})
    return element


@transaction.atomic
def change_status(
    *,
    actor: User,
    element: Element,
    status: str,
    text: str = "",
    on: dt.date | None = None,
) -> StatusUpdate:
    """Note a state on a day, today unless said otherwise; an older day does not hide a later one.

    An empty ``status`` says that the state is not known any more.
    """
    element = _hold(element)
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise ValidationError({"on": phrases.FUTURE_STATUS})
    update = StatusUpdate(element=element, status=status, text=text.strip(), author=actor, on=on)
    update.full_clean()
    update.save()
    latest = StatusUpdate.objects.filter(element=element).latest("on", "pk")
    before = element.status
    element.status, element.status_text = latest.status, latest.text
    element.status_basis = "person" if latest.basis == "person" else "explicit"
    element.save(update_fields=["status", "status_text", "status_basis"])
    _record(
        actor,
        "element.status",
        element,
        {"status": _status_label(before)},
        {"status": _status_label(status), "text": update.text, "on": on.isoformat()},
    )
    return update


def _status_label(status: str) -> str:
    return str(Status(status).label if status else phrases.UNKNOWN_STATUS)


@transaction.atomic
def add_evidence(
    *,
    actor: User,
    element: Element,
    title: str,
    text: str = "",
    url: str = "",
    file: File[Any] | None = None,
) -> Evidence:
    """A note, a link or a file that shows what was done; at least one of the three."""
    if not (text.strip() or url.strip() or file):
        raise ValidationError(phrases.EVIDENCE_EMPTY, code="evidence_empty")
    evidence = Evidence(
        element=element,
        title=title.strip(),
        text=text.strip(),
        url=url.strip(),
        author=actor,
    )
    if file:
        evidence.file = file
    evidence.full_clean()
    evidence.save()
    _record(actor, "evidence.add", element, {}, {"title": evidence.title})
    return evidence


@transaction.atomic
def delete_plan(*, actor: User | None, plan: Plan) -> None:
    """Take a plan away with all it holds; its source file stays."""
    record(actor, "plan.delete", plan, scope=plan, before={"title": plan.title})
    kept = Evidence.objects.filter(element__plan=plan).exclude(file="")
    for name in kept.values_list("file", flat=True):
        transaction.on_commit(partial(default_storage.delete, name))
    Element.everything.filter(plan=plan).delete()  # levels are protected by their elements
    plan.delete()


def what_would_be_lost(plan: Plan) -> tuple[str, ...]:
    """What people recorded in the plan since it was created, in words; empty when nothing."""
    counted = [
        (phrases.STATUSES_LOST, StatusUpdate.objects.filter(element__plan=plan, basis="person")),
        (phrases.EVIDENCE_LOST, Evidence.objects.filter(element__plan=plan)),
        (phrases.WORDINGS_LOST, Element.objects.filter(plan=plan, version__gt=1)),
    ]
    counts = [(phrase, rows.count()) for phrase, rows in counted]
    return tuple(str(phrase) % {"count": count} for phrase, count in counts if count)


def _hold(element: Element) -> Element:
    held = Element.objects.select_for_update(of=("self",)).select_related("plan")
    return held.get(pk=element.pk)


def _check(element: Element) -> None:
    element.full_clean(exclude=["plan", "level", "parent"])


def _record(
    actor: User, verb: str, element: Element, before: dict[str, str], after: dict[str, str]
) -> None:
    label = element.number or element.title
    record(actor, verb, element, label=label, scope=element.plan, before=before, after=after)
