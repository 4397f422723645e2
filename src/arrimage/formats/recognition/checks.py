"""Doubts about the reading that only the whole document can show: formatting, columns.

What a plan lacks or contradicts is for the doctor, beside this package.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..draft import Column, Issue
from .legend import Legend


def check_reading(columns: Iterable[Column], legend: Legend, *, bold: bool) -> tuple[Issue, ...]:
    """Every doubt about the reading as a whole. ``bold``: some actions, not all, are in bold."""
    return (*([] if bold else _lost_bold(legend)), *_unknown_columns(columns))


def _lost_bold(legend: Legend) -> list[Issue]:
    if not legend.bold:
        return []
    message = (
        "Le document donne un sens aux caractères gras, mais aucun gras n’a été trouvé dans les "
        "actions\u00a0; les états qu’il indiquait sont perdus."
    )
    return [Issue("bold_lost", message, quote=legend.bold)]


def _unknown_columns(columns: Iterable[Column]) -> list[Issue]:
    return [
        Issue(
            "column_unknown",
            f"La colonne «\u00a0{column.header}\u00a0» n’est pas reconnue\u00a0; son contenu est "
            "gardé à part.",
            "info",
            quote=column.header,
        )
        for column in columns
        if column.field == "unknown" and column.header
    ]
