"""Delimited files: the delimiter is the one that gives the most regular table."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter

from ..document import Anchor, Cell, Run, SourceDocument, Table
from .decoding import decode
from .html_ import fragment_paragraphs, has_markup
from .safety import MAX_CELLS, MAX_ROWS, too_large
from .typed_lists import paragraphs_of_runs

DELIMITERS = (",", ";", "\t", "|")

_SAMPLE_ROWS = 200
_DEFUSED = re.compile(r"'(?='*[=+\-@\t\r])")  # put there so that no spreadsheet runs the text
_DECLARED = re.compile(r"\Asep=(.)\n", re.IGNORECASE)


def read_csv(data: bytes, name: str) -> SourceDocument:
    """Read a delimited file as one table; raises ``UnreadableDocument``."""
    text, notice = decode(data)
    first_line = 1
    if declared := _DECLARED.match(text):
        text, first_line, delimiter = text[declared.end() :], 2, declared[1]
    else:
        delimiter = find_delimiter(text)
    rows = []
    for number, (line, values) in enumerate(_records(text, delimiter)):
        if number >= MAX_ROWS:
            raise too_large(f"il a plus de {MAX_ROWS} rangées")
        rows.append((line + first_line - 1, values))
    table = build_table(rows, number=1, block=1)
    return SourceDocument(
        name=name, format="csv", blocks=(table,) if table.rows else (),
        notices=(notice,) if notice else (),
    )  # fmt: skip


def find_delimiter(text: str) -> str:
    """The delimiter whose rows most often have the same number of columns, above one."""
    return max(DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


def _regularity(text: str, delimiter: str) -> tuple[float, int]:
    rows = [r for _, r in itertools.islice(_records(text, delimiter), _SAMPLE_ROWS) if any(r)]
    widths = Counter(len(row) for row in rows)
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    return (count / len(rows) if width > 1 else 0.0), width


def _records(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """(first line, values) of each record; quotes that never close are read as characters."""
    try:
        return _parse(text, delimiter)
    except csv.Error:
        return [(n, line.split(delimiter)) for n, line in enumerate(text.split("\n"), start=1)]


def _parse(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[tuple[int, list[str]]] = []
    line = 1
    for values in reader:
        if len(found) > MAX_ROWS:
            break
        found.append((line, values))
        line = reader.line_num + 1
    return found


def build_table(rows: list[tuple[int, list[str]]], *, number: int, block: int) -> Table:
    """A table of texts, (line, values) by row; a column empty everywhere is left out.

    Cells may hold several lines, typed lists and scraps of HTML.
    """
    rows = [(line, values) for line, values in rows if any(v.strip() for v in values)]
    width = max((len(values) for _, values in rows), default=0)
    if width * len(rows) > MAX_CELLS:
        raise too_large("il a trop de cellules")
    used = [c for c in range(width) if any(c < len(v) and v[c].strip() for _, v in rows)]
    cells = []
    for index, (line, values) in enumerate(rows):
        row = []
        for grid_column, column in enumerate(used):
            anchor = Anchor(table=number, block=block, row=index + 1, column=column + 1, line=line)
            text = values[column] if column < len(values) else ""
            text = text[1:] if _DEFUSED.match(text) else text
            row.append(_cell(text, index, grid_column, anchor))
        cells.append(tuple(row))
    last = rows[-1][0] if rows else None
    first = rows[0][0] if rows else None
    anchor = Anchor(table=number, block=block, line=first, last_line=last)
    return Table(tuple(cells), anchor=anchor)


def _cell(text: str, row: int, column: int, anchor: Anchor) -> Cell:
    if has_markup(text):
        return Cell(row, column, fragment_paragraphs(text, anchor), anchor=anchor)
    runs = (Run(text.strip(" ")),) if text.strip() else ()
    indent = len(text) - len(text.lstrip(" \u00a0"))
    return Cell(row, column, paragraphs_of_runs(runs, anchor), anchor=anchor, indent=indent)
