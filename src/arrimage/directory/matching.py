"""A name printed in a document, and who it may be: pure functions over a small index.

Nothing is decided here: each candidate has a score and a reason, and a person confirms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from arrimage.formats.language.text import normalise

from .wording import codes_in, initials_of, name_words, title_words

Kind = Literal["person", "position", "organization"]
SURE = 88  # from here on, one tap is enough
PLAUSIBLE = 60

SAME_NAME = _("même nom")
ACRONYM = _("même sigle")
INITIALS = _("initiales de son nom")
ACRONYM_INSIDE = _("son sigle est dans le texte")
SAME_TITLE = _("exerce cette fonction")
NEAR_TITLE = _("exerce une fonction voisine")
SHARED_TITLE = _("plusieurs personnes exercent cette fonction")
SURNAME = _("même nom de famille")
SHARED_SURNAME = _("plusieurs personnes portent ce nom")
FIRST_NAME = _("même prénom")
TYPING = _("même nom, à une lettre près")
PART_OF_NAME = _("une partie de son nom")
NAME_INSIDE = _("son nom est dans le texte")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the annuaire. A position is known by its title, the others by their names.

    ``names`` holds every name, those of merged records too; ``codes`` holds acronyms. ``is_near``
    says that it belongs to the organisation whose document is read.
    """

    kind: Kind
    pk: int
    label: str
    names: tuple[str, ...]
    codes: tuple[str, ...] = ()
    detail: str = ""
    is_near: bool = True


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who a printed name may be, from 0 to 100, and why."""

    known: Known
    score: int
    reason: Promise | str

    @property
    def is_sure(self) -> bool:
        """True when one tap is enough."""
        return self.score >= SURE

    @property
    def value(self) -> str:
        """How a form names it: «person-3»."""
        return f"{self.known.kind}-{self.known.pk}"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the names inside a printed name, with who it surely is."""

    text: str
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class _Entry:
    known: Known
    order: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True)
class NameIndex:
    """Everybody who may be named, by the words that name them."""

    entries: tuple[_Entry, ...]
    by_word: Mapping[str, tuple[int, ...]]
    by_code: Mapping[str, tuple[int, ...]]
    vocabulary: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, known: Iterable[Known]) -> NameIndex:
        """An index of these; about a millisecond a hundred."""
        entries = tuple(
            _Entry(one, words, frozenset(words))
            for one in known
            for name in one.names
            for words in (_words(one.kind, name),)
        )
        by_word: dict[str, list[int]] = defaultdict(list)
        by_code: dict[str, list[int]] = defaultdict(list)
        for rank, entry in enumerate(entries):
            for word in entry.words:
                by_word[word].append(rank)
            for code in _codes(entry.known):
                by_code[code].append(rank)
        frozen = {word: tuple(ranks) for word, ranks in by_word.items()}
        codes = {code: tuple(ranks) for code, ranks in by_code.items()}
        return cls(entries, frozen, codes, tuple(frozen))

    def near(self, words: Iterable[str]) -> tuple[_Entry, ...]:
        """Entries that share a word with these, or a word one slip of typing away."""
        ranks: set[int] = set()
        for word in words:
            for known in (word, *self._slips(word)):
                ranks.update(self.by_word.get(known, ()))
        return tuple(self.entries[rank] for rank in sorted(ranks))

    def _slips(self, word: str) -> tuple[str, ...]:
        if len(word) < 4 or word in self.by_word:
            return ()
        found = process.extract(
            word, self.vocabulary, scorer=OSA.distance, score_cutoff=_slip(word), limit=5
        )
        return tuple(known for known, _distance, _rank in found if len(known) >= 4)


def _words(kind: Kind, text: str) -> tuple[str, ...]:
    return title_words(text) if kind == "position" else name_words(text)


def _codes(known: Known) -> set[str]:
    if known.kind != "organization":
        return set()
    initials = {initials_of(name) for name in known.names}
    return {normalise(code) for code in known.codes if code} | {i for i in initials if len(i) > 2}


def _slip(word: str) -> int:
    return 2 if len(word) >= 8 else 1


_ASIDE = re.compile(r"\([^()]*\)")
_LABEL = re.compile(r"^[^:]{3,80}:\s*")
_MANNER = re.compile(
    r"\s+(?:au besoin|à venir|à confirmer|à déterminer|si possible|comme \w+|en soutien|en appui"
    r"|as needed|if possible|to be confirmed)\s*$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s*(?:,|;|/|&|\+|\bet\b|\bavec\b|\band\b|\bwith\b)\s*", re.IGNORECASE)


def candidates_for(
    printed: str, index: NameIndex, acronyms: Mapping[str, str] | None = None, limit: int = 5
) -> tuple[Candidate, ...]:
    """Who may be meant, the likeliest first; ``acronyms`` are those that the document explains."""
    best: dict[tuple[str, int], Candidate] = {}
    for text, cost in _variants(printed, acronyms or {}):
        for found in _matches(text, index):
            score = found.score - cost - (0 if found.known.is_near else 6)
            key = (found.known.kind, found.known.pk)
            if score >= PLAUSIBLE and (key not in best or best[key].score < score):
                best[key] = Candidate(found.known, score, found.reason)
    found = sorted(best.values(), key=lambda c: (-c.score, c.known.label, c.known.pk))
    return tuple(found[:limit])


def parts_of(
    printed: str, index: NameIndex, acronyms: Mapping[str, str] | None = None
) -> tuple[Part, ...]:
    """The names inside «X et Y», when each surely is somebody; else nothing."""
    texts = [text.strip() for text in _LINK.split(printed) if text.strip()]
    if len(texts) < 2:
        return ()
    found = [(text, candidates_for(text, index, acronyms, limit=1)) for text in texts]
    if not all(candidates and candidates[0].is_sure for _text, candidates in found):
        return ()
    parts = tuple(Part(text, candidates[0]) for text, candidates in found)
    return parts if len({part.candidate.value for part in parts}) == len(parts) else ()


def _variants(printed: str, acronyms: Mapping[str, str]) -> list[tuple[str, int]]:
    """The text, then without what may surround a name; each with what that costs."""
    bare = " ".join(_ASIDE.sub(" ", printed).split())
    plain = _MANNER.sub("", bare)
    unlabelled = _LABEL.sub("", plain)
    expanded = {normalise(code): meaning for code, meaning in acronyms.items()}
    meaning = expanded.get(normalise(unlabelled), "")
    texts = ((printed, 0), (bare, 2), (plain, 4), (unlabelled, 5), (meaning, 2))
    seen: dict[str, int] = {}
    for text, cost in texts:
        if text.strip():
            seen.setdefault(text.strip(), cost)
    return list(seen.items())


def _matches(text: str, index: NameIndex) -> list[Candidate]:
    """Every candidate for one wording, before what its distance costs."""
    names, titles = name_words(text), title_words(text)
    found = _by_code(text, index)
    near = index.near({*names, *titles})
    found += _by_title(titles, [e for e in near if e.known.kind == "position"])
    found += _by_person(text, names, [e for e in near if e.known.kind == "person"])
    for entry in near:
        if entry.known.kind == "organization":
            found += _by_organization(names, entry)
    return found


def _by_code(text: str, index: NameIndex) -> list[Candidate]:
    whole = normalise(text).replace(".", "")
    found = []
    for rank in index.by_code.get(whole, ()):
        known = index.entries[rank].known
        is_written = whole in {normalise(code) for code in known.codes}
        score, reason = (98, ACRONYM) if is_written else (84, INITIALS)
        found.append(Candidate(known, score, reason))
    for code in codes_in(text) - {whole}:
        for rank in index.by_code.get(code, ()):
            found.append(Candidate(index.entries[rank].known, 76, ACRONYM_INSIDE))
    return found


def _by_title(words: Sequence[str], entries: Sequence[_Entry]) -> list[Candidate]:
    wanted = frozenset(words)
    scored = [(entry, *_title_score(wanted, entry.words)) for entry in entries]
    rivals: dict[tuple[int, bool], set[int]] = defaultdict(set)
    for entry, score, _reason in scored:
        rivals[score, entry.known.is_near].add(entry.known.pk)
    return [
        Candidate(entry.known, score - 14, SHARED_TITLE)
        if len(rivals[score, entry.known.is_near]) > 1
        else Candidate(entry.known, score, reason)
        for entry, score, reason in scored
        if score
    ]


def _title_score(wanted: frozenset[str], words: frozenset[str]) -> tuple[int, Promise | str]:
    if not wanted or not words:
        return 0, ""
    if wanted == words:
        return 96, SAME_TITLE
    shared = len(wanted & words)
    if wanted < words or words < wanted:
        share = shared / max(len(wanted), len(words))
        return 70 + round(20 * share), NEAR_TITLE
    ratio = round(fuzz.token_sort_ratio(" ".join(sorted(wanted)), " ".join(sorted(words))))
    is_near = ratio >= 85 or shared >= 2
    return (max(66, ratio - 10), NEAR_TITLE) if is_near else (0, "")


_CIVILITY = re.compile(r"^(?:m|mm|mme|mmes|mlle|dr|dre|me|mr|mrs|ms|monsieur|madame)\.?\s+")


def _by_person(text: str, words: Sequence[str], entries: Sequence[_Entry]) -> list[Candidate]:
    has_civility = bool(_CIVILITY.match(normalise(text)))
    wanted = [word for word in words if len(word) > 1]
    initials = {word for word in words if len(word) == 1}
    scored = []
    for entry in entries:
        score, reason = _person_score(wanted, initials, has_civility, entry)
        if score:
            scored.append((entry, score, reason))
    rivals: dict[tuple[int, object], set[int]] = defaultdict(set)
    for entry, score, reason in scored:
        rivals[score, reason].add(entry.known.pk)
    found = []
    for entry, score, reason in scored:
        if reason in (SURNAME, FIRST_NAME) and len(rivals[score, reason]) > 1:
            score, reason = score - 18, SHARED_SURNAME if reason == SURNAME else FIRST_NAME
        found.append(Candidate(entry.known, score, reason))
    return found


def _person_score(
    wanted: Sequence[str], initials: set[str], has_civility: bool, entry: _Entry
) -> tuple[int, Promise | str]:
    given, family = entry.order[:1], entry.order[1:]
    if not wanted:
        return 0, ""
    if set(wanted) == entry.words:
        return 100, SAME_NAME
    if family and list(wanted) == list(family):
        if initials and not initials & {given[0][0]}:
            return 0, ""
        return (92 if has_civility or initials else 88), SURNAME
    if list(wanted) == list(given):
        if initials and family and not initials & {word[0] for word in family}:
            return 0, ""
        return (88 if initials else 74), FIRST_NAME
    if len(wanted) > 1 and _is_typing(wanted, entry.words):
        return 89, TYPING
    if len(entry.words) > 1 and entry.words < set(wanted):
        return 82, NAME_INSIDE
    return 0, ""


def _is_typing(wanted: Sequence[str], words: frozenset[str]) -> bool:
    """Each word has its own, at most one slip away, and at least one is the same."""
    left = set(words)
    for word in wanted:
        near = [w for w in left if _is_slip(word, w)]
        if not near:
            return False
        left.discard(min(near, key=lambda w: OSA.distance(word, w)))
    return not left and bool(words & set(wanted))


def _is_slip(word: str, other: str) -> bool:
    allowed = _slip(word) if max(len(word), len(other)) > 3 else 0
    return bool(OSA.distance(word, other) <= allowed)


def _by_organization(words: Sequence[str], entry: _Entry) -> list[Candidate]:
    wanted = frozenset(words)
    if not wanted or not entry.words:
        return []
    if wanted == entry.words:
        return [Candidate(entry.known, 100, SAME_NAME)]
    if len(wanted) > 1 and _is_typing(words, entry.words):
        return [Candidate(entry.known, 90, TYPING)]
    if wanted < entry.words:
        share = len(wanted) / len(entry.words)
        return [Candidate(entry.known, 62 + round(22 * share), PART_OF_NAME)]
    if entry.words < wanted and max(map(len, entry.words)) > 3:
        share = len(entry.words) / len(wanted)
        return [Candidate(entry.known, 62 + round(22 * share), NAME_INSIDE)]
    return []
