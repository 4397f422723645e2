"""How often: «4 rencontres par année», «tous les 3 mois», «mensuel»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ..draft import CadenceDraft
from .lexicon import Lexicon, once_per_lexicon
from .quantities import Per, number_pattern, read_count, unit_of, unit_pattern
from .text import fold_same_length, normalise
from .weekdays import find_named_days, months_of, read_months

_MOST_APART = 120
_UNITS_IN_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "year": 1}
_AT_LEAST = r"(?:au moins|(?:un |a )?minimum(?: de| of)?|at least|plus de|more than)"
_AT_MOST = re.compile(
    r"(?:au plus|(?:un |a )?maximum(?: de| of)?|pas plus de|jusqu'a|at most|no more than|up to)\s*$"
)
_VERBS = re.compile(
    r"\s(?:est|sont|ont|a|seront|sera|is|are|qui|realisee?s?|organisee?s?|tenue?s?|identifiee?s?|"
    r"offerte?s?|publiee?s?|documentee?s?|produite?s?|held|with|avec|dans|pour|sur|entre)\b.*"
)


@dataclass(frozen=True, slots=True)
class Frequency:
    """A rhythm found in a text: ``count`` every ``every`` ``per``.

    ``is_derived`` when no number of occurrences is written. ``start`` and ``end`` are where it
    stands.
    """

    start: int
    end: int
    count: Decimal
    per: Per
    unit: str = ""
    is_derived: bool = False
    at_least: bool = False
    every: int = 1
    weekday: int | None = None
    nth: int | None = None
    months: tuple[int, ...] = ()

    @property
    def in_a_year(self) -> Decimal:
        """How many in a year, zero when there is no telling."""
        times = self.count * _UNITS_IN_A_YEAR.get(self.per, 0) / self.every
        rounded = times.quantize(Decimal("0.01")).normalize()
        return Decimal(int(rounded)) if rounded == int(rounded) else rounded


def read_cadences(text: str) -> tuple[CadenceDraft, ...]:
    """Every rhythm in a text, in reading order, with its months and what it counts.

    An unqualified number means at least so many.
    """
    folded = fold_same_length(text)
    read: list[CadenceDraft] = []
    done = 0
    for found in find_frequencies(text):
        whole = _with_months(folded, _with_number(text, folded, found, done))
        read.append(
            CadenceDraft(
                whole.count,
                whole.per,
                whole.unit,
                text[whole.start : whole.end],
                not _AT_MOST.search(folded, done, whole.start),
                whole.every,
                whole.weekday,
                whole.nth,
                whole.months,
            )
        )
        done = whole.end
    return tuple(read)


def _with_number(text: str, folded: str, found: Frequency, after: int) -> Frequency:
    """«2 bulletins tous les 3 mois»: the number and what it counts, just before the rhythm."""
    if not found.is_derived:
        return found
    match = _head_pattern().search(folded, after, found.start)
    count = read_count(match["number"]) if match else None
    if not match or not count or re.fullmatch(r"(?:19|20)[0-9]{2}", match["number"]):
        return found
    start, end = match.span("unit")
    unit = _trim_unit(text[start:end], folded[start:end])
    return replace(found, start=match.start(), count=found.count * count, unit=unit)


def _with_months(folded: str, found: Frequency) -> Frequency:
    """The months that follow a rhythm, or that it names: «chaque automne»."""
    if named := read_months(folded, found.end):
        return replace(found, end=named.end, months=named.months)
    return replace(found, months=months_of(folded[found.start : found.end].split()[-1]))


def find_frequencies(text: str) -> tuple[Frequency, ...]:
    """Every rhythm and where it stands; counted ones win over the words inside them."""
    folded = fold_same_length(text)
    found: list[Frequency] = []
    candidates = (
        *_counted(text, folded), *_named_days(folded), *_repeated(folded), *_adjectives(folded)
    )  # fmt: skip
    for candidate in candidates:
        if all(candidate.end <= f.start or f.end <= candidate.start for f in found):
            found.append(candidate)
    return tuple(sorted(found, key=lambda frequency: frequency.start))


def _counted(text: str, folded: str) -> list[Frequency]:
    found = []
    for match in _counted_pattern().finditer(folded):
        count = read_count(match["number"])
        per = unit_of(match["per"]) if match["per"] else _adjective_per(match["adjective"])
        is_year = re.fullmatch(r"(?:19|20)[0-9]{2}", match["number"]) and not match["least"]
        if count and per and not is_year:
            start, end = match.span("unit")
            found.append(
                Frequency(
                    match.start(),
                    match.end(),
                    count,
                    per,
                    _trim_unit(text[start:end], folded[start:end]),
                    at_least=bool(match["least"]),
                )
            )
    return found


def _named_days(folded: str) -> list[Frequency]:
    return [
        Frequency(
            day.start, day.end, Decimal(1), day.per,
            is_derived=True, every=day.every, weekday=day.weekday, nth=day.nth,
        )
        for day in find_named_days(folded)
    ]  # fmt: skip


def _repeated(folded: str) -> list[Frequency]:
    found = []
    for match in _repeated_pattern().finditer(folded):
        every = read_count(match["number"]) if match["number"] else Decimal(1)
        per = unit_of(match["per"]) if match["per"] else "year"
        if not every or not per:
            continue
        if frequency := _every(match, every, per):
            found.append(frequency)
    return found


def _every(match: re.Match[str], every: Decimal, per: Per) -> Frequency | None:
    """«Tous les 3 mois»; a half («tous les 1,5 an») is counted in months."""
    if per == "year" and every != int(every):
        every, per = every * 12, "month"
    if every != int(every) or every > _MOST_APART:
        return None
    found = Frequency(
        match.start(), match.end(), Decimal(1), per, is_derived=True, every=int(every)
    )
    return found if every == 1 or found.in_a_year else None


def _adjectives(folded: str) -> list[Frequency]:
    found = []
    for match in re.finditer(rf"(?<![\w-])(?P<adjective>{_adjective_pattern()})", folded):
        entry = _adjective_entry(match["adjective"])
        if entry:
            found.append(Frequency(match.start(), match.end(), *entry, is_derived=True))
    return found


def _trim_unit(unit: str, folded: str) -> str:
    verb = _VERBS.search(" " + folded)
    return (unit[: max(verb.start() - 1, 0)] if verb else unit).strip()


def _adjective_per(words: str) -> Per | None:
    entry = _adjective_entry(words)
    return entry[1] if entry and entry[0] == 1 else None


def _adjective_entry(words: str) -> tuple[Decimal, Per] | None:
    for key, entry in Lexicon.current().tables["frequencies"].items():
        names = "|".join(normalise(w) for w in Lexicon.current().words("frequencies", key))
        if re.fullmatch(rf"(?:{names}){_ENDING}", words):
            return Decimal(entry["count"]), entry["per"]
    return None


_ENDING = r"(?:le|ne)?s?(?:ment)?(?:ly)?(?!\w)"


@once_per_lexicon
def _adjective_pattern() -> str:
    lexicon = Lexicon.current()
    return rf"(?:{'|'.join(re.escape(word) for word in lexicon.phrases('frequencies'))}){_ENDING}"


@once_per_lexicon
def _head_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,/-])(?P<number>{number_pattern()})\s*"
        rf"(?P<unit>(?:[^\W\d][\w'-]*\s+){{1,6}})$"
    )


@once_per_lexicon
def _counted_pattern() -> re.Pattern[str]:
    words = r"(?:(?:[^\W\d][\w'-]*|\([^()]*\))(?:\s+|(?=/))){0,11}?"
    per = (
        rf"(?:(?:(?:par|per|a chaque|chaque|each|every|x ?/|/|"
        rf"(?:au cours|durant|pendant|dans)(?: de)?)\s*(?:chaque\s+|l')?|(?<!a )l'|"
        rf"an?\s+(?=[dwmqy][aeou]))(?P<per>{unit_pattern()})(?!\s*[0-9]))"
    )
    return re.compile(
        rf"(?<![\w.,/-])(?:(?P<least>{_AT_LEAST})\s+)?(?P<number>{number_pattern()})"
        rf"(?:\s*(?:a|ou|-|to|or)\s*{number_pattern()})?\s*"
        rf"(?P<unit>{words})(?:{per}|(?P<adjective>{_adjective_pattern()}))"
    )


@once_per_lexicon
def _repeated_pattern() -> re.Pattern[str]:
    lexicon = Lexicon.current()
    names = "|".join({*lexicon.phrases("seasons"), *lexicon.phrases("months")})
    return re.compile(
        rf"(?<![\w-])(?:(?:tou(?:s|tes) les|aux|every|each)\s+"
        rf"(?:(?P<number>{number_pattern()})\s+)?"
        rf"|(?:a |en )?chaque\s+)(?:(?P<per>{unit_pattern()})|(?:{names})s?(?!\w))"
    )
