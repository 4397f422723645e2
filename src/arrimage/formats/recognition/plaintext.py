"""Plans without a table: what copy-paste, OCR or text extraction leaves of them."""

from __future__ import annotations

from ..document import SourceDocument
from ..language import Lexicon, TimeContext
from .outline import read_outline
from .plain_model import PlainReading
from .stacked import read_stacked

__all__ = ["PlainReading", "read_plain_text"]


def read_plain_text(
    document: SourceDocument, lexicon: Lexicon | None = None, context: TimeContext | None = None
) -> PlainReading | None:
    """The plan found outside any table, or ``None`` when the text is something else.

    ``context`` dates «An 2» or «septembre»; without it, times keep their words only.
    """
    lexicon = lexicon or Lexicon.current()
    context = context or TimeContext()
    return read_stacked(document, lexicon, context) or read_outline(document, lexicon, context)
