"""From a source document to a plan in draft."""

from __future__ import annotations

from ..document import SourceDocument
from ..draft import Reading
from ..language.lexicon import Lexicon, speaking
from .recogniser import Recogniser
from .words import RememberedLexicon

__all__ = ["recognise"]


def recognise(document: SourceDocument, lexicon: Lexicon | None = None) -> Reading:
    """The plan a document holds, with every hesitation; or no plan, and why.

    Nothing is invented: what the document does not say stays empty.
    """
    words = lexicon or Lexicon.current()
    with speaking(words):
        return Recogniser(document, RememberedLexicon.of(words)).run()
