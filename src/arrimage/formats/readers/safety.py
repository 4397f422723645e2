"""What a file may cost, and how the real kind of a file is told from its first bytes.

Nothing here trusts a name, a declared size or an XML document type.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal

from lxml import etree

from ..document import UnreadableDocument

MAX_FILE_BYTES = 40 * 1024 * 1024
"""Largest file accepted, as uploaded."""

MAX_UNPACKED_BYTES = 300 * 1024 * 1024
"""Largest total size of the parts of an Office file, once unpacked."""

MAX_RATIO = 200
"""A part unpacking to more than this many times its size is a bomb (beyond ``RATIO_FLOOR``)."""

RATIO_FLOOR = 20 * 1024 * 1024
"""Parts smaller than this may compress as well as they like: empty cells do."""

MAX_MEMBERS = 5_000
"""Most parts in an Office file."""

MAX_CELLS = 300_000
"""Most cells read from all the tables of one document: a cell costs about a kilobyte."""

MAX_BLOCKS = 200_000
"""Most paragraphs and tables read from one document."""

MAX_XML_BYTES = 40 * 1024 * 1024
"""Largest XML part held as a tree, which costs some ten times its size; sheets are streamed."""

MAX_ROWS = 100_000
"""Most rows with content read from one table."""

MAX_TEXT_CHARACTERS = 20_000_000
"""Most characters read from a text or CSV file."""

MAX_MARKUP_CHARACTERS = 4_000_000
"""Most characters read from a Markdown or HTML file: both are held as trees."""
Kind = Literal["docx", "xlsx", "pdf", "html", "text"]

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/",
     b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/",
     b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)  # fmt: skip

_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def damaged(what: str = "Ce fichier") -> UnreadableDocument:
    """The error for a file cut short or altered."""
    return UnreadableDocument(
        "damaged",
        f"{what} est endommagé ou incomplet. Rien n’a été importé. Ouvrez-le dans son logiciel "
        "d’origine, enregistrez-le de nouveau, puis déposez cette copie.",
    )


def too_large(what: str) -> UnreadableDocument:
    """The error for a file over a limit; ``what`` names the limit as the end of a clause."""
    return UnreadableDocument(
        "too_large",
        f"Ce fichier est trop volumineux\u00a0: {what}. Rien n’a été importé. Gardez seulement "
        "les pages ou les feuilles du plan, puis déposez cette copie.",
    )


def bomb() -> UnreadableDocument:
    """The error for a file made to exhaust the machine that opens it."""
    return UnreadableDocument(
        "unsafe",
        "Ce fichier contient des données qui se gonflent démesurément à l’ouverture\u00a0; par "
        "prudence, il n’a pas été lu. Enregistrez le document de nouveau depuis Word ou Excel, "
        "puis déposez cette copie.",
    )


def checked_xml(data: bytes) -> bytes:
    """An XML part with the usual namespaces, even where Office saved in «strict» mode.

    Office never writes a document type: one can only be there to expand or to fetch.
    """
    if _DTD.search(data.replace(b"\0", b"") if b"\0" in data[:4] else data):
        raise bomb()
    for strict, transitional in _STRICT:
        if strict in data:
            data = data.replace(strict, transitional)
    return data


def parse_xml(data: bytes, *, what: str = "Ce fichier") -> etree._Element:
    """Parse one XML part; document types, entities and external resources are refused."""
    data = checked_xml(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(what) from error


class Archive:
    """The parts of an Office file, under the limits of this module."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._members = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise damaged() from error
        self._lower = {name.lower(): name for name in self._members}
        self._check()

    def _check(self) -> None:
        infos = list(self._members.values())
        if len(infos) > MAX_MEMBERS or sum(i.file_size for i in infos) > MAX_UNPACKED_BYTES:
            raise bomb()
        for info in infos:
            ratio = info.file_size / max(info.compress_size, 1)
            if info.file_size > RATIO_FLOOR and ratio > MAX_RATIO:
                raise bomb()
            if info.flag_bits & 0x1:
                raise encrypted()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts."""
        return tuple(self._members)

    def has(self, name: str) -> bool:
        """Whether a part exists; case does not matter, as in Office."""
        return name.lower() in self._lower

    def read(self, name: str) -> bytes:
        """Content of a part; never more than its declared size, which was checked."""
        info = self._members[self._lower[name.lower()]]
        try:
            with self._zip.open(info) as member:
                data = member.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError,
                RuntimeError, ValueError) as error:  # fmt: skip
            raise damaged() from error
        if len(data) > info.file_size:
            raise bomb()
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Root of an XML part, or ``None`` when the file has no such part."""
        if not self.has(name):
            return None
        if self._members[self._lower[name.lower()]].file_size > MAX_XML_BYTES:
            raise too_large("une de ses parties compte trop de texte")
        return parse_xml(self.read(name))

    def relations(self, part: str) -> Iterator[tuple[str, str, str, bool]]:
        """(id, type, target, external) of what ``part`` refers to."""
        folder, _, name = part.rpartition("/")
        prefix = f"{folder}/" if folder else ""
        root = self.xml(f"{prefix}_rels/{name}.rels")
        for item in root if root is not None else ():
            kind = item.get("Type", "").rsplit("/", 1)[-1]
            target, external = item.get("Target", ""), item.get("TargetMode") == "External"
            if not external:
                target = target.lstrip("/") if target.startswith("/") else prefix + target
            yield item.get("Id", ""), kind, target, external


def encrypted() -> UnreadableDocument:
    """The error for a file protected by a password."""
    return UnreadableDocument(
        "encrypted",
        "Ce fichier est protégé par un mot de passe et n’a pas été lu. Ouvrez-le, retirez la "
        "protection (Fichier, Informations, Protéger), enregistrez, puis déposez cette copie.",
    )


def _old_format(what: str, save_as: str) -> UnreadableDocument:
    return UnreadableDocument(
        "old_format",
        f"Ce fichier est {what}, un format qui n’est pas lu. Rien n’a été importé. Ouvrez-le, "
        f"choisissez Enregistrer sous, puis {save_as}, et déposez cette copie.",
    )


def unsupported(what: str) -> UnreadableDocument:
    """The error for a kind of file that holds no plan; ``what`` names it."""
    return UnreadableDocument(
        "unsupported",
        f"Ce fichier est {what}\u00a0; on ne peut pas y lire un plan. Rien n’a été importé. "
        "Déposez le plan en Word (.docx), Excel (.xlsx), PDF, CSV, texte, Markdown ou HTML.",
    )


_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_PROGRAMS = (b"\x7fELF", b"MZ", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"SQLite format")
_MEDIA = (b"OggS", b"ID3", b"fLaC", b"RIFF", b"\x1aE\xdf\xa3", b"wOFF", b"wOF2")


def check_size(data: bytes) -> None:
    """Refuse what is empty or larger than ``MAX_FILE_BYTES``."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise UnreadableDocument(
            "empty",
            "Ce fichier est vide. Rien n’a été importé. Vérifiez que le document est bien "
            "enregistré, puis déposez-le de nouveau.",
        )
    if len(data) > MAX_FILE_BYTES:
        size = len(data) // (1024 * 1024)
        limit = MAX_FILE_BYTES // (1024 * 1024)
        raise too_large(f"{size}\u00a0Mo, alors que la limite est de {limit}\u00a0Mo")


def sniff(data: bytes) -> Kind:
    """The real kind of a file, whatever its name; raises for every kind that is not read."""
    head = data[:16]
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_archive(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _ole(data)
    if head.startswith(b"{\\rtf"):
        raise _old_format("au format RTF", "Document Word (.docx)")
    _refuse_other_media(data)
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith(b"<?xml"):
        if b"<html" in start:
            return "html"
        raise unsupported("un document XML")
    if start.startswith(b"mime-version:"):
        raise unsupported("une page Web à fichier unique (.mht) ou un courriel")
    return "text"


def _refuse_other_media(data: bytes) -> None:
    head = data[:16]
    is_image = head.startswith(_IMAGES) and _is_binary(data)
    if is_image or head[4:12] in (b"ftypheic", b"ftypavif"):
        raise UnreadableDocument(
            "image",
            "Ce fichier est une image\u00a0: il ne contient pas de texte à lire. Rien n’a été "
            "importé. Demandez le document d’origine, ou faites-en reconnaître le texte (OCR) et "
            "déposez le résultat.",
        )
    if head.startswith(_ARCHIVES):
        raise unsupported("une archive compressée")
    is_program = head.startswith((*_PROGRAMS, *_MEDIA)) and _is_binary(data)
    if is_program or head[4:8] == b"ftyp":
        raise unsupported("un programme, une base de données ou un média")
    if _is_binary(data):
        raise unsupported("dans un format inconnu")


def _sniff_archive(data: bytes) -> Kind:
    archive = Archive(data)
    if archive.has("word/document.xml"):
        return "docx"
    if archive.has("xl/workbook.xml"):
        return "xlsx"
    if archive.has("xl/workbook.bin"):
        raise _old_format("un classeur Excel binaire (.xlsb)", "Classeur Excel (.xlsx)")
    if archive.has("ppt/presentation.xml"):
        raise unsupported("une présentation PowerPoint")
    if archive.has("mimetype"):
        raise _open_document(archive.read("mimetype"))
    if archive.has("[Content_Types].xml"):
        return _sniff_content_types(archive)
    raise unsupported("une archive compressée (.zip)")


def _sniff_content_types(archive: Archive) -> Kind:
    """Office files may name their main part freely; the package relations tell which it is."""
    for _, kind, target, _ in archive.relations(""):
        if kind == "officeDocument" and archive.has(target):
            head = archive.read(target)[:4096]
            if b"wordprocessingml" in head:
                return "docx"
            if b"spreadsheetml" in head:
                return "xlsx"
    raise damaged("Ce document Office")


def _open_document(mimetype: bytes) -> UnreadableDocument:
    if b"spreadsheet" in mimetype:
        return _old_format("un classeur OpenDocument (.ods)", "Classeur Excel (.xlsx)")
    if b"opendocument.text" in mimetype:
        return _old_format("un document OpenDocument (.odt)", "Document Word (.docx)")
    if b"epub" in mimetype:
        return unsupported("un livre numérique")
    return unsupported("un document OpenDocument")


def _ole(data: bytes) -> UnreadableDocument:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return encrypted()
    if holds("WordDocument"):
        return _old_format("un ancien document Word (.doc)", "Document Word (.docx)")
    if holds("Workbook") or holds("Book"):
        return _old_format("un ancien classeur Excel (.xls)", "Classeur Excel (.xlsx)")
    if holds("PowerPoint Document"):
        return unsupported("une ancienne présentation PowerPoint (.ppt)")
    if holds("__substg1.0_"):
        return unsupported("un courriel Outlook (.msg)")
    return unsupported("un ancien fichier Office")


def _is_binary(data: bytes) -> bool:
    """Bytes that no text encoding explains: many controls, and NULs unlike UTF-16."""
    sample = data[:65536]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_like_utf16(sample):
        return False
    controls = sum(sample.count(byte) for byte in _CONTROLS)
    return controls > max(8, len(sample) // 20)


_CONTROLS = [bytes([n]) for n in range(32) if n not in (9, 10, 11, 12, 13, 26, 27)]


def looks_like_utf16(sample: bytes) -> str:
    """«utf-16-le», «utf-16-be» or "" for bytes without a mark: Latin text has a NUL in two."""
    sample = sample[: len(sample) // 2 * 2][:4096]
    if len(sample) < 4:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return ""
