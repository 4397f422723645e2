"""Who else works on something this year: lines of the plans that a person may read."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from arrimage.directory.annuaire import Annuaire
from arrimage.directory.models import Organization, Theme
from arrimage.directory.permissions import Viewer
from arrimage.formats.language import normalise
from arrimage.plans.models import Assignment, Element, LevelRole, Status
from arrimage.plans.states import State, book_of
from arrimage.search.matching import Matches
from arrimage.search.queries import Narrowing, visible_to
from arrimage.search.syntax import read_question

from .deliverables import groups_of
from .queries import same_pairs, seen_elements

MOST = 300
POOL = 2000  # lines whose words answer, before the year is looked at
OPEN_KINDS = ("continuous", "recurring", "on-demand", "conditional", "event", "unknown")


@dataclass(frozen=True, slots=True)
class Asked:
    """Words, a theme, a civil year; an empty value narrows nothing."""

    text: str = ""
    theme: Theme | None = None
    year: int = 0

    @property
    def is_empty(self) -> bool:
        """True when nothing is asked yet."""
        return not (self.text.strip() or self.theme)


@dataclass(frozen=True, slots=True)
class FellowLine:
    """A line that answers, its state in the words of its plan, the first of those who carry it."""

    element: Element
    state: State | None
    responsibles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fellow:
    """An organisation and its lines that answer; ``places`` names where they act."""

    organization: Organization
    lines: tuple[FellowLine, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fellowship:
    """Everybody who works on it. ``deliverables`` counts one that several plans promise once.

    ``declared`` say in the annuaire that they work on the theme, without a line that answers.
    """

    fellows: tuple[Fellow, ...]
    elements: int
    deliverables: int
    is_more: bool
    declared: tuple[Organization, ...] = ()


def fellows_of(user: Viewer, annuaire: Annuaire, asked: Asked) -> Fellowship:
    """Organisations whose plans work on what is asked that year, the most lines first."""
    if asked.is_empty:
        return Fellowship((), 0, 0, False)
    rows = list(_candidates(user, asked)[: MOST + 1])
    start, end = dt.date(asked.year, 1, 1), dt.date(asked.year, 12, 31)
    active = [element for element in rows[:MOST] if is_active(element, start, end)]
    keys = [element.pk for element in active]
    return Fellowship(
        fellows=_by_organization(active),
        elements=len(active),
        deliverables=len(groups_of(keys, same_pairs(keys))),
        is_more=len(rows) > MOST,
        declared=_declared(annuaire, asked.theme, {e.plan.organization_id for e in active}),
    )


def _declared(annuaire: Annuaire, theme: Theme | None, known: set[int]) -> tuple[Organization, ...]:
    if theme is None:
        return ()
    there = Organization.objects.present().filter(themes=theme, pk__in=annuaire.network.members)
    found = there.exclude(pk__in=known).order_by("name")[:60]
    return tuple(sorted(found, key=lambda organization: normalise(organization.name)))


def _candidates(user: Viewer, asked: Asked) -> QuerySet[Element]:
    found = seen_elements(user).exclude(status=Status.ABANDONED)
    if asked.theme:
        found = found.filter(theme_links__theme=asked.theme)
    question = read_question(asked.text)
    if question:
        entries = visible_to(user, Narrowing(kinds=("element",))).filter(Matches(question))
        keys = entries.order_by("-pk").values_list("object_id", flat=True)
        found = found.filter(pk__in=list(keys[:POOL]))
    current = Assignment.objects.current().select_related("person", "organization")
    return (
        found.filter(Q(children=None) | Q(level__role=LevelRole.ACTION))
        .select_related("plan__organization", "level")
        .prefetch_related(
            "timeframes",
            "plan__years",
            "territory_links__territory",
            Prefetch("assignments", current),
        )
        .distinct()
        .order_by("plan__organization__name", "plan", "position")
    )


def is_active(element: Element, start: dt.date, end: dt.date) -> bool:
    """True when the element works in the period: by its dates, its plan years, else its plan's.

    Work without dates, and all that is continuous, lasts as long as its plan; a plan that does not
    say its period is taken to last.
    """
    plan = element.plan
    if (plan.starts_on and plan.starts_on > end) or (plan.ends_on and plan.ends_on < start):
        return False
    frames = list(element.timeframes.all())
    if any(frame.kind in OPEN_KINDS for frame in frames):
        return True
    dated = [(f.starts_on, f.ends_on) for f in frames if f.starts_on or f.ends_on]
    marked = set(element.years_marked)
    dated += [(y.starts_on, y.ends_on) for y in plan.years.all() if y.number in marked]
    return not dated or any(_meets(a, b, start, end) for a, b in dated)


def _meets(first: dt.date | None, last: dt.date | None, start: dt.date, end: dt.date) -> bool:
    """«Avant le 30 juin» has no first day: it works from the start of that year."""
    last = last or first
    first = first or (dt.date(last.year, 1, 1) if last else start)
    return first <= end and (last or end) >= start


def _by_organization(elements: Iterable[Element]) -> tuple[Fellow, ...]:
    groups: dict[Organization, list[Element]] = {}
    for element in elements:
        groups.setdefault(element.plan.organization, []).append(element)
    fellows = [
        Fellow(who, tuple(map(_line, lines)), _places(lines)) for who, lines in groups.items()
    ]
    return tuple(sorted(fellows, key=lambda f: (-len(f.lines), normalise(f.organization.name))))


def _line(element: Element) -> FellowLine:
    held = (a.name for a in element.assignments.all() if a.role == "responsible")
    return FellowLine(element, book_of(element.plan).get(element.status), tuple(held)[:3])


def _places(elements: Sequence[Element]) -> tuple[str, ...]:
    names = Counter(link.territory.name for e in elements for link in e.territory_links.all())
    return tuple(sorted(names, key=normalise))[:8]
