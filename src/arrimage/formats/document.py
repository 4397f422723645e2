"""The neutral model of any source document: what is printed, where, and with which formatting.

Readers fill it; recognition reads it; nothing here knows what a plan is. What Word and Excel hide
or strike (tracked deletions, comments, hidden rows and columns) never reaches it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, origin at top left."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where something stands in the source. Counts are 1-based; ``None`` means not applicable."""

    page: int | None = None
    sheet: str = ""
    table: int | None = None  # rank of the table in the whole document
    row: int | None = None
    column: int | None = None
    line: int | None = None
    last_line: int | None = None
    block: int | None = None  # rank of the block in ``SourceDocument.blocks``
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one formatting. ``color`` and ``highlight`` are RRGGBB or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    color: str = ""
    highlight: str = ""
    size: float | None = None  # points
    footnote: str = ""  # mark of the footnote this run calls; its text is then empty


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading or list item.

    ``heading`` is 1–9 for real heading styles (0 otherwise; a document's title is 1).
    ``list_level`` is 0 outside lists, 1 for a first-level item, 2 for a nested one…
    ``marker`` is the list marker as shown («•», «1.»), never repeated in the text.
    """

    runs: tuple[Run, ...] = ()
    heading: int = 0
    list_level: int = 0
    marker: str = ""
    anchor: Anchor = field(default_factory=Anchor)
    _text: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """Text of the runs, footnote calls left out, outer spaces trimmed. May hold ``\\n``."""
        if self._text is None:
            text = "".join(run.text for run in self.runs if not run.footnote).strip()
            object.__setattr__(self, "_text", text)  # asked for a dozen times
            return text
        return self._text

    @property
    def is_bold(self) -> bool:
        """True when every visible run is bold."""
        visible = [run for run in self.runs if run.text.strip()]
        return bool(visible) and all(run.bold for run in visible)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; merged cells appear once, at their top left, with their spans.

    ``fill`` is RRGGBB of a visible shading, empty for none, automatic or white.
    ``row`` and ``column`` are 0-based grid positions inside the table; ``indent`` is how far the
    sheet sets the text back, as lists of tasks do under a heading. ``is_cut`` when the edge of the
    cell may hide the end of its text.
    """

    row: int
    column: int
    paragraphs: tuple[Paragraph, ...] = ()
    row_span: int = 1
    col_span: int = 1
    fill: str = ""
    anchor: Anchor = field(default_factory=Anchor)
    indent: int = 0
    is_cut: bool = False
    _text: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """Non-empty paragraphs joined by newlines."""
        if self._text is None:
            text = "\n".join(p.text for p in self.paragraphs if p.text)
            object.__setattr__(self, "_text", text)
            return text
        return self._text


@dataclass(frozen=True, slots=True)
class Table:
    """A grid. ``rows[i]`` holds the cells that *start* in row i, left to right.

    ``header_rows`` counts the rows the source itself declares as repeated headers (0 if unknown).
    ``widths`` are relative column widths (any unit), empty when unknown. ``sheet`` names a
    worksheet. ``is_reconstructed`` is true when the grid was inferred (stacked text, loose PDF).
    """

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0
    widths: tuple[float, ...] = ()
    sheet: str = ""
    is_reconstructed: bool = False
    anchor: Anchor = field(default_factory=Anchor)

    @property
    def width(self) -> int:
        """Number of grid columns."""
        return max((c.column + c.col_span for row in self.rows for c in row), default=0)

    def grid(self) -> list[list[Cell | None]]:
        """Rectangular view: every position covered by a merged cell holds that same cell."""
        width = self.width
        grid: list[list[Cell | None]] = [[None] * width for _ in self.rows]
        for row in self.rows:
            for cell in row:
                for r in range(cell.row, min(cell.row + cell.row_span, len(grid))):
                    for c in range(cell.column, cell.column + cell.col_span):
                        grid[r][c] = cell
        return grid


Block = Paragraph | Table
SourceFormat = Literal["docx", "xlsx", "csv", "pdf", "txt", "md", "html", "json"]


@dataclass(frozen=True, slots=True)
class Page:
    """Size of a page in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A whole source in reading order.

    ``notices`` are French sentences of what the reader left out or could not read (hidden rows,
    tracked deletions, formulas without a stored value…). ``footnotes`` maps mark to text.
    ``properties`` are the document's own metadata (title, author…); trust them last.
    """

    name: str
    format: SourceFormat
    blocks: tuple[Block, ...] = ()
    footnotes: tuple[tuple[str, str], ...] = ()
    pages: tuple[Page, ...] = ()
    landscape: bool = False
    properties: tuple[tuple[str, str], ...] = ()
    notices: tuple[str, ...] = ()

    def tables(self) -> Iterator[Table]:
        """Every table, in reading order."""
        return (block for block in self.blocks if isinstance(block, Table))

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph outside tables, in reading order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))


class UnreadableDocument(Exception):
    """The file cannot be read at all.

    ``str(error)`` is a complete French sentence for the person: what is wrong, what was kept,
    what to do next. ``code`` is stable («encrypted», «too_large», «scan», «old_format»…).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
