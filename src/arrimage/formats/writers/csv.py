"""A plan as a CSV file for French spreadsheets: semicolons, UTF-8 with its mark, no formula."""

from __future__ import annotations

import csv
import io
from typing import Final

from ..readers.cleaning import clean_text
from .composition import Composition, TableBlock
from .flat import flat_rows

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(plan: Composition) -> bytes:
    """One header line, then one line per row of the plan; titles above are repeated."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for block in plan.body:
        if isinstance(block, TableBlock):
            writer.writerow([neutralise(c.header) for c in block.columns])
            for row in flat_rows(block):
                writer.writerow([neutralise(text) for text in row])
    return out.getvalue().encode("utf-8-sig")


def neutralise(text: str) -> str:
    """The text, behind an apostrophe when a spreadsheet would run it as a formula.

    A text that already looks so defused gets one more: our reader takes one away.
    """
    text = clean_text(text)
    return "'" + text if text.lstrip("'").startswith(_FORMULA_STARTS) else text
