"""Two versions of one plan: which elements are the same, and what changed in them.

Elements of the same role are paired from the surest to the least sure: the same words, then words
that are nearly the same, with the number and the pair above as evidence. What is not paired was
added or is gone. Similarity is the Levenshtein ratio of the normalised words (rapidfuzz), 0 to 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz

from .draft import ElementDraft, PlanDraft
from .language import normalise
from .words import FIELDS, words_of

ChangeKind = Literal["added", "gone", "changed"]
ALIKE = 72  # reworded, but the same sentence to a reader
SAME_NUMBER = 18  # what the same number adds to the likeness of two elements
SAME_PARENT = 10  # what standing under the same element adds
LEAST = ALIKE - SAME_NUMBER - SAME_PARENT
PLAN_FIELDS = ("title", "organization", "mission", "vision", "general_objective")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose words differ; «status» is the state that the document prints.

    ``contested``: somebody changed these words in the plan since the document was read.
    """

    field: str
    before: str
    after: str
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one element. ``old`` and ``new`` are keys, empty when it is not there.

    ``moved``: it stands elsewhere, under another element or among its siblings. ``above`` is the
    key of the new parent in the new draft (of the old one, when gone).
    """

    kind: ChangeKind
    old: str
    new: str
    role: str
    number: str
    title: str
    changes: tuple[FieldChange, ...] = ()
    moved: bool = False
    above: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Differences in the reading order of the new version, what is gone at its old place.

    ``pairs`` maps the keys of the old version to those of the new one.
    """

    differences: tuple[Difference, ...]
    pairs: Mapping[str, str]
    plan: tuple[FieldChange, ...] = ()  # of the plan itself: title, mission…

    def of(self, kind: ChangeKind) -> tuple[Difference, ...]:
        """Differences of one kind."""
        return tuple(difference for difference in self.differences if difference.kind == kind)


@dataclass(slots=True)
class _Side:
    """One version: its elements, their roles, parents and ranks, by key."""

    draft: PlanDraft
    elements: dict[str, ElementDraft]
    above: dict[str, str]
    words: dict[str, str]

    @classmethod
    def of(cls, draft: PlanDraft) -> _Side:
        elements = {element.key: element for element in draft.walk()}
        above = {child.key: e.key for e in elements.values() for child in e.children}
        words = {key: normalise(element.title) for key, element in elements.items()}
        return cls(draft, elements, above, words)

    def role(self, key: str) -> str:
        return self.draft.levels[self.elements[key].level].role

    def siblings(self, key: str) -> tuple[ElementDraft, ...]:
        above = self.above.get(key)
        return self.elements[above].children if above else self.draft.elements


def compare(old: PlanDraft, new: PlanDraft, known: Mapping[str, str] | None = None) -> Comparison:
    """What changed from one version of a plan to another.

    ``known`` pairs the keys of what is the same in both; without it, likeness tells.
    """
    before, after = _Side.of(old), _Side.of(new)
    pairs = _pairs(before, after) if known is None else dict(known)
    back = {there: here for here, there in pairs.items()}
    kept_in_order = _unmoved(before, after, pairs)
    said = {
        key: difference
        for key in after.elements
        if (difference := _of_new(key, back.get(key, ""), before, after, kept_in_order))
    }
    plan = _changes({n: (getattr(old, n), getattr(new, n)) for n in PLAN_FIELDS})
    return Comparison(tuple(_in_reading_order(said, before, after, pairs)), pairs, plan)


def revise(base: PlanDraft, now: PlanDraft, new: PlanDraft) -> Comparison:
    """What a newer version of a document changes in a plan that people edited since.

    ``base`` is the version that the plan came from, ``now`` the plan as it stands, ``new`` the
    newer version. Only what the document itself changed is said: what people changed, added,
    moved or took out in the plan stays as they left it.
    """
    here, document = compare(now, new), compare(base, new)
    origins = {there: key for key, there in compare(base, now).pairs.items()}
    known = set(document.pairs.values())
    in_document = {d.new: d for d in document.of("changed")}
    kept: list[Difference] = []
    for difference in here.differences:
        if difference.kind == "added" and difference.new in known:
            continue  # the document had it already: people took it out of the plan
        if difference.kind == "gone" and difference.old not in origins:
            continue  # people added it to the plan
        if difference.kind == "changed" and difference.old in origins:
            difference = _of_document(difference, in_document.get(difference.new))
        if difference.kind != "changed" or difference.changes or difference.moved:
            kept.append(difference)
    plan = tuple(
        replace(change, contested=getattr(base, change.field) != change.before)
        for change in here.plan
        if getattr(base, change.field) != change.after
    )
    return Comparison(tuple(kept), here.pairs, plan)


# ------------------------------------------------------------------ which are the same


def _pairs(before: _Side, after: _Side) -> dict[str, str]:
    """Keys of the old version → keys of the new one; levels are paired from the top down."""
    pairs: dict[str, str] = {}
    roles = dict.fromkeys(level.role for level in before.draft.levels)
    for role in roles:
        left = [key for key in before.elements if before.role(key) == role]
        right = [key for key in after.elements if after.role(key) == role]
        _pair_same(left, right, before, after, pairs)
        _pair_alike(left, right, before, after, pairs)
    return pairs


def _pair_same(
    left: list[str], right: list[str], before: _Side, after: _Side, pairs: dict[str, str]
) -> None:
    """The same words: the one with the same number first, then under the same pair, then any."""
    waiting: dict[str, list[str]] = {}
    for key in right:
        waiting.setdefault(after.words[key], []).append(key)
    for key in list(left):
        same = waiting.get(before.words[key])
        if not same or not before.words[key]:
            continue
        best = max(same, key=lambda there: _evidence(key, there, before, after, pairs))
        pairs[key] = best
        same.remove(best)
        left.remove(key)
        right.remove(best)


def _pair_alike(
    left: list[str], right: list[str], before: _Side, after: _Side, pairs: dict[str, str]
) -> None:
    """Words that are nearly the same, the likeliest pair first."""
    scored = [
        (ratio + _evidence(here, there, before, after, pairs), -abs(i - j), i, j)
        for i, here in enumerate(left)
        for j, there in enumerate(right)
        if (ratio := fuzz.ratio(before.words[here], after.words[there], score_cutoff=LEAST))
    ]
    taken: tuple[set[int], set[int]] = (set(), set())
    for score, _distance, i, j in sorted(scored, reverse=True):
        if score < ALIKE:
            break
        if i not in taken[0] and j not in taken[1]:
            pairs[left[i]] = right[j]
            taken[0].add(i)
            taken[1].add(j)


def _evidence(
    here: str, there: str, before: _Side, after: _Side, pairs: Mapping[str, str]
) -> float:
    number = before.elements[here].number
    has_number = bool(number) and number == after.elements[there].number
    above = before.above.get(here)
    is_under = above is not None and pairs.get(above) == after.above.get(there)
    return SAME_NUMBER * has_number + SAME_PARENT * is_under


# ------------------------------------------------------------------ what changed


def _of_new(
    key: str, old: str, before: _Side, after: _Side, unmoved: set[str]
) -> Difference | None:
    element, above = after.elements[key], after.above.get(key, "")
    role = after.role(key)
    if not old:
        return Difference("added", "", key, role, element.number, element.title, above=above)
    changes = _changes(_both(before.elements[old], element))
    moved = key not in unmoved
    if not changes and not moved:
        return None
    return Difference(
        "changed", old, key, role, element.number, element.title, changes, moved, above
    )


def _of_document(here: Difference, document: Difference | None) -> Difference:
    """A difference without what the document did not change itself."""
    if document is None:
        return replace(here, changes=(), moved=False)
    before = {change.field: change.before for change in document.changes}
    changes = tuple(
        replace(change, contested=change.before != before[change.field])
        for change in here.changes
        if change.field in before
    )
    return replace(here, changes=changes, moved=here.moved and document.moved)


def _gone(key: str, before: _Side) -> Difference:
    element, above = before.elements[key], before.above.get(key, "")
    return Difference("gone", key, "", before.role(key), element.number, element.title, above=above)


def _both(old: ElementDraft, new: ElementDraft) -> dict[str, tuple[str, str]]:
    before, after = words_of(old), words_of(new)
    both = {name: (getattr(before, name), getattr(after, name)) for name in FIELDS}
    states = tuple(e.status.text if e.status else "" for e in (old, new))
    return both | {"status": (states[0], states[1])}


def _changes(both: Mapping[str, tuple[str, str]]) -> tuple[FieldChange, ...]:
    """Fields whose words differ; spaces, apostrophes and dashes of another kind are the same."""
    return tuple(
        FieldChange(name, old, new)
        for name, (old, new) in both.items()
        if old != new and " ".join(old.split()) != " ".join(new.split())
    )


def _unmoved(before: _Side, after: _Side, pairs: Mapping[str, str]) -> set[str]:
    """Keys of the new version that stand under the same element, in the same order as before.

    Among siblings, the longest run that kept its order stayed; the others moved.
    """
    stayed: set[str] = set()
    parents: Iterable[tuple[str, tuple[ElementDraft, ...]]] = [
        ("", before.draft.elements),
        *((key, element.children) for key, element in before.elements.items() if element.children),
    ]
    for above, children in parents:
        there = pairs.get(above, "")
        if above and not there:
            continue
        siblings = after.elements[there].children if there else after.draft.elements
        rank = {child.key: n for n, child in enumerate(siblings)}
        kept = [pairs[c.key] for c in children if pairs.get(c.key) in rank]
        stayed.update(_longest_run(kept, rank))
    return stayed


def _longest_run(keys: list[str], rank: Mapping[str, int]) -> list[str]:
    """The longest subsequence of keys whose ranks grow."""
    best: list[list[str]] = []
    for key in keys:
        shorter = [run for run in best if rank[run[-1]] < rank[key]]
        best.append([*max(shorter, key=len, default=[]), key])
    return max(best, key=len, default=[])


def _in_reading_order(
    said: Mapping[str, Difference], before: _Side, after: _Side, pairs: Mapping[str, str]
) -> Iterator[Difference]:
    """The new version's order; what is gone stands after what was before it."""
    gone: dict[str, list[Difference]] = {}
    last = ""
    for key in before.elements:
        last = pairs.get(key, last)
        if key not in pairs:
            gone.setdefault(last, []).append(_gone(key, before))
    yield from gone.get("", ())
    for key in after.elements:
        if key in said:
            yield said[key]
        yield from gone.get(key, ())
