"""A plan as a CSV file for French spreadsheets: semicolons, UTF-8 with its mark, no formula."""

from __future__ import annotations

import csv
import io

from .composition import Composition, TableBlock
from .xlsx import cell_text

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(plan: Composition) -> bytes:
    """One header line, then one line per row of the plan; titles above are repeated."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for block in plan.body:
        if isinstance(block, TableBlock):
            writer.writerow([neutralise(c.header) for c in block.columns])
            above = [""] * len(block.columns)
            for row in block.rows:
                above = [cell_text(cell, text) for cell, text in zip(row, above, strict=True)]
                writer.writerow([neutralise(text) for text in above])
    return out.getvalue().encode("utf-8-sig", "replace")


def neutralise(text: str) -> str:
    """The text, behind an apostrophe when a spreadsheet would run it as a formula."""
    text = text.replace("\x00", "")
    return "'" + text if text.startswith(_FORMULA_STARTS) else text
