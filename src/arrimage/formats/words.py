"""What an element says, as a person reads and writes it: one text per field.

Lists are one item a line; a line that begins with spaces goes on with the item above, and one that
begins with a dash is a detail of it. «An 2 : …» gives the plan year of a result, «MO = …» or
«R = …» the nature of an indicator.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Literal, NamedTuple, cast

from .draft import CadenceDraft, ElementDraft, IndicatorDraft, ResultDraft, TimeframeDraft
from .language import TimeContext, read_cadences, read_target, read_timeframes

_DETAIL = re.compile(r"^\s*[-–—•]\s+")
_YEAR = re.compile(r"^an\s+(?P<year>\d{1,2})\s*:\s*", re.I)
_NATURE = re.compile(r"^(?P<nature>MO|R)\s*=\s*")
_NUMBERS = re.compile(r"[,;\s]+")


@dataclass(frozen=True, slots=True)
class ElementWords:
    """The words of an element. Empty means that nothing is said."""

    number: str = ""
    title: str = ""
    kind: str = ""  # principal, secondary or nothing
    sub_items: str = ""
    responsibles: str = ""
    collaborators: str = ""
    timeframe: str = ""
    years: str = ""  # «1, 2»
    results: str = ""
    indicators: str = ""
    references: str = ""  # «1.6, 2.2»
    cost: str = ""
    priority: str = ""
    notes: str = ""
    themes: str = ""  # «Logement, Transport»; no document says them
    territories: str = ""

    def changed_from(self, shown: ElementWords) -> tuple[str, ...]:
        """Names of the fields that differ."""
        return tuple(name for name in FIELDS if getattr(self, name) != getattr(shown, name))

    def cleaned(self) -> ElementWords:
        """The same words as they are kept."""
        return ElementWords(**{name: clean(getattr(self, name)) for name in FIELDS})


FIELDS = tuple(field.name for field in fields(ElementWords))


class Item(NamedTuple):
    """One line of a list, with the details under it."""

    text: str
    details: tuple[str, ...] = ()


def words_of(element: ElementDraft) -> ElementWords:
    """The words of an element, whatever stands under it."""
    people = element.assignments
    said = ElementWords(
        number=element.number,
        title=element.title,
        kind=element.kind,
        sub_items=_written(map(Item, element.sub_items)),
        responsibles=_written(Item(p.name) for p in people if p.role == "responsible"),
        collaborators=_written(Item(p.name) for p in people if p.role == "collaborator"),
        timeframe=element.timeframe_text or "\n".join(t.text for t in element.timeframes),
        years=", ".join(map(str, element.years_marked)),
        results=_written(Item(words_of_result(r), r.sub_items) for r in element.results),
        indicators=_written(Item(words_of_indicator(i)) for i in element.indicators),
        references=", ".join(reference.number for reference in element.references),
        cost=element.cost,
        priority=element.priority,
        notes=_written(map(Item, element.notes)),
    )
    return said.cleaned()


def words_of_result(result: ResultDraft) -> str:
    """A result with the plan year that it is for."""
    has_label = read_year(result.text)[0] is not None
    return result.text if has_label or not result.year else f"An {result.year}\u00a0: {result.text}"


def words_of_indicator(indicator: IndicatorDraft) -> str:
    """An indicator with its nature."""
    return f"{indicator.nature} = {indicator.text}" if indicator.nature else indicator.text


def clean(text: str) -> str:
    """A text as it is kept: one kind of line end, no space at the ends of lines or of the text."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def read_items(text: str, *, with_details: bool = False) -> tuple[Item, ...]:
    """The items of a list as it was written."""
    items: list[Item] = []
    for line in filter(str.strip, clean(text).split("\n")):
        if items and with_details and _DETAIL.match(line):
            items[-1] = Item(items[-1].text, (*items[-1].details, _DETAIL.sub("", line).strip()))
        elif items and line[0].isspace():
            items[-1] = Item(f"{items[-1].text}\n{line.strip()}", items[-1].details)
        else:
            items.append(Item(line.strip()))
    return tuple(items)


def read_year(text: str) -> tuple[int | None, str]:
    """The plan year that a result names, and the rest: «An 2 : six visites» → 2, «six visites»."""
    found = _YEAR.match(text)
    return (int(found["year"]), text[found.end() :]) if found else (None, text)


def read_nature(text: str) -> tuple[str, str]:
    """The nature that an indicator states, and the indicator."""
    found = _NATURE.match(text)
    return (found["nature"], text[found.end() :]) if found else ("", text)


def read_numbers(text: str) -> tuple[str, ...]:
    """Numbers separated by commas, semicolons or spaces, each once."""
    return tuple(dict.fromkeys(filter(None, _NUMBERS.split(text.strip()))))


class Times(NamedTuple):
    """An échéancier in words, and what can be read in them."""

    text: str
    frames: tuple[TimeframeDraft, ...]
    cadences: tuple[CadenceDraft, ...]


def read_times(text: str, context: TimeContext) -> Times:
    """The échéances and the rhythms of an échéancier, one or several a line."""
    text = clean(text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    frames = (frame for line in lines for frame in read_timeframes(line, context))
    return Times(text, tuple(frames), tuple(c for line in lines for c in read_cadences(line)))


def read_names(text: str) -> tuple[str, ...]:
    """One name a line, each once."""
    return tuple(dict.fromkeys(item.text for item in read_items(text)))


def read_result(item: Item) -> ResultDraft:
    """A result as it was written, with its year, its details and the figure it aims at."""
    year, words = read_year(item.text)
    return ResultDraft(words, year, item.details, read_target(words))


def read_indicator(text: str) -> IndicatorDraft:
    """An indicator as it was written, with its nature and its target."""
    nature, words = read_nature(text)
    return IndicatorDraft(words, cast('Literal["MO", "R", ""]', nature), read_target(words))


def read_marked_years(text: str, known: Collection[int]) -> tuple[int, ...] | None:
    """The plan years that are marked, in order; nothing when the plan does not have one of them."""
    asked = read_numbers(text)
    if not all(number.isascii() and number.isdigit() and int(number) in known for number in asked):
        return None
    return tuple(sorted(map(int, asked)))


def _written(items: Iterable[Item]) -> str:
    lines: list[str] = []
    for text, details in items:
        lines.append(text.replace("\n", "\n  "))
        lines += [f"- {detail}" for detail in details]
    return "\n".join(lines)
