"""Single time expressions in a text: «3 octobre 2013», «Aut. 13», «T1 2025», «Ans 1 et 2»."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ..draft import TimeframeKind
from .cadences import find_frequencies
from .lexicon import Lexicon, once_per_lexicon
from .quantities import number_pattern, unit_pattern
from .text import fold_same_length, normalise
from .timecontext import TimeContext, fiscal_year, month_end

Precision = Literal["day", "month", "season", "year"]
LeadEffect = Literal["", "until", "before", "since", "between"]

_REMEMBERED = 5000  # lines
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_PAIR = rf"{_YEAR}\s*[-/]\s*(?:{_YEAR}|[0-9]{{2}}(?![0-9]))(?!\s*[-/]\s*[0-9])"
_DAY = r"(?<![0-9])(?:[0-9]{1,2})(?:er|re|st|nd|rd|th|e|°|º)?[\"”]?"
_JOIN = r"\s*(?:,|et|ou|a|au|and|or|to|&|/|-)\s*"


@dataclass(frozen=True, slots=True)
class Moment:
    """One time expression. ``first`` and ``last`` are (month, day) when the year may be missing."""

    start: int
    end: int
    kind: TimeframeKind
    precision: Precision | None = None
    low: dt.date | None = None
    high: dt.date | None = None
    year: int | None = None
    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    lead: str = ""
    effect: LeadEffect = ""

    @property
    def is_datable(self) -> bool:
        """True when it names a stretch of the calendar, even without its year."""
        return self.first is not None or self.precision is not None

    def placed(self, year: int | None) -> Moment:
        """The same with its bounds computed in that year (day 0 means the end of the month)."""
        if self.first is None or self.last is None or year is None:
            return self
        low, high = _date(year, *self.first), _date(year, *self.last)
        if low is None or high is None or low > high:
            return replace(self, kind="unknown", precision=None, first=None, last=None)
        return replace(self, low=low, high=high, year=year)


def find_moments(text: str, context: TimeContext) -> tuple[Moment, ...]:
    """Every time expression of a line, in order, with the words that lead to it."""
    return _moments(Lexicon.current(), text, context)


@functools.lru_cache(maxsize=_REMEMBERED)
def _moments(_words: Lexicon, text: str, context: TimeContext) -> tuple[Moment, ...]:
    """The same, once for each line and each lexicon: the same échéances come back all the time."""
    folded = fold_same_length(text)
    found: list[Moment] = []
    for candidate in _candidates(folded, context):
        if all(candidate.end <= m.start or m.end <= candidate.start for m in found):
            found.append(candidate)
    found.sort(key=lambda moment: moment.start)
    return tuple(_with_lead(folded, m, found[i - 1].end if i else 0) for i, m in enumerate(found))


def _candidates(folded: str, context: TimeContext) -> Iterator[Moment]:
    """Candidates, the most telling first."""
    yield from _phrases(folded, "on_demand", "on-demand")
    yield from _conditions(folded)
    for frequency in find_frequencies(folded):
        yield Moment(frequency.start, frequency.end, "recurring")
    yield from _events(folded, rf"\s+(?:de\s+|d'|en\s+)?{_YEAR}")
    for pattern, build in _rules():
        for match in pattern.finditer(folded):
            moment = build(match, context)
            if moment is not None:
                yield moment
    yield from _phrases(folded, "continuous", "continuous")
    yield from _phrases(folded, "term", "range")
    yield from _lengths(folded)
    yield from _phrases(folded, "unknown", "unknown")
    yield from _events(folded, "")


def _lengths(folded: str) -> Iterator[Moment]:
    """«2 ans», «de 6 à 12 mois»: a length of time, when the line says nothing else."""
    number = number_pattern()
    several = rf"(?:(?:de|d'|environ|pendant|sur|for)\s*)?{number}(?:\s*(?:a|-|ou|to)\s*{number})?"
    if match := re.fullmatch(rf"\W*(?P<it>{several}\s*{unit_pattern()})\W*", folded):
        yield Moment(match.start("it"), match.end("it"), "range")


def _phrases(folded: str, key: str, kind: TimeframeKind) -> Iterator[Moment]:
    for match in re.finditer(rf"(?<![\w'-])(?:{_options('time', key)})(?![\w-])", folded):
        yield Moment(match.start(), match.end(), kind)


def _events(folded: str, year: str) -> Iterator[Moment]:
    options = _options("time", "event")
    for match in re.finditer(rf"(?<![\w'-])(?:{options})(?![\w-]){year}", folded):
        yield Moment(match.start(), match.end(), "event")


def _conditions(folded: str) -> Iterator[Moment]:
    options = _options("time", "conditional")
    for match in re.finditer(rf"^\W*(?P<it>(?:{options})(?![\w-])[^,;]*)", folded):
        yield Moment(match.start("it"), match.end("it"), "conditional")


@once_per_lexicon
def _options(table: str, key: str) -> str:
    words = {normalise(word) for word in Lexicon.current().words(table, key)}
    return "|".join(
        re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True)
    )


Builder = Callable[[re.Match[str], TimeContext], Moment | None]


@once_per_lexicon
def _rules() -> tuple[tuple[re.Pattern[str], Builder], ...]:
    """Patterns in order of precedence, each with what makes a moment of its match."""
    lexicon = Lexicon.current()
    months = "|".join(lexicon.phrases("months"))
    seasons = "|".join(lexicon.phrases("seasons"))
    an, quarter = r"(?:ans?|annees?|years?|yr)", r"(?:trimestre|trim\.?|quarter)"
    short = rf"(?:{_YEAR}|'?[0-9]{{2}}(?![0-9]|er\b|\s*(?:h|%|\$)|\s+(?:{months})\b))"
    month, season = rf"(?P<month>{months})(?!\w)\.?", rf"(?P<season>{seasons})(?![a-z'])\.?"
    rules: list[tuple[str, Builder]] = [
        (r"(?<![\w-])(?P<y>[12][0-9]{3})\s?[-/.]+\s?(?P<m>[01]?[0-9])\s?[-/.]+\s?(?P<d>[0-3]?[0-9])"
         r"(?![\w-])", _numeric_date),
        (r"(?<![\w/.-])(?P<d>[0-3]?[0-9])\s?[-/.]\s?(?P<m>[01]?[0-9])\s?[-/.]\s?(?P<y>[12][0-9]{3})"
         r"(?![\w-])", _numeric_date),
        (rf"(?<!\w)(?P<d>{_DAY})\s*(?:-|a|au|et|to)\s*(?P<d2>{_DAY})\s+{month}"
         rf"(?:\s+(?P<y>{_YEAR}))?", _days),
        (rf"(?<!\w)(?P<d>{_DAY})\s+(?:de\s+|of\s+)?{month}(?:,?\s+(?P<y>{_YEAR}))?", _days),
        (rf"(?<!\w){month}\s+(?P<d>{_DAY}),?\s+(?P<y>{_YEAR})", _days),
        (rf"(?<!\w)(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])(?![\w-])", _year_month),
        (rf"(?<!\w){month}\s*(?:de\s+|of\s+)?(?P<y>{short})", _month),
        (rf"(?<!\w)(?P<season>{seasons})(?![a-z'])\.?\s*(?:de\s+|of\s+|d')?"
         rf"(?P<y>{short})", _season),
        (rf"(?<!\w){an}\s*(?P<an>[0-9]{{1,2}})\s*,?\s*[tq](?P<q>[1-4])(?!\w)", _quarter),
        (rf"(?<!\w)(?:[tq](?P<q>[1-4])(?!\w)|(?P<q2>[1-4])(?:er|e|eme|st|nd|rd|th)\s+{quarter})"
         rf"(?:\s*[-,]?\s*(?:de\s+|of\s+)?(?:(?P<pair>{_PAIR})|(?P<y>{_YEAR})|"
         rf"(?:l')?{an}\s*(?P<an>[0-9]{{1,2}})(?![0-9])))?", _quarter),
        (rf"(?<!\w){an}\s*(?P<numbers>[0-9]{{1,2}}(?![0-9])"
         rf"(?:{_JOIN}(?:(?:l')?{an}\s*)?[0-9]{{1,2}}(?![\w%-]|\s*[a-z]))*)", _plan_years),
        (rf"(?<![\w-])(?P<pair>{_PAIR})", _pair),
        (rf"(?<![\w.,/-])(?P<y>{_YEAR})(?![\w/]|[.,][0-9])", _year),
        (rf"(?<!\w){month}(?!\w)", _month),
        (rf"(?<!\w)(?<!\ba )(?<!\bont ){season}(?!\w)", _season),
    ]  # fmt: skip
    return tuple((re.compile(pattern), build) for pattern, build in rules)


def _numeric_date(match: re.Match[str], _: TimeContext) -> Moment | None:
    day = _date(int(match["y"]), int(match["m"]), int(match["d"]))
    return (
        Moment(*match.span(), "date", "day", day, day, int(match["y"]))
        if day and int(match["d"])
        else None
    )


def _days(match: re.Match[str], context: TimeContext) -> Moment | None:
    month = _month_number(match["month"])
    first = int(re.sub(r"\D", "", match["d"]))
    last = int(re.sub(r"\D", "", match.groupdict().get("d2") or "") or first)
    year = int(match["y"]) if match["y"] else context.only_year(month, month)
    if not 1 <= first <= last <= calendar.monthrange(year or 2000, month)[1]:
        return Moment(*match.span(), "unknown")
    kind: TimeframeKind = "date" if first == last else "range"
    moment = Moment(*match.span(), kind, "day", first=(month, first), last=(month, last))
    return replace(moment.placed(year), year=int(match["y"]) if match["y"] else None)


def _year_month(match: re.Match[str], _: TimeContext) -> Moment | None:
    month = int(match["m"])
    return Moment(*match.span(), "month", "month", first=(month, 1), last=(month, 0)).placed(
        int(match["y"])
    )


def _month(match: re.Match[str], _: TimeContext) -> Moment | None:
    month = _month_number(match["month"])
    year = _full_year(match.groupdict().get("y"))
    if (
        match["month"] == "sept"
        and year is None
        and re.match(r"\s+[a-z]{3,}", match.string[match.end() :])
    ):
        return None  # «sept rencontres»
    return Moment(*match.span(), "month", "month", first=(month, 1), last=(month, 0)).placed(year)


def _season(match: re.Match[str], _: TimeContext) -> Moment | None:
    lexicon = Lexicon.current()
    first, last = lexicon.tables["seasons"][lexicon.phrases("seasons")[match["season"]]]["months"]
    year = _full_year(match.groupdict().get("y"))
    if match["season"] == "aut" and year is None and not match[0].endswith("."):
        return None
    return Moment(*match.span(), "season", "season", first=(first, 1), last=(last, 0)).placed(year)


def _quarter(match: re.Match[str], context: TimeContext) -> Moment | None:
    groups = match.groupdict()
    number = int(groups["q"] or groups.get("q2") or 1)
    if groups.get("an"):
        return _fiscal_quarter(match, number, context.plan_year(int(groups["an"])))
    if groups.get("pair"):
        year = int(groups["pair"][:4])
        bounds = fiscal_year(year, *context.fiscal_start) if context.fiscal_start else None
        return _fiscal_quarter(match, number, bounds)
    month = number * 3 - 2
    moment = Moment(*match.span(), "quarter", "month", first=(month, 1), last=(month + 2, 0))
    return moment.placed(int(groups["y"]) if groups.get("y") else None)


def _fiscal_quarter(
    match: re.Match[str], number: int, bounds: tuple[dt.date, dt.date] | None
) -> Moment | None:
    moment = Moment(*match.span(), "quarter", "month")
    if not bounds or bounds[0].day != 1:
        return moment
    first = bounds[0].month - 1 + (number - 1) * 3
    year, month = bounds[0].year + first // 12, first % 12 + 1
    last = first + 2
    high = month_end(bounds[0].year + last // 12, last % 12 + 1)
    return replace(moment, low=dt.date(year, month, 1), high=high, year=year)


def _plan_years(match: re.Match[str], context: TimeContext) -> Moment | None:
    numbers = [int(number) for number in re.findall(r"[0-9]+", match["numbers"])]
    moment = Moment(*match.span(), "plan_year", "year")
    first, last = context.plan_year(min(numbers)), context.plan_year(max(numbers))
    return replace(moment, low=first[0], high=last[1]) if first and last else moment


def _pair(match: re.Match[str], context: TimeContext) -> Moment | None:
    first, last = re.findall(r"[0-9]+", match["pair"])
    start, end = int(first), int(last if len(last) == 4 else first[:2] + last)
    if end <= start:
        return None
    moment = Moment(
        *match.span(), "range", "year", dt.date(start, 1, 1), dt.date(end, 12, 31), start
    )
    if end == start + 1 and context.fiscal_start:
        low, high = fiscal_year(start, *context.fiscal_start)
        return replace(moment, low=low, high=high)
    return moment


def _year(match: re.Match[str], _: TimeContext) -> Moment | None:
    year = int(match["y"])
    low, high = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Moment(*match.span(), "year", "year", low, high, year)


def _with_lead(folded: str, moment: Moment, after: int) -> Moment:
    """The moment with the prepositions before it, and what they leave open."""
    if moment.kind in ("on-demand", "conditional", "unknown", "event"):
        return moment
    match = _lead_pattern().search(folded, after, moment.start)
    lead = match[0] if match else ""
    effect: LeadEffect = ""
    for name in ("before", "until", "since", "between"):
        if re.search(rf"(?<!\w)(?:{_options('leads', name)})(?!\w)", lead):
            effect = name
            break
    return replace(moment, start=moment.start - len(lead), lead=lead.strip(), effect=effect)


@once_per_lexicon
def _lead_pattern() -> re.Pattern[str]:
    tables = ("until", "before", "since", "between", "filler")
    words = "|".join(_options("leads", key) for key in tables)
    return re.compile(rf"(?<![\w'’])(?:(?:{words})(?:(?<=['-])|\s+))+\Z")


def _month_number(word: str) -> int:
    return int(Lexicon.current().phrases("months")[word])


def _full_year(digits: str | None) -> int | None:
    if not digits:
        return None
    number = int(digits.lstrip("'"))
    return number if number > 99 else 2000 + number if number < 70 else 1900 + number


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if day else month_end(year, month)
    except (ValueError, IndexError):
        return None
