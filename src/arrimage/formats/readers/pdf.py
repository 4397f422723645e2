"""PDF files: text, tables drawn with rules, fills and notes, page by page."""

from __future__ import annotations

import io
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFPasswordIncorrect

from ..document import Box, Page, SourceDocument, UnreadableDocument
from .pdf_assembly import assemble
from .pdf_centred import centred_tables
from .pdf_filling import fill_cells
from .pdf_glyphs import Glyph, read_glyphs
from .pdf_grid import RawTable, Rule, find_tables, read_drawings
from .pdf_layout import PageContent, drop_running_heads, lay_out, take_notes, unframed
from .pdf_loose import OpenTable, aligned_tables, filled_tables, lined_tables, open_rows
from .pdf_streams import check_streams
from .pdf_stripes import white_rows
from .pdf_turned import Sheet, quarter_turns, set_upright
from .safety import check_size, damaged, encrypted, too_large
from .text_columns import lost_notice

MAX_PAGES = 400
"""Most pages read from one file."""

MAX_CHARACTERS = 3_000_000
"""Most characters read from one file."""

_MAX_IMAGE_HEIGHT = 8000
_MANY_LOST = 3  # lines in columns outside tables that deserve a notice
_TOUCHING = (
    "Ce PDF imprime un tableau sans filets dont les colonnes se touchent\u00a0: presque toutes ses "
    "rangées seraient perdues. Rien n’a été importé. Déposez le document d’origine (Word ou Excel)."
)
_pdfium = threading.Lock()  # the library is not safe with threads


class ReadingCancelled(Exception):
    """The person gave up while the document was being read; nothing was kept."""


def read_pdf(
    data: bytes,
    name: str,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SourceDocument:
    """Read a PDF that holds text. ``progress(done, total)`` is called after each page.

    Raises ``UnreadableDocument``, or ``ReadingCancelled`` once ``cancelled()`` answers true.
    """
    check_size(data)
    check_streams(data)
    total = page_count(data)
    if total > MAX_PAGES:
        raise too_large(f"{total}\u00a0pages, alors que la limite est de {MAX_PAGES}")
    with _guarded():
        pdf = pdfplumber.open(io.BytesIO(data))
    pages: list[PageContent] = []
    with pdf:
        for number in range(1, total + 1):
            if cancelled is not None and cancelled():
                raise ReadingCancelled
            with _guarded():
                pages.append(
                    _read_page(pdf.pages[number - 1], number, pages[-1].opened if pages else None)
                )
            if sum(page.sizes.total() for page in pages) > MAX_CHARACTERS:
                raise too_large("son texte dépasse ce qui peut être lu d’un seul document")
            if progress is not None:
                progress(number, total)
        with _guarded():
            return _document(name, pages, _properties(pdf.metadata))


def page_count(data: bytes) -> int:
    """Number of pages of a PDF; raises ``UnreadableDocument``."""
    with _pdfium, _guarded():
        document = pypdfium2.PdfDocument(data)
        try:
            return len(document)
        finally:
            document.close()


def render_page(data: bytes, page: int, *, width: int = 1200) -> bytes:
    """PNG of a page (1-based), ``width`` pixels wide unless the page is very long.

    Set upright as it was read, so that the boxes of anchors fall where their words are.
    Raises ``UnreadableDocument`` when the file or the page cannot be drawn.
    """
    with _guarded(), pdfplumber.open(io.BytesIO(data), pages=[page]) as pdf:
        quarters = quarter_turns([g for shown in pdf.pages for g in read_glyphs(shown)])
    with _pdfium, _guarded():
        document = pypdfium2.PdfDocument(data)
        try:
            sheet = document[page - 1]
            sheet.set_rotation(sheet.get_rotation() + 90 * quarters)
            across, down = sheet.get_size()
            scale = min(width / across, _MAX_IMAGE_HEIGHT / down)
            image = sheet.render(scale=scale).to_pil()
        finally:
            document.close()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@contextmanager
def _guarded() -> Iterator[None]:
    """Turn whatever a broken or hostile file provokes into a sentence."""
    try:
        yield
    except UnreadableDocument:
        raise
    except PDFPasswordIncorrect as error:
        raise encrypted() from error
    except pypdfium2.PdfiumError as error:
        raise (encrypted() if "password" in str(error).lower() else damaged()) from error
    except Exception as error:
        if "PDFPasswordIncorrect" in repr(error):
            raise encrypted() from error
        raise damaged("Ce PDF") from error


def _without_text(has_images: bool) -> UnreadableDocument:
    if has_images:
        return UnreadableDocument(
            "scan",
            "Ce PDF ne contient que des images\u00a0: c’est un document numérisé, sans texte à "
            "lire. Rien n’a été importé. Demandez le document d’origine, ou faites-en reconnaître "
            "le texte (OCR), puis déposez le résultat.",
        )
    return UnreadableDocument(
        "empty",
        "Ce PDF ne contient aucun texte. Rien n’a été importé. Vérifiez que c’est le bon document, "
        "puis déposez-le de nouveau.",
    )


def _turned_notice(pages: list[str]) -> str:
    where = f"page {pages[0]}" if len(pages) == 1 else f"pages {', '.join(pages[:10])}"
    return f"Du texte écrit de travers ou à la verticale n’a pas été lu ({where})."


def _side_by_side(pages: list[PageContent]) -> str:
    """The sentence about lines outside tables that still hold columns, when there are several.

    Raises ``UnreadableDocument`` when they outnumber the rows of the tables seen by their white.
    """
    lines = (line for page in pages for region in page.regions for line in region.lines)
    count = sum(line.text.count("\t") > 1 for line in lines)
    tables = (item for page in pages for item in page.items if isinstance(item, RawTable))
    rows = sum(table.row_count for table in tables if table.is_loose)
    if count > rows > 0:
        raise UnreadableDocument("columns", _TOUCHING)
    return lost_notice(count) if count >= _MANY_LOST else ""


def _properties(metadata: Any) -> tuple[tuple[str, str], ...]:
    wanted = {"Title": "title", "Author": "author", "Subject": "subject"}
    found = metadata if isinstance(metadata, dict) else {}
    return tuple(
        (name, str(found[key]).strip())
        for key, name in wanted.items()
        if str(found.get(key) or "").strip()
    )


def _read_page(page: Any, number: int, before: OpenTable | None) -> PageContent:
    sheet = set_upright(Sheet(page.width, page.height, read_glyphs(page), *read_drawings(page)))
    width, height = sheet.width, sheet.height
    sizes = Counter(g.size for g in sheet.glyphs if g.text.strip())
    found, rules, outside = _drawn_tables(sheet, number)
    centred = [] if found else centred_tables(outside, number)
    outside = [
        g for g in outside if not any(_within((*g.middle, *g.middle), t.box) for t in centred)
    ]
    aligned, outside, opened = aligned_tables(outside, number, before)
    found += [*centred, *aligned]
    items = lay_out([g for g in outside if not g.turn], found, number)
    items = [unframed(item) for item in items]
    has_turned = any(g.turn and g.text.strip() for g in outside)
    separators = [r for r in rules if r.end - r.start < 0.5 * width]
    has_images = bool(page.images)
    page.close()
    return PageContent(
        number, width, height, items, separators=separators, has_turned=has_turned,
        has_images=has_images, sizes=sizes, opened=opened,
    )  # fmt: skip


def _drawn_tables(sheet: Sheet, number: int) -> tuple[list[RawTable], list[Rule], list[Glyph]]:
    """Tables that rules or fills draw, the level rules and the characters outside them."""
    found: list[RawTable] = []
    fills, area = sheet.fills, sheet.width * sheet.height
    drawn = find_tables(sheet.horizontal, sheet.vertical, fills, number)
    outside = _take(drawn, sheet.glyphs, found)
    left = [f for f in fills if not any(_within(f.box, t.box) for t in found)]
    striped = [*left, *white_rows(left, outside, number)]
    outside = _take(filled_tables(striped, number, area), outside, found)
    left = [f for f in left if not any(_within(f.box, t.box) for t in found)]
    rules = [
        r
        for r in sheet.horizontal
        if not any(_within((r.start, r.at, r.end, r.at), t.box) for t in found)
    ]
    outside = _take(lined_tables(rules, left, outside, number), outside, found)
    return found, rules, outside


def _within(box: Box, outer: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return outer[0] - 1 <= x <= outer[2] + 1 and outer[1] - 1 <= y <= outer[3] + 1


def _take(tables: list[RawTable], glyphs: list[Glyph], found: list[RawTable]) -> list[Glyph]:
    """Put characters in the cells of tables, keep those that hold text; returns the others."""
    for table in tables:
        open_rows(table, glyphs)
        glyphs = fill_cells(table, glyphs)
    found.extend(table for table in tables if any(cell.lines for cell in table.cells))
    return glyphs


def _document(name: str, pages: list[PageContent], properties: Any) -> SourceDocument:
    sizes: Counter[float] = sum((page.sizes for page in pages), Counter())
    if not sizes:
        raise _without_text(any(page.has_images for page in pages))
    body = sizes.most_common(1)[0][0]
    drop_running_heads(pages, body)
    for page in pages:
        take_notes(page, body)
    blocks, footnotes, notices = assemble(pages, body)
    turned = [str(page.number) for page in pages if page.has_turned]
    if turned:
        notices += (_turned_notice(turned),)
    if lost := _side_by_side(pages):
        notices += (lost,)
    landscape = sum(p.width > p.height for p in pages) * 2 > len(pages)
    return SourceDocument(
        name=name,
        format="pdf",
        blocks=blocks,
        footnotes=footnotes,
        pages=tuple(Page(float(p.width), float(p.height)) for p in pages),
        landscape=landscape,
        properties=properties,
        notices=notices,
    )
