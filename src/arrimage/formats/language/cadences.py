"""How often: «4 rencontres par année», «tous les 3 mois», «mensuel»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

from ..draft import CadenceDraft
from .lexicon import Lexicon, once_per_lexicon
from .text import fold_same_length, normalise

Per = Literal["day", "week", "month", "quarter", "year"]

_UNITS_IN_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "year": 1}
_AT_LEAST = r"(?:au moins|(?:un |a )?minimum(?: de| of)?|at least|plus de|more than)"
_VERBS = re.compile(
    r"\s(?:est|sont|ont|a|seront|sera|is|are|qui|realisee?s?|organisee?s?|tenue?s?|identifiee?s?|"
    r"offerte?s?|publiee?s?|documentee?s?|produite?s?|held|with|avec|dans|pour|sur|entre)\b.*"
)


@dataclass(frozen=True, slots=True)
class Frequency:
    """A rhythm found in a text; ``is_derived`` when no number of occurrences is written."""

    start: int
    end: int
    count: Decimal
    per: Per
    unit: str = ""
    is_derived: bool = False
    at_least: bool = False


def read_cadences(text: str) -> tuple[CadenceDraft, ...]:
    """Every rhythm in a text, in reading order. An unqualified number means at least so many."""
    return tuple(
        CadenceDraft(found.count, found.per, found.unit, text[found.start : found.end])
        for found in find_frequencies(text)
    )


def find_frequencies(text: str) -> tuple[Frequency, ...]:
    """Every rhythm and where it stands; counted ones win over the words inside them."""
    folded = fold_same_length(text)
    found: list[Frequency] = []
    for candidate in (*_counted(text, folded), *_repeated(folded), *_adjectives(folded)):
        if all(candidate.end <= f.start or f.end <= candidate.start for f in found):
            found.append(candidate)
    return tuple(sorted(found, key=lambda frequency: frequency.start))


def read_count(words: str) -> Decimal | None:
    """A number in figures or in words («deux», «2,5», «1 000»)."""
    folded = normalise(words)
    for key, names in _number_names().items():
        if folded in names:
            return Decimal(key)
    figures = folded.replace(" ", "").replace(",", ".")
    return Decimal(figures) if re.fullmatch(r"[0-9]{1,12}(?:\.[0-9]{1,6})?", figures) else None


@once_per_lexicon
def number_pattern() -> str:
    """Regular expression of a number in folded text, without groups."""
    names = [name for names in _number_names().values() for name in names]
    words = "|".join(sorted(names, key=len, reverse=True))
    return rf"(?:[0-9]{{1,3}}(?: [0-9]{{3}})+|[0-9]+(?:[.,][0-9]+)?|(?:{words})(?![\w-]))"


@once_per_lexicon
def unit_pattern() -> str:
    """Regular expression of a unit of time in folded text, without groups."""
    words = sorted((w for unit in _unit_names().values() for w in unit), key=len, reverse=True)
    return rf"(?:{'|'.join(words)})s?(?![\w-])"


def unit_of(words: str) -> Per | None:
    """«année», «mois»… → the period they name."""
    folded = normalise(words)
    for unit, names in _unit_names().items():
        if folded in names or folded.removesuffix("s") in names:
            return cast(Per, unit)
    return None


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


def _repeated(folded: str) -> list[Frequency]:
    found = []
    for match in _repeated_pattern().finditer(folded):
        every = read_count(match["number"]) if match["number"] else Decimal(1)
        unit = unit_of(match["per"]) if match["per"] else "year"
        if not every or not unit:
            continue
        count, per = (Decimal(1), unit) if every == 1 else _per_year(every, unit)
        if per:
            found.append(Frequency(match.start(), match.end(), count, per, is_derived=True))
    return found


def _per_year(every: Decimal, unit: Per) -> tuple[Decimal, Per | None]:
    times = Decimal(_UNITS_IN_A_YEAR.get(unit, 0)) / every
    rounded = times.quantize(Decimal("0.01")).normalize()
    if not rounded:
        return rounded, None
    return (Decimal(int(rounded)) if rounded == int(rounded) else rounded), "year"


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


@once_per_lexicon
def _number_names() -> dict[str, frozenset[str]]:
    lexicon = Lexicon.current()
    keys = lexicon.tables["numbers"]
    return {key: frozenset(normalise(w) for w in lexicon.words("numbers", key)) for key in keys}


@once_per_lexicon
def _unit_names() -> dict[str, frozenset[str]]:
    lexicon = Lexicon.current()
    keys = lexicon.tables["units"]
    return {key: frozenset(normalise(w) for w in lexicon.words("units", key)) for key in keys}
