"""One worksheet, read as a stream: only cells that show something are kept."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from ..document import Run
from .number_formats import show_number
from .safety import MAX_CELLS, MAX_ROWS, checked_xml, damaged, too_large
from .xlsx_styles import Font, S, WorkbookStyles

MAX_FILL_ONLY = 200_000
"""Most coloured cells without text kept after the last row of text."""

_REFERENCE = re.compile(r"^\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
_READ = tuple(
    S + tag
    for tag in ("row", "col", "mergeCell", "pageSetup", "sheetFormatPr", "conditionalFormatting")
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows: its runs, its fill, and how far it is set back."""

    runs: Text = ()
    fill: str = ""
    indent: int = 0


@dataclass(slots=True)
class Sheet:
    """What a worksheet shows. Rows and columns are 1-based, as printed in its margins.

    ``merges`` are (top, left, bottom, right).
    """

    cells: dict[tuple[int, int], Shown] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    widths: list[tuple[int, int, float]] = field(default_factory=list)
    row_fills: dict[int, str] = field(default_factory=dict)
    column_fills: list[tuple[int, int, str]] = field(default_factory=list)
    default_width: float = 10.0
    landscape: bool = False
    left_out: Counter[str] = field(default_factory=Counter)

    def is_hidden_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


def read_reference(reference: str) -> tuple[int, int] | None:
    """(row, column) of «B12»; ``None`` for anything that is not a cell of a worksheet."""
    match = _REFERENCE.match(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if 0 < row <= 1_048_576 and column <= 16_384 else None


class SharedStrings:
    """The texts of a workbook, each read once, with the parts that are bold."""

    def __init__(self, root: etree._Element | None, styles: WorkbookStyles) -> None:
        self._items = [] if root is None else list(root.iterfind(S + "si"))
        self._styles = styles

    def text(self, index: str, font: Font, left_out: Counter[str]) -> Text:
        """Runs of a shared text, over the font of its cell."""
        if not index.isdigit() or int(index) >= len(self._items):
            return ()
        return rich_text(self._items[int(index)], font, self._styles, left_out)


def rich_text(
    element: etree._Element, font: Font, styles: WorkbookStyles, left_out: Counter[str]
) -> Text:
    """Runs of an ``si`` or ``is`` element; struck parts are left out, phonetics too."""
    runs = []
    for child in element:
        if child.tag == S + "t":
            runs.append(make_run(child.text or "", font))
        elif child.tag == S + "r":
            own = child.find(S + "rPr")
            text = "".join(t.text or "" for t in child.iterfind(S + "t"))
            look = font if own is None else styles.font(own, Font(size=font.size))
            if look.struck and text.strip():
                left_out["struck"] += 1
            else:
                runs.append(make_run(text, look))
    return tuple(run for run in runs if run.text)


def make_run(text: str, font: Font) -> Run:
    """A run with the font's formatting; Excel's escaped characters are put back."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Run(
        text, bold=font.bold, italic=font.italic, superscript=font.superscript,
        color=font.color, size=font.size,
    )  # fmt: skip


class SheetReader:
    """Reads the XML of one worksheet."""

    def __init__(
        self, styles: WorkbookStyles, strings: SharedStrings, *, from_1904: bool = False
    ) -> None:
        self._styles = styles
        self._strings = strings
        self._from_1904 = from_1904

    def read(self, data: bytes) -> Sheet:
        """What the worksheet shows; raises ``UnreadableDocument``."""
        self._sheet = Sheet()
        self._pending: dict[tuple[int, int], Shown] = {}
        self._rows_with_text = 0
        self._row = 0
        events = etree.iterparse(
            io.BytesIO(checked_xml(data)), events=("end",), tag=_READ,
            resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            for _, element in events:
                self._handle(element)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged("Ce classeur") from error
        return self._sheet

    def _handle(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == S + "row":
            self._read_row(element)
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
        elif tag == S + "col":
            self._read_column(element)
        elif tag == S + "mergeCell":
            self._read_merge(element.get("ref", ""))
        elif tag == S + "pageSetup":
            self._sheet.landscape = element.get("orientation") == "landscape"
        elif tag == S + "sheetFormatPr":
            self._sheet.default_width = _number(element.get("defaultColWidth")) or 10.0
        elif tag == S + "conditionalFormatting":
            self._sheet.left_out["conditional"] += 1

    def _read_column(self, element: etree._Element) -> None:
        first, last = element.get("min", ""), element.get("max", "")
        if not (first.isdigit() and last.isdigit()):
            return
        span = int(first), min(int(last), 16_384)
        width = _number(element.get("width"))
        if element.get("hidden") in ("1", "true") or width == 0:
            self._sheet.hidden_columns.append(span)
        elif width:
            self._sheet.widths.append((*span, width))
        if fill := self._styles.cell(element.get("style")).fill:
            self._sheet.column_fills.append((*span, fill))

    def _read_merge(self, reference: str) -> None:
        start, _, end = reference.partition(":")
        first, last = read_reference(start), read_reference(end)
        if first and last and first <= last and len(self._sheet.merges) < MAX_CELLS:
            self._sheet.merges.append((*first, *last))

    def _read_row(self, element: etree._Element) -> None:
        number = element.get("r", "")
        self._row = int(number) if number.isdigit() else self._row + 1
        hidden = element.get("hidden") in ("1", "true") or element.get("ht") == "0"
        found: dict[tuple[int, int], Shown] = {}
        column = 0
        for child in element:
            if child.tag != S + "c":
                continue
            place = read_reference(child.get("r", ""))
            column = place[1] if place else column + 1
            shown = self._read_cell(child)
            if shown.runs or shown.fill:
                found[self._row, column] = shown
        has_text = any(shown.runs for shown in found.values())
        if hidden:
            self._sheet.hidden_rows.add(self._row)
            self._sheet.left_out["hidden_rows"] += has_text
            return
        fill = self._styles.cell(element.get("s")).fill if element.get("customFormat") else ""
        if fill and len(self._sheet.row_fills) < MAX_ROWS:
            self._sheet.row_fills[self._row] = fill
        self._keep(found, has_text)

    def _keep(self, found: dict[tuple[int, int], Shown], has_text: bool) -> None:
        """Colours below the last text are only kept if text comes again."""
        if not has_text:
            if len(self._pending) < MAX_FILL_ONLY:
                self._pending.update(found)
            return
        self._rows_with_text += 1
        self._sheet.cells.update(self._pending)
        self._pending.clear()
        self._sheet.cells.update(found)
        if self._rows_with_text > MAX_ROWS:
            raise too_large(f"une de ses feuilles a plus de {MAX_ROWS} rangées remplies")
        if len(self._sheet.cells) > MAX_CELLS:
            raise too_large("ses feuilles ont trop de cellules")

    def _read_cell(self, cell: etree._Element) -> Shown:
        style = self._styles.cell(cell.get("s"))
        runs = self._text(cell, style.font, style.format) if len(cell) else ()
        if style.font.struck and runs:
            self._sheet.left_out["struck"] += 1
            runs = ()
        shown = runs if any(r.text.strip() for r in runs) else ()
        first = runs[0].text if shown else ""
        typed = len(first) - len(first.lstrip(" \u00a0"))
        return Shown(shown, style.fill, style.indent or typed)

    def _text(self, cell: etree._Element, font: Font, code: str) -> Text:
        kind, value = cell.get("t", "n"), cell.findtext(S + "v") or ""
        if not value and kind != "inlineStr":
            if cell.find(S + "f") is not None and kind != "str":
                self._sheet.left_out["formulas"] += 1
            return ()
        if code == ";;;":
            self._sheet.left_out["hidden"] += 1
            return ()
        if kind == "s":
            return self._strings.text(value.strip(), font, self._sheet.left_out)
        if kind == "inlineStr":
            inline = cell.find(S + "is")
            left_out = self._sheet.left_out
            return () if inline is None else rich_text(inline, font, self._styles, left_out)
        if kind == "e":
            self._sheet.left_out["errors"] += 1
            return ()
        if kind == "b":
            return (make_run("VRAI" if value.strip() == "1" else "FAUX", font),)
        if kind in ("str", "d"):
            return (make_run(value, font),)
        number = _number(value)
        if number is None:
            return (make_run(value, font),)
        return (make_run(show_number(number, code, from_1904=self._from_1904), font),)


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None
