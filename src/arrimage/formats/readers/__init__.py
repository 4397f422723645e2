"""From the bytes of a file to a :class:`~arrimage.formats.document.SourceDocument`."""

from __future__ import annotations

from collections.abc import Callable

from ..document import SourceDocument
from .docx import read_docx
from .safety import check_size, sniff
from .xlsx import read_xlsx

__all__ = ["read_document"]


def read_document(
    data: bytes,
    name: str,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SourceDocument:
    """Read a file of any accepted format, told from its content; ``name`` only helps for text.

    Raises ``UnreadableDocument`` and nothing else. ``progress(done, total)`` is called for PDF.
    """
    check_size(data)
    kind = sniff(data)
    if kind == "docx":
        return read_docx(data, name)
    if kind == "xlsx":
        return read_xlsx(data, name)
    from .pdf import read_pdf  # slow import

    return read_pdf(data, name, progress=progress, cancelled=cancelled)
