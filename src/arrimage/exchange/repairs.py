"""Likely repairs of what a scan damaged in a draft: shown before and after, applied on request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from arrimage.formats.draft import ElementDraft, PlanDraft
from arrimage.formats.recognition.ocr import suggest
from arrimage.formats.words import FIELDS, words_of

from .wording import write

CODE = "ocr_repair"  # what recognition says of a document that was scanned
_CHOICES = ("kind", "years", "number", "references")


@dataclass(frozen=True, slots=True)
class Repair:
    """One field of a part, as printed and as it was probably before the scan."""

    key: str
    number: str
    field: str
    before: str
    after: str


def repairs_of(draft: PlanDraft) -> Iterator[Repair]:
    """Every repair that the words of a scanned draft call for, in reading order."""
    for element in draft.walk():
        for name, (before, after) in _repaired(element).items():
            yield Repair(element.key, element.number, name, before, after)


def _repaired(element: ElementDraft) -> dict[str, tuple[str, str]]:
    words = words_of(element)
    both = {name: getattr(words, name) for name in FIELDS if name not in _CHOICES}
    return {name: (text, suggest(text)) for name, text in both.items() if suggest(text) != text}


def repair(draft: PlanDraft, key: str) -> PlanDraft:
    """The draft with the repairs of one part, or of every part when ``key`` is empty."""
    for element in draft.walk():
        if not key or element.key == key:
            changed = {name: after for name, (_, after) in _repaired(element).items()}
            draft = write(draft, element.key, changed) if changed else draft
    return draft
