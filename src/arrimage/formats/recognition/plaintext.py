"""Plans without a table: what copy-paste, OCR or text extraction leaves of them."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import SourceDocument
from ..language import Lexicon, TimeContext
from ..language.text import fold_phrase
from .headers import LEVEL_FIELDS
from .outline import read_outline
from .plain_model import PlainReading, TextLine, text_lines
from .stacked import is_scattered_table, read_stacked

__all__ = ["PlainReading", "is_scattered", "read_plain_text"]

_FEWEST_HEADERS = 3  # column names one under another that only a table can have left


def read_plain_text(
    document: SourceDocument, lexicon: Lexicon | None = None, context: TimeContext | None = None
) -> PlainReading | None:
    """The plan found outside any table, or ``None`` when the text is something else.

    ``context`` dates «An 2» or «septembre»; without it, times keep their words only.
    """
    lexicon = lexicon or Lexicon.current()
    context = context or TimeContext()
    if is_scattered(document, lexicon):
        return None
    return read_stacked(document, lexicon, context) or read_outline(document, lexicon, context)


def is_scattered(document: SourceDocument, lexicon: Lexicon) -> bool:
    """Whether the cells of a table were printed column after column, which row is whose being lost.

    Its column names stand one under another; what follows has no numbers to tell the rows, or
    numbers that follow each other with nothing between.
    """
    if document.format != "txt":
        return False
    lines = text_lines(document)
    rows = is_scattered_table(lines, lexicon)
    return rows if rows is not None else _names_columns(lines, lexicon)


def _names_columns(lines: Sequence[TextLine], lexicon: Lexicon) -> bool:
    """Whether several lines in a row are each nothing but the name of a column."""
    fields: list[str] = []
    for line in lines:
        if not line.text:
            continue
        found = lexicon.columns.get(fold_phrase(line.text)) if ":" not in line.text else None
        fields = [*fields, found] if found else []
        if len(set(fields)) >= _FEWEST_HEADERS and LEVEL_FIELDS & set(fields):
            return True
    return False
