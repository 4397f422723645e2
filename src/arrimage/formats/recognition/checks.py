"""Doubts about the reading that only the whole document can show: formatting, columns.

What a plan lacks or contradicts is for the doctor, beside this package.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..draft import Column, Issue
from .doubts import doubt_about
from .legend import Legend


def check_reading(columns: Iterable[Column], legend: Legend, *, bold: bool) -> tuple[Issue, ...]:
    """Every doubt about the reading as a whole. ``bold``: some actions, not all, are in bold."""
    return (*([] if bold else _lost_bold(legend)), *_unknown_columns(columns))


def _lost_bold(legend: Legend) -> list[Issue]:
    if not legend.bold:
        return []
    return [doubt_about("bold_lost", legend.bold)]


def _unknown_columns(columns: Iterable[Column]) -> list[Issue]:
    return [
        doubt_about("column_unknown", column.header, header=column.header)
        for column in columns
        if column.field == "unknown" and column.header
    ]
