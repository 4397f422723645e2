"""The words of plans, from ``lexicon.toml``: column headers, levels, states, time words."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast, get_args
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from ..draft import ColumnField, LevelRole
from .text import fold_phrase, normalise

_OWN_FILE = Path(__file__).with_name("lexicon.toml")
_NEAR = 90.0  # rapidfuzz ratio above which a damaged header is still the same words
_SHORTEST_DAMAGED = 5
_LONGEST_HEADER = 8  # words
_LONGEST_TAIL = 4  # words after a known beginning

_TRAILING_YEAR = re.compile(r"^(?P<head>.+?) (?:an|annee|year) (?P<number>\d{1,2})$")
_CALENDAR_YEAR = re.compile(r"^(?P<first>(?:19|20)\d\d)(?: ?[-/] ?(?P<last>(?:19|20)?\d\d))?$")
_QUARTER = re.compile(
    r"^(?:(?P<year>an \d+|annee \d+|(?:19|20)\d\d) )?[tq] ?(?P<number>[1-4])"
    r"(?: (?P<after>(?:19|20)\d\d))?$"
)
_WEEK = re.compile(r"^(?:s|sem|semaine|week|wk|w) ?\d{1,2}$")
_NUMBERED = re.compile(r"^[^\W\d]+ (?:\d+|[ivx]+)\b")  # «objectif 1.1…» is a heading

Phrases = dict[str, str]  # folded phrase -> meaning
P = ParamSpec("P")
T = TypeVar("T")


class LexiconError(ValueError):
    """A lexicon file that cannot be used; the message is a complete French sentence."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Folded phrases and what they mean. Build it with :meth:`default` or :meth:`with_file`."""

    tables: Mapping[str, Any]
    columns: Phrases = field(repr=False)
    levels: Phrases = field(repr=False)

    @classmethod
    def default(cls) -> Lexicon:
        """The words that come with Arrimage."""
        return _default()

    @classmethod
    def current(cls) -> Lexicon:
        """The words in use: those of :func:`speaking`, else the words that come with Arrimage."""
        return _spoken.get() or _default()

    @classmethod
    def with_file(cls, path: str | Path) -> Lexicon:
        """Those words and the ones of a TOML file of the same shape, which win.

        Raises :class:`LexiconError` when the file cannot be read or has another shape.
        """
        return _build(_merge(_load(_OWN_FILE), _load(Path(path))))

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """The phrases of one entry, as written in the file."""
        entry = self.tables.get(table, {}).get(key, [])
        return tuple(entry["words"] if isinstance(entry, dict) else entry)

    def phrases(self, table: str) -> Phrases:
        """Normalised phrase → key for one table («seasons», «statuses»…), longest phrase first."""
        pairs = {
            normalise(word): key
            for key in self.tables.get(table, {})
            for word in self.words(table, key)
        }
        return dict(sorted(pairs.items(), key=lambda pair: -len(pair[0])))

    def column_field(self, header: str) -> tuple[ColumnField, str] | None:
        """What a column header announces, and which year or quarter («1», «T3») it names."""
        key = fold_phrase(header)
        if not key and header.strip() in ("#", "№"):
            return "number", ""
        if not key or len(key.split()) > _LONGEST_HEADER:
            return None
        if period := self._period_field(key):
            return period
        number = ""
        if trailing := _TRAILING_YEAR.match(key):
            key, number = trailing["head"], trailing["number"]
        found = self._match(key)
        return (found, number) if found else None

    @functools.cached_property
    def general(self) -> Phrases:
        """Folded names so general that they name a level only where nothing else does."""
        return _fold(self.tables["general_columns"])

    def level_role(self, word: str) -> LevelRole | None:
        """The place in the tree of a level's name, singular or plural."""
        return cast("LevelRole | None", self.levels.get(fold_phrase(word)))

    def _match(self, key: str) -> ColumnField | None:
        if exact := self.columns.get(key):
            return cast(ColumnField, exact)
        if _NUMBERED.match(key):
            return None
        words = key.split()
        for size in range(len(words) - 1, 0, -1):
            found = self.columns.get(" ".join(words[:size]))
            if found and len(words) - size <= _LONGEST_TAIL:
                return cast(ColumnField, found)
        if len(words) > 1 and words[0] in self._leading:
            return self._match(" ".join(words[1:]))
        return self._match_damaged(key)

    @functools.cached_property
    def _leading(self) -> frozenset[str]:
        """Words that say nothing at the head of a column name: «Nos», «Principaux», «Key»."""
        return frozenset(fold_phrase(word) for word in self.words("header_words", "leading"))

    def _match_damaged(self, key: str) -> ColumnField | None:
        if len(key) < _SHORTEST_DAMAGED:
            return None
        best = process.extractOne(key, self.columns.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        return cast(ColumnField, self.columns[best[0]]) if best else None

    def _period_field(self, key: str) -> tuple[ColumnField, str] | None:
        words = self._folded_words("year")
        if year := re.fullmatch(
            rf"(?:{words}) ?0?(\d{{1,2}})|(\d)(?:e|re|er|ere) (?:{words})", key
        ):
            return "year", year[1] or year[2]
        if calendar := _CALENDAR_YEAR.match(key):
            last = calendar["last"]
            return "year", f"{calendar['first']}-{last}" if last else calendar["first"]
        return self._quarter_field(key)

    def _folded_words(self, period: str) -> str:
        return "|".join(re.escape(fold_phrase(word)) for word in self.words("periods", period))

    @functools.cached_property
    def _dated_names(self) -> frozenset[str]:
        """Names of seasons and months."""
        names = (name for table in ("seasons", "months") for name in self.phrases(table))
        return frozenset(fold_phrase(name) for name in names)

    def _quarter_field(self, key: str) -> tuple[ColumnField, str] | None:
        words = self._folded_words("quarter")
        key = re.sub(rf"^(?:{words}) ?([1-4])\b", r"t\1", key)
        key = re.sub(rf"^([1-4])(?:er|e|eme|st|nd|rd|th) (?:{words})\b", r"t\1", key)
        if (quarter := _QUARTER.match(key)) and len(key.split()) <= 4:
            around = quarter["year"] or quarter["after"] or ""
            return "quarter", " ".join(filter(None, (_shown_year(around), f"T{quarter['number']}")))
        if _WEEK.match(key):
            return "quarter", key
        first, _, rest = re.sub(r"^\d{1,2} ", "", key).partition(" ")
        if first in self._dated_names and re.fullmatch(r"(?:20)?\d\d|", rest):
            return "quarter", key
        return None


def _shown_year(words: str) -> str:
    return re.sub(r"^an(?:nee)? (\d+)$", r"An \1", words)


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"Le lexique «\u00a0{path.name}\u00a0» ne peut pas être lu.") from error
    except tomllib.TOMLDecodeError as error:
        message = (
            f"Le lexique «\u00a0{path.name}\u00a0» n’est pas un fichier TOML valide\u00a0: {error}."
        )
        raise LexiconError(message) from error


def _merge(own: dict[str, Any], added: dict[str, Any]) -> dict[str, Any]:
    merged = dict(own)
    for table, entries in added.items():
        if table not in own or not isinstance(entries, dict):
            raise LexiconError(f"Le lexique n’a pas de rubrique «\u00a0{table}\u00a0».")
        merged[table] = {key: _merge_entry(own[table], key, entries[key]) for key in entries} | {
            key: value for key, value in own[table].items() if key not in entries
        }
    return merged


def _merge_entry(table: dict[str, Any], key: str, added: object) -> Any:
    known = table.get(key, [])
    words = added.get("words") if isinstance(added, dict) else added
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise LexiconError(f"Dans le lexique, «\u00a0{key}\u00a0» doit être une liste de mots.")
    if isinstance(known, dict):
        return {**known, "words": [*known["words"], *words]}
    return [*known, *words]


def _build(tables: dict[str, Any]) -> Lexicon:
    for key in tables["columns"]:
        if key not in get_args(ColumnField):
            raise LexiconError(f"Le lexique nomme une colonne inconnue\u00a0: «\u00a0{key}\u00a0».")
    for key in tables["levels"]:
        if key not in get_args(LevelRole):
            raise LexiconError(f"Le lexique nomme un niveau inconnu\u00a0: «\u00a0{key}\u00a0».")
    return Lexicon(tables, _fold(tables["columns"]), _fold(tables["levels"]))


def _fold(table: dict[str, list[str]]) -> Phrases:
    folded = {fold_phrase(word): key for key, words in table.items() for word in words}
    plurals = {f"{word[:-1]}ie": key for word, key in folded.items() if word.endswith("y")}
    return plurals | folded  # «activities» loses its s, «activity» keeps its y


@functools.cache
def _default() -> Lexicon:
    return _build(_load(_OWN_FILE))


_spoken: ContextVar[Lexicon | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(lexicon: Lexicon) -> Iterator[None]:
    """Read every word of the block with this lexicon: times, people, numbers, states…"""
    token = _spoken.set(lexicon)
    try:
        yield
    finally:
        _spoken.reset(token)


def once_per_lexicon(build: Callable[P, T]) -> Callable[P, T]:
    """Remember what a function makes of the words in use, as long as these words are in use."""
    known: WeakKeyDictionary[Lexicon, dict[tuple[object, ...], T]] = WeakKeyDictionary()

    @functools.wraps(build)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        made = known.setdefault(Lexicon.current(), {})
        key = (*args, *kwargs.items())
        if key not in made:
            made[key] = build(*args, **kwargs)
        return made[key]

    return remembered
