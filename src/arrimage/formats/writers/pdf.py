"""A plan as a tagged PDF (PDF/UA-1), set by typst. The words are data, never markup."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from pathlib import Path
from typing import Any, Final, Literal

import typst

from ..readers.cleaning import clean_text
from .cells import NBSP, Line
from .composition import (
    Block,
    Cell,
    Composition,
    HeadingBlock,
    TableBlock,
    TextBlock,
    french_date,
)
from .fitting import Fit, fit

_HERE: Final = Path(__file__).parent
FONTS: Final = _HERE / "fonts"
_TEMPLATE: Final = _HERE / "plan.typ"
_MARGIN: Final = 46.8  # points
_TALL: Final = 300.0  # points: a row that pages may cut
_LONG_WORD: Final = re.compile(r"[^\s-]{24}(?=[^\s-]{12})")  # may break there
_NO_GLYPH: Final = "could not be displayed"


def write_pdf(plan: Composition) -> bytes:
    """The bytes of the .pdf file."""
    return typeset(_TEMPLATE, _data(plan), plan.date)


def typeset(template: Path, data: dict[str, Any], date: dt.date) -> bytes:
    """Compiles a template that reads ``data.json`` beside it; the file is dated ``date``.

    A character that no font at hand draws keeps its place in the text but costs PDF/UA-1, which
    forbids it: the file is then tagged without the label.
    """
    with tempfile.TemporaryDirectory(prefix="arrimage-pdf-") as folder:
        root = Path(folder)
        main = root / "main.typ"
        main.write_bytes(template.read_bytes())
        (root / "data.json").write_text(
            json.dumps(data, ensure_ascii=False), encoding="utf-8", errors="replace"
        )
        for ignore_system_fonts in (True, False):
            try:
                return _compile(main, ["ua-1"], date, ignore_system_fonts)
            except typst.TypstError as error:
                if _NO_GLYPH not in str(error):
                    raise
        return _compile(main, [], date, ignore_system_fonts=False)


def _compile(
    main: Path, standards: list[Literal["ua-1"]], date: dt.date, ignore_system_fonts: bool
) -> bytes:
    return typst.compile(
        str(main),
        root=str(main.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=ignore_system_fonts,
        format="pdf",
        pdf_standards=[*standards],
        timestamp=dt.datetime.combine(date, dt.time(12), dt.UTC),
    )


def _data(plan: Composition) -> dict[str, Any]:
    width = (792 if plan.landscape else 612) - 2 * _MARGIN
    return {
        "title": clean_text(plan.title),
        "organization": clean_text(plan.organization),
        "facts": [clean_text(fact) for fact in plan.facts],
        "landscape": plan.landscape,
        "margin": _MARGIN,
        "date": french_date(plan.date).replace(" ", NBSP),
        "before": [_block(block, width) for block in plan.before],
        "body": [_block(block, width) for block in plan.body],
        "after": [_block(block, width) for block in plan.after],
    }


def _block(block: Block, width: float) -> dict[str, Any]:
    if isinstance(block, HeadingBlock):
        label, _, number = clean_text(block.label).partition(NBSP)
        return {
            "kind": "heading",
            "depth": block.depth,
            "label": label,
            "number": number,
            "text": clean_text(block.text),
        }
    if isinstance(block, TextBlock):
        return {
            "kind": "text",
            "label": clean_text(block.label),
            "glossary": block.is_glossary,
            "lines": [_line(line) for line in block.lines],
        }
    return _table(block, fit(block, width))


def _table(table: TableBlock, fitted: Fit) -> dict[str, Any]:
    fields = [column.field for column in table.columns]
    return {
        "kind": "table",
        "widths": fitted.widths,
        "size": fitted.size,
        "hyphenate": fitted.hyphenate,
        "fields": fields,
        "header": [clean_text(column.header) for column in table.columns],
        "groups": _groups([clean_text(column.group) for column in table.columns]),
        "rows": [
            {
                "cells": [_cell(c, f, status) for c, f in zip(row, fields, strict=True)],
                "breakable": fitted.height(row) > _TALL,
            }
            for row, status in zip(table.rows, table.statuses, strict=True)
        ],
    }


def _groups(names: list[str]) -> list[dict[str, Any]]:
    """Neighbouring columns under one header, with their number; empty when none has one."""
    groups: list[dict[str, Any]] = []
    for name in names:
        if groups and name and groups[-1]["name"] == name:
            groups[-1]["span"] += 1
        else:
            groups.append({"name": name, "span": 1})
    return groups if any(names) else []


def _cell(cell: Cell | None, field: str, status: str) -> dict[str, Any] | None:
    if cell is None:
        return None
    return {
        "field": field,
        "lines": [_line(line) for line in cell.lines],
        "span": cell.row_span,
        "marked": cell.is_marked,
        "status": status if field == "status" else "",
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "text": _LONG_WORD.sub("\\g<0>\u200b", clean_text(line.text)),
        "bullet": line.bullet,
        "number": clean_text(line.number),
        "strong": line.is_strong,
        "pieces": [{"text": clean_text(text), "mark": mark} for text, mark in line.pieces],
    }
