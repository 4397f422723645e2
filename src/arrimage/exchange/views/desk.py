"""What the two sides of the review print: pure functions from a review to a context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms

from ..forms import CorrectionForm, LevelForm, MoveForm, RewordForm
from ..models import ImportRun
from ..review import Review, ReviewNode


@dataclass(frozen=True, slots=True)
class Busy:
    """The part of the draft that a person works on, and the gesture in hand."""

    key: str = ""
    gesture: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page of a PDF that is shown, with what is lit on it."""

    number: int
    total: int
    width: float
    height: float
    before: int | None
    after: int | None
    lit: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points of the page."""

    x: float
    y: float
    width: float
    height: float
    is_current: bool


def desk_of(
    review: Review, busy: Busy, form: forms.Form | None, page: int | None
) -> dict[str, Any]:
    """Everything that the bench prints."""
    current = next((node for node in review.flat if node.key == busy.key), None)
    first = next((issue for issue in review.open_issues if issue.page), None)
    shown = page or (current.page if current else None) or (first.page if first else None)
    return {
        "organization": review.run.organization,
        "run": review.run,
        "review": review,
        "source": source_of(review.run, shown, review, busy.key),
        "current": current,
        "busy": busy,
        "forms": _forms(review, current, busy, form),
        "settled": review.total - review.with_doubt,
        "share": _share(review),
        "general": [issue for issue in review.open_issues if not issue.element],
    }


def _share(review: Review) -> str:
    """Hundredths of the parts that carry no doubt, as the width of a bar."""
    done = review.total - review.with_doubt
    return f"{round(1000 * done / review.total) / 10}%" if review.total else "0%"


def _forms(
    review: Review, current: ReviewNode | None, busy: Busy, sent: forms.Form | None
) -> dict[str, forms.Form]:
    if current is None:
        return {}
    version = {"version": review.version}
    offered: dict[str, forms.Form] = {
        "reword": RewordForm(initial=version | {"title": current.title}),
        "level": LevelForm(initial=version | {"level": current.level}, review=review),
        "move": MoveForm(
            initial=version | {"parent_key": current.parent_key}, review=review, key=current.key
        ),
        "drop": CorrectionForm(initial=version),
    }
    if sent is not None and busy.gesture in offered:
        offered[busy.gesture] = _again(sent, review.version)
    return offered


def _again(sent: forms.Form, version: int) -> forms.Form:
    """The form with what was written, ready to be sent over the version shown now."""
    sent.data = sent.data.copy()
    sent.data["version"] = str(version)
    return sent


def source_of(
    run: ImportRun, page: int | None, review: Review | None = None, key: str = ""
) -> dict[str, Any]:
    """The left side: a page of a PDF, or the blocks of any other document."""
    view = run.source_view or {}
    pages = view.get("pages") or []
    if view.get("format") != "pdf" or not pages:
        return {"blocks": view.get("blocks") or [], "format": view.get("format", ""), "sheet": None}
    number = min(max(page or 1, 1), len(pages))
    size = pages[number - 1]
    return {
        "blocks": [],
        "format": "pdf",
        "sheet": Sheet(
            number=number,
            total=len(pages),
            width=size["width"],
            height=size["height"],
            before=number - 1 if number > 1 else None,
            after=number + 1 if number < len(pages) else None,
            lit=_lit(review, number, key) if review else (),
        ),
    }


def _lit(review: Review, page: int, key: str) -> tuple[Box, ...]:
    """Where the parts in doubt, and the current one, stand on the page."""
    nodes = [n for n in review.flat if n.page == page and n.box and (n.doubts or n.key == key)]
    return tuple(
        Box(x0, top, x1 - x0, bottom - top, node.key == key)
        for node in nodes
        for x0, top, x1, bottom in [node.box]
    )
