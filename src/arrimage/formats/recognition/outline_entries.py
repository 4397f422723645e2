"""The lines of an outline, each with what its own form says: level word, bullet, label…"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..draft import ColumnField, LevelRole
from ..language import Lexicon, normalise
from ..language.text import fold_phrase
from .numbering import Heading, read_heading, split_code
from .plain_model import TextLine, is_unfinished, join, tidy

EntryKind = Literal["level", "heading", "numbered", "bullet", "label", "plain"]
_BULLET = re.compile(
    r"^(?P<indent>\s*)(?P<mark>[-–—•·▪▫■□◦○●❖➢➤►✓✔☐*\uf0b7\uf0a7§]|o(?=\s))\s+(?P<rest>\S.*)$", re.S
)
_LETTER = re.compile(r"^\(?(?P<code>[a-z]|[ivx]{1,4})[.)]\s+(?P<rest>\S.*)$", re.S)
_LABEL = re.compile(
    r"^(?P<label>[^\W\d][^:;.?]{1,38}?)\s*(?P<sign>::?|\?(?=\s))\s*(?P<value>.*)$", re.S
)
_ORNAMENT = re.compile(r"^[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d\s]+(?=\w)")
_CONTENTS = re.compile(r"^\S.*?(?:\t|[.…]{3}|[ .…]{5})[ \t.…]*\d{1,3}$")
_FEWEST_CONTENTS = 3
_NEAR = 3  # lines under a bare «ORIENTATION 1» where its title may stand
LABELLED: frozenset[ColumnField] = frozenset(
    ("responsible", "collaborator", "timeframe", "result", "indicator", "status", "target", "cost",
     "priority", "note")
)  # fmt: skip
_TICKED = re.compile(r"^(?:\[(?P<mark>[ xX✓✔])\]|(?P<box>[☐☑☒✅]))\s+(?=\S)")
_OPEN_BOXES = " ☐"
_LONGEST_NAMED = 300
_NAMING = 2  # times a word names an action without a number before it is taken at its word
LETTER_DEPTH = 9


@dataclass(frozen=True, slots=True)
class _Words:
    """What words mean here: the lexicon, and the words this document names its actions with."""

    lexicon: Lexicon
    naming: frozenset[str]


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
    last: TextLine | None = None
    after_blank: bool = False
    shared: bool = False  # a level that other cards name too
    ticked: bool | None = None  # the box of a task list, where one is printed


def read_entries(lines: Sequence[TextLine], lexicon: Lexicon, joined: bool) -> list[Entry]:
    """Every visible line as an entry; with ``joined``, wrapped lines are put together again."""
    entries: list[Entry] = []
    indents: list[int] = []
    lines = [piece for line in lines for piece in _cut_at_labels(line, lexicon)]
    lines = _with_titles_below(_without_contents(lines), lexicon)
    naming = _naming_words(lines, lexicon)
    blank = True
    for line in lines:
        if not line.text:
            blank = True
            continue
        entry = _entry(line, _Words(lexicon, naming), indents)
        entry = replace(_with_box(entry), last=line, after_blank=blank)
        if joined and entries and not blank and _continues(entries[-1], entry):
            text = tidy(join(entries[-1].text, line.text))
            entries[-1] = replace(entries[-1], text=text, last=line)
        else:
            entries.append(entry)
        if entry.kind != "bullet" and blank:
            indents.clear()
        blank = False
    return entries


def _cut_at_labels(line: TextLine, lexicon: Lexicon) -> Iterator[TextLine]:
    """The printed lines of one paragraph, where a label («Responsable : …») begins one."""
    pieces = line.raw.split("\n")
    first, others = pieces[:1], pieces[1:]
    if not any(_label_of(tidy(piece), lexicon) for piece in others):
        yield line
        return
    bare = replace(line.paragraph, heading=0, list_level=0, marker="")
    paragraph = line.paragraph
    for piece in others:
        if _label_of(tidy(piece), lexicon) or _BULLET.match(piece):
            yield replace(_piece(line, first), paragraph=paragraph)
            paragraph, first = bare, [piece]
        else:
            first.append(piece)
    yield replace(_piece(line, first), paragraph=paragraph)


def _without_contents(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """The lines without a table of contents: titles, each with the number of its page."""
    contents = [line for line in lines if _CONTENTS.match(line.raw.strip())]
    if len(contents) < _FEWEST_CONTENTS:
        return lines
    pages = [int(line.raw.split()[-1].lstrip(".…")) for line in contents]
    if pages != sorted(pages):
        return lines
    left_out = {line.number for line in contents}
    return [line for line in lines if line.number not in left_out]


def _with_titles_below(lines: Sequence[TextLine], lexicon: Lexicon) -> list[TextLine]:
    """«ORIENTATION 1» alone on its line takes the plain line under it as its title."""
    joined = list(lines)
    for rank, line in enumerate(lines):
        found = read_heading(tidy(line.text), lexicon) if 0 < len(line.text) < 40 else None
        if not found or found.role is None or not found.number or found.title:
            continue
        below = range(rank + 1, min(rank + 1 + _NEAR, len(lines)))
        under = next((r for r in below if lines[r].text), None)
        if under is not None and _is_plain(lines[under], lexicon):
            text = f"{line.text.rstrip(' :.')} : {lines[under].text}"
            joined[rank] = replace(line, raw=text, text=text)
            joined[under] = replace(lines[under], raw="", text="")
    return joined


def _is_plain(line: TextLine, lexicon: Lexicon) -> bool:
    """True for a line that is no item, no number, no label and no level of its own."""
    text = tidy(line.text)
    marked = line.paragraph.list_level or _BULLET.match(line.raw) or split_code(text)[0]
    return not (marked or _label_of(text, lexicon) or read_heading(text, lexicon))


def _piece(line: TextLine, pieces: Sequence[str]) -> TextLine:
    raw = "\n".join(pieces)
    return replace(line, raw=raw, text=raw.strip())


def _naming_words(lines: Sequence[TextLine], lexicon: Lexicon) -> frozenset[str]:
    """Words that come back as «Action : Ouvrir un local», without a number."""
    words: Counter[str] = Counter()
    for line in lines:
        if 0 < len(line.text) < _LONGEST_NAMED and ":" in line.text[:40]:
            found = read_heading(tidy(line.text), lexicon)
            if found and found.role == "action" and found.title and not found.number:
                words[normalise(found.word)] += 1
    return frozenset(word for word, count in words.items() if count >= _NAMING)


def _with_box(entry: Entry) -> Entry:
    """«[x] …» and «☐ …»: the box leaves the text."""
    printed = entry.line.paragraph.marker or entry.line.raw.strip()[:1]
    box = _TICKED.match(entry.text)
    if entry.kind == "bullet" and box:
        ticked = (box["mark"] or box["box"]) not in _OPEN_BOXES
        return replace(entry, text=entry.text[box.end() :], ticked=ticked)
    if entry.kind == "bullet" and printed in ("☐", "☑", "☒"):
        return replace(entry, ticked=printed != "☐")
    return entry


def _continues(before: Entry, entry: Entry) -> bool:
    if entry.kind != "plain" or before.kind == "heading":
        return False
    if before.text.isupper() and entry.text.isupper():
        return True
    ended = before.text.endswith((":", ";")) and not is_unfinished(before.text)
    return not ended and (entry.text[0].islower() or is_unfinished(before.text))


def _entry(line: TextLine, words: _Words, indents: list[int]) -> Entry:
    paragraph = line.paragraph
    text = _ORNAMENT.sub("", tidy(line.text))
    if paragraph.heading:
        return _worded(text, line, words) or _heading(text, line)
    if bullet := _BULLET.match(line.raw.replace("\t", "    ")):
        text = tidy(bullet["rest"])
        depth = _depth(len(bullet["indent"]), indents) + (paragraph.list_level or 1) - 1
        return _labelled(text, line, words) or Entry("bullet", text, line, depth)
    if paragraph.list_level:
        found = _worded(text, line, words) or _labelled(text, line, words)
        number = paragraph.marker.strip(" .()") if paragraph.marker[:1].isalnum() else ""
        return found or Entry("bullet", text, line, paragraph.list_level, number)
    return _typed(text, line, words)


def _typed(text: str, line: TextLine, words: _Words) -> Entry:
    if found := _worded(text, line, words) or _labelled(text, line, words):
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


def _worded(text: str, line: TextLine, words: _Words) -> Entry | None:
    found = read_heading(text, words.lexicon)
    if not found or found.role is None or not _is_level(found, words.naming):
        return None
    depth = line.paragraph.heading
    return Entry("level", found.title, line, depth, found.number, found.role, found.word)


def _is_level(found: Heading, naming: frozenset[str]) -> bool:
    """A level word needs a number, unless it can hardly be anything but a heading."""
    word = normalise(found.word)
    sure = found.role in ("orientation", "objective", "axis") and word != "but"
    sure = sure or (found.role == "action" and word in naming)
    return bool(found.title) and (bool(found.number) or sure)


def _labelled(text: str, line: TextLine, words: _Words) -> Entry | None:
    found = _label_of(text, words.lexicon)
    if not found:
        return None
    label, field, value = found
    return Entry("label", tidy(value), line, field=field, word=label)


def _label_of(text: str, lexicon: Lexicon) -> tuple[str, ColumnField, str] | None:
    """«Responsable : Direction» as its label, the field it fills, and its value."""
    match = _LABEL.match(text.removeprefix(": "))
    found = lexicon.column_field(match["label"]) if match else None
    if not match or not found or found[0] not in LABELLED:
        return None
    if match["sign"] == "?" and fold_phrase(match["label"]) not in lexicon.columns:
        return None
    return match["label"], found[0], match["value"]


def _depth(indent: int, indents: list[int]) -> int:
    """1 for the outermost bullet of a list, more for each deeper indent."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents)


_INLINE = re.compile(
    r"\s*(?P<open>[(\[]|[;|]|\s[–—-]\s|(?<=[.,)])\s)\s*"
    r"(?P<label>[^\W\d_][^:;.,()|–—]{1,30}?)[ \u00a0]*:(?=\s)\s*"
)


def cut_inline_labels(
    text: str, lexicon: Lexicon
) -> tuple[str, list[tuple[str, ColumnField, str]]]:
    """«Ouvrir un local (Responsable : Direction; Échéance : mai)»: the title, then its labels."""
    found: list[tuple[re.Match[str], ColumnField]] = []
    for match in _INLINE.finditer(text):
        field = lexicon.columns.get(fold_phrase(match["label"]))
        if field in LABELLED and (found or match["open"] != ","):
            found.append((match, field))
    if not found or not text[: found[0][0].start()].strip():
        return text, []
    ends = [match.start() for match, _ in found[1:]] + [len(text)]
    labels = [
        (match["label"].strip(), field, _value(text[match.end() : end]))
        for (match, field), end in zip(found, ends, strict=True)
    ]
    return text[: found[0][0].start()].rstrip(" ,;–—-"), labels


def _value(text: str) -> str:
    """A value without the bracket that closes its label."""
    text = text.strip(" .;,|")
    return text.rstrip(")]") if text.count("(") < text.count(")") or text.endswith("]") else text
