"""Likely repairs of what a scan damaged in a draft: shown before and after, applied on request."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from arrimage.formats.draft import ElementDraft, PlanDraft
from arrimage.formats.recognition.ocr import REPAIR_KINDS, RepairKind, suggest
from arrimage.formats.words import FIELDS, words_of

from .wording import write

CODE = "ocr_repair"  # what recognition says of a document that was scanned
_CHOICES = ("kind", "years", "number", "references")


@dataclass(frozen=True, slots=True)
class Repair:
    """What one kind of damage did to one field of a part: as printed, and as it probably was."""

    key: str
    number: str
    field: str
    kind: RepairKind
    before: str
    after: str


Refused = Collection[tuple[str, str]]
"""The key of a part, or nothing for all of them, and a kind of repair that a person refused."""


def repairs_of(draft: PlanDraft, refused: Refused = ()) -> Iterator[Repair]:
    """Every repair that the words of a scanned draft call for, in reading order."""
    for element in draft.walk():
        for kind in REPAIR_KINDS:
            if not {("", kind), (element.key, kind)} & set(refused):
                for name, (before, after) in _repaired(element, kind).items():
                    yield Repair(element.key, element.number, name, kind, before, after)


def _repaired(element: ElementDraft, kind: RepairKind | None) -> dict[str, tuple[str, str]]:
    words = words_of(element)
    both = {name: getattr(words, name) for name in FIELDS if name not in _CHOICES}
    changed = {name: (text, suggest(text, kind)) for name, text in both.items()}
    return {name: pair for name, pair in changed.items() if pair[0] != pair[1]}


def repair(
    draft: PlanDraft, key: str, kind: RepairKind | None = None, spared: Collection[str] = ()
) -> PlanDraft:
    """The draft with the repairs of one part, or of every part but ``spared`` without ``key``."""
    for element in draft.walk():
        if element.key == key or (not key and element.key not in spared):
            changed = {name: after for name, (_, after) in _repaired(element, kind).items()}
            draft = write(draft, element.key, changed) if changed else draft
    return draft


def refused_in(journal: Iterable[Mapping[str, Any]]) -> frozenset[tuple[str, str]]:
    """What was refused so far."""
    said = (entry for entry in journal if entry["gesture"] == "refuse")
    return frozenset((entry["key"], entry["values"]["kind"]) for entry in said)
