"""From the loaded tree of a plan to its sections, its outline and its counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from arrimage.formats.language import normalise
from arrimage.rhythm.progress import Progress

from .carried import Carried
from .columns import columns_of, with_cells
from .document import (
    HEADING_ROLES,
    Addresses,
    Choices,
    OutlineNode,
    PlanDocument,
    Row,
    Section,
    YearView,
    counted_level,
    flag_counts,
    row_of,
    state_counts,
    year_views,
)
from .filters import PlanFilters
from .following import Living
from .grouping import Calendar, Grouping, groups_of, season_key, season_label
from .models import Element, Level, Plan
from .progress import WHOLE, advance_of, formula_of, progress_of
from .said import say_day
from .states import book_of, counts_of


@dataclass(slots=True)
class _Node:
    """An element on its way to a section or a row."""

    row: Row
    is_heading: bool
    children: list[_Node]


def assemble(
    plan: Plan,
    carried: Carried,
    filters: PlanFilters,
    evidence: Mapping[int, int],
    living: Mapping[int, Living],
    today: dt.date,
    *,
    is_told: bool = False,
) -> PlanDocument:
    """The document of a plan whose years, levels and elements are loaded; no query is made here.

    ``evidence`` counts the pieces of evidence of each element that has some; ``living`` is what
    the follow-up knows of those of which it knows something. ``is_told`` adds the progress.
    """
    levels = {level.pk: level for level in plan.levels.all()}
    elements = list(plan.elements.all())
    titles = {element.pk: element.title for element in elements}
    addresses = Addresses(plan.pk)
    rows = {
        e.pk: row_of(e, levels[e.level_id], carried, titles, evidence.get(e.pk, 0), addresses)
        for e in elements
    }
    rows |= {pk: replace(rows[pk], living=told) for pk, told in living.items() if pk in rows}
    years = year_views(plan.years.all(), today)
    now = next((year.number for year in years if year.is_now), None)
    columns = columns_of(plan, rows.values(), now)
    roots = _tree(elements, {pk: with_cells(row, columns) for pk, row in rows.items()}, levels)
    counted = counted_level(plan.levels.all())
    actions = [row for row in rows.values() if counted and row.level == counted.rank]
    sections = _sections(roots, filters)
    if filters.by:
        sections = _grouped(sections, filters.by, _calendar(plan, years))
    rank = counted.rank if counted else None
    rolled = _rolled(plan, elements, rows, years, today) if is_told else {}
    return PlanDocument(
        plan=plan,
        source=plan.source,
        levels=tuple(level.name for level in levels.values()),
        years=years,
        quarters=tuple(c.key or c.header for c in columns if c.field == "quarter"),
        columns=columns,
        outline=_outline(sections, rank, rolled),
        sections=sections,
        counts=state_counts(Counter(row.status for row in actions), book_of(plan)),
        total=len(actions),
        shown=len({row.pk for section in sections for row in section.rows if row.level == rank}),
        choices=_choices(rows.values(), bool(years)),
        action_name=counted.name if counted else "",
        filters=filters,
        doubts=sum(row.doubts for row in rows.values()),
        notes=tuple(plan.notes),
        flags=flag_counts(rows.values(), "late", "silent", "soon"),
        advance=advance_of(rolled[WHOLE]) if rolled else None,
        formula=formula_of(rolled[WHOLE], {str(pk): row for pk, row in rows.items()})
        if rolled
        else (),
    )


def _rolled(
    plan: Plan,
    elements: Iterable[Element],
    rows: Mapping[int, Row],
    years: Iterable[YearView],
    today: dt.date,
) -> dict[str, Progress]:
    lines = [(rows[e.pk], e.parent_id, e.weight) for e in elements]
    return progress_of(lines, counts_of(plan), years, today)


def _choices(rows: Iterable[Row], has_years: bool) -> Choices:
    every = list(rows)
    lands = {territory for row in every for territory in row.territories}
    dated = [row.due for row in every if row.due and not row.is_due_vaguely]
    choices = Choices(
        responsibles=_sorted(name for row in every for name in row.responsibles),
        themes=_sorted(name for row in every for name in row.themes),
        territories=tuple(sorted(lands, key=lambda land: normalise(land.name))),
        seasons=tuple(dict.fromkeys((season_key(d), season_label(d)) for d in sorted(dated))),
        groupings=(),
    )
    offered = {
        Grouping.RESPONSIBLE: bool(choices.responsibles),
        Grouping.THEME: bool(choices.themes),
        Grouping.TERRITORY: bool(choices.territories),
        Grouping.SEASON: any(row.frames for row in every),
        Grouping.QUARTER: any(row.frames or row.quarters_marked for row in every),
        Grouping.YEAR: has_years,
        Grouping.STATUS: bool(every),
    }
    groupings = tuple((by.value, str(by.label)) for by, is_offered in offered.items() if is_offered)
    return replace(choices, groupings=groupings)


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=lambda name: (normalise(name), name)))


def _calendar(plan: Plan, years: Iterable[YearView]) -> Calendar:
    month = plan.fiscal_year_start[:2]
    names = {
        year.number: _("An %(number)s, du %(from)s au %(to)s")
        % {
            "number": year.number,
            "from": say_day(year.starts_on),
            "to": say_day(year.ends_on),
        }
        for year in years
    }
    return Calendar(int(month) if month.isdigit() else 1, names)


def _grouped(sections: Iterable[Section], by: str, calendar: Calendar) -> tuple[Section, ...]:
    """The same rows under other titles, each with the line that it stands under in the plan."""
    rows = [
        replace(row, above=_named(section.heading)) for section in sections for row in section.rows
    ]
    groups = groups_of(rows, by, calendar)
    return tuple(Section(None, 0, group.rows, group.key, group.label) for group in groups)


def _named(heading: Row | None) -> str:
    return f"{heading.number} {heading.title}".strip() if heading else ""


def _tree(
    elements: list[Element], rows: Mapping[int, Row], levels: Mapping[int, Level]
) -> list[_Node]:
    last = max((level.rank for level in levels.values()), default=0)
    nodes: dict[int, _Node] = {}
    roots: list[_Node] = []
    for element in elements:
        row = rows[element.pk]
        above = nodes.get(element.parent_id) if element.parent_id else None
        can_head = row.role in HEADING_ROLES and row.level < last
        is_heading = can_head and (above is None or above.is_heading)
        nodes[element.pk] = node = _Node(row, is_heading, [])
        (above.children if above else roots).append(node)
    return roots


def _sections(roots: list[_Node], filters: PlanFilters) -> tuple[Section, ...]:
    sections: list[Section] = []
    loose = tuple(row for node in roots if not node.is_heading for row in _kept(node, filters, 0))
    if loose:
        sections.append(Section(None, 0, loose))
    for node in roots:
        if node.is_heading:
            sections.extend(_section(node, filters, 0))
    return tuple(sections)


def _section(node: _Node, filters: PlanFilters, depth: int) -> list[Section]:
    """The section of a heading, then those below; nothing when the filters empty them all."""
    rows = tuple(
        row for child in node.children if not child.is_heading for row in _kept(child, filters, 0)
    )
    below = [
        section
        for child in node.children
        if child.is_heading
        for section in _section(child, filters, depth + 1)
    ]
    if filters.is_active and not rows and not below:
        return []
    return [Section(node.row, depth, rows), *below]


def _kept(node: _Node, filters: PlanFilters, depth: int) -> list[Row]:
    """The row and its steps; a step that is kept keeps the action above it."""
    below = [row for child in node.children for row in _kept(child, filters, depth + 1)]
    row = node.row
    is_kept = bool(below) or filters.keep(row, _words(row) if filters.text else "")
    return [replace(row, depth=depth), *below] if is_kept else []


def _words(row: Row) -> str:
    texts = [row.number, row.title, row.group, *row.sub_items, *row.responsibles, row.status_text]
    texts += [*(r.text for r in row.results), *(i.text for i in row.indicators), *row.notes]
    return "\n".join(texts)


def _outline(
    sections: tuple[Section, ...], rank: int | None, rolled: Mapping[str, Progress]
) -> tuple[OutlineNode, ...]:
    """Nested from the flat list: a section belongs to the last one that is less deep."""
    if any(section.label for section in sections):
        return tuple(_outlined(section, rank) for section in sections)
    titled = [(section, section.heading) for section in sections if section.heading]
    return _outline_from(titled, rank, 0, rolled)


def _outlined(section: Section, rank: int | None) -> OutlineNode:
    rows = [row for row in section.rows if row.level == rank]
    done = sum(row.status == "done" for row in rows)
    flags = flag_counts(section.rows, "late", "silent")
    return OutlineNode(section.key, "", section.label, "", len(rows), done, flags=flags)


def _outline_from(
    sections: list[tuple[Section, Row]],
    rank: int | None,
    depth: int,
    rolled: Mapping[str, Progress],
) -> tuple[OutlineNode, ...]:
    starts = [i for i, (section, _heading) in enumerate(sections) if section.depth == depth]
    nodes = []
    ends = [*starts[1:], len(sections)] if starts else []
    for start, end in zip(starts, ends, strict=True):
        inside = sections[start:end]
        heading = inside[0][1]
        rows = [row for section, _heading in inside for row in section.rows if row.level == rank]
        nodes.append(
            OutlineNode(
                key=heading.key,
                number=heading.number,
                title=heading.title,
                level_name=heading.level_name,
                actions=len(rows),
                done=sum(row.status == "done" for row in rows),
                children=_outline_from(inside[1:], rank, depth + 1, rolled),
                flags=flag_counts((r for s, _h in inside for r in s.rows), "late", "silent"),
                advance=advance_of(own) if (own := rolled.get(str(heading.pk))) else None,
            )
        )
    return tuple(nodes)
