"""What one tap can do about a doubt or a finding: what fits it, and always «keep as is»."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from arrimage.formats.draft import ElementDraft, PlanDraft
from arrimage.formats.words import words_of

from . import phrases
from .cuts import cuts_of
from .models import ImportRun
from .wording import state_of

SHOWN = 24  # characters of a wording that a button says


@dataclass(frozen=True, slots=True)
class Remedy:
    """A gesture that answers a doubt.

    ``gesture`` is «open» (the editor, at ``field``), «reshape», «words», «drop», «period», «about»
    or «relay»; ``values`` are sent with it. ``key`` is the letter that does the same.
    """

    gesture: str
    label: str
    values: tuple[tuple[str, str], ...] = ()
    field: str = ""
    key: str = ""
    element: str = ""  # the part it changes, when it is not the one that the issue is about


@dataclass(frozen=True)
class Around:
    """The draft that remedies look at, and the run that holds it."""

    draft: PlanDraft
    run: ImportRun

    @cached_property
    def elements(self) -> dict[str, ElementDraft]:
        """Every part, by key, in reading order."""
        return {element.key: element for element in self.draft.walk()}

    @cached_property
    def above(self) -> dict[str, ElementDraft]:
        """The part just above among those beside it, at the same level."""
        families = [self.draft.elements, *(e.children for e in self.elements.values())]
        pairs = (pair for family in families for pair in pairwise(family))
        return {second.key: first for first, second in pairs if first.level == second.level}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Printed numbers without their last dot, and the first part that bears each."""
        found: dict[str, str] = {}
        for element in self.elements.values():
            if element.number:
                found.setdefault(element.number.rstrip("."), element.key)
        return found


@dataclass(frozen=True, slots=True)
class Case:
    """An issue as the run keeps it, and what stands around it; no ``element``: the whole plan."""

    issue: Mapping[str, Any]
    element: ElementDraft | None
    around: Around


Cure = Callable[[Case, ElementDraft], Iterator[Remedy]]


def rewriting(element: ElementDraft, label: str, **after: str) -> Remedy:
    """Other words for fields of a part, sent with those that were shown."""
    words = words_of(element)
    shown = {name: getattr(words, name, None) for name in after} | {"state": state_of(element)}
    pairs = [(n, t) for name, text in after.items()
             for n, t in ((name, text), (f"initial-{name}", shown[name] or ""))]  # fmt: skip
    return Remedy("words", label, tuple(pairs))


def shortened(text: str) -> str:
    """The first words of a text, for a button."""
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + "…"


def opening(name: str) -> Cure:
    """The editor, at the field to correct."""

    def cure(_case: Case, _element: ElementDraft) -> Iterator[Remedy]:
        yield Remedy("open", str(phrases.OPEN[name]), field="title" if name == "line" else name)

    return cure


def reshaping(name: str) -> Cure:
    """A gesture that changes how many parts there are."""

    def cure(_case: Case, element: ElementDraft) -> Iterator[Remedy]:
        if name != "unfold" or element.sub_items:
            yield Remedy("reshape", str(phrases.RESHAPE[name]), (("gesture", name),))

    return cure


def dropping(_case: Case, _element: ElementDraft) -> Iterator[Remedy]:
    """Leave the part out."""
    yield Remedy("drop", str(phrases.DROP))


def splitting(_case: Case, element: ElementDraft) -> Iterator[Remedy]:
    """The two first places where the wording may be cut."""
    cuts = cuts_of(element.title)[:2]
    for rank, cut in enumerate(cuts):
        alone = str(phrases.SPLIT)
        label = alone if len(cuts) == 1 else str(phrases.SPLIT_BEFORE)
        yield cutting(
            cut.start, cut.end, label % {"words": shortened(cut.second)}, "" if rank else "s"
        )


def cutting(start: int, end: int, label: str, key: str = "s") -> Remedy:
    """A cut at one place."""
    values = (("gesture", "split"), ("start", str(start)), ("end", str(end)))
    return Remedy("reshape", label, values, key=key)


def rejoining(_case: Case, element: ElementDraft) -> Iterator[Remedy]:
    """One part with the line above it."""
    if _case.around.above.get(element.key):
        yield Remedy("reshape", str(phrases.RESHAPE["merge"]), (("gesture", "merge"),), key="m")
