"""The columns of a plan's own table, and what a row holds in each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from .document import Cell, ColumnView, Row
from .models import Plan


def columns_of(plan: Plan, rows: Iterable[Row], year_now: int | None) -> tuple[ColumnView, ...]:
    """The columns of the source, else those that its rows fill."""
    stored = plan.layout.get("columns") or []
    known = tuple(
        ColumnView(
            header=column["header"],
            field=column["field"],
            key=column.get("key", ""),
            group=column.get("group", ""),
            width=column.get("width", 1.0),
            is_now=column["field"] == "year" and column.get("key") == str(year_now),
        )
        for column in stored
    )
    return known or _usual_columns(tuple(rows))


def _usual_columns(rows: tuple[Row, ...]) -> tuple[ColumnView, ...]:
    offered = [
        (_("Action"), "action", True),
        (_("Responsable"), "responsible", any(r.responsibles for r in rows)),
        (_("Collaboration"), "collaborator", any(r.collaborators for r in rows)),
        (_("Échéancier"), "timeframe", any(r.timeframe_text or r.timeframes for r in rows)),
        (_("Résultats attendus"), "result", any(r.results for r in rows)),
        (_("Indicateurs"), "indicator", any(r.indicators for r in rows)),
    ]
    return tuple(ColumnView(header, name) for header, name, is_filled in offered if is_filled)


def with_cells(row: Row, columns: tuple[ColumnView, ...]) -> Row:
    """The row with what it holds in each column."""
    return replace(row, cells=tuple(_cell(row, column) for column in columns))


def _cell(row: Row, column: ColumnView) -> Cell:
    if column.field == "year":
        return Cell(column, is_marked=column.key in {str(year) for year in row.years_marked})
    if column.field == "quarter":
        return Cell(column, is_marked=column.key in row.quarters_marked)
    lines: dict[str, tuple[str, ...]] = {
        "action": (row.title, *row.sub_items),
        "step": (row.title, *row.sub_items),
        "number": (row.number,),
        "responsible": row.responsibles,
        "collaborator": row.collaborators,
        "timeframe": (row.timeframe_text,) if row.timeframe_text else row.timeframes,
        "result": tuple(result.text for result in row.results),
        "indicator": tuple(indicator.text for indicator in row.indicators),
        "status": (row.status_text or row.status_label,),
        "cost": (row.cost,),
        "priority": (row.priority,),
        "reference": tuple(reference.number for reference in row.references),
        "note": row.notes,
        "unknown": tuple(text for header, text in row.extra if header == column.header),
    }
    return Cell(column, tuple(line for line in lines.get(column.field, ()) if line))
