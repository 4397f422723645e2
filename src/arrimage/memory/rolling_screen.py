"""What the screens of a roll-over print: each line with its choices, and the exact preview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from arrimage.formats.draft import ElementDraft, PlanDraft
from arrimage.plans.models import Element, Plan

from . import phrases
from .lines import Line
from .operations.rolling import marked_years
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


@dataclass(frozen=True, slots=True)
class Outline:
    """The plan that would be made, line by line."""

    title: str
    years: int
    lines: tuple[Drawn, ...]


def outline_of(draft: PlanDraft) -> Outline:
    """The whole draft, in reading order."""
    return Outline(draft.title, len(draft.years), tuple(_drawn(draft.elements)))


def _drawn(elements: Iterable[ElementDraft], depth: int = 0) -> Iterator[Drawn]:
    for element in elements:
        people = (a.name for a in element.assignments if a.role == "responsible")
        years = (_("An %(number)s") % {"number": year} for year in element.years_marked)
        said = element.timeframe_text or ", ".join(t.text for t in element.timeframes)
        time = ", ".join(filter(None, (said, *years)))
        yield Drawn(depth, element.number, element.title, ", ".join(people), time)
        yield from _drawn(element.children, depth + 1)


@dataclass(frozen=True, slots=True)
class YearChange:
    """What would change in one line when its plan goes on to its next year."""

    line: Line
    before: str
    after: str
    state: str


def year_changes(
    plan: Plan, lines: Iterable[Line], decisions: Mapping[int, Decision], year: int
) -> tuple[YearChange, ...]:
    """Exactly what the gesture does; a line that is left changes nothing. One query."""
    found = Element.objects.filter(plan=plan, pk__in=decisions)
    marks = dict(found.values_list("pk", "years_marked"))
    changes = []
    for line in lines:
        decision = decisions[line.pk]
        state = ""
        after = marks[line.pk]
        if decision.goes_on:
            after = marked_years(marks[line.pk], year, decision)
        if decision.what == LATER:
            state = _("Reporté")
        elif decision.what == DROP:
            state = _("Abandonné")
        if state or after != marks[line.pk]:
            before = _years(marks[line.pk])
            changes.append(YearChange(line, before, _years(after), state))
    return tuple(changes)


def _years(marks: Iterable[int]) -> str:
    return ", ".join(_("An %(number)s") % {"number": year} for year in marks)
