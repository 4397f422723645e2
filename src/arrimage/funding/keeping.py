"""Money in the drafts of plans: it leaves with the exports of the team and comes back with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from arrimage.directory.models import Organization
from arrimage.formats import exact
from arrimage.formats.draft import AmountDraft, ElementDraft, EnvelopeDraft, PlanDraft
from arrimage.formats.language import normalise
from arrimage.plans.models import Element, Plan

from .models import LARGEST, Amount, Envelope, FundingSource


class MoneyKeeper:
    """A :class:`plans.following.DraftKeeper`."""

    def draw(self, plan: Plan) -> Mapping[int, Mapping[str, Any]]:
        """Amounts of each element."""
        held = Amount.objects.filter(element__plan=plan).select_related("source")
        return amounts_drawn(held.order_by("pk"))

    def draw_frame(self, plan: Plan) -> Mapping[str, Any]:
        """What the agreements give."""
        return envelopes_drawn(plan.envelopes.select_related("source"))

    def take(self, plan: Plan, saved: Sequence[tuple[ElementDraft, Element]]) -> None:
        """Amounts as rows; what no table could hold (a negative amount) is left in its file."""
        wanted = [(a, element) for draft, element in saved for a in draft.amounts if _holds(a)]
        sources = sources_named(plan.organization, {amount.source for amount, _ in wanted})
        Amount.objects.bulk_create(
            Amount(
                element=element,
                nature=amount.nature,
                amount=amount.amount,
                year=amount.year,
                source=sources.get(amount.source),
                on=amount.on,
                note=amount.note[:300],
            )
            for amount, element in wanted
        )

    def take_frame(self, plan: Plan, draft: PlanDraft) -> None:
        """Envelopes as rows."""
        wanted = [e for e in draft.envelopes if e.source.strip() and _holds(e)]
        sources = sources_named(plan.organization, {envelope.source for envelope in wanted})
        Envelope.objects.bulk_create(
            Envelope(
                plan=plan,
                source=sources[envelope.source],
                amount=envelope.amount,
                year=envelope.year,
                agreement=envelope.agreement[:200],
            )
            for envelope in wanted
        )


def amounts_drawn(amounts: Iterable[Amount]) -> dict[int, dict[str, Any]]:
    """Rows as drafts hold them, by the key of their element; their sources are loaded."""
    found: dict[int, list[Any]] = defaultdict(list)
    for amount in amounts:
        found[amount.element_id].append(exact.encode(draft_of(amount)))
    return {pk: {"amounts": drawn} for pk, drawn in found.items()}


def envelopes_drawn(envelopes: Iterable[Envelope]) -> dict[str, Any]:
    """The same for what the agreements give."""
    return {"envelopes": exact.encode(tuple(map(envelope_draft, in_order(envelopes))))}


def in_order(envelopes: Iterable[Envelope]) -> list[Envelope]:
    """By source, year after year, then the whole period; the same on every database."""
    return sorted(
        envelopes, key=lambda e: (normalise(e.source.name), e.year is None, e.year or 0, e.pk)
    )


def envelope_draft(envelope: Envelope) -> EnvelopeDraft:
    """A row as a part of a draft."""
    source = envelope.source.name
    return EnvelopeDraft(source, envelope.amount, envelope.year, envelope.agreement)


def draft_of(amount: Amount) -> AmountDraft:
    """A row as a part of a draft."""
    source = amount.source.name if amount.source else ""
    values = (amount.amount, amount.year, source, amount.on, amount.note)
    return AmountDraft(amount.nature, *values)  # type: ignore[arg-type]


def amounts_of(elements: Iterable[int]) -> dict[int, list[Amount]]:
    """The rows of some elements, in one query."""
    found: dict[int, list[Amount]] = {}
    for row in Amount.objects.filter(element__in=list(elements)).select_related("source"):
        found.setdefault(row.element_id, []).append(row)
    return found


def _holds(money: AmountDraft | EnvelopeDraft) -> bool:
    """True for what a row can hold."""
    exponent = money.amount.as_tuple().exponent
    is_fit = 0 < money.amount <= LARGEST and isinstance(exponent, int) and exponent >= -2
    return is_fit and (money.year is None or 0 < money.year < 1000)


def sources_named(organization: Organization, names: set[str]) -> dict[str, FundingSource]:
    """The sources with these names, made where they are not yet; two or three queries."""
    wanted = {name: name.strip()[:200] for name in names if name.strip()}
    held = FundingSource.objects.filter(organization=organization)
    known = {source.name.casefold(): source for source in held}
    missing = {n.casefold(): n for n in wanted.values() if n.casefold() not in known}
    FundingSource.objects.bulk_create(
        [FundingSource(organization=organization, name=name) for name in missing.values()],
        ignore_conflicts=True,
    )
    if missing:
        known = {source.name.casefold(): source for source in held.all()}
    return {name: known[clean.casefold()] for name, clean in wanted.items()}
