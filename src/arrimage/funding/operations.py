"""What a person does with the money of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.formats.draft import AmountDraft, EnvelopeDraft
from arrimage.plans.confidential import sight_of
from arrimage.plans.edits import Edited, editing
from arrimage.plans.models import Edit, Element, Plan

from . import phrases
from .keeping import amounts_of, draft_of, envelope_draft, sources_named
from .models import Amount, Envelope
from .queries import lines_of_budget
from .workbook import BudgetFormat, write_budget

MOST = 60  # amounts of one line, envelopes of one plan
Amounts = Sequence[AmountDraft]
Money = AmountDraft | EnvelopeDraft


class WrittenMeanwhile(Exception):
    """Somebody changed the amounts since they were shown; nothing was written."""


@transaction.atomic
def write_amounts(*, actor: User, element: Element, amounts: Amounts, shown: Amounts) -> Element:
    """The amounts of one line, all of them; one gesture, which can be undone.

    Raises :class:`WrittenMeanwhile` when they are not those that were ``shown``.
    """
    label = str(element)
    with editing(actor=actor, plan=element.plan, verb="amounts.write", label=label) as edited:
        replace_amounts(edited, {element.pk: amounts}, {element.pk: shown})
    if edited.edit:
        before, after = (", ".join(map(_said, side)) for side in (shown, amounts))
        values = {"before": {"amounts": before}, "after": {"amounts": after}}
        record(actor, "amounts.write", element, label=label, scope=element.plan, **values)
    return element


@transaction.atomic
def write_many_amounts(
    *,
    actor: User,
    plan: Plan,
    wanted: Mapping[int, Amounts],
    shown: Mapping[int, Amounts],
    verb: str,
) -> Edit | None:
    """The amounts of many lines of a plan in one gesture («amounts.take», «amounts.import»)."""
    with editing(actor=actor, plan=plan, verb=verb, label=str(plan)) as edited:
        replace_amounts(edited, wanted, shown)
    if edited.edit:
        record(actor, verb, plan, scope=plan, after={"elements": edited.edit.touched})
    return edited.edit


def replace_amounts(
    edited: Edited, wanted: Mapping[int, Amounts], shown: Mapping[int, Amounts]
) -> None:
    """The amounts of many lines, inside a gesture that is being made; raises as those above.

    Rows that stay keep their key, so that undoing finds them.
    """
    live = set(Element.objects.filter(plan=edited.plan, pk__in=wanted).values_list("pk", flat=True))
    if live != set(wanted):
        raise ValidationError(phrases.LINE_GONE, code="element_gone")
    edited.watch(wanted, Amount)
    held = amounts_of(wanted)
    _check(edited.plan, [amount for amounts in wanted.values() for amount in amounts])
    for pk, amounts in wanted.items():
        now = held.get(pk, [])
        if Counter(draft_of(row) for row in now) not in (
            Counter(shown.get(pk, ())),
            Counter(amounts),
        ):
            raise WrittenMeanwhile
        if len(amounts) > MOST:
            raise ValidationError(phrases.TOO_MANY % {"count": MOST}, code="too_many")
    _write(edited.plan, wanted, held)


def _write(plan: Plan, wanted: Mapping[int, Amounts], held: Mapping[int, Sequence[Amount]]) -> None:
    names = {amount.source for amounts in wanted.values() for amount in amounts}
    sources = sources_named(plan.organization, names)
    gone: list[int] = []
    made: list[Amount] = []
    for pk, amounts in wanted.items():
        lost, missing = _sorted_out(held.get(pk, ()), amounts, draft_of)
        gone += lost
        made += [_row(pk, amount, sources) for amount in missing]
    for row in made:
        row.full_clean(exclude=["element", "source"])
    Amount.objects.filter(pk__in=gone).delete()
    for row in made:
        row.save()


def _row(element: int, amount: AmountDraft, sources: Mapping[str, Any]) -> Amount:
    return Amount(
        element_id=element,
        nature=amount.nature,
        amount=amount.amount,
        year=amount.year,
        source=sources.get(amount.source),
        on=amount.on,
        note=amount.note,
    )


@transaction.atomic
def write_envelopes(
    *, actor: User, plan: Plan, envelopes: Sequence[EnvelopeDraft], shown: Sequence[EnvelopeDraft]
) -> Plan:
    """What the agreements give to a plan, all of it, in one gesture, which can be undone.

    Raises as :func:`write_amounts`.
    """
    with editing(actor=actor, plan=plan, verb="envelopes.write", label=plan.title) as edited:
        rows = list(plan.envelopes.select_related("source"))
        now = [envelope_draft(row) for row in rows]
        if Counter(now) == Counter(envelopes):
            return plan
        if Counter(now) != Counter(shown):
            raise WrittenMeanwhile
        _check_envelopes(plan, envelopes)
        edited.watch_frame()
        _write_envelopes(plan, envelopes, rows)
    before, after = (", ".join(_given(e) for e in side) for side in (now, envelopes))
    values = {"before": {"envelopes": before}, "after": {"envelopes": after}}
    record(actor, "envelopes.write", plan, scope=plan, **values)
    return plan


def _check_envelopes(plan: Plan, envelopes: Sequence[EnvelopeDraft]) -> None:
    if len(envelopes) > MOST:
        raise ValidationError(phrases.TOO_MANY % {"count": MOST}, code="too_many")
    if not all(envelope.source.strip() for envelope in envelopes):
        raise ValidationError(phrases.SOURCE_MISSING, code="source_missing")
    _check(plan, envelopes)


def _write_envelopes(
    plan: Plan, envelopes: Sequence[EnvelopeDraft], held: Sequence[Envelope]
) -> None:
    """Rows that stay keep their key, so that undoing finds them."""
    sources = sources_named(plan.organization, {envelope.source for envelope in envelopes})
    gone, missing = _sorted_out(held, envelopes, envelope_draft)
    Envelope.objects.filter(pk__in=gone).delete()
    for e in missing:
        row = Envelope(plan=plan, source=sources[e.source], amount=e.amount, year=e.year)
        row.agreement = e.agreement
        row.full_clean(exclude=["plan", "source"])
        row.save()


def _sorted_out(
    held: Iterable[Any], wanted: Iterable[Money], said: Callable[[Any], Money]
) -> tuple[list[int], list[Any]]:
    """Keys of the rows that nobody wants any more, and what is wanted and is no row yet."""
    missing = Counter(wanted)
    gone: list[int] = []
    for row in held:
        if missing[said(row)]:
            missing[said(row)] -= 1
        else:
            gone.append(row.pk)
    return gone, list(missing.elements())


def _check(plan: Plan, money: Sequence[Money]) -> None:
    """Refuse a year that the plan does not have."""
    years = set(plan.years.values_list("number", flat=True))
    for year in {part.year for part in money} - {None}:
        if year not in years:
            raise ValidationError(phrases.NO_SUCH_YEAR % {"year": year}, code="no_such_year")


def _said(amount: AmountDraft) -> str:
    return f"{amount.nature} {amount.amount}"


def _given(envelope: EnvelopeDraft) -> str:
    return f"{envelope.source} {envelope.amount}"


def export_budget(*, actor: User, plan: Plan, format: BudgetFormat) -> bytes:
    """The budget as a file, with what the actor may see of it; it leaves a line."""
    data = write_budget(lines_of_budget(plan, sight_of(actor, plan)), format)
    record(actor, "budget.export", plan, scope=plan, after={"format": format})
    return data
