"""Word documents, read straight from their XML: python-docx hides lists, merges and notes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from ..document import Anchor, Block, Cell, Paragraph, Run, SourceDocument, Table
from .docx_nested import unfold
from .docx_numbering import Numbering
from .docx_runs import MC, Gathered, RunReader, first_alternative
from .docx_styles import (
    PLAIN,
    Look,
    ParagraphStyle,
    Styles,
    TableStyle,
    W,
    attribute,
    heading_of,
    is_on,
    number_of,
    read_look,
    shading,
)
from .safety import MAX_BLOCKS, MAX_CELLS, Archive, damaged, too_large
from .typed_lists import recognise_typed_item, recognise_typed_items

_WRAPPERS = frozenset(
    W + n for n in ("sdtContent", "customXml", "smartTag", "ins", "moveTo")
) | {MC + "Choice", MC + "Fallback"}  # fmt: skip
_NOTICES = (
    ("deleted", "Le texte supprimé en mode Suivi des modifications a été laissé de côté."),
    ("struck", "Le texte barré a été laissé de côté."),
    ("hidden", "Le texte masqué a été laissé de côté."),
    ("rows", "Des rangées supprimées ou masquées ont été laissées de côté."),
    ("contents", "La table des matières a été laissée de côté."),
    ("comments", "Les commentaires de Word ont été laissés de côté."),
    ("images", "Les images n’ont pas été lues\u00a0: le texte qu’elles montrent est à vérifier."),
    ("diagrams", "Les graphiques et organigrammes n’ont pas été lus."),
    ("objects", "Les objets incorporés dans le document n’ont pas été lus."),
    ("headers", "L’en-tête et le pied de page n’ont pas été lus."),
    ("macros", "Les macros du document ont été ignorées."),
    ("external", "Les liens vers d’autres fichiers n’ont pas été suivis."),
)


_PROPERTIES = frozenset(("title", "subject", "creator", "description", "created", "modified"))


def read_docx(data: bytes, name: str) -> SourceDocument:
    """Read a .docx (or .docm) file; raises ``UnreadableDocument``."""
    archive = Archive(data)
    part = _main_part(archive)
    root = archive.xml(part)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise damaged("Ce document Word")
    reader = _DocxReader(archive, part)
    blocks = tuple(reader.blocks(body))
    footnotes = reader.footnotes()
    return SourceDocument(
        name=name, format="docx", blocks=blocks, footnotes=footnotes,
        landscape=_is_landscape(body), properties=read_properties(archive),
        notices=reader.notices(body),
    )  # fmt: skip


def _main_part(archive: Archive) -> str:
    for _, kind, target, _ in archive.relations(""):
        if kind == "officeDocument" and archive.has(target):
            return target
    return "word/document.xml"


def read_properties(archive: Archive) -> tuple[tuple[str, str], ...]:
    """Title, author… that an Office file states about itself."""
    root = archive.xml("docProps/core.xml")
    found = []
    for child in root if root is not None else ():
        key = etree.QName(child).localname
        text = (child.text or "").strip()
        if text and key in _PROPERTIES:
            found.append((key, text))
    return tuple(found)


def _is_landscape(body: etree._Element) -> bool:
    for size in body.iter(W + "pgSz"):
        width, height = attribute(size, "w"), attribute(size, "h")
        if attribute(size, "orient") == "landscape":
            return True
        if width.isdigit() and height.isdigit() and int(width) > int(height):
            return True
    return False


class _DocxReader:
    """Walks the body once, in order: counters of lists, notes and fields depend on it."""

    def __init__(self, archive: Archive, part: str) -> None:
        self._archive = archive
        parts: dict[str, str] = {}
        for _, kind, target, external in archive.relations(part):
            parts.setdefault("external" if external and kind != "hyperlink" else kind, target)
        self._parts = parts
        self._gathered = Gathered()
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"))
        self._note_formats()
        self._runs = RunReader(self._styles, self._gathered)
        self._carried: tuple[Run, ...] = ()
        self._tables = 0
        self._rank = 0
        self._cells = 0

    def _part(self, kind: str) -> etree._Element | None:
        return self._archive.xml(self._parts[kind]) if kind in self._parts else None

    def _note_formats(self) -> None:
        settings = self._part("settings")
        if settings is None:
            return
        for kind in ("footnote", "endnote"):
            style = attribute(settings.find(f"{W}{kind}Pr/{W}numFmt"))
            if style:
                setattr(self._gathered, f"{kind}_format", style)

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """Paragraphs and tables of the body; text boxes follow the paragraph that holds them."""
        for element in itertools.chain.from_iterable(map(unfold, self._content(container))):
            if element.tag == W + "tbl":
                self._tables += 1
                self._rank += 1
                yield self._table(element, Anchor(table=self._tables, block=self._rank))
                continue
            paragraph, boxes = self._paragraph(element, PLAIN, Anchor())
            if paragraph and (paragraph.text or paragraph.marker):
                self._rank += 1
                if self._rank > MAX_BLOCKS:
                    raise too_large("il a trop de paragraphes")
                yield recognise_typed_item(replace(paragraph, anchor=Anchor(block=self._rank)))
            for box in boxes:
                yield from self.blocks(box)

    def _content(self, container: etree._Element) -> Iterator[etree._Element]:
        """``w:p`` and ``w:tbl`` elements, through the wrappers that Word puts around them."""
        for child in container:
            tag = child.tag
            if tag in (W + "p", W + "tbl"):
                yield child
            elif tag == W + "sdt":
                gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                if attribute(gallery) == "Table of Contents":
                    self._gathered.left_out["contents"] += 1
                else:
                    yield from self._content(child)
            elif tag == MC + "AlternateContent":
                yield from self._content(first_alternative(child))
            elif tag in _WRAPPERS:
                yield from self._content(child)
            elif tag == W + "altChunk":
                self._gathered.left_out["objects"] += 1
            elif tag == W + "del":
                self._gathered.left_out["deleted"] += 1

    def _paragraph(
        self, element: etree._Element, cell_look: Look, anchor: Anchor
    ) -> tuple[Paragraph | None, list[etree._Element]]:
        """One paragraph (``None`` when nothing of it is content) and its text boxes."""
        properties = element.find(W + "pPr")
        style_id = attribute(None if properties is None else properties.find(W + "pStyle"))
        style = self._styles.paragraph(style_id)
        look = style.look.over(cell_look)
        runs, boxes = self._runs.read(element, look)
        if style.is_contents:
            self._gathered.left_out["contents"] += bool(runs)
            return None, boxes
        mark = None if properties is None else properties.find(W + "rPr")
        if mark is not None and mark.find(W + "del") is not None:
            self._carried += runs
            return None, boxes
        if self._is_hidden_mark(mark) and not runs:
            return None, boxes
        runs, self._carried = self._carried + runs, ()
        own_heading = heading_of(properties)
        heading = style.heading if own_heading is None else own_heading
        level, marker = self._list_item(properties, style, style_id)
        if heading:
            level = 0
        return Paragraph(runs, heading, level, marker, anchor), boxes

    def _is_hidden_mark(self, mark: etree._Element | None) -> bool:
        return mark is not None and bool(read_look(mark).hidden)

    def _list_item(
        self, properties: etree._Element | None, style: ParagraphStyle, style_id: str
    ) -> tuple[int, str]:
        """List level (0 outside lists) and printed marker; counts the item."""
        own = number_of(properties)
        number, depth = own if own else (style.number or ("", None))
        if own and not number and style.number:
            number = style.number[0]
        if not number or number == "0":
            return 0, ""
        if depth is None and style.number and (not own or own[0] == style.number[0]):
            depth = style.number[1]
        if depth is None:
            depth = self._numbering.level_of_style(number, style.number_style or style_id)
        marker = self._numbering.marker(number, depth).strip()
        return (max(depth, style.list_depth) + 1 if marker else 0), marker

    def _table(self, element: etree._Element, anchor: Anchor) -> Table:
        properties = element.find(W + "tblPr")
        style_id = attribute(None if properties is None else properties.find(W + "tblStyle"))
        style = self._styles.table(style_id)
        has_first = _styles_first_row(properties)
        grid = _Grid()
        rows: list[list[Cell]] = []
        header_rows, in_header = 0, True
        for row in self._rows(element):
            first = has_first and not rows
            index = len(rows)
            rows.append([])
            self._row(row, index, style, first, grid, anchor, rows)
            row_properties = row.find(W + "trPr")
            in_header = in_header and bool(
                is_on(None if row_properties is None else row_properties.find(W + "tblHeader"))
            )
            header_rows += in_header
        widths = tuple(
            float(w) if (w := attribute(col, "w")).isdigit() else 0.0
            for col in element.iterfind(f"{W}tblGrid/{W}gridCol")
        )
        return Table(
            tuple(tuple(grid.finish(cell) for cell in row) for row in rows),
            header_rows, widths if any(widths) else (), anchor=anchor,
        )  # fmt: skip

    def _rows(self, table: etree._Element) -> Iterator[etree._Element]:
        for child in table:
            if child.tag == W + "tr":
                properties = child.find(W + "trPr")
                if properties is not None and (
                    properties.find(W + "del") is not None or is_on(properties.find(W + "hidden"))
                ):
                    self._gathered.left_out["rows"] += 1
                else:
                    yield child
            elif child.tag == W + "sdt" or child.tag in _WRAPPERS:
                yield from self._rows(child)

    def _row(
        self, row: etree._Element, index: int, style: TableStyle, first: bool,
        grid: _Grid, anchor: Anchor, rows: list[list[Cell]],
    ) -> None:  # fmt: skip
        properties = row.find(W + "trPr")
        before = attribute(None if properties is None else properties.find(W + "gridBefore"))
        column = int(before) if before.isdigit() else 0
        look = style.first_look.over(style.look) if first else style.look
        fill = style.first_fill if first else style.fill
        for element in _cells(row):
            span, merge, own_fill = _cell_shape(element)
            self._cells += 1
            if self._cells > MAX_CELLS:
                raise too_large("ses tableaux ont trop de cellules")
            if merge == "continue" and grid.extend(index, column, span):
                column += span
                continue
            cell_anchor = replace(anchor, row=index + 1, column=column + 1)
            paragraphs = recognise_typed_items(self._cell_paragraphs(element, look, cell_anchor))
            cell = Cell(
                index, column, _trimmed(paragraphs), 1, span,
                fill if own_fill is None else own_fill, cell_anchor,
            )  # fmt: skip
            rows[index].append(cell)
            grid.place(cell, opens=merge == "restart")
            column += span

    def _cell_paragraphs(
        self, cell: etree._Element, look: Look, anchor: Anchor
    ) -> Iterator[Paragraph]:
        """Paragraphs of a cell; a table inside it is read cell after cell."""
        for element in self._content(cell):
            if element.tag == W + "tbl":
                for row in self._rows(element):
                    for inner in _cells(row):
                        yield from self._cell_paragraphs(inner, look, anchor)
                continue
            paragraph, boxes = self._paragraph(element, look, anchor)
            if paragraph:
                yield paragraph
            for box in boxes:
                yield from self._cell_paragraphs(box, look, anchor)

    def footnotes(self) -> tuple[tuple[str, str], ...]:
        """Notes called by the text, by printed mark."""
        texts: dict[tuple[str, str], str] = {}
        called = list(self._gathered.notes)
        for kind in ("footnote", "endnote"):
            root = self._part(f"{kind}s") if any(k == kind for k, _, _ in called) else None
            for note in root if root is not None else ():
                parts = [p.text for p in self._cell_paragraphs(note, PLAIN, Anchor())]
                texts[kind, attribute(note, "id")] = "\n".join(p for p in parts if p)
        return tuple((mark, texts.get((kind, key), "")) for kind, key, mark in called)

    def notices(self, body: etree._Element) -> tuple[str, ...]:
        """French sentences about what was left out."""
        left_out = self._gathered.left_out
        left_out["comments"] += next(body.iter(W + "commentReference"), None) is not None
        left_out["macros"] += self._archive.has("word/vbaProject.bin")
        left_out["external"] += "external" in self._parts
        for kind in ("header", "footer"):
            root = self._part(kind)
            words = "" if root is None else "".join(t.text or "" for t in root.iter(W + "t"))
            left_out["headers"] += bool(re.search(r"[^\W\d_]{3}", words))
        return tuple(sentence for key, sentence in _NOTICES if left_out[key])


class _Grid:
    """Vertical merges under way: which cell covers which columns, down to which row."""

    def __init__(self) -> None:
        self._open: dict[int, Cell] = {}
        self._spans: dict[int, tuple[Cell, int]] = {}

    def place(self, cell: Cell, *, opens: bool) -> None:
        for column in range(cell.column, cell.column + cell.col_span):
            self._open.pop(column, None)
        if opens:
            self._open[cell.column] = cell
            self._spans[id(cell)] = cell, 1

    def extend(self, row: int, column: int, span: int) -> bool:
        """Lengthen the merge above; false when there is none, as in damaged tables."""
        cell = self._open.get(column)
        if cell is None or cell.col_span != span:
            return False
        height = row - cell.row + 1
        if height != self._spans[id(cell)][1] + 1:
            return False
        self._spans[id(cell)] = cell, height
        return True

    def finish(self, cell: Cell) -> Cell:
        height = self._spans.get(id(cell), (cell, 1))[1]
        return cell if height == 1 else replace(cell, row_span=height)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag == W + "sdt" or child.tag in _WRAPPERS:
            yield from _cells(child)


def _cell_shape(cell: etree._Element) -> tuple[int, str, str | None]:
    """(columns covered, «restart»/«continue»/"" for a vertical merge, fill if stated)."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return 1, "", None
    span = attribute(properties.find(W + "gridSpan"))
    merge = properties.find(W + "vMerge")
    state = "" if merge is None else attribute(merge) or "continue"
    columns = int(span) if span.isdigit() else 1
    return min(max(columns, 1), 200), state, shading(properties.find(W + "shd"))


def _styles_first_row(properties: etree._Element | None) -> bool:
    """Whether the table style's first-row formatting applies (``w:tblLook``)."""
    look = None if properties is None else properties.find(W + "tblLook")
    if look is None:
        return False
    first = attribute(look, "firstRow")
    if first:
        return first in ("1", "true", "on")
    try:
        return bool(int(attribute(look) or "0", 16) & 0x20)
    except ValueError:
        return False


def _trimmed(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Without the empty paragraphs that end a cell."""
    end = len(paragraphs)
    while end and not paragraphs[end - 1].runs and not paragraphs[end - 1].marker:
        end -= 1
    return paragraphs[:end]
