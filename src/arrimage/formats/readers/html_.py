"""Web pages, and the scraps of HTML that other sources carry in their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import lxml.html
from lxml import etree

from ..document import Anchor, Block, Cell, Paragraph, Run, SourceDocument, Table
from .decoding import decode_html
from .docx_numbering import format_number
from .docx_runs import merge_runs
from .html_styles import Look, background, is_skipped, is_struck, look_of
from .html_tables import TableShape, header_rows, shape, table_rows
from .safety import MAX_BLOCKS, MAX_CELLS, damaged, too_large
from .typed_lists import recognise_typed_items, split_inline_items

_BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "header", "footer", "aside", "h1", "h2", "h3",
    "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table",
    "figure", "figcaption", "fieldset", "legend", "form", "address", "hr", "center", "details",
    "summary", "body", "html", "caption", "tr", "td", "th", "thead", "tbody", "tfoot",
))  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(
    r"</?(?:p|div|span|ul|ol|li|br|b|i|u|s|em|strong|del|sup|sub|table|tr|td|th|font|a|h[1-6])"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ORDERED = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BULLETS = ("•", "◦", "▪")


def read_html(data: bytes, name: str) -> SourceDocument:
    """Read a web page; raises ``UnreadableDocument``."""
    text, notice = decode_html(data)
    root = parse_html(text)
    blocks, notices = walk_page(root)
    title = (root.findtext(".//title") or "").strip()
    return SourceDocument(
        name=name, format="html", blocks=blocks,
        properties=(("title", _SPACES.sub(" ", title)),) if title else (),
        notices=((notice,) if notice else ()) + notices,
    )  # fmt: skip


def parse_html(text: str) -> etree._Element:
    """The tree of a page, however badly it is written; nothing is fetched."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    clean = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]", " ", text)
    try:
        return lxml.html.document_fromstring(clean.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise damaged("Cette page") from error


def walk_page(root: etree._Element) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Blocks of a page in reading order, and notices."""
    walker = _Walker(Anchor())
    walker.walk(root, Look())
    walker.flush()
    blocks = _numbered(_with_typed_lists(walker.blocks))
    notices = ("Le texte barré a été laissé de côté.",) if walker.has_struck else ()
    return blocks, notices


def has_markup(text: str) -> bool:
    """Whether a text carries HTML tags."""
    return "<" in text and bool(_TAG.search(text))


def fragment_paragraphs(text: str, anchor: Anchor) -> tuple[Paragraph, ...]:
    """Paragraphs of a scrap of HTML, where tags may never close and items may have no ``li``."""
    walker = _Walker(anchor, in_cell=True)
    walker.walk(parse_html(f"<div>{text}</div>"), Look())
    walker.flush()
    return recognise_typed_items(p for p in walker.blocks if isinstance(p, Paragraph))


@dataclass(slots=True)
class _List:
    ordered: str = ""  # numbering format, "" for bullets
    bullet: str = "•"
    count: int = 0
    item_open: bool = False  # inside an ``li``
    marker: str = ""  # of the item that begins, until its first paragraph
    is_over: bool = False  # a paragraph outside any item: the end tag was forgotten


class _Walker:
    """Walks a page once; inside a cell, tables become paragraphs."""

    def __init__(self, anchor: Anchor, *, in_cell: bool = False) -> None:
        self.blocks: list[Block] = []
        self.has_struck = False
        self._anchor = anchor
        self._in_cell = in_cell
        self._runs: list[Run] = []
        self._lists: list[_List] = []
        self._heading = 0
        self._line: int | None = None
        self._cells = 0

    def walk(self, element: etree._Element, look: Look) -> None:
        """Read the text and the children of an element."""
        self._text(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, look)
            self._text(child.tail, look)

    def _child(self, child: etree._Element, look: Look) -> None:
        tag = child.tag
        if is_skipped(child):
            self.has_struck = self.has_struck or (is_struck(child) and bool(_words(child)))
        elif tag == "br":
            self._runs.append(_run("\n", look))
        elif tag == "input":
            if (child.get("type") or "").lower() in ("checkbox", "radio"):
                self._runs.append(_run("☐ " if child.get("checked") is None else "☒ ", look))
        elif tag == "table" and not self._in_cell:
            self.flush()
            self._table(child)
        elif tag in _BLOCKS:
            self.flush()
            self._block(child, look_of(child, look))
            self.flush()
        else:
            self.walk(child, look_of(child, look))

    def _block(self, element: etree._Element, look: Look) -> None:
        tag = str(element.tag)
        declared = element.get("data-line")
        self._line = int(declared) if declared else _source_line(element)
        if tag in ("ul", "ol"):
            self._lists.append(_new_list(element, sum(not each.is_over for each in self._lists)))
            self.walk(element, look)
            self.flush()
            self._lists.pop()
        elif tag == "li":
            self._item(element, look)
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading = int(tag[1])
            self.walk(element, look)
            self.flush()
            self._heading = 0
        else:
            if tag == "p" and self._lists and not self._lists[-1].item_open:
                self._lists[-1].is_over = True
            self.walk(element, look)

    def _item(self, element: etree._Element, look: Look) -> None:
        if not self._lists:
            self._lists.append(_List())
            self._item(element, look)
            self._lists.pop()
            return
        here = self._lists[-1]
        value = element.get("value") or ""
        here.count = int(value) if value.isdigit() else here.count + 1
        here.marker = f"{format_number(here.count, here.ordered)}." if here.ordered else here.bullet
        was_open, here.item_open, here.is_over = here.item_open, True, False
        self.walk(element, look)
        self.flush()
        here.item_open, here.marker = was_open, ""

    def _text(self, text: str | None, look: Look) -> None:
        if text:
            self._runs.append(_run(text if look.preformatted else _SPACES.sub(" ", text), look))

    def flush(self) -> None:
        """End the paragraph under way."""
        runs, self._runs = _tidy(self._runs), []
        if not runs:
            return
        if len(self.blocks) >= MAX_BLOCKS:
            raise too_large("il a trop de paragraphes")
        line = self._line if self._anchor.line is None else self._anchor.line
        anchor = replace(self._anchor, line=line)
        here = self._lists[-1] if self._lists else None
        level = 0 if self._heading else sum(not each.is_over for each in self._lists)
        if here is not None and not here.item_open and level:
            self.blocks.extend(split_inline_items(Paragraph(runs, anchor=anchor), level))
            return
        marker = here.marker if here and level else ""
        if here:
            here.marker = ""
        self.blocks.append(Paragraph(runs, self._heading, level, marker, anchor))

    def _table(self, element: etree._Element) -> None:
        for caption in element.iterfind("caption"):
            self.walk(caption, Look())
            self.flush()
        rows = table_rows(element)
        grid = shape(rows)
        cells = [self._row(row, grid, index) for index, row in enumerate(rows)]
        if any(row for row in cells):
            widths = grid.widths if len(grid.widths) == grid.width else ()
            anchor = Anchor(line=_source_line(element))
            self.blocks.append(Table(tuple(cells), header_rows(rows), widths, anchor=anchor))

    def _row(self, row: etree._Element, grid: TableShape, index: int) -> tuple[Cell, ...]:
        cells = []
        for element, column, height, width in grid.rows[index]:
            self._cells += 1
            if self._cells > MAX_CELLS:
                raise too_large("ses tableaux ont trop de cellules")
            declared = row.get("data-line")
            line = int(declared) if declared else _source_line(element)
            anchor = Anchor(row=index + 1, column=column + 1, line=line)
            walker = _Walker(anchor, in_cell=True)
            if not is_skipped(element):
                walker.walk(element, look_of(element, Look()))
                walker.flush()
            self.has_struck = self.has_struck or walker.has_struck
            paragraphs = recognise_typed_items(p for p in walker.blocks if isinstance(p, Paragraph))
            fill = background(element) or background(row)
            cells.append(Cell(index, column, paragraphs, height, width, fill, anchor))
        return tuple(cells)


def _run(text: str, look: Look) -> Run:
    return Run(text, look.bold, look.italic, look.superscript, look.color, look.highlight)


def _source_line(element: etree._Element) -> int | None:
    line = element.sourceline
    return line if isinstance(line, int) else None


def _words(element: etree._Element) -> str:
    return "".join(str(t) for t in element.itertext()).strip()


def _new_list(element: etree._Element, depth: int) -> _List:
    style = (element.get("style") or "").lower()
    bullet = "" if re.search(r"list-style[^:]*:[^;]*none", style) else _BULLETS[min(depth, 2)]
    if element.tag == "ul":
        return _List(bullet=bullet)
    start = element.get("start") or "1"
    kind = _ORDERED.get(element.get("type") or "", "decimal")
    return _List(ordered=kind, count=(int(start) if start.lstrip("-").isdigit() else 1) - 1)


def _tidy(runs: list[Run]) -> tuple[Run, ...]:
    """Runs with the spaces that a browser would show, joined where they look the same."""
    kept: list[Run] = []
    for run in merge_runs(runs):
        text = re.sub(r" *\n *", "\n", run.text)
        if not kept or kept[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if not kept:
            text = text.lstrip("\n ")
        if text:
            kept.append(replace(run, text=text))
    while kept and not kept[-1].text.rstrip(" \n"):
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \n"))
    return tuple(kept) if any(run.text.strip() for run in kept) else ()


def _with_typed_lists(blocks: list[Block]) -> Iterator[Block]:
    group: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            group.append(block)
            continue
        yield from recognise_typed_items(group)
        group = []
        yield block
    yield from recognise_typed_items(group)


def _numbered(blocks: Iterator[Block]) -> tuple[Block, ...]:
    """Blocks whose anchors tell their rank, and the rank of their table."""
    found: list[Block] = []
    tables = 0
    for rank, block in enumerate(blocks, start=1):
        if isinstance(block, Paragraph):
            found.append(replace(block, anchor=replace(block.anchor, block=rank)))
            continue
        tables += 1
        found.append(number_table(block, tables, rank))
    return tuple(found)


def number_table(table: Table, number: int, rank: int) -> Table:
    """The table with its rank among tables and blocks in every anchor."""

    def place(anchor: Anchor) -> Anchor:
        return replace(anchor, table=number, block=rank)

    rows = (
        tuple(
            replace(
                cell,
                anchor=place(cell.anchor),
                paragraphs=tuple(replace(p, anchor=place(p.anchor)) for p in cell.paragraphs),
            )
            for cell in row
        )
        for row in table.rows
    )
    return replace(table, rows=tuple(rows), anchor=place(table.anchor))
