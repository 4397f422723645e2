"""Characters that nobody sees: they would make two equal words differ."""

from __future__ import annotations

import re
from dataclasses import replace

from ..document import Block, Cell, Paragraph, Run, SourceDocument, Table

NOTICE = "Des caractères de contrôle ou de sens d’écriture, invisibles, ont été retirés."

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SILENT = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_NOTED = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2061-\u206f"
    r"\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)
_ANY = re.compile(f"{_LINE_ENDS.pattern}|{_SILENT.pattern}|{_NOTED.pattern}")


def clean_text(text: str) -> str:
    """Text without invisible controls; every kind of line end becomes ``\\n``."""
    if not _ANY.search(text):
        return text
    return _NOTED.sub("", _SILENT.sub("", _LINE_ENDS.sub("\n", text)))


def clean_document(document: SourceDocument) -> SourceDocument:
    """The document without invisible controls, with a notice when some were taken out."""
    noted = any(_NOTED.search(run.text) for run in _runs(document.blocks))
    notices = document.notices + ((NOTICE,) if noted else ())
    return replace(
        document,
        name=clean_text(document.name).replace("\n", " "),
        blocks=tuple(_clean_block(block) for block in document.blocks),
        footnotes=tuple((mark, clean_text(text)) for mark, text in document.footnotes),
        properties=tuple((key, clean_text(text)) for key, text in document.properties),
        notices=notices,
    )


def _runs(blocks: tuple[Block, ...]) -> list[Run]:
    found: list[Run] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.extend(block.runs)
            continue
        for row in block.rows:
            for cell in row:
                for paragraph in cell.paragraphs:
                    found.extend(paragraph.runs)
    return found


def _clean_block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return _clean_paragraph(block)
    return _clean_table(block)


def _clean_table(table: Table) -> Table:
    if not any(_is_dirty(p) for row in table.rows for cell in row for p in cell.paragraphs):
        return table
    return replace(table, rows=tuple(tuple(_clean_cell(c) for c in row) for row in table.rows))


def _clean_cell(cell: Cell) -> Cell:
    return replace(cell, paragraphs=tuple(_clean_paragraph(p) for p in cell.paragraphs))


def _is_dirty(paragraph: Paragraph) -> bool:
    return any(_ANY.search(run.text) for run in paragraph.runs)


def _clean_paragraph(paragraph: Paragraph) -> Paragraph:
    if not _is_dirty(paragraph):
        return paragraph
    runs = (replace(run, text=clean_text(run.text)) for run in paragraph.runs)
    return replace(paragraph, runs=tuple(run for run in runs if run.text or run.footnote))
