"""The budget as a workbook or a table in text, and back: the same columns both ways.

Headers are French in every language, as in the table that Arrimage publishes for plans.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from arrimage.formats.document import Table, UnreadableDocument
from arrimage.formats.draft import AmountDraft, AmountNature
from arrimage.formats.language.money import read_money
from arrimage.formats.language.text import normalise
from arrimage.formats.readers import read_document
from arrimage.formats.writers.csv import neutralise

from . import phrases

BudgetFormat = Literal["xlsx", "csv"]
HEADERS = (
    *("Ligne", "Numéro", "Libellé", "Nature", "An", "Source de fonds", "Montant", "Date"),
    "Note",
)
WIDTHS = (9, 10, 56, 12, 6, 28, 14, 12, 40)
NATURES: dict[AmountNature, str] = {
    "planned": "Prévu",
    "committed": "Engagé",
    "spent": "Dépensé",
    "in_kind": "En nature",
}
MOST_ROWS = 5000
_NATURE_OF = {normalise(word): key for key, word in NATURES.items()}
_NATURE_OF |= {key.replace("_", " "): key for key in get_args(AmountNature)}


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A row of the file; ``key`` names the line of the plan («e12»), ``amount`` may be absent."""

    key: str
    number: str
    title: str
    amount: AmountDraft | None
    row: int = 0


class UnreadBudget(Exception):
    """The file is not a budget; ``problems`` are sentences about its rows, or none."""

    def __init__(self, problems: Sequence[str] = ()) -> None:
        super().__init__(*problems)
        self.problems = tuple(problems)


def write_budget(lines: Iterable[BudgetLine], format: BudgetFormat) -> bytes:
    """The file: one row an amount, and one for each line of the plan that has none."""
    rows = [_cells(line) for line in lines]
    return _xlsx(rows) if format == "xlsx" else _csv(rows)


def _cells(line: BudgetLine) -> list[str]:
    amount = line.amount
    told = [line.key, line.number, line.title]
    if amount is None:
        return [*told, *[""] * 6]
    year, on = amount.year, amount.on
    return [
        *told,
        NATURES[amount.nature],
        str(year or ""),
        amount.source,
        f"{amount.amount:.2f}",
        on.isoformat() if on else "",
        amount.note,
    ]


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    for row in rows:
        writer.writerow([neutralise(text).replace(".", ",") if n == 6 else neutralise(text)
                         for n, text in enumerate(row)])  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def _xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    import xlsxwriter  # slow import

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Budget")
        head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom"})
        money = book.add_format({"num_format": "# ##0.00", "valign": "top"})
        text = book.add_format({"valign": "top", "text_wrap": True})
        sheet.freeze_panes(1, 3)
        for column, (header, width) in enumerate(zip(HEADERS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, header, head)
        for at, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if column == 6 and cell:
                    sheet.write_number(at, column, Decimal(cell), money)
                else:
                    sheet.write_string(at, column, cell, text)
        sheet.autofilter(0, 0, len(rows), len(HEADERS) - 1)
    return out.getvalue()


def read_budget(data: bytes, name: str) -> tuple[BudgetLine, ...]:
    """The rows of a file with the columns of :func:`write_budget`, in any order.

    Raises :class:`UnreadBudget` when it is no such file, with one sentence a row that is wrong.
    """
    try:
        document = read_document(data, name)
    except UnreadableDocument as refusal:
        raise UnreadBudget([str(refusal)]) from refusal
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for table in tables:
        grid = [[cell.text.strip() if cell else "" for cell in row] for row in table.grid()]
        for at, row in enumerate(grid[:10]):
            columns = _columns(row)
            if {"nature", "montant"} <= columns.keys() and columns.keys() & {"ligne", "numero"}:
                return _lines(grid, at, columns)
    raise UnreadBudget


def _columns(row: Sequence[str]) -> dict[str, int]:
    known = {normalise(header): normalise(header) for header in HEADERS}
    return {known[normalise(text)]: n for n, text in enumerate(row) if normalise(text) in known}


def _lines(
    grid: Sequence[Sequence[str]], head: int, columns: dict[str, int]
) -> tuple[BudgetLine, ...]:
    if len(grid) - head > MOST_ROWS:
        raise UnreadBudget([str(phrases.FILE_TOO_LONG % {"count": MOST_ROWS})])
    lines: list[BudgetLine] = []
    problems: list[str] = []
    for at, row in enumerate(grid[head + 1 :], head + 2):
        cells = {name: row[column] for name, column in columns.items()}
        if not any(cells.values()):
            continue
        try:
            lines.append(_line(cells, at))
        except ValueError as problem:
            problems.append(str(problem))
    if problems:
        raise UnreadBudget(problems)
    return tuple(lines)


def _line(cells: dict[str, str], row: int) -> BudgetLine:
    get = cells.get
    told = get("ligne", ""), get("numero", ""), get("libelle", "")
    if not get("montant"):
        return BudgetLine(*told, None, row)
    nature = _NATURE_OF.get(normalise(get("nature", "")))
    money = read_money(get("montant", ""))
    year = get("an", "").lower().removeprefix("an").strip()
    if nature is None:
        raise ValueError(phrases.ROW_NATURE % {"row": row, "words": get("nature", "")})
    if len(money) != 1:
        raise ValueError(phrases.ROW_AMOUNT % {"row": row, "words": get("montant")})
    if year and not (year.isascii() and year.isdigit() and len(year) < 4):
        raise ValueError(phrases.ROW_YEAR % {"row": row, "words": get("an")})
    amount = AmountDraft(
        nature, money[0].amount, int(year) if year else None, get("source de fonds", ""),
        _day(get("date", ""), row), get("note", "")[:300],
    )  # fmt: skip
    return BudgetLine(*told, amount, row)


def _day(text: str, row: int) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        raise ValueError(phrases.ROW_DAY % {"row": row, "words": text}) from None
