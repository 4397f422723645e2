"""From nodes to the draft: keys, dates, targets and the doubts as issues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, cast

from ..document import Anchor
from ..draft import ElementDraft, IndicatorDraft, Issue, LevelDraft, LevelRole
from ..language import TimeContext, read_cadences, read_target, read_timeframes
from ..language.lexicon import Lexicon
from .nodes import Node
from .numbering import ROLES

_NAME_OF = re.compile(  # «Titre de l'action» names an action
    r"^(?:titre|intitulé|nom|libellé|description|énoncé)s? "
    r"(?:de l['’]|de la |du |des |d['’])(?P<what>.+)$",
    re.I,
)
_QUESTIONS = ("quoi", "comment", "what", "how")  # columns of levels, not names of levels
_NAMES: dict[LevelRole, str] = {
    "axis": "Axe", "orientation": "Orientation", "objective": "Objectif", "action": "Action",
    "step": "Étape",
}  # fmt: skip


def freeze(
    roots: Sequence[Node], names: Mapping[LevelRole, str], context: TimeContext
) -> tuple[tuple[ElementDraft, ...], tuple[LevelDraft, ...], tuple[Issue, ...]]:
    """The elements with their keys («1.2.3», ranks from the root), their levels, their issues."""
    nodes = [node for root in roots for node in root.walk()]
    present = [role for role in ROLES if any(node.role == role for node in nodes)]
    levels = tuple(LevelDraft(singular(names.get(r, "")) or _NAMES[r], r) for r in present)
    issues: list[Issue] = []
    keys = {id(node): key for node, key in _keyed(roots, "")}
    elements = tuple(_element(node, keys, present, context, issues) for node in roots)
    return elements, levels, tuple(issues)


def _keyed(nodes: Sequence[Node], above: str) -> Iterator[tuple[Node, str]]:
    """Each node with its ranks from the root."""
    for rank, node in enumerate(nodes, 1):
        key = f"{above}{rank}"
        yield node, key
        yield from _keyed(node.children, f"{key}.")


def _element(
    node: Node,
    keys: Mapping[int, str],
    roles: list[LevelRole],
    context: TimeContext,
    issues: list[Issue],
) -> ElementDraft:
    key = keys[id(node)]
    for doubt in node.doubts:
        gathered = tuple(keys[id(other)] for other in doubt.beside)
        anchor = node.anchor if doubt.issue.anchor == Anchor() else doubt.issue.anchor
        issues.append(replace(doubt.issue, anchor=anchor, element=key, keys=gathered))
    times = node.timeframe_lines
    return ElementDraft(
        key=key,
        level=roles.index(node.role),
        title=node.title,
        number=node.number,
        kind=cast("Literal['principal', 'secondary', '']", node.kind),
        title_variants=tuple(node.variants),
        sub_items=tuple(node.sub_items),
        group=node.group,
        assignments=tuple(node.assignments),
        timeframes=tuple(f for text in times for f in read_timeframes(text, context)),
        timeframe_text=" ; ".join(times),
        cadences=tuple(c for text in times for c in read_cadences(text)),
        years_marked=tuple(sorted(node.years)),
        quarters_marked=tuple(node.quarters),
        results=tuple(replace(r, target=read_target(r.text)) for r in node.results),
        indicators=tuple(map(_with_target, node.indicators)),
        references=tuple(node.references),
        status=node.status,
        cost=node.cost,
        priority=node.priority,
        notes=tuple(node.notes),
        extra=tuple(node.extra),
        anchor=node.anchor,
        confidence=node.confidence,
        children=tuple(_element(child, keys, roles, context, issues) for child in node.children),
    )


def _with_target(indicator: IndicatorDraft) -> IndicatorDraft:
    """The indicator with the target of its own column, else the one its words hold."""
    known = indicator.target
    return indicator if known else replace(indicator, target=read_target(indicator.text))


def singular(name: str) -> str:
    """«MOYENS D'ACTION» → «Moyen d'action»: the plan's own word for one element."""
    words = name.split("\n")[0].split("(")[0].strip(" :").split()
    if not words or words[-1].endswith("?") or " ".join(words).lower() in _QUESTIONS:
        return ""
    if match := _NAME_OF.match(" ".join(words)):
        words = match["what"].split()
    stop = next((i for i, w in enumerate(words) if _is_linking(w)), len(words))
    bare = [_without_plural(w) if i < stop else w for i, w in enumerate(words)]
    text = " ".join(bare)
    text = text.lower() if text.isupper() else text
    return text[:1].upper() + text[1:]


def _is_linking(word: str) -> bool:
    folded = word.lower().replace("’", "'")
    return folded in ("de", "du", "des", "à", "of", "pour", "to") or folded.startswith(("d'", "l'"))


def _without_plural(word: str) -> str:
    parts = word.split("/")
    return "/".join(_singular_word(part) for part in parts)


def _singular_word(word: str) -> str:
    english = f"{word[:-3]}y"
    if word.isascii() and word.lower().endswith("ies") and Lexicon.current().level_role(english):
        return english
    return word[:-1] if len(word) > 3 and word[-1] in "sSxX" else word
