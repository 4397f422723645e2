"""What elements carry, as plain rows grouped by element: one query, whatever their number."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.utils import timezone

from .models import Indicator

THEME = "theme"  # instead of the address of a territory
NATURES = dict(Indicator._meta.get_field("nature").flatchoices)


@dataclass(frozen=True, slots=True)
class ResultView:
    """An expected result."""

    text: str
    year: int | None
    sub_items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator; ``nature`` is MO, R or empty."""

    text: str
    nature: str
    nature_label: str


Rows = Mapping[int, list[tuple[Any, ...]]]
"""Values of the rows of each element, by its primary key; an element without rows has none."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The rows of some elements."""

    assignments: Rows  # name, role, of those who carry today, and who that is in the annuaire
    timeframes: Rows  # text, kind, first and last day, precision
    cadences: Rows  # text
    results: Rows  # text, year, sub-items
    indicators: Rows  # text, nature
    references: Rows  # number, text, target
    tags: Rows  # address and name: «thème» or «region-04»

    def people(self, pk: int, role: str) -> tuple[str, ...]:
        """Names with this role: «responsible» or «collaborator»."""
        return tuple(name for name, held, _who in self.assignments[pk] if held == role)

    def carriers(self, pk: int) -> tuple[str, ...]:
        """Those responsible, as the annuaire names them, else as printed."""
        held = (who or name for name, role, who in self.assignments[pk] if role == "responsible")
        return tuple(dict.fromkeys(held))

    def results_of(self, pk: int) -> tuple[ResultView, ...]:
        """Expected results of one element."""
        return tuple(ResultView(text, year, tuple(s)) for text, year, s in self.results[pk])

    def indicators_of(self, pk: int) -> tuple[IndicatorView, ...]:
        """Indicators of one element."""
        return tuple(
            IndicatorView(text, nature, str(NATURES.get(nature, "")))
            for text, nature in self.indicators[pk]
        )


# One statement for all of them: every page asks for this, and putting eight queries together takes
# longer than answering them. Beside its element and its order, a row has five texts.
_PARTS = {
    "assignments": """SELECT 'assignments', a.element_id, a.position, a.id, a.name, a.role,
        COALESCE(p.name, o.name, ''), CAST(a.person_id AS text), CAST(a.since AS text)
        FROM plans_assignment a LEFT JOIN directory_person p ON p.id = a.person_id
        LEFT JOIN directory_organization o ON o.id = a.organization_id
        WHERE (a.since IS NULL OR a.since <= %(today)s)
        AND (a.until IS NULL OR a.until >= %(today)s) AND a.element_id""",
    "timeframes": """SELECT 'timeframes', element_id, position, id, text, kind,
        CAST(starts_on AS text), CAST(ends_on AS text), precision
        FROM plans_timeframe WHERE element_id""",
    "cadences": """SELECT 'cadences', element_id, position, id, text, '', '', '', ''
        FROM plans_cadence WHERE element_id""",
    "results": """SELECT 'results', element_id, position, id, text,
        CAST(year AS text), CAST(sub_items AS text), '', ''
        FROM plans_expectedresult WHERE element_id""",
    "indicators": """SELECT 'indicators', element_id, position, id, text, nature, '', '', ''
        FROM plans_indicator WHERE element_id""",
    "references": """SELECT 'references', element_id, 0, id, number, text,
        CAST(target_id AS text), '', '' FROM plans_reference WHERE element_id""",
    "themes": """SELECT 'themes', l.element_id, 0, l.id, t.label, '', '', '', ''
        FROM plans_elementtheme l JOIN directory_theme t ON t.id = l.theme_id
        WHERE t.merged_into_id IS NULL AND l.element_id""",
    "territories": """SELECT 'territories', l.element_id, 0, l.id, t.kind, t.code, t.name, '', ''
        FROM plans_elementterritory l JOIN directory_territory t ON t.id = l.territory_id
        WHERE l.element_id""",
}
_OWNERS = {
    "element": " = %(owner)s",
    "element__plan": " IN (SELECT id FROM plans_element WHERE plan_id = %(owner)s)",
}
_Texts = tuple[str, str, str, str, str]
_READ: Mapping[str, Callable[[_Texts], tuple[Any, ...]]] = {
    "timeframes": lambda texts: (*texts[:2], _day(texts[2]), _day(texts[3]), texts[4]),
    "cadences": lambda texts: texts[:1],
    "results": lambda texts: (texts[0], _whole(texts[1]), json.loads(texts[2])),
    "indicators": lambda texts: texts[:2],
    "references": lambda texts: (*texts[:2], _whole(texts[2])),
    "themes": lambda texts: (THEME, texts[0]),
    "territories": lambda texts: (f"{texts[0]}-{texts[1]}", texts[2]),
}


def carried_by(
    *, is_public: bool = False, left_out: Collection[str] = (), **owner: models.Model
) -> Carried:
    """The rows of one element (``element=…``) or of a whole plan (``element__plan=…``).

    ``is_public`` leaves out the people who took over from those that the plan prints;
    ``left_out`` names what is not asked for: «cadences», «references».
    """
    ((kind, held_by),) = owner.items()
    read = {**_READ, "assignments": _as_printed if is_public else _as_known}
    found: dict[str, dict[int, list[tuple[Any, ...]]]] = {n: defaultdict(list) for n in _PARTS}
    parts = [part + _OWNERS[kind] for name, part in _PARTS.items() if name not in left_out]
    values = {"owner": held_by.pk, "today": timezone.localdate()}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for name, pk, _position, _key, *texts in sorted(cursor.fetchall(), key=lambda r: r[:4]):
            row = read[name](tuple(texts))
            if row:
                found[name][pk].append(row)
    tags = _tags(found.pop("themes"), found.pop("territories"))
    return Carried(**found, tags=tags)


def _as_known(texts: _Texts) -> tuple[Any, ...]:
    return texts[:3]


def _as_printed(texts: _Texts) -> tuple[Any, ...]:
    name, role, _who, person, since = texts
    return () if person and since else (name, role, "")


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _whole(text: str | None) -> int | None:
    return int(text) if text else None


def _tags(themes: Rows, lands: Rows) -> Rows:
    """Both together, themes first, each by name."""
    tags: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for rows in (themes, lands):
        for pk, found in rows.items():
            tags[pk] += sorted(found)
    return tags
