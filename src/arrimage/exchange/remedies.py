"""What one tap can do about a doubt or a finding: what fits it, and always «keep as is»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from arrimage.formats.draft import ElementDraft
from arrimage.formats.words import words_of

from . import phrases
from .cuts import cuts_of

SHOWN = 24  # characters of the second half that a button says


@dataclass(frozen=True, slots=True)
class Remedy:
    """A gesture that answers a doubt.

    ``gesture`` is «open» (the editor, at ``field``), «reshape», «words», «drop» or «resolve»;
    ``values`` are sent with it. ``key`` is the letter that does the same.
    """

    gesture: str
    label: str
    values: tuple[tuple[str, str], ...] = ()
    field: str = ""
    key: str = ""


# What to do about each code, in order: a field to fill, or a gesture.
APT: dict[str, tuple[str, ...]] = {
    "two_actions": ("split", "unfold", "title"),
    "code_duplicate": ("number", "merge"),
    "code_skipped": ("number",),
    "reference_unresolved": ("nearest", "references"),
    "dates_conflict": ("timeframe",),
    "date_outside_period": ("timeframe",),
    "title_is_status": ("merge", "title", "drop"),
    "title_repeated": ("merge", "title", "drop"),
    "placeholder": ("title",),
    "branch_empty": ("note", "level", "drop"),
    "responsible_missing": ("responsibles",),
    "timeframe_missing": ("timeframe",),
    "indicator_missing": ("indicators",),
    "baseline_missing": ("results", "indicators"),
    "row_to_check": ("merge", "note", "drop"),
    "cells_do_not_match": ("line",),
    "status_from_bold": (),  # a state is changed in the plan, with one tap
    "words_set_aside": ("title",),
    "text_joined": ("split", "title"),
    "label_after_list": ("heading", "title"),
    "shared_cell": ("responsibles",),
    "cell_blank": ("responsibles",),
    "text_cut": ("title", "responsibles", "results", "indicators"),
}
ANYTHING = ("split", "title", "drop")


def remedies_for(code: str, element: ElementDraft | None, numbers: list[str]) -> tuple[Remedy, ...]:
    """Remedies of an issue about a part of the draft; none when it is about the whole."""
    if element is None:
        return ()
    found = [r for name in APT.get(code, ANYTHING) for r in _of(name, element, numbers)]
    return tuple(found)


def _of(name: str, element: ElementDraft, numbers: list[str]) -> tuple[Remedy, ...]:
    if name == "split":
        return _cuts(element)
    if name == "nearest":
        return _nearest(element, numbers)
    if name == "drop":
        return (Remedy("drop", str(phrases.DROP)),)
    if name in phrases.RESHAPE:
        is_possible = name != "unfold" or bool(element.sub_items)
        label = str(phrases.RESHAPE[name])
        return (Remedy("reshape", label, (("gesture", name),)),) if is_possible else ()
    field = "title" if name == "line" else name
    return (Remedy("open", str(phrases.OPEN[name]), field=field),)


def _cuts(element: ElementDraft) -> tuple[Remedy, ...]:
    cuts = cuts_of(element.title)[:2]
    return tuple(
        Remedy(
            "reshape",
            _cut_label(cut.second, is_alone=len(cuts) == 1),
            (("gesture", "split"), ("start", str(cut.start)), ("end", str(cut.end))),
            key="s" if rank == 0 else "",
        )
        for rank, cut in enumerate(cuts)
    )


def _cut_label(second: str, *, is_alone: bool) -> str:
    if is_alone:
        return str(phrases.SPLIT)
    words = " ".join(second.split())
    shown = words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + "…"
    return str(phrases.SPLIT_BEFORE) % {"words": shown}


def _nearest(element: ElementDraft, numbers: list[str]) -> tuple[Remedy, ...]:
    """The printed number that looks most like the one that leads nowhere."""
    known = set(numbers)
    missing = [r.number for r in element.references if r.number.rstrip(".") not in known]
    others = [number for number in numbers if number != element.number.rstrip(".")]
    best: Any = process.extractOne(missing[0], others, scorer=fuzz.ratio) if missing else None
    if not best:
        return ()
    before = words_of(element).references
    after = ", ".join(best[0] if r.number == missing[0] else r.number for r in element.references)
    label = str(phrases.LINK_TO) % {"number": best[0]}
    return (Remedy("words", label, (("references", after), ("initial-references", before))),)
