"""Markdown: turned into the HTML it stands for, keeping the line of every block."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

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
    tokens = _one_property_each(parser.parse(text))
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


def _one_property_each(tokens: list[Token]) -> list[Token]:
    """Paragraphs wholly made of «Name: value» lines, each line made a paragraph of its own."""
    out: list[Token] = []
    for index, token in enumerate(tokens):
        lines = _lines_of(token) if token.type == "inline" and token.level == 1 else []
        is_text = bool(index) and tokens[index - 1].type == "paragraph_open"
        if not is_text or len(lines) < 2 or not all(map(_is_property, lines)):
            out.append(token)
            continue
        opening, closing = out.pop(), tokens[index + 1]
        for rank, children in enumerate(lines):
            first = (token.map or [0, 0])[0] + rank
            if rank:
                out.append(closing)
            out.append(replace(opening, attrs={}, map=[first, first + 1]))
            out.append(replace(token, attrs={}, map=[first, first + 1], children=children))
    return out


def _lines_of(token: Token) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            lines.append([])
        else:
            lines[-1].append(child)
    return lines


def _is_property(line: list[Token]) -> bool:
    return bool(line) and line[0].type == "text" and bool(_LABEL.match(line[0].content))


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
