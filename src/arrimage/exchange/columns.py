"""What the columns of a document are: as recognised, as a person says, as the organisation taught.

The words of a person win over those of the organisation, which win over the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from arrimage.directory.models import Organization
from arrimage.formats.language.lexicon import Lexicon
from arrimage.formats.language.text import fold_phrase
from arrimage.plans.drafts import unpack

from .models import ImportRun, LearnedColumn

SAMPLES = 3  # rows shown under a header
FIXED = ("year", "quarter")  # told by the header itself: nobody says otherwise


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column as printed, the field it was taken for, and the first things that it says."""

    header: str
    field: str
    samples: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the column was recognised."""
        return self.field != "unknown"


def lexicon_for(run: ImportRun) -> Lexicon:
    """The words in use, those that the organisation taught, and those said for this document."""
    taught = dict(
        LearnedColumn.objects.filter(organization=run.organization_id).values_list(
            "folded", "field"
        )
    )
    said = {fold_phrase(header): field for header, field in run.columns.items()}
    return extended(Lexicon.current(), {**taught, **said})


def extended(lexicon: Lexicon, columns: Mapping[str, str]) -> Lexicon:
    """The lexicon with these folded headers, which win."""
    if not columns:
        return lexicon
    return Lexicon(lexicon.tables, {**lexicon.columns, **columns}, lexicon.levels)


def columns_of(run: ImportRun) -> tuple[SourceColumn, ...]:
    """The columns of the plan that was read, or those of the largest table when none was."""
    tables = [b for b in (run.source_view or {}).get("blocks", []) if b.get("rows")]
    if run.draft is None:
        return tuple(_of_largest(tables, run.columns))
    layout = unpack(run.draft).layout
    return tuple(
        SourceColumn(column.header, column.field, _samples(tables, column.header))
        for column in layout.columns
        if column.header and column.field not in FIXED
    )


def _of_largest(tables: list[dict[str, Any]], said: Mapping[str, str]) -> Iterator[SourceColumn]:
    table = max(tables, key=lambda t: len(t["rows"]), default=None)
    if table is None or len(table["rows"]) < 2:
        return
    width = max(len(row["cells"]) for row in table["rows"])
    head = next(row for row in table["rows"] if len(row["cells"]) == width)
    seen: set[str] = set()
    for cell in head["cells"]:
        header = " ".join(cell["text"].split())
        if header and header not in seen:
            seen.add(header)
            found = Lexicon.current().column_field(header)
            field = said.get(header) or (found[0] if found else "unknown")
            yield SourceColumn(header, field, _samples([table], cell["text"]))


def _samples(tables: list[dict[str, Any]], header: str) -> tuple[str, ...]:
    """The first texts under a header, in rows that have as many cells as its own."""
    wanted = " ".join(header.split())
    for table in tables:
        for at, row in enumerate(table["rows"]):
            texts = [" ".join(cell["text"].split()) for cell in row.get("cells", ())]
            if wanted in texts:
                below = [r.get("cells", ()) for r in table["rows"][at + 1 :]]
                rank, width = texts.index(wanted), len(texts)
                found = [cells[rank]["text"] for cells in below if len(cells) == width]
                return tuple(dict.fromkeys(text for text in found if text.strip()))[:SAMPLES]
    return ()


def has_table(run: ImportRun) -> bool:
    """Whether a document without a plan holds a table whose columns can be said."""
    return run.draft is None and len(columns_of(run)) > 1


def learned_by(organization: Organization) -> list[LearnedColumn]:
    """Names of columns that the organisation taught."""
    return list(organization.learned_columns.select_related("taught_by"))
