"""What the left side of a review shows: the blocks of a source, as JSON, bounded in size."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from arrimage.formats import exact
from arrimage.formats.document import Anchor, Cell, Paragraph, SourceDocument, Table
from arrimage.formats.language import normalise
from arrimage.plans.queries import anchor_fragment, anchor_label

MAX_ROWS = 1200  # table rows and paragraphs together
MAX_CELL = 2000  # characters of a cell or a paragraph
LOOKED_AT = 30  # first letters of a title by which its cell is known
SHORTEST = 8  # letters under which a line must be the whole title
Json = dict[str, Any]
_NUMBER = re.compile(r"^\s*(?:[\dA-Za-z]{1,3}[.)])*[\d]*[.)]?\s+")


def source_view(document: SourceDocument, limit: int = MAX_ROWS) -> Json:
    """``{format, pages: [{width, height}], blocks, is_cut}``.

    A block is ``{kind: "paragraph", id, text, heading, list_level, marker, is_bold, page, line}``
    or ``{kind: "table", id, label, sheet, page, header_rows, rows: [{id, cells}]}``, a cell being
    ``{text, row_span, col_span, fill, is_bold}``. Ids are those of ``anchor_fragment``.
    """
    blocks: list[Json] = []
    left = limit
    for block in document.blocks:
        if left <= 0:
            break
        if isinstance(block, Table):
            blocks.append(_table(block, left))
            left -= len(blocks[-1]["rows"])
        else:
            blocks.append(_paragraph(block))
            left -= 1
    size = sum(len(b.rows) if isinstance(b, Table) else 1 for b in document.blocks)
    return {
        "format": document.format,
        "pages": [{"width": page.width, "height": page.height} for page in document.pages],
        "blocks": blocks,
        "is_cut": size > limit,
    }


def fragments(view: Json) -> frozenset[str]:
    """Every id that a place of the view bears, pages included."""
    blocks = view.get("blocks", [])
    rows = (row["id"] for block in blocks for row in block.get("rows", []))
    pages = (f"p{number}" for number in range(1, len(view.get("pages", [])) + 1))
    return frozenset([*(block["id"] for block in blocks), *rows, *pages])


class Part(NamedTuple):
    """A part of a draft and the place of the view where it stands."""

    key: str
    title: str
    fragment: str


def linked(blocks: list[Json], parts: Iterable[Part]) -> list[Json]:
    """The blocks with, on each place, the ``key`` of the part that came from it.

    In a row that holds several, each takes the cell where its words are.
    """
    by_place: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        if part.fragment:
            by_place[part.fragment].append(part)
    return [_linked(block, by_place) for block in blocks]


def _linked(block: Json, by_place: Mapping[str, list[Part]]) -> Json:
    if "rows" in block:
        rows = [
            {**row, "cells": _linked_cells(row, by_place[row["id"]])}
            if row["id"] in by_place
            else row
            for row in block["rows"]
        ]
        return {**block, "rows": rows}
    found = by_place.get(block["id"], ())
    return {**block, "key": found[0].key} if found else block


def _linked_cells(row: Json, parts: list[Part]) -> list[Json]:
    """Each part in the first cell that says its words, else in the first that says anything."""
    cells = [dict(cell) for cell in row.get("cells", [])]
    said = [cell for cell in cells if cell["text"]]
    for part in parts:
        words = normalise(part.title)[:LOOKED_AT]
        best = next((c for c in said if words and words in normalise(c["text"])), None)
        chosen = best or next((c for c in said if "parts" not in c), None)
        if chosen is not None:
            chosen.setdefault("parts", []).append(part)
    for cell in cells:
        if found := cell.pop("parts", None):
            cell["pieces"] = _pieces(cell["text"], found)
    return cells


def _pieces(text: str, parts: list[Part]) -> list[Json]:
    """The lines of a cell, each run of them with the key of the part that it says."""
    pieces = [{"key": parts[0].key, "text": ""}]
    waiting = parts[1:]
    for line in text.split("\n"):
        started = next((part for part in waiting if _begins(line, part.title)), None)
        if started is not None:
            waiting = [part for part in waiting if part is not started]
            pieces.append({"key": started.key, "text": line})
        else:
            last = pieces[-1]
            last["text"] = f"{last['text']}\n{line}" if last["text"] else line
    return [piece for piece in pieces if piece["text"]]


def _begins(line: str, title: str) -> bool:
    """Whether a line is where a title begins, after its number."""
    said, words = normalise(_NUMBER.sub("", line)), normalise(title)
    if len(said) < SHORTEST:
        return bool(said) and said == words
    return words.startswith(said) or said.startswith(words[:LOOKED_AT])


def _paragraph(paragraph: Paragraph) -> Json:
    anchor = paragraph.anchor
    return {
        "kind": "paragraph",
        "id": fragment(anchor),
        "text": paragraph.text[:MAX_CELL],
        "heading": paragraph.heading,
        "list_level": paragraph.list_level,
        "marker": paragraph.marker,
        "is_bold": paragraph.is_bold,
        "page": anchor.page,
        "line": anchor.line,
        "last_line": anchor.last_line,
    }


def _table(table: Table, limit: int) -> Json:
    stored = exact.encode(table.anchor)
    return {
        "kind": "table",
        "id": anchor_fragment(stored),
        "label": anchor_label(stored),
        "sheet": table.sheet,
        "page": table.anchor.page,
        "header_rows": table.header_rows,
        "rows": [
            {
                "id": _row_id(table, row, i),
                "cells": [_cell(cell, min(len(table.rows), limit)) for cell in row],
            }
            for i, row in enumerate(table.rows[:limit], start=1)
        ],
    }


def _row_id(table: Table, row: Iterable[Cell], rank: int) -> str:
    """From the first cell that starts in the row, else from the rank of the row in the table."""
    first = next((cell.anchor for cell in row if cell.anchor.row), None)
    return fragment(first) if first else f"t{table.anchor.table or 0}-r{rank}"


def _cell(cell: Cell, rows: int) -> Json:
    texts = [p for p in cell.paragraphs if p.text]
    return {
        "text": cell.text[:MAX_CELL],
        "row_span": min(cell.row_span, rows - cell.row),
        "col_span": cell.col_span,
        "fill": cell.fill,
        "is_bold": bool(texts) and all(p.is_bold for p in texts),
    }


def fragment(anchor: Anchor) -> str:
    """The id of a place in the view."""
    return anchor_fragment(exact.encode(anchor))
