"""What stands around a part that htmx asked for: the address of the page, and the place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict

from arrimage.core.screens import wants_parts

from ..document import Row


def query_around(request: HttpRequest) -> QueryDict:
    """The query of the page: that of its own address, or of the page that holds the part."""
    if not wants_parts(request):
        return request.GET
    address = request.htmx.current_url or ""  # type: ignore[attr-defined]
    return QueryDict(urlsplit(address).query[:8000])


def in_its_place(request: HttpRequest, row: Row) -> Row:
    """The row under the key of the place where it is put: a line may stand in several groups."""
    target = (request.htmx.target or "") if wants_parts(request) else ""  # type: ignore[attr-defined]
    return replace(row, key=target) if re.fullmatch(rf"e{row.pk}(-\d+)?", target) else row


def placed(request: HttpRequest, holder: Any) -> Any:
    """The same view or story, its row in its place."""
    return replace(holder, row=in_its_place(request, holder.row)) if holder else holder
