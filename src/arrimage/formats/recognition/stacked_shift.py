"""Lines printed on the wrong side of a title: cells centred in a tall row, columns out of step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .plain_model import goes_on, is_unfinished
from .stacked_rows import Piece, Row
from .stacked_style import Style, opens_indicator
from .stacked_units import build_units, is_mixed_line


def shift_pieces(rows: Sequence[Row], style: Style) -> None:
    """Moves, in place, the lines that cannot belong to the row they were printed in."""
    for above, row in pairwise(rows):
        if row.role == "action" and above.role == "action":
            _pull_mixed(above, row, style)
            _pull_only_mixed(above, row, style)
            _pull_beginning(above, row, style)
            _push_mixed(above, row, style)
            _push_repeated(above, row, style)
        elif row.role == "action":
            _pull_orphans(above, row)
    for row, below in pairwise(rows):
        if row.role == "action" and below.role == "action":
            _pull_second_row(row, below, style)


def _pull_mixed(above: Row, row: Row, style: Style) -> None:
    """Lines of mixed columns just above a title, without a blank line, are its own row."""
    block = (row.pieces[0].block, row.pieces[0].page)
    start = len(above.pieces)
    while start > 1 and (above.pieces[start - 1].block, above.pieces[start - 1].page) == block:
        start -= 1
    moved = above.pieces[start:]
    first = above.pieces[0]
    if (first.block, first.page) == block:
        return
    if moved and (is_mixed_line(row.pieces[0], style) or is_mixed_line(moved[-1], style)):
        while (
            start > 1
            and is_unfinished(above.pieces[start - 1].text)
            and is_mixed_line(above.pieces[start - 1], style)
        ):
            start -= 1
        row.prefix, above.pieces = above.pieces[start:], above.pieces[:start]


def _pull_only_mixed(above: Row, row: Row, style: Style) -> None:
    """A block of mixed lines that ends a row of clean ones begins the mixed row below it."""
    last = above.pieces[-1]
    block = [p for p in above.pieces if (p.block, p.page) == (last.block, last.page)]
    rest = [p for p in above.pieces if p not in block]
    mixed = [is_mixed_line(p, style) for p in (*rest, *block, row.pieces[0])]
    if rest and not row.prefix and mixed == [False] * len(rest) + [True] * (len(block) + 1):
        row.prefix, above.pieces = block, rest


def _pull_beginning(above: Row, row: Row, style: Style) -> None:
    """A title line that goes on into the next columns there in lower case: they began above."""
    first, last = row.pieces[0], above.pieces[-1]
    if row.prefix or len(first.text) <= style.title_width * 1.3 or "|" in first.text:
        return
    units = build_units(row, style)
    line = [
        u for u in units if u.first == first.number and not u.title and not style.is_name(u.text)
    ]
    block = [p for p in above.pieces if (p.block, p.page) == (last.block, last.page)]
    starts = bool(style.bullet_of(block[0].text)[0]) and above.pieces[0] not in block
    if line and goes_on(line[0].text) and starts:
        row.prefix = block
        above.pieces = [p for p in above.pieces if p not in block]


def _push_mixed(above: Row, row: Row, style: Style) -> None:
    """A row with nothing but its title: its cells were printed after the next row's people."""
    title = above.pieces[0]
    if any((p.block, p.page) != (title.block, title.page) for p in above.pieces):
        return
    named = next((i for i, p in enumerate(row.pieces) if i and _name_at(p, style)), None)
    start = next(
        (i for i, p in enumerate(row.pieces)
         if named and i > named and _opens_block(row.pieces, i)
         and goes_on(p.text) and is_mixed_line(p, style)),
        None,
    )  # fmt: skip
    if start is None:
        return
    end = start + 1
    while end < len(row.pieces) and not _starts_item(row.pieces, end, style):
        end += 1
    above.pieces.extend(row.pieces[start:end])
    row.pieces = row.pieces[:start] + row.pieces[end:]


def _starts_item(pieces: Sequence[Piece], index: int, style: Style) -> bool:
    return _opens_block(pieces, index) and bool(style.bullet_of(pieces[index].text)[0])


def _pull_orphans(above: Row, row: Row) -> None:
    """Content between an objective and its first action can only be that action's."""
    first = above.pieces[0]
    moved = [p for p in above.pieces if (p.block, p.page) != (first.block, first.page)]
    if moved and not above.in_table:
        row.prefix = moved
        above.pieces = [p for p in above.pieces if p not in moved]


def _push_repeated(above: Row, row: Row, style: Style) -> None:
    """A row that names the same people twice began with the end of the row above."""
    opened = [i for i, p in enumerate(row.pieces) if _opens_block(row.pieces, i)]
    named = {i: name for i in opened if (name := _name_at(row.pieces[i], style))}
    if len(named) < 2:
        return
    (first, name), (second, again) = list(named.items())[:2]
    between = row.pieces[first:second]
    if name == again and first > 0 and any(opens_indicator(p.text) for p in between):
        above.pieces.extend(between)
        row.pieces = row.pieces[:first] + row.pieces[second:]


def _pull_second_row(row: Row, below: Row, style: Style) -> None:
    """A last line that starts again with people belongs to the next row, if it has none."""
    if len(row.pieces) < 2 or any(_name_at(p, style) for p in below.pieces):
        return
    last = row.pieces[-1]
    earlier = any(_name_at(p, style) or style.begins_name(p.text) for p in row.pieces[1:-1])
    if earlier and _name_at(last, style) and is_mixed_line(last, style):
        below.prefix, row.pieces = [last], row.pieces[:-1]


def _opens_block(pieces: Sequence[Piece], index: int) -> bool:
    return index > 0 and pieces[index - 1].block != pieces[index].block


def _name_at(piece: Piece, style: Style) -> str:
    """The known name a line starts with."""
    return next((name for name in style.names if style.starts_with(piece.text, name)), "")
