"""What each format carries of a draft: ``read(write(draft)) == draft`` holds within it."""

from __future__ import annotations

from dataclasses import replace

from ..document import Anchor
from ..draft import (
    ElementDraft,
    Layout,
    Note,
    Period,
    PlanDraft,
    ReferenceDraft,
    ResultDraft,
    StatusDraft,
    TimeframeDraft,
)
from . import ExportFormat
from .columns import arrange


def carried(draft: PlanDraft, format: ExportFormat) -> PlanDraft:
    """The draft without what a file in this format cannot say; JSON says everything.

    Gone everywhere else: keys, anchors and confidences (they belong to one file), other wordings
    of a title, the words of a period and of a reference, the words of a state that has a meaning,
    invisible characters. A workbook has no notes; CSV has only the table.
    """
    if format == "json":
        return draft
    plan = _Carried(draft, format)
    whole = replace(
        draft,
        period=_period(draft.period),
        notes=_notes(draft) if format in ("docx", "pdf") else (),
        elements=plan.elements(draft.elements, ""),
        layout=Layout(),
    )
    if format == "csv":
        return PlanDraft(levels=whole.levels, elements=whole.elements)
    return whole


def _period(period: Period | None) -> Period | None:
    return replace(period, text="") if period else None


def _notes(draft: PlanDraft) -> tuple[Note, ...]:
    return tuple(replace(note, anchor=Anchor()) for note in draft.notes)


class _Carried:
    def __init__(self, draft: PlanDraft, format: ExportFormat) -> None:
        self.flat = format in ("xlsx", "csv")
        self.without_calendar = format == "csv"
        arrangement = arrange(draft, with_status=True, flat=self.flat)
        columns = [placed.column for placed in arrangement.columns]
        self.heading_levels = arrangement.heading_levels
        self.has_kind_column = any(column.field == "kind" for column in columns)
        headers = [c.key or c.header for c in columns if c.field == "result"]
        digits = "".join(filter(str.isdigit, headers[0])) if len(headers) == 1 else ""
        self.result_year = int(digits) if digits else None

    def elements(self, elements: tuple[ElementDraft, ...], path: str) -> tuple[ElementDraft, ...]:
        return tuple(self.element(e, f"{path}{i}.") for i, e in enumerate(elements, 1))

    def element(self, element: ElementDraft, key: str) -> ElementDraft:
        return replace(
            element,
            key=key,
            kind=element.kind if self._says_kind(element) else "",
            title_variants=(),
            source_title="",
            timeframes=tuple(self._timeframe(t) for t in element.timeframes),
            results=tuple(self._result(r) for r in element.results),
            references=tuple(ReferenceDraft(r.number) for r in element.references),
            status=_status(element.status),
            anchor=Anchor(),
            confidence=1.0,
            children=self.elements(element.children, key),
        )

    def _says_kind(self, element: ElementDraft) -> bool:
        in_column = element.level >= self.heading_levels
        return self.has_kind_column or (in_column and element.number.startswith(("P", "S")))

    def _timeframe(self, timeframe: TimeframeDraft) -> TimeframeDraft:
        """Without the plan's calendar «An 2» has no bounds."""
        return replace(timeframe, start=None, end=None) if self.without_calendar else timeframe

    def _result(self, result: ResultDraft) -> ResultDraft:
        return replace(result, year=result.year or self.result_year)


def _status(status: StatusDraft | None) -> StatusDraft | None:
    if status is None or status.value is None or status.basis != "explicit":
        return status
    return replace(status, text="")
