"""The lines of an outline, each with what its own form says: level word, bullet, label…"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..draft import ColumnField, LevelRole
from ..language import Lexicon, normalise
from .numbering import Heading, read_heading, split_code
from .plain_model import TextLine, is_unfinished, join, tidy

EntryKind = Literal["level", "heading", "numbered", "bullet", "label", "plain"]
_BULLET = re.compile(
    r"^(?P<indent>\s*)(?P<mark>[-–—•·▪▫■□◦○●❖➢➤►✓✔☐*\uf0b7\uf0a7§]|o(?=\s))\s+(?P<rest>\S.*)$", re.S
)
_LETTER = re.compile(r"^\(?(?P<code>[a-z]|[ivx]{1,4})[.)]\s+(?P<rest>\S.*)$", re.S)
_LABEL = re.compile(r"^(?P<label>[^\W\d][^:;.]{1,38}?)\s*:\s*(?P<value>.*)$", re.S)
_LABELLED: frozenset[ColumnField] = frozenset(
    ("responsible", "collaborator", "timeframe", "result", "indicator", "status", "target", "cost",
     "priority", "note")
)  # fmt: skip
LETTER_DEPTH = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an outline. ``depth``: heading level, depth of the bullet, or of the number."""

    kind: EntryKind
    text: str
    line: TextLine
    depth: int = 0
    number: str = ""
    role: LevelRole | None = None
    word: str = ""
    field: ColumnField | None = None
    last: int = 0
    after_blank: bool = False


def read_entries(lines: Sequence[TextLine], lexicon: Lexicon, joined: bool) -> list[Entry]:
    """Every visible line as an entry; with ``joined``, wrapped lines are put together again."""
    entries: list[Entry] = []
    indents: list[int] = []
    blank = True
    for line in lines:
        if not line.text:
            blank = True
            continue
        entry = replace(_entry(line, lexicon, indents), last=line.number, after_blank=blank)
        if joined and entries and not blank and _continues(entries[-1], entry):
            text = tidy(join(entries[-1].text, line.text))
            entries[-1] = replace(entries[-1], text=text, last=line.number)
        else:
            entries.append(entry)
        if entry.kind != "bullet" and blank:
            indents.clear()
        blank = False
    return entries


def _continues(before: Entry, entry: Entry) -> bool:
    if entry.kind != "plain" or before.kind == "heading":
        return False
    if before.text.isupper() and entry.text.isupper():
        return True
    ended = before.text.endswith((":", ";")) and not is_unfinished(before.text)
    return not ended and (entry.text[0].islower() or is_unfinished(before.text))


def _entry(line: TextLine, lexicon: Lexicon, indents: list[int]) -> Entry:
    paragraph = line.paragraph
    text = tidy(line.text)
    if paragraph.heading:
        return _worded(text, line, lexicon) or _heading(text, line)
    if bullet := _BULLET.match(line.raw.replace("\t", "    ")):
        text = tidy(bullet["rest"])
        depth = _depth(len(bullet["indent"]), indents) + (paragraph.list_level or 1) - 1
        return _labelled(text, line, lexicon) or Entry("bullet", text, line, depth)
    if paragraph.list_level:
        found = _worded(text, line, lexicon) or _labelled(text, line, lexicon)
        number = paragraph.marker.strip(" .()") if paragraph.marker[:1].isalnum() else ""
        return found or Entry("bullet", text, line, paragraph.list_level, number)
    return _typed(text, line, lexicon)


def _typed(text: str, line: TextLine, lexicon: Lexicon) -> Entry:
    if found := _worded(text, line, lexicon) or _labelled(text, line, lexicon):
        return found
    code, rest = split_code(text)
    if code and rest:
        return Entry("numbered", rest, line, code.count(".") + 1, code)
    if letter := _LETTER.match(text):
        return Entry("numbered", tidy(letter["rest"]), line, LETTER_DEPTH, letter["code"])
    return Entry("plain", text, line)


def _heading(text: str, line: TextLine) -> Entry:
    code, rest = split_code(text)
    return Entry("heading", rest or text, line, line.paragraph.heading, code if rest else "")


def _worded(text: str, line: TextLine, lexicon: Lexicon) -> Entry | None:
    found = read_heading(text, lexicon)
    if not found or found.role is None or not _is_level(found):
        return None
    depth = line.paragraph.heading
    return Entry("level", found.title, line, depth, found.number, found.role, found.word)


def _is_level(found: Heading) -> bool:
    """A level word needs a number, unless it can hardly be anything but a heading."""
    sure = found.role in ("orientation", "objective", "axis") and normalise(found.word) != "but"
    return bool(found.title) and (bool(found.number) or sure)


def _labelled(text: str, line: TextLine, lexicon: Lexicon) -> Entry | None:
    match = _LABEL.match(text)
    found = lexicon.column_field(match["label"]) if match else None
    if not match or not found or found[0] not in _LABELLED:
        return None
    return Entry("label", tidy(match["value"]), line, field=found[0], word=match["label"])


def _depth(indent: int, indents: list[int]) -> int:
    """1 for the outermost bullet of a list, more for each deeper indent."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents)
