"""From the bytes of a file to a :class:`~arrimage.formats.document.SourceDocument`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from ..document import Paragraph, SourceDocument, UnreadableDocument
from .cleaning import clean_document
from .csv_ import read_csv
from .docx import read_docx
from .html_ import read_html
from .markdown import read_markdown
from .safety import Kind, check_size, damaged, sniff, too_large, unsupported
from .text import read_text
from .xlsx import read_xlsx

__all__ = ["read_document"]

_EXTENSIONS: dict[str, str] = {
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".dotm": "docx", ".doc": "doc",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx", ".xltm": "xlsx", ".xls": "xls",
    ".pdf": "pdf", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".md": "md", ".markdown": "md", ".txt": "txt",
    ".odt": "odt", ".ods": "ods", ".rtf": "rtf", ".pptx": "pptx", ".json": "json",
}  # fmt: skip
_TEXT_READERS = {"csv": read_csv, "md": read_markdown, "html": read_html}
_NAMES = {
    "docx": "un document Word", "xlsx": "un classeur Excel", "pdf": "un PDF",
    "html": "une page Web", "csv": "un tableau de texte délimité", "md": "du texte Markdown",
    "txt": "du texte",
}  # fmt: skip


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
    extension = _EXTENSIONS.get(PurePath(name.replace("\\", "/")).suffix.lower(), "")
    try:
        document = _read(data, name, kind, extension, progress, cancelled)
        document = clean_document(_with_extension_notice(document, extension, name))
    except UnreadableDocument:
        raise
    except RecursionError as error:
        raise too_large("ses éléments sont trop imbriqués") from error
    except MemoryError as error:
        raise too_large("il demande trop de mémoire") from error
    except Exception as error:  # a file that no test foresaw must still get a sentence
        unexpected = damaged()
        unexpected.code = "unexpected"
        raise unexpected from error
    _require_text(document)
    return document


def _read(
    data: bytes, name: str, kind: Kind, extension: str,
    progress: Callable[[int, int], None] | None, cancelled: Callable[[], bool] | None,
) -> SourceDocument:  # fmt: skip
    if kind == "docx":
        return read_docx(data, name)
    if kind == "xlsx":
        return read_xlsx(data, name)
    if kind == "pdf":
        from .pdf import read_pdf  # slow import

        return read_pdf(data, name, progress=progress, cancelled=cancelled)
    if kind == "html":
        return read_html(data, name)
    if extension == "json":
        raise unsupported("un fichier de données (.json)")
    return _TEXT_READERS.get(extension, read_text)(data, name)


def _with_extension_notice(document: SourceDocument, extension: str, name: str) -> SourceDocument:
    if not extension or extension == document.format:
        return document
    suffix = PurePath(name.replace("\\", "/")).suffix
    notice = (
        f"L’extension «\u00a0{suffix}\u00a0» ne correspond pas au contenu\u00a0: le fichier a été "
        f"lu comme {_NAMES.get(document.format, 'ce qu’il est')}."
    )
    return replace(document, notices=(notice, *document.notices))


def _require_text(document: SourceDocument) -> None:
    """Refuse a document that shows nothing to read."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.text:
                return
        elif any(cell.text for row in block.rows for cell in row):
            return
    if any(notice.startswith("Les images") for notice in document.notices):
        raise UnreadableDocument(
            "images_only",
            "Ce document ne contient que des images\u00a0: il n’y a pas de texte à lire. Rien n’a "
            "été importé. Demandez le document d’origine, ou faites-en reconnaître le texte (OCR).",
        )
    raise UnreadableDocument(
        "empty",
        "Ce document ne contient aucun texte. Rien n’a été importé. Vérifiez que c’est le bon "
        "fichier, puis déposez-le de nouveau.",
    )
