"""What the two sides of the review print: pure functions from a review to a context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django import forms

from arrimage.formats.draft import Period
from arrimage.formats.words import words_of

from ..carriers import names_of
from ..cuts import cuts_of
from ..forms import (
    AboutForm,
    CorrectionForm,
    LevelForm,
    MoveForm,
    PeriodForm,
    SplitForm,
    WordsForm,
)
from ..models import ImportRun
from ..review import Review, ReviewNode
from ..source_view import Part, linked
from ..wording import state_of


@dataclass(frozen=True, slots=True)
class Busy:
    """The part of the draft that a person works on, and the gesture in hand."""

    key: str = ""
    gesture: str = ""
    field: str = ""  # where the focus goes
    done_at: str = ""  # the part that was just corrected: the focus comes back to it


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page of a PDF that is shown, with what is lit on it."""

    number: int
    total: int
    width: float
    height: float
    before: int | None
    after: int | None
    lit: tuple[Box, ...] = ()  # parts in doubt, and the current one
    places: tuple[Box, ...] = ()  # every part of the page, to be selected


@dataclass(frozen=True, slots=True)
class Loupe:
    """A row of the document, enlarged; ``cells`` are pairs of head and text."""

    label: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points of the page."""

    x: float
    y: float
    width: float
    height: float
    is_current: bool
    key: str = ""
    name: str = ""


def desk_of(
    review: Review, busy: Busy, form: forms.Form | None, page: int | None
) -> dict[str, Any]:
    """Everything that the bench prints."""
    current = next((node for node in review.flat if node.key == busy.key), None)
    done = next((node for node in review.flat if node.key == busy.done_at), None)
    place = current or done or next(iter(review.open_issues), None)
    asked = next((issue.element for issue in review.open_issues if issue.element), "")
    lit = busy.key or busy.done_at or asked
    shown = page or (place.page if place else None)
    about = (i.index for i in review.open_issues if busy.key and i.element == busy.key)
    first = next((issue.index for issue in review.open_issues), None)
    return {
        "organization": review.run.organization,
        "run": review.run,
        "review": review,
        "source": source_of(review.run, shown, review, lit, place.fragment if place else ""),
        "current": current,
        "busy": busy,
        "forms": _forms(review, current, busy, form),
        "settled": review.total - review.with_doubt,
        "share": _share(review),
        "doubts": sum(len(g.issues) for g in review.groups if g.is_doubt),
        "lacks": sum(len(g.issues) for g in review.groups if not g.is_doubt),
        "about": AboutForm(
            initial={
                "version": review.version,
                "title": review.title,
                "organization": review.organization,
            },
            auto_id="about_%s",
        ),
        "period": PeriodForm(initial=_period(review), auto_id="period_%s"),
        "carriers": names_of(review.draft),
        "cuts": cuts_of(current.title) if current else (),
        "first_doubt": next(about, first),
    }


def _period(review: Review) -> dict[str, Any]:
    period = review.draft.period or Period(None, None)
    return {"version": review.version, "start": period.start, "end": period.end}


def _share(review: Review) -> str:
    """Hundredths of the parts that carry no doubt, as the width of a bar."""
    done = review.total - review.with_doubt
    return f"{round(1000 * done / review.total) / 10}%" if review.total else "0%"


def _forms(
    review: Review, current: ReviewNode | None, busy: Busy, sent: forms.Form | None
) -> dict[str, forms.Form]:
    if current is None:
        return {}
    element = review.elements[current.key]
    version, words = {"version": review.version}, asdict(words_of(element))
    words["state"] = state_of(element)
    offered: dict[str, forms.Form] = {
        "words": WordsForm(initial=version | words, auto_id="words_%s"),
        "level": LevelForm(
            initial=version | {"level": current.level}, review=review, auto_id="level_%s"
        ),
        "move": MoveForm(
            initial=version | {"parent_key": current.parent_key},
            review=review,
            key=current.key,
            auto_id="move_%s",
        ),
        "split": SplitForm(initial=version, title=current.title, auto_id="split_%s"),
        "drop": CorrectionForm(initial=version, auto_id="drop_%s"),
    }
    if sent is not None and busy.gesture in offered:
        offered[busy.gesture] = _again(sent, review.version)
    return offered


def _again(sent: forms.Form, version: int) -> forms.Form:
    """The form with what was written, ready to be sent over the version shown now."""
    sent.auto_id = sent.auto_id.replace("id_", "sent_")
    sent.data = sent.data.copy()
    sent.data["version"] = str(version)
    return sent


def source_of(
    run: ImportRun,
    page: int | None,
    review: Review | None = None,
    key: str = "",
    lit: str = "",
) -> dict[str, Any]:
    """The left side: a page of a PDF, or the blocks of another document, ``lit`` marked."""
    view = run.source_view or {}
    pages = view.get("pages") or []
    if view.get("format") != "pdf" or not pages:
        blocks, name = view.get("blocks") or [], view.get("format", "")
        return {
            "blocks": linked(blocks, _parts(review)) if review else blocks,
            "format": name,
            "sheet": None,
            "loupe": None,
            "lit": lit,
        }
    number = min(max(page or 1, 1), len(pages))
    size = pages[number - 1]
    return {
        "blocks": [],
        "format": "pdf",
        "loupe": _loupe(view, review, key),
        "sheet": Sheet(
            number=number,
            total=len(pages),
            width=size["width"],
            height=size["height"],
            before=number - 1 if number > 1 else None,
            after=number + 1 if number < len(pages) else None,
            lit=_lit(review, number, key) if review else (),
            places=_places(review, number) if review else (),
        ),
    }


def _parts(review: Review) -> Iterator[Part]:
    return (Part(node.key, node.title, node.fragment) for node in review.flat)


def _loupe(view: dict[str, Any], review: Review | None, key: str) -> Loupe | None:
    """The row where the current part stands, enlarged: its cells under the heads of its table."""
    node = next((n for n in review.flat if n.key == key), None) if review else None
    if node is None:
        return None
    for block in view["blocks"]:
        row = next((r for r in block.get("rows", []) if r["id"] == node.fragment), None)
        if row is not None:
            heads = _heads(block, len(row["cells"]))
            texts = [cell["text"] for cell in row["cells"]]
            pairs = [pair for pair in zip(heads, texts, strict=True) if pair[1]]
            return Loupe(node.label, tuple(pairs))
    return None


def _heads(table: dict[str, Any], width: int) -> list[str]:
    """Texts of the first rows where they stand above as many cells; else nothing is claimed."""
    for row in table["rows"][: table["header_rows"] or 2]:
        if len(row["cells"]) == width:
            return [cell["text"] for cell in row["cells"]]
    return [""] * width


def _lit(review: Review, page: int, key: str) -> tuple[Box, ...]:
    """Where the parts in doubt, and the current one, stand on the page."""
    nodes = [n for n in review.flat if n.page == page and n.box and (n.doubts or n.key == key)]
    return tuple(_box(node, is_current=node.key == key) for node in nodes)


def _places(review: Review, page: int) -> tuple[Box, ...]:
    """Where every part stands on the page; the largest first, so that none hides another."""
    boxes = [_box(n, is_current=False) for n in review.flat if n.page == page and n.box]
    return tuple(sorted(boxes, key=lambda box: -box.width * box.height))


def _box(node: ReviewNode, *, is_current: bool) -> Box:
    x0, top, x1, bottom = node.box
    name = f"{node.number} {node.title}".strip()
    return Box(x0, top, x1 - x0, bottom - top, is_current, node.key, name)
