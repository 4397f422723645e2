"""Plain text: one paragraph per line as it stands, and tables where tabs make columns."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace

from ..document import Anchor, Block, Paragraph, Run, SourceDocument, Table
from ..language.lexicon import Lexicon
from .csv_ import build_table
from .decoding import decode
from .html_ import fragment_paragraphs, has_markup
from .markdown import looks_like_markdown, read_markdown
from .safety import MAX_BLOCKS, too_large
from .text_cards import card_tables
from .text_columns import apart_from, find_columns, lost_columns, lost_notice
from .text_flow import flow_tables
from .text_tables import Row, barred_rows

MAX_QUOTED_LINES = 60
"""Most lines that one quoted cell may hold, in a table pasted from a spreadsheet."""

MAX_GAP = 2
"""Most empty lines inside a table whose next row has as many columns."""

_QUOTE = re.compile(r"^(?:> ?)+(?=\S|\s|$)")
_FEWEST_QUOTED = 5  # lines
_GAP = re.compile(r"\S {3,}\S")
_MANY_LOST = 3  # lines in columns outside tables that deserve a notice
_ITEM_MARK = re.compile(r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{1,4})[.)]?|[^\w\s])$")
_PAGE_NUMBER = re.compile(r"^\d{1,4}$")


def read_text(data: bytes, name: str) -> SourceDocument:
    """Read a text file; raises ``UnreadableDocument``.

    Lines outside tables keep their spaces, empty ones included: in text that comes from columns,
    spaces are all that is left of the layout.
    """
    text, notice = decode(data)
    text = _unquoted(text)
    if looks_like_markdown(text):
        return read_markdown(data, name)
    lines = _without_running_heads(text)
    if lines and not lines[-1]:
        lines.pop()
    if len(lines) > MAX_BLOCKS:
        raise too_large("il a trop de lignes")
    reader = _TextReader(lines)
    blocks = reader.read()
    lost = lost_columns(lines, reader.table_lines)
    notices = (notice, lost_notice(lost) if lost >= _MANY_LOST else "")
    return SourceDocument(
        name=name, format="txt", blocks=blocks, notices=tuple(filter(None, notices))
    )


def _unquoted(text: str) -> str:
    """The text without the signs an e-mail puts before what it quotes, when most is quoted."""
    lines = text.split("\n")
    quoted = sum(bool(_QUOTE.match(line)) for line in lines)
    if quoted < _FEWEST_QUOTED or 2 * quoted < sum(bool(line.strip()) for line in lines):
        return text
    return "\n".join(_QUOTE.sub("", line) for line in lines)


def _without_running_heads(text: str) -> list[str]:
    """The lines, those printed on top or at the foot of most pages blanked after the first time."""
    pages = [page.split("\n") for page in re.sub(r"\n?\f", "\f", text).split("\f")]
    edges = [_edge_lines(page) for page in pages]
    seen = Counter(key for edge in edges for key in {_running(p[n]) for p, n in edge})
    printed = {(_running(p[n]), " ".join(p[n].split())) for edge in edges for p, n in edge}
    wordings = Counter(key for key, _ in printed)
    needed = max(2, 0.6 * (sum(bool(edge) for edge in edges) - 1))
    kept: set[str] = set()
    whole = {line.strip() for page in pages for line in page}
    for rank, edge in enumerate(edges, start=1):
        for page, n in edge:
            key = _running(page[n])
            numbered = "#" in key and wordings[key] > 1
            is_row = "\t" in page[n] or (_GAP.search(page[n]) and not numbered)
            is_row = is_row or _tops_row(page, n)
            is_running = seen[key] >= needed and not is_row and (key in kept or numbered)
            if is_running or _is_foot(page, n, rank, whole):
                page[n] = ""
            kept.add(key)
    return [line for page in pages for line in page]


def _tops_row(page: list[str], n: int) -> bool:
    """Whether a line is one word set above a line in columns: the name of one of them begins."""
    alone = page[n][:1] == " " and len(page[n].split()) == 1
    return alone and n + 1 < len(page) and len(_GAP.findall(page[n + 1])) > 1


def _is_foot(page: list[str], n: int, number: int, whole: set[str]) -> bool:
    """Whether the last line of a page ends with its rank: set apart, or after words seen alone."""
    apart = n > 2 and not page[n - 1].strip() and not page[n - 2].strip()
    is_last = not any(line.strip() for line in page[n + 1 :])
    words, _, last = page[n].rstrip().rpartition(" ")
    alone = not words.strip() or words.endswith("  ")
    return is_last and last == str(number) and ((apart and alone) or words.strip() in whole)


def _edge_lines(page: list[str]) -> list[tuple[list[str], int]]:
    """The first two and the last two lines of a page, with their ranks."""
    shown = [n for n, line in enumerate(page) if line.strip()]
    return [(page, n) for n in dict.fromkeys([*shown[:2], *shown[-2:]])]


def _running(line: str) -> str:
    return re.sub(r"(?<!\d)\d{1,3}(?!\d)", "#", " ".join(line.split()))


class _TextReader:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._blocks: list[Block] = []
        self._tables = 0
        self.table_lines: set[int] = set()

    def read(self) -> tuple[Block, ...]:
        index = barred = 0
        lexicon = Lexicon.current()
        printed = apart_from(card_tables(self._lines, lexicon), flow_tables(self._lines, lexicon))
        columns = apart_from(printed, find_columns(self._lines))
        while index < len(self._lines):
            rows, barred = barred_rows(self._lines, index) if index >= barred else ([], barred)
            if rows:
                self._add_table(rows)
                index = barred
                continue
            if index in columns:
                rows, index = columns[index]
                self._add_table(rows, is_reconstructed=True)
                continue
            rows, after = self._rows_from(index)
            if rows and _is_table(rows):
                self._add_table(rows)
                index = after
                continue
            for line in range(index, max(after, index + 1)):
                self._paragraphs(line)
            index = max(after, index + 1)
        return tuple(self._blocks)

    def _add_table(self, rows: list[Row], *, is_reconstructed: bool = False) -> None:
        self._tables += 1
        self.table_lines.update(range(rows[0][0] - 1, rows[-1][1]))
        table = build_table(
            [(first, cells) for first, _, cells in rows],
            number=self._tables, block=len(self._blocks) + 1,
        )  # fmt: skip
        anchor = replace(table.anchor, last_line=rows[-1][1])
        table = replace(table, anchor=anchor, is_reconstructed=is_reconstructed)
        if is_reconstructed:
            bands = {n for n, (_, _, cells) in enumerate(rows) if len(cells) == 1}
            table = _with_bands(table, bands)
        self._blocks.append(table)

    def _paragraphs(self, index: int) -> None:
        text = self._lines[index]
        anchor = Anchor(line=index + 1, block=len(self._blocks) + 1)
        if has_markup(text):
            for number, paragraph in enumerate(fragment_paragraphs(text, anchor)):
                rank = replace(anchor, block=anchor.block and anchor.block + number)
                self._blocks.append(replace(paragraph, anchor=rank))
            return
        self._blocks.append(Paragraph((Run(text),) if text else (), anchor=anchor))

    def _rows_from(self, index: int) -> tuple[list[Row], int]:
        """Rows of the table that may begin at a line, and the line after it."""
        rows: list[Row] = []
        while row := self._row(index):
            rows.append(row)
            index = row[1]
            ahead = self._skip_gap(index)
            following = self._row(ahead) if ahead > index else None
            same_width = following and len(following[2]) == max(len(r[2]) for r in rows)
            if same_width and _is_table(rows):
                index = ahead
        return rows, index

    def _skip_gap(self, index: int) -> int:
        ahead = index
        while ahead < len(self._lines) and ahead - index < MAX_GAP:
            if self._lines[ahead].strip():
                break
            ahead += 1
        return ahead

    def _row(self, index: int) -> Row | None:
        """The row that begins at a line (0-based); ``None`` when the line has no columns."""
        if index >= len(self._lines) or "\t" not in self._lines[index]:
            return None
        line = self._lines[index]
        if not line.strip():
            return None
        if line.startswith('"') or '\t"' in line:
            return self._quoted_row(index)
        return index + 1, index + 1, line.split("\t")

    def _quoted_row(self, index: int) -> Row:
        """A row pasted from a spreadsheet, where a quoted cell may run over several lines."""
        joined = self._lines[index]
        for last in range(index, min(index + MAX_QUOTED_LINES, len(self._lines))):
            joined = joined if last == index else f"{joined}\n{self._lines[last]}"
            if joined.count('"') % 2 == 0:
                try:
                    cells = next(csv.reader([joined], delimiter="\t", strict=True))
                except (csv.Error, StopIteration):
                    break
                return index + 1, last + 1, cells
        return index + 1, index + 1, self._lines[index].split("\t")


def _with_bands(table: Table, ranks: set[int]) -> Table:
    """The table with some rows made of one cell over all its columns."""
    width = table.width
    rows = tuple(
        (replace(row[0], col_span=width),) if rank in ranks and row else row
        for rank, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def _is_table(rows: list[Row]) -> bool:
    """Whether rows with tabs are a table, rather than indents or a table of contents."""
    filled = [[cell.strip() for cell in cells if cell.strip()] for _, _, cells in rows]
    width = max(len(cells) for cells in filled)
    if width < 2 or (len(rows) == 1 and width < 3):
        return False
    return not _is_contents(filled) and not all(_is_item(cells) for cells in filled)


def _is_item(cells: list[str]) -> bool:
    """A number or a bullet, a tab, and a text: an item of a list, as Word copies it."""
    return len(cells) == 1 or (len(cells) == 2 and bool(_ITEM_MARK.match(cells[0])))


def _is_contents(filled: list[list[str]]) -> bool:
    """Titles followed by page numbers that never go down."""
    if len(filled) < 3 or any(len(cells) != 2 for cells in filled):
        return False
    if not all(_PAGE_NUMBER.match(cells[1]) for cells in filled):
        return False
    pages = [int(cells[1]) for cells in filled]
    return pages == sorted(pages) and not any(_PAGE_NUMBER.match(cells[0]) for cells in filled)
