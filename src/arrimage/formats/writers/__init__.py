"""Plans in draft as files that people know: Word, Excel, PDF, CSV, and the JSON interchange."""

from __future__ import annotations

import json
from typing import Literal, get_args

from ..draft import PlanDraft
from ..interchange import to_json
from .composition import compose

ExportFormat = Literal["docx", "xlsx", "pdf", "csv", "json"]
EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)


def write(draft: PlanDraft, format: ExportFormat, *, with_status: bool = False) -> bytes:
    """The file, in the layout of the plan's source; ``with_status`` adds an «État» column.

    Raises ``ValueError`` for another format. JSON always holds the states.
    """
    if format == "json":
        text = json.dumps(to_json(draft), ensure_ascii=False, indent=1)
        return text.encode("utf-8", "replace")
    flat = format in ("xlsx", "csv")
    plan = compose(draft, with_status=with_status, flat=flat)
    if format == "docx":
        from .docx import write_docx  # slow import

        return write_docx(plan)
    if format == "xlsx":
        from .xlsx import write_xlsx  # slow import

        return write_xlsx(plan)
    if format == "csv":
        from .csv import write_csv

        return write_csv(plan)
    if format == "pdf":
        from .pdf import write_pdf  # slow import

        return write_pdf(plan)
    raise ValueError(format)
