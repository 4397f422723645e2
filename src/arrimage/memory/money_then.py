"""The money of a plan at a moment: its amounts and what its agreements gave, as rows and as drafts.

Sources of funds bear the names of today.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from arrimage.funding.keeping import (
    amounts_drawn,
    draft_of,
    envelope_draft,
    envelopes_drawn,
    in_order,
)
from arrimage.funding.ledger import Line
from arrimage.funding.models import Amount, Envelope, FundingSource, Nature
from arrimage.funding.said import say_amounts, say_envelopes
from arrimage.plans.models import Plan

from .past import Past

Row = TypeVar("Row", Amount, Envelope)


@dataclass(frozen=True, slots=True)
class MoneyThen:
    """Rows that are never saved, their sources loaded; a :class:`plans.following.DraftDrawer`."""

    amounts: tuple[Amount, ...]
    envelopes: tuple[Envelope, ...]

    @property
    def lines(self) -> list[Line]:
        """What a budget adds up."""
        return [Line(a.element_id, a.nature, a.amount, a.year, a.source_id) for a in self.amounts]

    def draw(self, plan: Plan) -> Mapping[int, Mapping[str, Any]]:
        """Amounts of each element."""
        return amounts_drawn(self.amounts)

    def draw_frame(self, plan: Plan) -> Mapping[str, Any]:
        """What the agreements gave."""
        return envelopes_drawn(self.envelopes)


def money_then(past: Past, elements: Collection[int]) -> MoneyThen:
    """The money of these elements, and of the plan; one query."""
    amounts, envelopes = past.of("amount"), past.of("envelope")
    named = (*amounts.values(), *envelopes.values())
    sources = FundingSource.objects.in_bulk({row["source_id"] or 0 for row in named} | {0})
    rows = (_row(Amount, pk, amounts[pk], sources) for pk in sorted(amounts))
    given = (_row(Envelope, pk, values, sources) for pk, values in envelopes.items())
    return MoneyThen(tuple(r for r in rows if r.element_id in elements), tuple(in_order(given)))


def planned_at(past: Past, pk: int, sources: Mapping[int, FundingSource]) -> str:
    """What was planned for one element, in words."""
    rows = (row for row in past.held_by(pk, "amount") if row["nature"] == Nature.PLANNED)
    return say_amounts(draft_of(_row(Amount, 0, row, sources)) for row in rows)


def envelopes_at(past: Past, sources: Mapping[int, FundingSource]) -> str:
    """What the agreements gave, in words."""
    rows = [_row(Envelope, pk, row, sources) for pk, row in past.of("envelope").items()]
    return say_envelopes(map(envelope_draft, in_order(rows)))


def _row(
    model: type[Row], pk: int, values: Mapping[str, Any], sources: Mapping[int, FundingSource]
) -> Row:
    row = model(pk=pk, **values)
    row.source = sources.get(values["source_id"] or 0)
    return row
