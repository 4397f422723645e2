"""Records that look alike: pairs with a reason in words, for a person to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from arrimage.accounts.models import User
from arrimage.audit.operations import record
from arrimage.formats.language.text import normalise

from .annuaire import Annuaire, people_in, positions_with_places
from .merging import kind_of
from .models import Distinction, Organization, RecordKind
from .wording import name_words

ALIKE = 88  # of 100; below, two names are two
CROWD = 40  # a word that so many records share says nothing
_LEGAL = {"inc", "obnl", "osbl", "ltee", "ltd"}

SAME_NAME = _("Même nom, aux accents et aux majuscules près")
SAME_EMAIL = _("Même courriel")
SAME_ACRONYM = _("Même sigle, noms voisins")
ACRONYM_IS_NAME = _("Le sigle de l’un est le nom de l’autre")
NEAR_NAME = _("Noms presque identiques")
WORDS_INSIDE = _("Le nom de l’un contient celui de l’autre")


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of a record; ``code`` is an acronym, ``email`` a person's."""

    pk: int
    name: str
    code: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one; ``score`` from 88 to 100."""

    first: int
    second: int
    score: int
    reason: Promise | str


def words_of(name: str) -> tuple[str, ...]:
    """The words that tell a name from another, folded, without what says its legal form."""
    words = name_words(name)
    return tuple(word for word in words if word not in _LEGAL) or words


def likely_pairs(records: Sequence[Known], limit: int = 100) -> tuple[Pair, ...]:
    """The likeliest pairs first. Only records that share a telling word are compared."""
    by_key = {known.pk: known for known in records}
    found = []
    for first, second in _worth_comparing(records):
        pair = _compared(by_key[first], by_key[second])
        if pair is not None:
            found.append(pair)
    found.sort(key=lambda pair: (-pair.score, pair.first, pair.second))
    return tuple(found[:limit])


def _worth_comparing(records: Iterable[Known]) -> set[tuple[int, int]]:
    shared: dict[str, list[int]] = defaultdict(list)
    for known in records:
        words = words_of(known.name)
        marks = {*words, "".join(words), *(word[:4] for word in words if len(word) > 4)}
        marks |= {normalise(known.code), normalise(known.email)} - {""}
        for mark in marks:
            shared[mark].append(known.pk)
    groups = (pks for pks in shared.values() if 1 < len(pks) <= CROWD)
    return {(min(pair), max(pair)) for pks in groups for pair in combinations(pks, 2)}


def _compared(first: Known, second: Known) -> Pair | None:
    score, reason = _likeness(first, second)
    return Pair(first.pk, second.pk, score, reason) if score >= ALIKE else None


def _likeness(first: Known, second: Known) -> tuple[int, Promise | str]:
    one, two = words_of(first.name), words_of(second.name)
    if sorted(one) == sorted(two) or "".join(one) == "".join(two):
        return 100, SAME_NAME
    if first.email and normalise(first.email) == normalise(second.email):
        return 99, SAME_EMAIL
    codes = {normalise(first.code), normalise(second.code)} - {""}
    if codes & {"".join(one), "".join(two)}:
        return 97, ACRONYM_IS_NAME
    ratio = round(fuzz.token_sort_ratio(" ".join(one), " ".join(two)))
    if first.code and normalise(first.code) == normalise(second.code) and ratio >= 60:
        return 96, SAME_ACRONYM
    if len(min(one, two, key=len)) > 1 and (set(one) < set(two) or set(two) < set(one)):
        return ALIKE, WORDS_INSIDE
    return (max(ratio, ALIKE) if _differ_by_typing(one, two) else 0), NEAR_NAME


def _differ_by_typing(one: Sequence[str], two: Sequence[str]) -> bool:
    """Word by word, one letter apart, two in long words; short words and figures are the same."""
    left = list(two)
    for word in one:
        near = next((other for other in left if _is_typing(word, other)), None)
        if near is None:
            return False
        left.remove(near)
    return not left


def _is_typing(word: str, other: str) -> bool:
    if word == other:
        return True
    shortest = min(len(word), len(other))
    if shortest < 4 or not (word + other).isalpha():
        return False
    return OSA.distance(word, other) <= (2 if shortest >= 8 else 1)


def doubtful_pairs(annuaire: Annuaire, kind: str) -> tuple[tuple[Any, Any, Pair], ...]:
    """Pairs of records of an annuaire with their rows, but for those said to be two."""
    rows = _rows(annuaire, kind)
    said = set(Distinction.objects.filter(kind=kind).values_list("first_id", "second_id"))
    known = [Known(r.pk, r.name, getattr(r, "acronym", ""), getattr(r, "email", "")) for r in rows]
    by_key = {row.pk: row for row in rows}
    pairs = (pair for pair in likely_pairs(known) if (pair.first, pair.second) not in said)
    return tuple((by_key[pair.first], by_key[pair.second], pair) for pair in pairs)


def _rows(annuaire: Annuaire, kind: str) -> list[Any]:
    if kind == RecordKind.ORGANIZATION:
        return list(Organization.objects.filter(pk__in=annuaire.network.members))
    return list(people_in(annuaire).prefetch_related(positions_with_places()))


@transaction.atomic
def tell_apart(*, actor: User, network: Organization, first: Any, second: Any) -> Distinction:
    """Remember that two records that look alike are two; they are not proposed again."""
    low, high = sorted((first.pk, second.pk))
    kind = kind_of(first)
    distinction, _is_new = Distinction.objects.get_or_create(
        kind=kind, first_id=low, second_id=high
    )
    record(actor, "record.distinguish", first, scope=network, after={"other": str(second)})
    return distinction
