"""Markdown: turned into the HTML it stands for, keeping the line of every block."""

from __future__ import annotations

import itertools
import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..document import SourceDocument
from .cleaning import clean_text
from .decoding import decode
from .html_ import parse_html, walk_page
from .safety import MAX_MARKUP_CHARACTERS

_LABEL = re.compile(r"^(?:: )?[^\s:.][^:.\n]{0,40}?[ \u00a0\u202f]?: ?\S?")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,4000}?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_PROPERTY = re.compile(r"^(\w[\w -]*):[ \t]*(.+)$", re.MULTILINE)
_NAMES = {"title": "title", "titre": "title", "author": "creator", "auteur": "creator",
          "date": "modified"}  # fmt: skip


_HEADING_LINE = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_TABLE_RULE = re.compile(r"^\|? *:?-{3,}:? *\|[ :|-]*$", re.MULTILINE)


def looks_like_markdown(text: str) -> bool:
    """Whether a text without a telling name has headings or tables as only Markdown has."""
    return len(_HEADING_LINE.findall(text)) > 1 or bool(_TABLE_RULE.search(text))


def read_markdown(data: bytes, name: str) -> SourceDocument:
    """Read a Markdown file; raises ``UnreadableDocument``."""
    text, notice = decode(data, limit=MAX_MARKUP_CHARACTERS)
    text, properties = _without_front_matter(clean_text(text))
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 40})
    parser.enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(token.map[0] + 1))
        _break_before_labels(token.children or [])
    page = parser.renderer.render(tokens, parser.options, {})
    blocks, notices = walk_page(parse_html(f"<body>{page}</body>"))
    return SourceDocument(
        name=name, format="md", blocks=blocks, properties=properties,
        notices=((notice,) if notice else ()) + notices,
    )  # fmt: skip


def _break_before_labels(tokens: list[Token]) -> None:
    """A new line that begins with a label («Responsable : …») is meant as a new line."""
    shown = [token for token in tokens if token.type != "text" or token.content]
    for token, following in itertools.pairwise(shown):
        is_label = following.type == "strong_open" or (
            following.type == "text" and _LABEL.match(following.content)
        )
        if token.type == "softbreak" and is_label:
            token.type, token.tag = "hardbreak", "br"


def _without_front_matter(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with its front matter blanked, so that lines keep their numbers."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return text, ()
    found = tuple(
        (_NAMES[key.lower()], value.strip().strip("\"'"))
        for key, value in _PROPERTY.findall(match[1])
        if key.lower() in _NAMES
    )
    return "\n" * match[0].count("\n") + text[match.end() :], found
