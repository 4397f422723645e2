"""What a cell says: the words of one element for one column, as lines."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..draft import (
    Column,
    ColumnField,
    ElementDraft,
    IndicatorDraft,
    LevelDraft,
    ResultDraft,
    StatusDraft,
)
from ..language import normalise, read_status
from ..language.lexicon import Lexicon

NBSP = "\u00a0"
MARK = "X"  # of a year or a quarter, on top of its fill
MARK_FILL = "BCD6E6"
NARROW: frozenset[ColumnField] = frozenset({"year", "quarter"})
TITLES: frozenset[ColumnField] = frozenset({"axis", "orientation", "objective"})  # set in bold
STATUS_WORDS = {
    "planned": "À venir",
    "in_progress": "En cours",
    "done": "Réalisé",
    "continuous": "En continu",
    "conditional": "Conditionnel",
    "postponed": "Reporté",
    "abandoned": "Abandonné",
}
_KINDS = {"principal": "Principal", "secondary": "Secondaire", "": ""}
_ATTRIBUTES: tuple[tuple[str, ColumnField], ...] = (
    ("Responsables", "responsible"),
    ("Collaborateurs", "collaborator"),
    ("Échéancier", "timeframe"),
    ("Résultats attendus", "result"),
    ("Indicateurs", "indicator"),
    ("État", "status"),
    ("Budget", "cost"),
    ("Priorité", "priority"),
    ("Notes", "note"),
)


Mark = Literal["", "gone", "new"]
"""Words that stay, that went out (struck through), that came in (underlined)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a cell; ``bullet`` is its depth in a list, 0 outside lists.

    ``pieces`` cut the same text where words came in or went out: see :data:`Mark`.
    """

    text: str
    bullet: int = 0
    number: str = ""
    is_strong: bool = False
    pieces: tuple[tuple[str, Mark], ...] = ()


def title_lines(element: ElementDraft, number: str) -> tuple[Line, ...]:
    """The group it stands under, the numbered title with its references, then the sub-items."""
    depth = 2 if element.group else 0
    title = Line(titled(element), depth, printed_number(number))
    items = (Line(item, depth + 1) for item in element.sub_items)
    group = (Line(element.group, bullet=1),) if element.group else ()
    return (*group, title, *items)


def titled(element: ElementDraft) -> str:
    """The title, followed by the cross references that no other words of the element hold."""
    return " ".join(part for part in (element.title, _references(element)) if part)


def printed_number(number: str) -> str:
    """«1.2» stands alone, «7» and «P1» take a full stop."""
    return number if not number or "." in number or number[-1] in ")-" else number + "."


def heading_label(level: LevelDraft, element: ElementDraft) -> str:
    """«Orientation 1», or the name of the level alone."""
    number = element.number.rstrip(" .:")
    return f"{level.name}{NBSP}{number}" if number else level.name


def _references(element: ElementDraft) -> str:
    """The cross references that the title lost, each printed once."""
    said = "\n".join(
        [
            element.title,
            *element.sub_items,
            *(r.text for r in element.results),
            *(i.text for i in element.indicators),
            *element.notes,
            element.timeframe_text,
        ]
    )
    lost = [r for r in element.references if not r.text or r.text not in said]
    texts = (r.text if r.text.casefold().startswith("lien") else f"lien {r.number}" for r in lost)
    return " ".join(f"({text.strip(' ()')})" for text in dict.fromkeys(texts))


def timeframe_lines(element: ElementDraft) -> list[Line]:
    """One line per échéance, unless the words of the results already say them all."""
    said = [r.text for r in element.results] + [i.text for i in element.indicators]
    texts = [t.text for t in element.timeframes]
    if texts and all(any(text in words for words in said) for text in texts):
        return []
    if not element.timeframe_text:
        return [Line(text) for text in texts]
    return _plain(element.timeframe_text.replace(" ; ", "\n"))


def is_bare_time(element: ElementDraft) -> bool:
    """Whether the échéance is a set phrase («En continu»), which may head the results instead."""
    words = normalise(element.timeframe_text).rstrip(" .;:,")
    return words in _set_phrases()


@functools.cache
def _set_phrases() -> frozenset[str]:
    lexicon = Lexicon.default()
    return frozenset((*lexicon.phrases("time"), *lexicon.phrases("frequencies")))


def only_day(element: ElementDraft) -> dt.date | None:
    """The day, or the first of the month, that is the element's whole échéance."""
    if len(element.timeframes) != 1 or element.timeframes[0].kind not in ("date", "month"):
        return None
    return element.timeframes[0].start


def status_lines(status: StatusDraft | None) -> list[Line]:
    """The state as printed, after its meaning where the words do not say it.

    A state of the plan's own dictionary says itself.
    """
    if status is None:
        return []
    lines = _plain(status.text)
    if status.value is None or status.basis != "explicit" or status.own:
        return lines
    if read_status(status.text).value == status.value:
        return lines
    return [Line(STATUS_WORDS[status.value]), *lines]


def field_lines(
    element: ElementDraft, column: Column, columns: Iterable[Column] = ()
) -> list[Line]:
    """The lines of any column that holds neither titles nor marks.

    Of several ``columns`` for one field the first one holds it, unless each has its own part.
    """
    columns = tuple(columns)
    same = [c for c in columns if c.field == column.field] or [column]
    if column.field == "result":
        lines = _results(element.results, column, [c.key for c in same])
        heads = column == same[0] and columns and not any(c.field == "timeframe" for c in columns)
        return timeframe_lines(element) + lines if heads else lines
    if column.field == "unknown":
        return _plain("\n".join(t for header, t in element.extra if header == column.header))
    lines = _lines(element, column)
    if len(same) == len(lines) > 1 and column.field == "timeframe":
        return [lines[same.index(column)]]
    return lines if column == same[0] else []


def _lines(element: ElementDraft, column: Column) -> list[Line]:
    match column.field:
        case "responsible" | "collaborator":
            return [Line(a.name) for a in element.assignments if a.role == column.field]
        case "timeframe":
            return timeframe_lines(element)
        case "indicator":
            return _listed([_indicator(i) for i in element.indicators])
        case "target":
            return _plain("\n".join(_targets(element)))
        case "status":
            return status_lines(element.status)
        case "cost":
            return _plain(element.cost)
        case "priority":
            return _plain(element.priority)
        case "note":
            return _listed([Line(note) for note in element.notes])
        case "reference":
            return _plain(", ".join(r.number for r in element.references))
        case "kind":
            return _plain(_KINDS[element.kind])
        case _:
            return []


def is_marked(element: ElementDraft, column: Column) -> bool:
    """Whether the year or the quarter of this column is marked."""
    if column.field == "year":
        return column.key.isdigit() and int(column.key) in element.years_marked
    names = {column.header, column.key, f"{column.group} {column.header}".strip()}
    return bool(names & set(element.quarters_marked))


def attribute_lines(element: ElementDraft) -> list[tuple[str, str]]:
    """(label, text) of what a heading says besides its title."""
    said: list[tuple[str, str]] = []
    for label, field in _ATTRIBUTES:
        lines = field_lines(element, Column(label, field))
        if lines:
            said.append((label, f"{NBSP}; ".join(line.text for line in lines)))
    return said


def has_attributes(element: ElementDraft) -> bool:
    """Whether the element says anything besides its title, number and sub-items."""
    return bool(
        attribute_lines(element) or element.years_marked or element.quarters_marked or element.extra
    )


def _plain(text: str) -> list[Line]:
    return [Line(part.strip()) for part in text.split("\n") if part.strip()]


def _listed(lines: list[Line]) -> list[Line]:
    """Several lines become a list, one stays a sentence."""
    if len(lines) < 2:
        return lines
    return [Line(line.text, bullet=max(line.bullet, 1)) for line in lines]


def _results(results: Iterable[ResultDraft], column: Column, keys: list[str]) -> list[Line]:
    """The results of the column's year; those of no column go where no year is named."""
    rest = "" if "" in keys else keys[0]
    lines: list[Line] = []
    for result in results:
        year = str(result.year)
        if len(keys) == 1 or column.key == (year if year in keys else rest):
            lines.append(Line(_dated(result, column), bullet=1))
            lines += [Line(item, bullet=2) for item in result.sub_items]
    return lines if len(lines) > 1 else [Line(line.text) for line in lines]


def _dated(result: ResultDraft, column: Column) -> str:
    """The year goes before the result where neither the header nor the words say it."""
    if result.year is None or str(result.year) in (column.key, *column.header.split()):
        return result.text
    if result.text.casefold().startswith("an"):
        return result.text
    return f"An {result.year}{NBSP}: {result.text}"


def _indicator(indicator: IndicatorDraft) -> Line:
    prefix = f"{indicator.nature} = " if indicator.nature else ""
    return Line(prefix + indicator.text)


def _targets(element: ElementDraft) -> list[str]:
    return [
        i.target.text
        for i in element.indicators
        if i.target and i.target.text and i.target.text not in i.text
    ]
