"""Images of the pages of a PDF, drawn once and kept beside the files."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404

from arrimage.formats.document import UnreadableDocument
from arrimage.plans.models import SourceFile


def page_image(source: SourceFile, page: int) -> bytes:
    """PNG of a page, 1-based; 404 when it cannot be drawn."""
    name = f"pages/{source.sha256}/{page}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            return kept.read()
    image = _draw(source, page)
    default_storage.save(name, ContentFile(image))
    return image


def _draw(source: SourceFile, page: int) -> bytes:
    from arrimage.formats.readers.pdf import render_page  # slow import

    with source.file.open("rb") as stream:
        data = stream.read()
    try:
        return render_page(data, page)
    except UnreadableDocument as error:
        raise Http404 from error
