"""What the readings of plain text share: lines, nodes in construction, the finished reading."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from ..document import Anchor, Paragraph, SourceDocument
from ..draft import ElementDraft, Issue, Layout, LevelDraft
from ..language import normalise, read_references, strip_links
from .nodes import Node

_WORDS = (
    "a à au aux avec ce ces cet cette chez ci comme dans de des dont du en entre et la le les leur "
    "leurs lors mais ne nos notre on ou où par pour que qui sa sans ses se si son sous sur un une "
    "vers vos votre visant via the of and or to in for with an on by from"
)
_FUNCTION_WORDS = frozenset(_WORDS.split())


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


@functools.lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """:func:`normalise`, remembered: the same lines are compared many times."""
    return normalise(text)


@functools.lru_cache(maxsize=8192)
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


def goes_on(text: str) -> bool:
    """True when a text starts as the rest of something: in lower case, or with a bracket."""
    return text[:1].islower() or text[:1] == "("


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


def anchored(first: TextLine, last: TextLine | None = None) -> Anchor:
    """The anchor of a passage: its lines where the source has lines, else its block."""
    anchor = first.paragraph.anchor
    if anchor.line is None:
        return anchor if anchor.block else replace(anchor, block=first.number)
    end = (last or first).number
    return replace(anchor, last_line=max(first.number, end))


def complete(roots: list[Node]) -> None:
    """Gives every node the references its words hold; «(lien …)» leaves the titles."""
    for root in roots:
        for node in root.walk():
            spoken = [node.title, *node.sub_items, *(r.text for r in node.results)]
            found = {r.number: r for text in spoken for r in read_references(text)}
            node.references = list(found.values())
            node.title = strip_links(node.title)
            node.assignments = list(dict.fromkeys(node.assignments))
