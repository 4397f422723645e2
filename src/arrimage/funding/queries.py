"""The money of a plan as its screen prints it; the same number of queries whatever its size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied

from arrimage.directory.permissions import Viewer
from arrimage.formats.draft import AmountDraft
from arrimage.formats.language import normalise
from arrimage.plans.confidential import TEAM_SIGHT, Sight, sight_of
from arrimage.plans.models import Element, Plan
from arrimage.plans.permissions import may
from arrimage.plans.queries import element_for, plan_for

from . import phrases
from .costs import ReadCost, amounts_in
from .keeping import amounts_of, draft_of
from .ledger import (
    NOTHING,
    Allocation,
    Line,
    Totals,
    allocations,
    by_branch,
    by_source,
    by_year,
    total,
)
from .models import Amount, FundingSource
from .workbook import BudgetLine, UnreadBudget


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A line of the plan with its money and that of what is under it."""

    pk: int
    number: str
    title: str
    depth: int
    is_branch: bool
    totals: Totals
    url: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source of funds: what the plan uses of it. ``pk`` is ``None`` where none is named."""

    pk: int | None
    name: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """What agreements give from one source, for a year or the whole period."""

    source: str
    allocation: Allocation


@dataclass(frozen=True, slots=True)
class Budget:
    """The money of a plan, seen whole or through one year or one source."""

    totals: Totals
    rows: tuple[BudgetRow, ...]
    years: tuple[tuple[int | None, Totals], ...]
    sources: tuple[SourceRow, ...]
    allocations: tuple[AllocationRow, ...]
    year_numbers: tuple[int, ...]
    costs: int  # lines whose document prints a cost and that have no amount yet
    given: Decimal | None


def budget_plan_for(user: Viewer, pk: int, to: str = "view") -> Plan:
    """A plan whose money the user may see (a role in its organisation), or ``edit``.

    404 for who does not see the plan, 403 for who sees it without a role there.
    """
    plan = plan_for(user, pk, to="edit" if to == "edit" else "view")
    if not may(user, "trace", plan):
        raise PermissionDenied
    return plan


def element_of_budget(user: Viewer, plan_pk: int, pk: int) -> Element:
    """A line whose money the user may write; 404 and 403 as for the plan."""
    return element_for(user, plan_pk, pk, to="edit")


@dataclass(frozen=True, slots=True)
class Money:
    """What a budget is added up from, at one moment; ``elements`` know their level."""

    elements: Sequence[Element]
    lines: Sequence[Line]
    envelopes: Sequence[tuple[int, int | None, Decimal]]  # source, year, amount
    years: tuple[int, ...]


def budget_of(
    user: Viewer, plan: Plan, *, year: int | None = None, source: int | None = None
) -> Budget:
    """The budget of a plan as it stands: five queries. It is cut as :func:`budget_from` does."""
    elements = _elements(plan, sight_of(user, plan))
    money = Money(
        elements=elements,
        lines=_lines(plan, {e.pk for e in elements}),
        envelopes=list(plan.envelopes.values_list("source", "year", "amount")),
        years=tuple(plan.years.values_list("number", flat=True)),
    )
    return budget_from(plan, money, year=year, source=source)


def budget_from(
    plan: Plan, money: Money, *, year: int | None = None, source: int | None = None
) -> Budget:
    """The budget of a plan, added up. ``year`` and ``source`` keep only their amounts.

    The totals by year and by source stay whole, so that one can go from one to the other.
    """
    held = FundingSource.objects.filter(organization=plan.organization)
    names = dict(held.values_list("pk", "name"))
    kept = [line for line in money.lines if _is_kept(line, year, source)]
    given = allocations(money.envelopes, money.lines)
    written = {line.element for line in money.lines}
    return Budget(
        totals=total(kept),
        rows=_rows(money.elements, kept),
        years=tuple(by_year(money.lines).items()),
        sources=_sources(by_source(money.lines), names),
        allocations=tuple(AllocationRow(names[a.source], a) for a in given),
        year_numbers=money.years,
        costs=len({e.pk for e in money.elements if e.cost} - written),
        given=sum((e[2] for e in money.envelopes), Decimal()) if money.envelopes else None,
    )


def _elements(plan: Plan, sight: Sight) -> list[Element]:
    rows = sight.of(Element.objects.filter(plan=plan)).select_related("level")
    return list(rows.only("number", "title", "cost", "parent", "plan", "level__rank"))


def _lines(plan: Plan, shown: set[int]) -> list[Line]:
    rows = Amount.objects.filter(element__plan=plan, element__removal="")
    values = rows.values_list("element", "nature", "amount", "year", "source")
    return [Line(*row) for row in values if row[0] in shown]


def _is_kept(line: Line, year: int | None, source: int | None) -> bool:
    return (year is None or line.year == year) and (source is None or line.source == source)


def _rows(elements: Iterable[Element], lines: list[Line]) -> tuple[BudgetRow, ...]:
    known = list(elements)
    sums = by_branch(lines, {e.pk: e.parent_id for e in known})
    branches = {e.parent_id for e in known}
    return tuple(
        BudgetRow(
            pk=e.pk,
            number=e.number,
            title=e.title,
            depth=e.level.rank,
            is_branch=e.pk in branches,
            totals=sums.get(e.pk, NOTHING),
            url=e.get_absolute_url(),
        )
        for e in known
    )


def _sources(sums: dict[int | None, Totals], names: dict[int, str]) -> tuple[SourceRow, ...]:
    named = [SourceRow(pk, names[pk], sums[pk]) for pk in sums if pk is not None]
    rows = sorted(named, key=lambda row: normalise(row.name))
    return (*rows, *([SourceRow(None, "", sums[None])] if None in sums else []))


def source_names(plan: Plan) -> tuple[str, ...]:
    """Names to offer where a source is asked."""
    held = FundingSource.objects.filter(organization=plan.organization)
    return tuple(held.values_list("name", flat=True)[:200])


def lines_of_budget(plan: Plan, sight: Sight) -> list[BudgetLine]:
    """The budget as rows of a file: every line of the plan, each of its amounts."""
    elements = _elements(plan, sight)
    held = amounts_of([e.pk for e in elements])
    return [
        BudgetLine(f"e{e.pk}", e.number, e.title, draft_of(row) if row else None)
        for e in elements
        for row in held.get(e.pk) or [None]
    ]


@dataclass(frozen=True, slots=True)
class BudgetChange:
    """What a file changes in the amounts of one line."""

    element: int
    number: str
    title: str
    before: tuple[AmountDraft, ...]
    after: tuple[AmountDraft, ...]


def changes_in(plan: Plan, lines: Iterable[BudgetLine]) -> tuple[BudgetChange, ...]:
    """What the rows of a file change; lines that the file does not name stay as they are.

    Raises :class:`UnreadBudget` for rows that name no line of the plan.
    """
    elements = _elements(plan, TEAM_SIGHT)
    known = {f"e{e.pk}": e for e in elements}
    named = _only({(e.number, e.title): e for e in elements}, elements)
    wanted: dict[int, list[AmountDraft]] = {}
    problems = []
    for line in lines:
        element = known.get(line.key) or named.get((line.number, line.title))
        if element is None:
            said = f"{line.key} {line.number} {line.title}".strip()[:80]
            problems.append(str(phrases.ROW_LINE % {"row": line.row, "words": said}))
            continue
        wanted.setdefault(element.pk, []).extend([line.amount] if line.amount else [])
    if problems:
        raise UnreadBudget(problems)
    return _differences(elements, wanted)


def _only(
    named: dict[tuple[str, str], Element], elements: Iterable[Element]
) -> dict[tuple[str, str], Element]:
    """Names that only one line bears."""
    counted = Counter((e.number, e.title) for e in elements)
    return {name: e for name, e in named.items() if counted[name] == 1}


def _differences(
    elements: Iterable[Element], wanted: dict[int, list[AmountDraft]]
) -> tuple[BudgetChange, ...]:
    held = amounts_of(wanted)
    changes = (
        BudgetChange(
            e.pk,
            e.number,
            e.title,
            tuple(draft_of(row) for row in held.get(e.pk, ())),
            tuple(wanted[e.pk]),
        )
        for e in elements
        if e.pk in wanted
    )
    return tuple(c for c in changes if Counter(c.before) != Counter(c.after))


def costs_of(plan: Plan) -> tuple[ReadCost, ...]:
    """The lines whose document prints a cost and that carry no amount, with what is read in it."""
    years = tuple(plan.years.values_list("number", flat=True))
    waiting = Element.objects.filter(plan=plan, amounts=None).exclude(cost="")
    return tuple(
        ReadCost(e.pk, e.number, e.title, e.cost, amounts_in(e.cost, years)) for e in waiting
    )
