"""Anchors of a source document in words, and as fragments of an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

Stored = Mapping[str, Any]  # formats.exact.encode(Anchor): fields without a value are absent


def anchor_label(anchor: Stored) -> str:
    """«p. 4, tableau 2, rangée 3», «feuille Suivi, rangée 12», «lignes 14 à 20», or nothing.

    Where lines are numbered they alone are said: a table in a text is only our reading of it.
    """
    parts = []
    if anchor.get("page"):
        parts.append(_("p.\u00a0%(page)s") % anchor)
    if anchor.get("sheet"):
        parts.append(_("feuille %(sheet)s") % anchor)
    if anchor.get("line"):
        return ", ".join([*parts, _lines(anchor)])
    if anchor.get("table") and not anchor.get("sheet"):
        parts.append(_("tableau %(table)s") % anchor)
    if anchor.get("row"):
        parts.append(_("rangée %(row)s") % anchor)
    if not parts and anchor.get("block"):
        parts.append(_("paragraphe %(block)s") % anchor)
    return ", ".join(parts)


def _lines(anchor: Stored) -> str:
    last = anchor.get("last_line")
    if last and last != anchor["line"]:
        return _("lignes %(line)s à %(last_line)s") % anchor
    return _("ligne %(line)s") % anchor


def anchor_fragment(anchor: Stored) -> str:
    """The id of the nearest place in the source view («t2-r3», «l14», «b7», «p4»), or nothing."""
    if anchor.get("line"):
        return f"l{anchor['line']}"
    if anchor.get("table") and anchor.get("row"):
        return f"t{anchor['table']}-r{anchor['row']}"
    if anchor.get("table"):
        return f"t{anchor['table']}"
    if anchor.get("block"):
        return f"b{anchor['block']}"
    return f"p{anchor['page']}" if anchor.get("page") else ""
