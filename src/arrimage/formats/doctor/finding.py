"""A finding before it is put into words, and how many findings become one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..document import Anchor
from ..draft import ElementDraft, Issue, PlanDraft
from ..language import read_status
from .catalogue import KINDS, FindingKind

FEW = 5  # findings under which each is said for itself
MOST = 0.8  # share of the plan from which a lack is one finding on the plan
STATE_WORDS = 3  # words of a title that may be a state and nothing else
BRANCH = 3  # actions of one branch that lack the same thing: one finding on the branch


@dataclass(frozen=True, slots=True)
class Finding:
    """``sentence`` has named places, filled with ``values``. No ``element``: the whole plan.

    ``keys`` are the elements to open: several when the finding gathers them.
    """

    kind: FindingKind
    sentence: str
    values: dict[str, str | int]
    element: ElementDraft | None = None
    quote: str = ""
    keys: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """The sentence in French."""
        return self.sentence % self.values

    def as_issue(self) -> Issue:
        """The finding as every review takes it."""
        element = self.element
        return Issue(
            self.kind.code,
            self.message,
            self.kind.severity,
            element.anchor if element else Anchor(),
            self.quote,
            element.key if element else "",
            self.sentence,
            tuple((name, str(value)) for name, value in self.values.items()),
            self.keys,
        )


def about(
    code: str,
    element: ElementDraft,
    quote: str = "",
    /,
    *,
    form: str = "one",
    **values: str | int,
) -> Finding:
    """A finding on one element, said with the sentence that ``form`` names."""
    kind = KINDS[code]
    return Finding(kind, getattr(kind, form), values, element, quote, (element.key,))


def on_plan(
    code: str, form: str, keys: Iterable[str] = (), quote: str = "", /, **values: str | int
) -> Finding:
    """A finding on the plan as a whole."""
    kind = KINDS[code]
    return Finding(kind, getattr(kind, form), values, quote=quote, keys=tuple(keys))


def actions_of(draft: PlanDraft) -> list[ElementDraft]:
    """What is done and followed: the level of actions, else the lowest elements."""
    roles = [level.role for level in draft.levels]
    at_level = [e for e in draft.walk() if roles[e.level : e.level + 1] == ["action"]]
    return at_level or [e for e in draft.walk() if not e.children]


def is_closed(element: ElementDraft) -> bool:
    """Whether it is done or given up: nothing can be missing from it any more."""
    return bool(element.status and element.status.value in ("done", "abandoned"))


def is_state(title: str) -> bool:
    """Whether a title is a state in a few words."""
    return len(title.split()) <= STATE_WORDS and read_status(title).basis == "explicit"


def lacking(
    draft: PlanDraft, has: Callable[[ElementDraft], bool]
) -> tuple[list[ElementDraft], set[str]]:
    """The actions still to do, and the keys of those that lack something.

    What stands on an ancestor or on a part of an action counts for the action. A title that is only
    a state names no action: it is found as such, and lacks nothing else.
    """
    covered = {e.key for root in draft.elements for e in _covered(root, has)}
    asked = [a for a in actions_of(draft) if not is_closed(a) and not is_state(a.title)]
    return asked, {a.key for a in asked if a.key not in covered and not any(map(has, a.walk()))}


def _covered(element: ElementDraft, has: Callable[[ElementDraft], bool]) -> Iterator[ElementDraft]:
    """Elements under one that has it."""
    if has(element):
        yield from element.walk()
    else:
        for child in element.children:
            yield from _covered(child, has)


def gathered_lack(
    code: str, draft: PlanDraft, asked: list[ElementDraft], missing: set[str]
) -> tuple[Finding, ...]:
    """One finding for the plan, for each branch, or for each action: the fewest that say it all."""
    in_order = [a for a in asked if a.key in missing]
    if len(in_order) >= FEW and len(in_order) >= MOST * len(asked):
        form = "all" if len(in_order) == len(asked) else "most"
        keys = (a.key for a in in_order)
        return (on_plan(code, form, keys, count=len(in_order), total=len(asked)),)
    eligible = {a.key for a in asked}
    return tuple(f for root in draft.elements for f in _by_branch(code, root, eligible, missing))


def _by_branch(
    code: str, element: ElementDraft, eligible: set[str], missing: set[str]
) -> Iterator[Finding]:
    if element.key in eligible:
        if element.key in missing:
            yield about(code, element)
        return
    below = [e.key for e in element.walk() if e.key in eligible]
    if len(below) >= BRANCH and missing.issuperset(below):
        kind = KINDS[code]
        yield Finding(kind, kind.branch, {"count": len(below)}, element, "", tuple(below))
        return
    for child in element.children:
        yield from _by_branch(code, child, eligible, missing)


def gathered(findings: list[Finding], total: int, **values: str | int) -> tuple[Finding, ...]:
    """Findings of one kind, or the one that says them all when they are most of ``total``."""
    if len(findings) < FEW or len(findings) < MOST * total:
        return tuple(findings)
    keys = dict.fromkeys(key for finding in findings for key in finding.keys)
    code = findings[0].kind.code
    return (on_plan(code, "most", keys, count=len(findings), total=total, **values),)
