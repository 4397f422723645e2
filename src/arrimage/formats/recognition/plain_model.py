"""What the readings of plain text share: lines, nodes in construction, the finished reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from ..document import Anchor, Paragraph, SourceDocument
from ..draft import (
    ElementDraft,
    Issue,
    Layout,
    LevelDraft,
    LevelRole,
    ResultDraft,
)
from ..language import (
    TimeContext,
    read_cadences,
    read_references,
    read_target,
    read_timeframes,
    strip_links,
)
from .nodes import Node
from .numbering import ROLES

LEVEL_NAMES: dict[LevelRole, str] = {
    "axis": "Axe",
    "orientation": "Orientation",
    "objective": "Objectif",
    "action": "Action",
    "step": "Étape",
}
_FUNCTION_WORDS = frozenset(
    "a à au aux avec ce ces cet cette chez ci comme dans de des dont du d' en entre et la l' le les leur "
    "leurs lors mais ne nos notre on ou où par pour qu' que qui sa sans ses se si son sous sur un une "
    "vers vos votre visant via the of and or to in for with a an on by from".split()
)


@dataclass(frozen=True, slots=True)
class PlainReading:
    """A plan found in running text.

    ``used_lines`` are ``anchor.line`` of the paragraphs the elements came from, or the 1-based
    rank of the block for formats without lines. ``confidence`` runs from 0 to 1.
    """

    elements: tuple[ElementDraft, ...]
    levels: tuple[LevelDraft, ...]
    layout: Layout
    issues: tuple[Issue, ...]
    confidence: float
    used_lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the source: ``raw`` keeps its spaces, ``text`` does not."""

    number: int
    raw: str
    text: str
    paragraph: Paragraph


def text_lines(document: SourceDocument) -> list[TextLine]:
    """Every paragraph outside tables; tables are left out and keep their rank."""
    lines = []
    for rank, block in enumerate(document.blocks, start=1):
        if isinstance(block, Paragraph):
            raw = "".join(run.text for run in block.runs if not run.footnote)
            lines.append(TextLine(block.anchor.line or rank, raw, block.text, block))
    return lines


def is_unfinished(text: str) -> bool:
    """True when a text ends as no sentence does: «de», «et», a comma, a hyphen, an open bracket."""
    stripped = text.rstrip()
    if not stripped:
        return False
    if stripped[-1] in ",-–/(«" or stripped.count("(") > stripped.count(")"):
        return True
    if stripped.count("«") > stripped.count("»"):
        return True
    last = re.split(r"[\s’']", stripped.casefold())[-1]
    return last in _FUNCTION_WORDS or stripped.endswith(("’", "'"))


def join(first: str, second: str) -> str:
    """Two printed lines as one text; a hyphen at the end of a line is kept and glued."""
    first, second = first.rstrip(), second.lstrip()
    if not first or not second:
        return first or second
    glued = first.endswith("-") and not first.endswith(" -")
    return f"{first}{second}" if glued else f"{first} {second}"


def tidy(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def anchored(first: int, last: int = 0) -> Anchor:
    """The anchor of a passage in lines."""
    return Anchor(line=first, last_line=max(first, last))


def result(text: str, sub_items: tuple[str, ...] = ()) -> ResultDraft:
    """An expected result with the target its words give."""
    return ResultDraft(text, sub_items=sub_items, target=read_target(text))


def finish(
    nodes: list[Node], context: TimeContext, names: dict[LevelRole, str]
) -> tuple[tuple[ElementDraft, ...], tuple[LevelDraft, ...], tuple[Issue, ...]]:
    """The elements with their keys «e1», «e2»…, their levels, and the doubts as issues."""
    everything = [node for root in nodes for node in root.walk()]
    present = [role for role in ROLES if any(node.role == role for node in everything)]
    levels = tuple(LevelDraft(names.get(role) or LEVEL_NAMES[role], role) for role in present)
    keys = {id(node): f"e{rank}" for rank, node in enumerate(everything, start=1)}
    issues = tuple(
        Issue(d.code, d.message, d.severity, d.anchor or node.anchor, d.quote, keys[id(node)])
        for node in everything
        for d in node.doubts
    )
    return tuple(_element(node, present, keys, context) for node in nodes), levels, issues


def _element(
    node: Node, roles: list[LevelRole], keys: dict[int, str], context: TimeContext
) -> ElementDraft:
    spoken = [node.title, *node.sub_items, *(r.text for r in node.results)]
    references = {r.number: r for text in spoken for r in read_references(text)}
    frames = [f for text in node.timeframe_lines for f in read_timeframes(text, context)]
    return ElementDraft(
        key=keys[id(node)],
        level=roles.index(node.role),
        title=strip_links(node.title),
        number=node.number,
        kind=cast("Literal['principal', 'secondary', '']", node.kind),
        title_variants=tuple(node.variants),
        sub_items=tuple(node.sub_items),
        assignments=tuple(dict.fromkeys(node.assignments)),
        timeframes=tuple(frames),
        timeframe_text=" ; ".join(node.timeframe_lines),
        cadences=tuple(c for text in node.timeframe_lines for c in read_cadences(text)),
        results=tuple(node.results),
        indicators=tuple(node.indicators),
        references=tuple(references.values()),
        status=node.status,
        cost=node.cost,
        priority=node.priority,
        notes=tuple(node.notes),
        extra=tuple(node.extra),
        anchor=node.anchor,
        confidence=node.confidence,
        children=tuple(_element(child, roles, keys, context) for child in node.children),
    )
