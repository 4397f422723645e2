"""Rhythms that name days or months: «le dernier mercredi du mois», «sauf en juillet»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from .lexicon import Lexicon, once_per_lexicon
from .quantities import Per, number_pattern, read_count, unit_of, unit_pattern

_EACH = r"(?:tous les|toutes les|chaque|every|each)"
_NO_YEAR = r"(?!\s*,?\s*(?:19|20)[0-9]{2})"
_BEFORE = r"\s*[,(:]?\s*(?:(?:durant|pendant|during)\s+)?(?:(?:les|le|du|des|the)\s+mois\s+)?"
_AND = r"\s*(?:,|/|et|and|&|ou|or)\s*"
_MOST_APART = 60
_AT = r"(?:(?:en|de|du|des|in|au|aux|a l'|d'|a|of|l'|le|la)\s*)?"


@dataclass(frozen=True, slots=True)
class NamedDay:
    """Where a named day stands in a folded text, and how often it comes back."""

    start: int
    end: int
    per: Per
    every: int = 1
    weekday: int | None = None
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class NamedMonths:
    """The months that end a rhythm, and where their words end."""

    end: int
    months: tuple[int, ...]


def find_named_days(folded: str) -> Iterator[NamedDay]:
    """«Le premier lundi de chaque mois», «tous les lundis», «un mardi sur deux»."""
    for match in _ranked_pattern().finditer(folded):
        yield from _ranked(match)
    for match in _every_pattern().finditer(folded):
        every = 2 if match["other"] else 1
        yield from _cut(match, "days", _days(), NamedDay(match.start(), match.end(), "week", every))
    for match in _alternate_pattern().finditer(folded):
        count = read_count(match["number"]) if match["number"] else Decimal(2)
        per = unit_of(match["unit"]) if match["unit"] else "week"
        if count and per and 2 <= count <= _MOST_APART and count == int(count):
            weekday = _weekday_of(match["day"]) if match["day"] else None
            yield NamedDay(match.start(), match.end(), per, int(count), weekday)


def read_months(folded: str, position: int) -> NamedMonths | None:
    """«, d'août à juin», «(octobre et avril)», «sauf en juillet» right after a rhythm.

    A month of a named year is a date, not a rhythm.
    """
    for pattern, build in ((_range_pattern(), _range), (_except_pattern(), _except)):
        if match := pattern.match(folded, position):
            return NamedMonths(_closed(match), build(match))
    match = _list_pattern().match(folded, position)
    if match and (match["lead"].strip() or len(_names(match["names"])) > 1):
        return NamedMonths(_closed(match), _listed(match["names"]))
    return None


def _closed(match: re.Match[str]) -> int:
    """Where the words end, with the parenthesis that they opened."""
    return match.end() + ("(" in match[0] and match.string.startswith(")", match.end()))


def months_of(folded: str) -> tuple[int, ...]:
    """The months of a month's or a season's name."""
    lexicon = Lexicon.current()
    if month := lexicon.phrases("months").get(folded):
        return (int(month),)
    season = lexicon.phrases("seasons").get(folded)
    if not season:
        return ()
    first, last = lexicon.tables["seasons"][season]["months"]
    return tuple(range(first, last + 1))


def _ranked(match: re.Match[str]) -> Iterator[NamedDay]:
    """One rhythm for each rank: «les 1er et 3e mardis du mois»."""
    lead = match["lead"].strip()
    is_repeated = match["month"] or (lead == "les" and match["day"].endswith("s"))
    if not is_repeated and not re.fullmatch(_EACH, lead):
        return
    weekday = _weekday_of(match["day"])
    if (lead, match["ranks"], match["month"]) == ("every", "second", None):
        yield NamedDay(match.start(), match.end(), "week", 2, weekday)
        return
    whole = NamedDay(match.start(), match.end(), "month", 1, weekday)
    yield from _cut(match, "ranks", _options("ranks"), whole)


def _cut(match: re.Match[str], group: str, names: str, whole: NamedDay) -> Iterator[NamedDay]:
    """The whole once for each name of a list, every one with its own words."""
    named = list(re.finditer(names, match[group]))
    for index, name in enumerate(named):
        start = whole.start if index == 0 else match.start(group) + name.start()
        is_last = index == len(named) - 1
        end = whole.end if is_last else match.start(group) + name.end()
        if group == "days":
            yield replace(whole, start=start, end=end, weekday=_weekday_of(name[0]))
        else:
            nth = int(Lexicon.current().phrases("ranks")[name[0]])
            yield replace(whole, start=start, end=end, nth=nth)


def _weekday_of(folded: str) -> int:
    names = Lexicon.current().phrases("weekdays")
    return int(names.get(folded) or names[folded.removesuffix("s")])


def _range(match: re.Match[str]) -> tuple[int, ...]:
    first, last = months_of(match["first"])[0], months_of(match["last"])[-1]
    span = (last - first) % 12
    return tuple((first - 1 + step) % 12 + 1 for step in range(span + 1))


def _except(match: re.Match[str]) -> tuple[int, ...]:
    left_out = _listed(match["names"])
    return tuple(month for month in range(1, 13) if month not in left_out)


def _listed(folded: str) -> tuple[int, ...]:
    return tuple(sorted({month for name in _names(folded) for month in months_of(name)}))


def _names(folded: str) -> list[str]:
    return re.findall(rf"(?<!\w){_month_names()}", folded)


@once_per_lexicon
def _options(table: str) -> str:
    words = "|".join(re.escape(word) for word in Lexicon.current().phrases(table))
    return rf"(?:{words})(?!\w)"


@once_per_lexicon
def _month_names() -> str:
    lexicon = Lexicon.current()
    names = sorted({*lexicon.phrases("months"), *lexicon.phrases("seasons")}, key=len)
    return rf"(?:{'|'.join(reversed(names))})(?!\w)"


@once_per_lexicon
def _days() -> str:
    return rf"(?:{'|'.join(Lexicon.current().phrases('weekdays'))})s?(?!\w)"


@once_per_lexicon
def _ranked_pattern() -> re.Pattern[str]:
    rank = _options("ranks")
    return re.compile(
        rf"(?<![\w-])(?P<lead>(?:(?:{_EACH}|les?|(?:on )?the)\s+)?)"
        rf"(?P<ranks>{rank}(?:{_AND}(?:les?\s+|the\s+)?{rank}){{0,4}})\s+(?P<day>{_days()})"
        rf"(?P<month>\s+(?:du|de chaque|des|de|par|of (?:the|each|every)|each|every|per|in the)\s+"
        rf"(?:mois|months?)(?!\w))?{_NO_YEAR}"
    )


@once_per_lexicon
def _every_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-]){_EACH}\s+(?P<other>other\s+)?"
        rf"(?P<days>{_days()}(?:{_AND}(?:les\s+)?{_days()}){{0,6}})(?!\s*[0-9])"
    )


@once_per_lexicon
def _alternate_pattern() -> re.Pattern[str]:
    day_or_unit = rf"(?:(?P<day>{_days()})|(?P<unit>{unit_pattern()}))"
    return re.compile(
        rf"(?<![\w-])(?:(?P<other>(?:every|each)\s+other)|une?|le|la|one)\s+{day_or_unit}"
        rf"(?(other)|\s+(?:sur|in|out of)\s+(?P<number>{number_pattern()}))"
    )


@once_per_lexicon
def _range_pattern() -> re.Pattern[str]:
    month = _month_names()
    to = r"(?:a l'|aux?|a|to|through|until|jusqu'(?:a|au|en)(?: l')?|-)"
    return re.compile(
        rf"{_BEFORE}(?:(?P<between>entre|between)\s+|(?:de l'|de|du|d'|from)\s*)?(?:l'|le\s+)?"
        rf"(?P<first>{month})\s*(?:(?(between)(?:et|and)|{to}))\s*(?:l'|le\s+)?"
        rf"(?P<last>{month}){_NO_YEAR}"
    )


@once_per_lexicon
def _except_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\s*[,(]?\s*(?:sauf|excepte|a l'exception|hormis|hors|except)(?!\w)\s*(?:for\s+)?"
        rf"(?:(?:pendant|durant|during)\s+)?(?P<names>{_name_list()}){_NO_YEAR}"
    )


@once_per_lexicon
def _list_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{_BEFORE}(?P<lead>(?:(?:en|de|du|d'|in|au|a l')\s*)?)(?P<names>{_name_list()}){_NO_YEAR}"
    )


def _name_list() -> str:
    """Months and seasons; atomic, so that none of them is given back to leave a year out."""
    return rf"(?>{_AT}{_month_names()}(?:{_AND}{_AT}{_month_names()}){{0,11}})"
