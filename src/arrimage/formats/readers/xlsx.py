"""Excel workbooks: each visible sheet becomes a heading and a table."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from ..document import Anchor, Block, Cell, Paragraph, Run, SourceDocument, Table
from .docx import read_properties
from .safety import MAX_CELLS, Archive, damaged, too_large
from .typed_lists import paragraphs_of_runs
from .xlsx_sheet import SharedStrings, Sheet, SheetReader
from .xlsx_styles import S, WorkbookStyles

MAX_OVERHANG = 50
"""Columns beyond the last text that a merge or a colour may add to a table."""

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NOTICES = (
    ("hidden_sheets", "Les feuilles masquées ont été laissées de côté."),
    ("hidden_rows", "Les rangées masquées ou filtrées ont été laissées de côté."),
    ("hidden_columns", "Les colonnes masquées ont été laissées de côté."),
    ("struck", "Le texte barré a été laissé de côté."),
    ("hidden", "Le contenu de cellules au format masqué a été laissé de côté."),
    ("formulas", "Des formules n’ont pas de valeur enregistrée et sont restées vides\u00a0: "
     "ouvrez le classeur dans Excel, enregistrez-le, puis déposez-le de nouveau."),
    ("errors", "Des formules en erreur ont été laissées de côté."),
    ("conditional", "Les couleurs de mise en forme conditionnelle n’ont pas été lues."),
    ("charts", "Les feuilles de graphique n’ont pas été lues."),
    ("comments", "Les commentaires de cellules ont été laissés de côté."),
    ("drawings", "Les images et les zones de texte posées sur les feuilles n’ont pas été lues."),
    ("macros", "Les macros du classeur ont été ignorées."),
    ("external", "Les liens vers d’autres classeurs n’ont pas été suivis\u00a0: leurs dernières "
     "valeurs enregistrées ont été lues."),
)  # fmt: skip


def read_xlsx(data: bytes, name: str) -> SourceDocument:
    """Read a .xlsx (or .xlsm) file; raises ``UnreadableDocument``."""
    archive = Archive(data)
    part = _main_part(archive)
    workbook = archive.xml(part)
    if workbook is None or workbook.find(S + "sheets") is None:
        raise damaged("Ce classeur")
    reader = _XlsxReader(archive, part, workbook)
    blocks = tuple(reader.blocks())
    return SourceDocument(
        name=name, format="xlsx", blocks=blocks, landscape=reader.landscape,
        properties=read_properties(archive), notices=reader.notices(),
    )  # fmt: skip


def _main_part(archive: Archive) -> str:
    for _, kind, target, _ in archive.relations(""):
        if kind == "officeDocument" and archive.has(target):
            return target
    return "xl/workbook.xml"


class _XlsxReader:
    """Reads the sheets in the order of their tabs."""

    def __init__(self, archive: Archive, part: str, workbook: etree._Element) -> None:
        self._archive = archive
        self._workbook = workbook
        self._targets: dict[str, tuple[str, str]] = {}
        by_kind: dict[str, str] = {}
        for key, kind, target, _ in archive.relations(part):
            self._targets[key] = kind, target
            by_kind.setdefault(kind, target)
        styles = WorkbookStyles(
            archive.xml(by_kind.get("styles", "")), archive.xml(by_kind.get("theme", ""))
        )
        strings = SharedStrings(archive.xml(by_kind.get("sharedStrings", "")), styles)
        properties = workbook.find(S + "workbookPr")
        from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._sheets = SheetReader(styles, strings, from_1904=from_1904)
        self._left_out: Counter[str] = Counter(external=int("externalLink" in by_kind))
        self._titles = _print_titles(workbook)
        self._cells = 0
        self.landscape = False

    def blocks(self) -> Iterator[Block]:
        """A heading and a table for each visible sheet that shows something."""
        rank = tables = 0
        for index, element in enumerate(self._workbook.iterfind(f"{S}sheets/{S}sheet")):
            title = element.get("name", "")
            sheet = self._read_sheet(element)
            if sheet is None or not any(shown.runs for shown in sheet.cells.values()):
                continue
            self.landscape = self.landscape or sheet.landscape
            table = _Layout(sheet, title, tables + 1, rank + 2).table(self._titles.get(index))
            self._cells += sum(len(row) for row in table.rows)
            if self._cells > MAX_CELLS:
                raise too_large("ses feuilles ont trop de cellules")
            heading = Anchor(sheet=title, block=rank + 1)
            yield Paragraph((Run(title, bold=True),), heading=2, anchor=heading)
            yield table
            rank, tables = rank + 2, tables + 1

    def _read_sheet(self, element: etree._Element) -> Sheet | None:
        kind, target = self._targets.get(element.get(_R + "id", ""), ("", ""))
        if element.get("state", "visible") != "visible":
            self._left_out["hidden_sheets"] += 1
            return None
        if kind != "worksheet" or not self._archive.has(target):
            self._left_out["charts"] += 1
            return None
        sheet = self._sheets.read(self._archive.read(target))
        self._left_out.update(sheet.left_out)
        if any(sheet.is_hidden_column(column) for (_, column), s in sheet.cells.items() if s.runs):
            self._left_out["hidden_columns"] += 1
        return sheet

    def notices(self) -> tuple[str, ...]:
        """French sentences about what was left out."""
        names = [name.lower() for name in self._archive.names]
        self._left_out["macros"] += any(n.endswith("vbaproject.bin") for n in names)
        self._left_out["comments"] += any("comments" in n and n.endswith(".xml") for n in names)
        drawings = [n for n in names if n.startswith("xl/drawings/drawing")]
        self._left_out["drawings"] += any(
            b":pic" in part or b"<a:t>" in part for part in map(self._archive.read, drawings)
        )
        return tuple(sentence for key, sentence in _NOTICES if self._left_out[key])


def _print_titles(workbook: etree._Element) -> dict[int, tuple[int, int]]:
    """Rows that each sheet repeats on every printed page, by rank of the sheet."""
    titles = {}
    for name in workbook.iterfind(f"{S}definedNames/{S}definedName"):
        index = name.get("localSheetId", "")
        if name.get("name") != "_xlnm.Print_Titles" or not index.isdigit():
            continue
        for part in (name.text or "").split(","):
            first, _, last = part.rpartition("!")[2].replace("$", "").partition(":")
            if first.isdigit() and last.isdigit():
                titles[int(index)] = int(first), int(last)
    return titles


class _Layout:
    """Places what a sheet shows on a grid without its hidden rows and columns."""

    def __init__(self, sheet: Sheet, title: str, table: int, block: int) -> None:
        self._sheet, self._title, self._table, self._block = sheet, title, table, block
        hidden = sheet.hidden_rows
        texts = [
            place for place, shown in sheet.cells.items()
            if shown.runs and place[0] not in hidden and not sheet.is_hidden_column(place[1])
        ]  # fmt: skip
        top, bottom = min((r for r, _ in texts), default=1), max((r for r, _ in texts), default=0)
        left, right = min((c for _, c in texts), default=1), max((c for _, c in texts), default=0)
        right = self._overhang(top, bottom, right)
        bottom = max([bottom, *(b for t, _, b, _ in sheet.merges
                                if top <= t <= bottom and b <= bottom + MAX_OVERHANG)])  # fmt: skip
        self.rows = [r for r in range(top, bottom + 1) if r not in hidden]
        self.columns = [c for c in range(left, right + 1) if not sheet.is_hidden_column(c)]

    def _overhang(self, top: int, bottom: int, right: int) -> int:
        """Last column, with the merges and colours that go a little beyond the text."""
        edges = [r for t, _, _, r in self._sheet.merges if top <= t <= bottom]
        edges += [c for (r, c), shown in self._sheet.cells.items() if top <= r <= bottom]
        return max([right, *(edge for edge in edges if edge <= right + MAX_OVERHANG)])

    def table(self, titles: tuple[int, int] | None) -> Table:
        """The grid as a table."""
        covered, spans = self._merged()
        fill_gaps = len(self.rows) * len(self.columns) <= MAX_CELLS // 2
        used: dict[int, list[int]] = {}
        for row, column in sorted(self._sheet.cells):
            used.setdefault(row, []).append(column)
        rank = {column: n for n, column in enumerate(self.columns)}
        rows = []
        for index, row in enumerate(self.rows):
            columns = self.columns if fill_gaps else used.get(row, [])
            cells = (
                self._cell(row, column, index, rank[column], spans)
                for column in columns
                if column in rank and (row, column) not in covered
            )
            rows.append(tuple(cells))
        header = sum(titles[0] <= r <= titles[1] for r in self.rows) if titles else 0
        if titles and self.rows and self.rows[0] < titles[0]:
            header = 0
        anchor = Anchor(sheet=self._title, table=self._table, block=self._block)
        widths = tuple(self._width(column) for column in self.columns)
        return Table(tuple(rows), header, widths, self._title, anchor=anchor)

    def _merged(
        self,
    ) -> tuple[set[tuple[int, int]], dict[tuple[int, int], tuple[int, int, int, int]]]:
        """Places hidden under a merge, and (row span, column span, source) of visible corners."""
        covered: set[tuple[int, int]] = set()
        spans: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for top, left, bottom, right in self._sheet.merges:
            rows = _between(self.rows, top, bottom)
            columns = _between(self.columns, left, right)
            if not rows or not columns:
                continue
            places = {(r, c) for r in rows for c in columns}
            if len(covered) + len(places) > MAX_CELLS:
                raise too_large("ses cellules fusionnées couvrent trop d’espace")
            if places & covered or places & spans.keys():
                continue
            corner = rows[0], columns[0]
            covered |= places - {corner}
            spans[corner] = len(rows), len(columns), top, left
        return covered, spans

    def _cell(
        self, row: int, column: int, grid_row: int, grid_column: int,
        spans: dict[tuple[int, int], tuple[int, int, int, int]],
    ) -> Cell:  # fmt: skip
        height, width, top, left = spans.get((row, column), (1, 1, row, column))
        shown = self._sheet.cells.get((top, left))
        fill = shown.fill if shown else self._background(row, column)
        anchor = Anchor(
            sheet=self._title, table=self._table, row=row, column=column, block=self._block
        )
        runs = shown.runs if shown else ()
        return Cell(
            grid_row, grid_column, paragraphs_of_runs(runs, anchor), height, width, fill, anchor,
            shown.indent if shown else 0,
        )  # fmt: skip

    def _background(self, row: int, column: int) -> str:
        """Colour of a whole row or column, where a cell has none of its own."""
        if row in self._sheet.row_fills:
            return self._sheet.row_fills[row]
        fills = self._sheet.column_fills
        return next((fill for first, last, fill in fills if first <= column <= last), "")

    def _width(self, column: int) -> float:
        widths = self._sheet.widths
        found = (width for first, last, width in widths if first <= column <= last)
        return next(found, self._sheet.default_width)


def _between(numbers: list[int], first: int, last: int) -> list[int]:
    return numbers[bisect.bisect_left(numbers, first) : bisect.bisect_right(numbers, last)]
