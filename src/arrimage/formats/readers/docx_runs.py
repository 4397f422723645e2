"""The text of one Word paragraph: what is printed, without what is struck, hidden or computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ..document import Run
from .docx_numbering import format_number
from .docx_styles import PLAIN, Look, Styles, W, attribute, is_on, read_look
from .symbols import is_symbol_font, translate

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

_TRANSPARENT = frozenset(
    W + name
    for name in ("hyperlink", "smartTag", "ins", "moveTo", "sdt", "sdtContent", "fldSimple",
                 "customXml", "bdo", "dir", "rubyBase", "ruby")
)  # fmt: skip
_DELETED = frozenset(W + name for name in ("del", "moveFrom"))
_SPACES = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Field:
    """A field being read; its instruction is never content, its result is."""

    instruction: str = ""
    has_result: bool = False
    form: str = ""


@dataclass(slots=True)
class Gathered:
    """What the whole document shares while its paragraphs are read."""

    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[tuple[str, str, str]] = field(default_factory=list)  # (kind, id, mark) as called
    endnote_format: str = "lowerRoman"
    footnote_format: str = "decimal"


class RunReader:
    """Reads paragraphs in order; a field may begin in one and end in another."""

    def __init__(self, styles: Styles, gathered: Gathered) -> None:
        self._styles = styles
        self._gathered = gathered
        self._fields: list[_Field] = []
        self._looks: dict[tuple[str, bytes], Look] = {}
        self._custom_mark = ""

    @property
    def in_contents(self) -> bool:
        """Whether the current position is the result of a table of contents field."""
        return any(f.instruction.split(None, 1)[:1] in (["TOC"], ["INDEX"]) for f in self._fields)

    def read(
        self, paragraph: etree._Element, look: Look
    ) -> tuple[tuple[Run, ...], list[etree._Element]]:
        """Runs of a paragraph whose style gives ``look``, and the text boxes anchored in it."""
        self._boxes: list[etree._Element] = []
        self._runs: list[Run] = []
        self._walk(paragraph, look)
        return tuple(merge_runs(self._runs)), self._boxes

    def _walk(self, element: etree._Element, look: Look) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._run(child, look)
            elif tag == MC + "AlternateContent":
                self._walk(first_alternative(child), look)
            elif tag in _TRANSPARENT:
                self._walk(child, look)
            elif tag in _DELETED:
                if next(child.iter(W + "delText", W + "t"), None) is not None:
                    self._gathered.left_out["deleted"] += 1
            elif tag == M + "r":
                self._emit("".join(t.text or "" for t in child.iter(M + "t")), look)
            elif isinstance(tag, str) and tag.startswith(M):
                self._walk(child, look)

    def _run(self, run: etree._Element, base: Look) -> None:
        properties = run.find(W + "rPr")
        look = base
        if properties is not None:
            look = self._own_look(properties).over(base)
        if look.struck or look.hidden:
            self._skip(run, "struck" if look.struck else "hidden")
            return
        for child in run:
            self._piece(child, look)

    def _own_look(self, properties: etree._Element) -> Look:
        style = attribute(properties.find(W + "rStyle"))
        key = style, etree.tostring(properties)
        if key not in self._looks:
            own = read_look(properties)
            self._looks[key] = own.over(self._styles.character(style)) if style else own
        return self._looks[key]

    def _skip(self, run: etree._Element, why: str) -> None:
        """Leave a run out, but follow the fields that begin or end in it."""
        for child in run:
            if child.tag == W + "fldChar":
                self._field(child, PLAIN)
            elif child.tag == W + "t" and (child.text or "").strip():
                self._gathered.left_out[why] += 1

    def _piece(self, child: etree._Element, look: Look) -> None:
        tag = child.tag
        if tag == W + "t":
            text = child.text or ""
            self._emit(translate(text, look.font) if is_symbol_font(look.font) else text, look)
        elif tag in _SPACES:
            self._emit(_SPACES[tag], look)
        elif tag == W + "br":
            if attribute(child, "type") in ("", "textWrapping"):
                self._emit("\n", look)
        elif tag == W + "fldChar":
            self._field(child, look)
        elif tag == W + "instrText":
            if self._fields and not self._fields[-1].has_result:
                self._fields[-1].instruction += child.text or ""
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            self._note(child, look)
        elif tag == W + "sym":
            self._emit(_symbol(child), look)
        elif tag == MC + "AlternateContent":
            for item in first_alternative(child):
                self._piece(item, look)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            self._drawing(child)
        elif tag == W + "ruby":
            self._walk(child, look)

    def _field(self, mark: etree._Element, look: Look) -> None:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(form=_checkbox(mark)))
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.form:
                self._emit(ended.form, look)

    def _note(self, reference: etree._Element, look: Look) -> None:
        kind = "endnote" if reference.tag == W + "endnoteReference" else "footnote"
        rank = sum(1 for k, _, _ in self._gathered.notes if k == kind) + 1
        style = getattr(self._gathered, f"{kind}_format")
        mark = format_number(rank, style)
        if attribute(reference, "customMarkFollows") in ("1", "true", "on"):
            following = reference.getnext()
            mark = (following.text or "").strip() if following is not None else mark
            self._custom_mark = mark
        self._gathered.notes.append((kind, attribute(reference, "id"), mark))
        self._runs.append(Run("", superscript=True, size=look.size, footnote=mark))

    def _drawing(self, drawing: etree._Element) -> None:
        boxes = list(outermost(drawing, W + "txbxContent"))
        if boxes:
            self._boxes.extend(boxes)
            return
        uri = next((d.get("uri", "") for d in drawing.iter("{*}graphicData")), "")
        name = uri.rsplit("/", 1)[-1]
        kind = {"diagram": "diagrams", "chart": "diagrams"}.get(name, "images")
        if drawing.tag == W + "object":
            kind = "objects"
        elif kind == "images" and next(drawing.iter("{*}blip", "{*}imagedata"), None) is None:
            return
        self._gathered.left_out[kind] += 1

    def _emit(self, text: str, look: Look) -> None:
        if not text or any(not f.has_result for f in self._fields):
            return
        if self._custom_mark and text.strip() == self._custom_mark:
            self._custom_mark = ""
            return
        if self.in_contents:
            self._gathered.left_out["contents"] += 1
            return
        self._runs.append(Run(
            text, bool(look.bold), bool(look.italic), bool(look.superscript),
            look.color or "", look.highlight or "", look.size,
        ))  # fmt: skip


def merge_runs(runs: list[Run]) -> Iterator[Run]:
    """Runs with neighbours of the same formatting joined: Word cuts them at every edit."""
    pending: Run | None = None
    for run in runs:
        if pending is None:
            pending = run
        elif not run.footnote and not pending.footnote and _same(run, pending):
            pending = Run(
                pending.text + run.text, run.bold, run.italic, run.superscript,
                run.color, run.highlight, run.size,
            )  # fmt: skip
        else:
            yield pending
            pending = run
    if pending is not None:
        yield pending


def _same(one: Run, other: Run) -> bool:
    return (one.bold, one.italic, one.superscript, one.color, one.highlight, one.size) == (
        other.bold, other.italic, other.superscript, other.color, other.highlight, other.size
    )  # fmt: skip


def first_alternative(element: etree._Element) -> etree._Element:
    """The one branch of an ``mc:AlternateContent`` to read: the same words stand in each."""
    choice = element.find(MC + "Choice")
    if choice is None:
        choice = element.find(MC + "Fallback")
    return element if choice is None else choice


def outermost(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Descendants with ``tag`` that are not inside another one, one branch per alternative."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == MC + "AlternateContent":
            yield from outermost(first_alternative(child), tag)
        else:
            yield from outermost(child, tag)


def _symbol(element: etree._Element) -> str:
    code = attribute(element, "char")
    try:
        return translate(chr(0xF000 | int(code, 16) & 0xFFF), attribute(element, "font"))
    except ValueError:
        return ""


def _checkbox(mark: etree._Element) -> str:
    """☐ or ☒ for a form field that is a check box, "" for any other field."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    checked = is_on(box.find(W + "checked"))
    if checked is None:
        checked = is_on(box.find(W + "default"))
    return "☒" if checked else "☐"
