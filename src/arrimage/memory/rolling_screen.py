"""What the screens of a roll-over print: each line with its choices, and the exact preview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from arrimage.formats.draft import ElementDraft, PlanDraft
from arrimage.funding.ledger import ZERO, Totals, total
from arrimage.funding.ledger import Line as Sum
from arrimage.funding.models import Amount
from arrimage.funding.said import say_envelopes, say_totals, total_of
from arrimage.plans.models import Element, Plan

from . import phrases
from .lines import Line
from .operations.rolling import marked_years, target_year
from .rolling import CARRY, DROP, LATER, STAY, Decision


@dataclass(frozen=True, slots=True)
class Choice:
    """A line with what may become of it: value, words, and whether it is the one chosen."""

    line: Line
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that are shown together."""

    key: str
    title: str
    choices: tuple[Choice, ...]


def choices_of(
    lines: Iterable[Line], decisions: Mapping[int, Decision], years: int, above: int = 1
) -> tuple[Group, ...]:
    """The lines by group, what is asked first; ``above`` is the year to which one goes on."""
    every = list(lines)
    words = {value: str(label) for value, label in phrases.DECISIONS.items()}
    options = [(CARRY, words[CARRY])]
    for year in range(above + 1, years + 1):
        options.append((Decision(LATER, year).value, str(phrases.LATER_TO % {"year": year})))
    options += [(DROP, words[DROP]), (STAY, words[STAY])]
    made = []
    for key, title in phrases.GROUPS.items():
        chosen = tuple(
            Choice(
                line,
                tuple((v, label, v == decisions[line.pk].value) for v, label in options),
            )
            for line in every
            if line.group == key
        )
        if chosen:
            made.append(Group(key, str(title), chosen))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of the plan that would be made."""

    depth: int
    number: str
    title: str
    responsibles: str
    time: str
    money: str


@dataclass(frozen=True, slots=True)
class Purse:
    """The money of the plan that would be made, and what stays in this one."""

    totals: Totals
    given: Decimal
    agreements: tuple[str, ...]
    used: Decimal  # committed and spent in the plan that is carried on

    @property
    def is_empty(self) -> bool:
        """True when no money goes on."""
        return not self.totals.is_known and not self.agreements


def purse_of(plan: Plan, draft: PlanDraft) -> Purse:
    """What goes on and what does not; one query."""
    held = Amount.objects.filter(element__plan=plan, element__removal="")
    lines = (Sum(*values) for values in held.values_list("element", "nature", "amount"))
    return Purse(
        totals=total_of(amount for element in draft.walk() for amount in element.amounts),
        given=sum((envelope.amount for envelope in draft.envelopes), ZERO),
        agreements=tuple(say_envelopes(draft.envelopes).splitlines()),
        used=total(lines).used,
    )


@dataclass(frozen=True, slots=True)
class Outline:
    """The plan that would be made, line by line."""

    title: str
    years: int
    lines: tuple[Drawn, ...]


def outline_of(draft: PlanDraft) -> Outline:
    """The whole draft, in reading order."""
    return Outline(draft.title, len(draft.years), tuple(_drawn(draft.elements, len(draft.years))))


def _drawn(elements: Iterable[ElementDraft], every: int, depth: int = 0) -> Iterator[Drawn]:
    for element in elements:
        people = (a.name for a in element.assignments if a.role == "responsible")
        years = [_("An %(number)s") % {"number": year} for year in element.years_marked]
        if len(years) == every > 2:
            years = [_("Chaque année")]
        said = element.timeframe_text or ", ".join(t.text for t in element.timeframes)
        time = ", ".join(filter(None, (said, *years)))
        money = ", ".join(say_totals(element.amounts).splitlines())
        yield Drawn(depth, element.number, element.title, ", ".join(people), time, money)
        yield from _drawn(element.children, every, depth + 1)


@dataclass(frozen=True, slots=True)
class YearChange:
    """What would change in one line when its plan goes on to its next year."""

    line: Line
    before: str
    after: str
    state: str
    balance: Decimal  # what was planned for the year and goes on
    target: int


def year_changes(
    plan: Plan,
    lines: Iterable[Line],
    decisions: Mapping[int, Decision],
    year: int,
    balances: Mapping[int, Decimal],
) -> tuple[YearChange, ...]:
    """Exactly what the gesture does; a line that is left changes nothing. One query."""
    found = Element.objects.filter(plan=plan, pk__in=decisions)
    marks = dict(found.values_list("pk", "years_marked"))
    made = (
        _year_change(line, marks[line.pk], decisions[line.pk], year, balances.get(line.pk, ZERO))
        for line in lines
    )
    return tuple(c for c in made if c.state or c.after != c.before or c.balance)


def _year_change(
    line: Line, marks: list[int], decision: Decision, year: int, balance: Decimal
) -> YearChange:
    goes_on = decision.goes_on
    states = {LATER: _("Reporté"), DROP: _("Abandonné")}
    return YearChange(
        line=line,
        before=_years(marks),
        after=_years(marked_years(marks, year, decision) if goes_on else marks),
        state=states.get(decision.what, ""),
        balance=balance if goes_on else ZERO,
        target=target_year(year, decision),
    )


def _years(marks: Iterable[int]) -> str:
    return ", ".join(_("An %(number)s") % {"number": year} for year in marks)
