"""Tables of a Word document, straight in XML: thousands of cells take a blink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..draft import Column
from .cells import MARK, MARK_FILL, NARROW, TITLES, Line
from .composition import Cell, TableBlock
from .docx_xml import RIVER, SANS, bullet, element, run
from .fitting import Fit, fit

_TWIPS: Final = 20  # a point
_HEADER_SIZE: Final = 8.0
_INK, _EDGE, _HAIRLINE = "16201E", "B4BEBB", "D6DCDA"


def table_node(table: TableBlock, width: float, caption: str) -> Any:
    """The table, ``width`` points wide; ``caption`` is what a screen reader says of it."""
    fitted = fit(table, width)
    widths = [max(round(w * _TWIPS), 1) for w in fitted.widths]
    node = element("tbl")
    node.append(_table_properties(sum(widths), caption))
    grid = element("tblGrid")
    for w in widths:
        grid.append(element("gridCol", w=str(w)))
    node.append(grid)
    for header in _header_rows(table.columns, widths):
        node.append(header)
    for row in table.rows:
        node.append(_row(row, widths, table.columns, fitted))
    return node


def _table_properties(width: int, caption: str) -> Any:
    properties = element("tblPr")
    properties.append(element("tblW", w=str(width), type="dxa"))
    borders = element("tblBorders")
    for side, size, color in (
        ("top", "4", _HAIRLINE),
        ("bottom", "4", _EDGE),
        ("insideH", "4", _HAIRLINE),
    ):
        borders.append(_border(side, size, color))
    properties.append(borders)
    properties.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    for side, size in (("top", "50"), ("left", "70"), ("bottom", "40"), ("right", "70")):
        margins.append(element(side, w=size, type="dxa"))
    properties.append(margins)
    properties.append(element("tblLook", val="0020", firstRow="1", noVBand="1"))
    if caption:
        properties.append(element("tblCaption", val=caption))
    return properties


def _border(side: str, size: str, color: str) -> Any:
    return element(side, val="single", sz=size, space="0", color=color)


# ------------------------------------------------------------------ header


def _header_rows(columns: tuple[Column, ...], widths: list[int]) -> list[Any]:
    """One header row, or two where a group of columns has a header of its own."""
    low = _header_row()
    if not any(column.group for column in columns):
        for column, width in zip(columns, widths, strict=True):
            low.append(_header_cell(column.header, width, column, is_last=True))
        return [low]
    top = _header_row()
    for start, end in _groups(columns):
        column = columns[start]
        if column.group:
            top.append(_header_cell(column.group, sum(widths[start:end]), span=end - start))
        else:
            top.append(_header_cell(column.header, widths[start], column, merge="restart"))
        for i in range(start, end):
            merge = "" if column.group else "continue"
            text = columns[i].header if column.group else ""
            low.append(_header_cell(text, widths[i], columns[i], merge=merge, is_last=True))
    return [top, low]


def _groups(columns: tuple[Column, ...]) -> Iterator[tuple[int, int]]:
    """Bounds of the neighbouring columns that stand under one header, or of one column."""
    start = 0
    while start < len(columns):
        end = start + 1
        while end < len(columns) and columns[start].group == columns[end].group != "":
            end += 1
        yield start, end
        start = end


def _header_row() -> Any:
    row, properties = element("tr"), element("trPr")
    properties.append(element("cantSplit"))
    properties.append(element("tblHeader"))
    row.append(properties)
    return row


def _header_cell(
    text: str,
    width: int,
    column: Column | None = None,
    *,
    span: int = 1,
    merge: str = "",
    is_last: bool = False,
) -> Any:
    cell, paragraph, style = element("tc"), element("p"), element("pPr")
    is_narrow = column is not None and column.field in NARROW
    borders = [_border("bottom", "12", _INK)] if is_last or merge else []
    cell.append(
        _cell_properties(
            width, span=span, merge=merge, borders=borders, is_narrow=is_narrow, align="bottom"
        )
    )
    style.append(element("keepNext"))
    if is_narrow or span > 1:
        style.append(element("jc", val="center"))
    paragraph.append(style)
    paragraph.append(run(text, font=SANS, size=_HEADER_SIZE, bold=True))
    cell.append(paragraph)
    return cell


# ------------------------------------------------------------------ rows


def _row(
    row: tuple[Cell | None, ...], widths: list[int], columns: tuple[Column, ...], fitted: Fit
) -> Any:
    node, properties = element("tr"), element("trPr")
    properties.append(element("cantSplit"))
    node.append(properties)
    for cell, width, column in zip(row, widths, columns, strict=True):
        node.append(_cell(cell, width, column, fitted.size))
    return node


def _cell(cell: Cell | None, width: int, column: Column, size: float) -> Any:
    node = element("tc")
    is_marked = cell is not None and cell.is_marked
    node.append(
        _cell_properties(
            width,
            merge=_merge(cell),
            fill=MARK_FILL if is_marked else "",
            borders=_side_rules(column, is_marked=is_marked),
            is_narrow=column.field in NARROW,
        )
    )
    lines = cell.lines if cell else ()
    if is_marked:
        lines = (Line(MARK),)
    for line in lines:
        node.append(_cell_paragraph(line, column, size))
    if not lines:
        node.append(element("p"))
    return node


def _merge(cell: Cell | None) -> str:
    if cell is None:
        return "continue"
    return "restart" if cell.row_span > 1 else ""


def _side_rules(column: Column, *, is_marked: bool) -> list[Any]:
    """The living column stands behind a rule; white parts the filled years."""
    if column.field == "status":
        return [_border("left", "6", RIVER)]
    if is_marked:
        return [_border(side, "8", "FFFFFF") for side in ("left", "right")]
    return []


def _cell_properties(
    width: int,
    *,
    span: int = 1,
    merge: str = "",
    fill: str = "",
    borders: list[Any],
    is_narrow: bool,
    align: str = "top",
) -> Any:
    properties = element("tcPr")
    properties.append(element("tcW", w=str(width), type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=str(span)))
    if merge:
        properties.append(element("vMerge", val=merge))
    if borders:
        rules = element("tcBorders")
        rules.extend(borders)
        properties.append(rules)
    if fill:
        properties.append(element("shd", val="clear", color="auto", fill=fill))
    if is_narrow:
        properties.append(element("noWrap"))
        margins = element("tcMar")
        margins.extend(element(side, w="10", type="dxa") for side in ("left", "right"))
        properties.append(margins)
    properties.append(element("vAlign", val=align))
    return properties


def _cell_paragraph(line: Line, column: Column, size: float) -> Any:
    node, properties = element("p"), element("pPr")
    if line.bullet:
        numbering, indent = bullet(line.bullet)
        properties.append(numbering)
        properties.append(element("spacing", after="20"))
        properties.append(indent)
    if column.field in NARROW:
        properties.append(element("jc", val="center"))
    node.append(properties)
    if line.number:
        node.append(run(line.number + " ", font=SANS, size=size - 0.5, bold=True, color=RIVER))
    is_meta = column.field in ("status", "number", *NARROW)
    is_title = column.field in TITLES
    for text, mark in line.pieces or ((line.text, ""),):
        node.append(
            run(
                text,
                font=SANS if is_meta else "",
                size=size - 0.5 if is_meta else size,
                bold=line.is_strong or is_title,
                color=RIVER if column.field in NARROW else "",
                mark=mark,
            )
        )
    return node
