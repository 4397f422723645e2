"""Doubts that only the whole plan can show: numbers, references, formatting, columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..draft import Column, ElementDraft, Issue
from .legend import Legend

_LAST_PART = re.compile(r"^(?P<head>.*?)(?P<last>\d+)$")


def check_plan(
    elements: Sequence[ElementDraft], columns: Iterable[Column], legend: Legend, *, bold: bool
) -> tuple[Issue, ...]:
    """Every doubt about the plan as a whole. ``bold``: some actions, not all, are in bold."""
    nodes = [node for root in elements for node in root.walk()]
    return (
        *_duplicates(nodes),
        *_skipped(elements),
        *_unresolved(nodes),
        *([] if bold else _lost_bold(legend)),
        *_unknown_columns(columns),
    )


def _duplicates(nodes: Sequence[ElementDraft]) -> list[Issue]:
    seen: dict[tuple[int, str], ElementDraft] = {}
    issues = []
    for node in nodes:
        if not node.number:
            continue
        key = (node.level, node.number.upper())
        is_local = "." not in node.number and key in seen and not _same_series(seen[key], node)
        if key in seen and not is_local:
            issues.append(
                Issue(
                    "code_duplicate",
                    f"Le numéro {node.number} est imprimé deux fois.",
                    anchor=node.anchor,
                    quote=node.title,
                    element=node.key,
                )
            )
        seen.setdefault(key, node)
    return issues


def _same_series(first: ElementDraft, second: ElementDraft) -> bool:
    """«1.» under two parents is one number in two series, not a duplicate."""
    return first.key.rpartition(".")[0] == second.key.rpartition(".")[0]


def _skipped(elements: Sequence[ElementDraft]) -> list[Issue]:
    issues: list[Issue] = []
    families = [elements, *(node.children for root in elements for node in root.walk())]
    for family in families:
        series: dict[str, list[tuple[int, ElementDraft]]] = defaultdict(list)
        for node in family:
            if match := _LAST_PART.match(node.number):
                series[match["head"]].append((int(match["last"]), node))
        for head, members in series.items():
            issues += _gaps(head, members)
    return issues


def _gaps(head: str, members: Sequence[tuple[int, ElementDraft]]) -> list[Issue]:
    numbers = {number for number, _ in members}
    if len(numbers) < 2 or max(numbers) - min(numbers) > 2 * len(numbers):
        return []
    issues = []
    for number, node in members:
        if number - 1 >= min(numbers) and number - 1 not in numbers:
            message = f"Le numéro {head}{number - 1} manque avant {node.number}."
            issues.append(
                Issue("code_skipped", message, "info", node.anchor, node.number, node.key)
            )
    return issues


def _unresolved(nodes: Sequence[ElementDraft]) -> list[Issue]:
    known = {node.number.upper().rstrip(".") for node in nodes if node.number}
    issues = []
    for node in nodes:
        for reference in node.references:
            if reference.number.upper().rstrip(".") not in known:
                message = f"Le renvoi au numéro {reference.number} ne mène à rien dans ce plan."
                quote = reference.text or reference.number
                issues.append(
                    Issue("reference_unresolved", message, "doubt", node.anchor, quote, node.key)
                )
    return issues


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
