"""Tables that go on from one page to the next, and the rows that a page cuts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .pdf_grid import RawCell, RawTable
from .pdf_layout import PageContent
from .pdf_paragraphs import Frame, continues_sentence, is_unfinished, room_left

_SAME_EDGE = 4.0
_MAX_HEADER_ROWS = 4
_CODE = re.compile(r"\s*(?:[A-Za-z]{0,3}\d+(?:\.\d+)*[.)]?|[A-Z]\d*[.)])(?=\s|$)")
_SURE = 2.0


@dataclass(frozen=True, slots=True)
class Seam:
    """A row joined over a page break, and how sure that is."""

    page: int
    next_page: int
    row: int
    is_sure: bool


def goes_on(before: RawTable, after: RawTable, page: PageContent, floor: float) -> bool:
    """Whether ``after``, first on its page, is the rest of ``before``, last on ``page``.

    ``floor`` is how low the pages of this size are filled. A table that stops well above it,
    where the next row would have fitted, was ended by its author.
    """
    if not _same_columns(before, after):
        return False
    if repeated_rows(before, after):
        return True
    first = max((c.box[3] for c in after.row(0)), default=0) - after.box[1]
    return floor - before.box[3] < first + 2


def _same_columns(before: RawTable, after: RawTable) -> bool:
    if abs(before.box[0] - after.box[0]) > _SAME_EDGE:
        return False
    if abs(before.box[2] - after.box[2]) > _SAME_EDGE:
        return False
    known, new = edges([before]), edges([after])
    fewer, more = sorted((known, new), key=len)
    return len(fewer) > 2 and all(any(abs(x - y) <= _SAME_EDGE for y in more) for x in fewer)


def edges(tables: Sequence[RawTable]) -> list[float]:
    """Left and right edges of the cells, near ones as one."""
    out: list[float] = []
    for x in sorted(x for t in tables for c in t.cells for x in (c.box[0], c.box[2])):
        if not out or x - out[-1] > _SAME_EDGE:
            out.append(x)
    return out


def repeated_rows(before: RawTable, after: RawTable) -> int:
    """How many first rows of ``after`` print the first rows of ``before`` again."""
    count = 0
    for index in range(min(_MAX_HEADER_ROWS, before.row_count, after.row_count)):
        if not _same_row(before.row(index), after.row(index)):
            break
        count = index + 1
    while count and any(c.row < count < c.row + c.row_span for c in after.cells):
        count -= 1
    return count


def _same_row(a: list[RawCell], b: list[RawCell]) -> bool:
    if len(a) != len(b) or not any(c.text for c in a):
        return False
    return all(
        x.text == y.text and abs(x.box[0] - y.box[0]) <= _SAME_EDGE and x.row_span == y.row_span
        for x, y in zip(a, b, strict=True)
    )


def join_tables(before: RawTable, after: RawTable, floor: float, pad: float) -> Seam | None:
    """Add ``after`` to ``before`` in place; returns the seam when a row was joined."""
    dropped = repeated_rows(before, after)
    if dropped:
        before.header_rows = max(before.header_rows, dropped)
    rest = [c for c in after.cells if c.row >= dropped]
    _drop_blank_end(before)
    offset = before.row_count - dropped
    last_row = before.row_count - 1
    score = _cut_score(before, rest, dropped, floor, pad)
    is_cut = score > 0
    if is_cut:
        offset -= 1
    ends = {id(c) for c in before.covering(last_row)}
    tops = [c for c in rest if c.row == dropped]
    for cell in rest:
        own_row = cell.row
        cell.row += offset
        above = next((c for c in before.cells if id(c) in ends and _aligned(c, cell)), None)
        if own_row == dropped and above is not None and (is_cut or _merges(above, cell, pad)):
            above.lines = [*above.lines, *cell.lines]
            above.row_span = cell.row + cell.row_span - above.row
            above.fill = above.fill or cell.fill
        else:
            before.cells.append(cell)
    before.row_count = max(c.row + c.row_span for c in before.cells)
    before.cells.sort(key=lambda c: (c.row, c.box[0]))
    if not is_cut or not tops:
        return None
    return Seam(before.page, after.page, last_row, score >= _SURE)


def _drop_blank_end(table: RawTable) -> None:
    """Leave out a last row without text or fill: the page had no room for its first line."""
    last = table.row_count - 1
    if last <= table.header_rows or any(c.lines or c.fill for c in table.row(last)):
        return
    table.cells = [c for c in table.cells if c.row < last]
    for cell in table.cells:
        cell.row_span = min(cell.row_span, last - cell.row)
    table.row_count = last


def _aligned(a: RawCell, b: RawCell) -> bool:
    return abs(a.box[0] - b.box[0]) <= _SAME_EDGE and abs(a.box[2] - b.box[2]) <= _SAME_EDGE


def _merges(above: RawCell, below: RawCell, pad: float) -> bool:
    """Whether a cell that spans rows goes on below, the row itself being whole.

    Cut between two rows, it spans one on each page: only words that plainly go on tell.
    """
    is_seen = above.row_span > 1 or below.row_span > 1
    if not below.lines:
        return is_seen and above.fill == below.fill
    if _CODE.match(below.text) and _CODE.match(above.text):
        return False
    enough = 0.5 if is_seen else _SURE - 0.1
    return bool(above.lines) and _goes_on_in(above, below, pad) > enough


def _cut_score(
    before: RawTable, rest: list[RawCell], first: int, floor: float, pad: float
) -> float:
    """Evidence that the first row of the rest belongs to the last row: above 0, it does."""
    last_row = before.row_count - 1
    pairs = []
    for below in (c for c in rest if c.row == first):
        above = next((c for c in before.covering(last_row) if _aligned(c, below)), None)
        if above is None:
            return -5.0
        pairs.append((above, below))
    own = [(a, b) for a, b in pairs if a.row == last_row and b.row_span == 1] or pairs
    if not own or last_row < before.header_rows:
        return -5.0
    lowest = max((line.bottom for a, _ in own for line in a.lines), default=0.0)
    size = max((line.size for a, _ in own for line in a.lines), default=10.0)
    if lowest and floor - lowest > 3.2 * size:
        return -5.0  # there was room left: the row had ended
    score = 0.0
    for above, below in pairs:
        score += _pair_score(above, below, pad, (above, below) in own)
    if not any(b.lines for _, b in own):
        score += 1.0
    return score


def _pair_score(above: RawCell, below: RawCell, pad: float, is_own: bool) -> float:
    if not below.lines:
        if above.lines and is_own and above.row_span == 1:
            return 0.6  # said all it had to say on the page before
        return 0.0
    if _CODE.match(below.text) and _CODE.match(above.text):
        return -4.0
    if not above.lines:
        return -1.5 if is_own else -0.5
    if above.fill != below.fill:
        return -2.0
    return _goes_on_in(above, below, pad)


def _goes_on_in(above: RawCell, below: RawCell, pad: float) -> float:
    """Evidence that the text of one cell is the rest of the other's."""
    last, first = above.lines[-1], below.lines[0]
    if first.marker:
        return 0.3 if last.marker or any(line.marker for line in above.lines) else -0.3
    frame = Frame(above.box[0] + pad, above.box[2] - pad)
    room_below = above.box[3] - last.bottom if last.page == above.page else 0.0
    is_full = room_left(last, first, frame) < 0.3 * first.size and room_below < 2 * last.size
    if is_unfinished(last.text) and is_full:
        return 2.0
    if continues_sentence(first.text):
        return 2.0 if is_full else 0.8
    return 0.2 if is_full and last.text[-1:] not in ".!?" else -0.4
