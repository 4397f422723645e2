"""Handing a stored file to a person who may have it: always as an attachment, never displayed."""

from __future__ import annotations

from django.core.files.base import File
from django.http import FileResponse


def attachment(file: File[bytes], name: str) -> FileResponse:
    """The bytes under their name; the browser saves them and guesses nothing."""
    response = FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
