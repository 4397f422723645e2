"""What stands where on a page: columns, running heads, notes at the foot."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..document import Box
from .pdf_glyphs import Glyph, Line, build_lines
from .pdf_grid import RawTable, Rule
from .pdf_loose import OpenTable

_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-–|]?\s*\d{1,4}\s*(?:(?:/|de|sur|of)\s*\d{1,4})?\s*[-–|]?", re.IGNORECASE
)
_MAX_LINES = 1500  # a page with more is not laid out in columns
_MARGIN = 0.12  # share of the page height where running heads stand
_TITLE_SIZE = 1.15  # times the body: larger than any running head


@dataclass(slots=True)
class Region:
    """Lines read one after the other, in one column of a page."""

    left: float
    right: float
    lines: list[Line] = field(default_factory=list)
    is_column: bool = False


@dataclass(slots=True)
class PageContent:
    """A page in reading order."""

    number: int
    width: float
    height: float
    items: list[Region | RawTable] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    separators: list[Rule] = field(default_factory=list)  # short rules, as above footnotes
    has_turned: bool = False  # text written otherwise than level, left out
    has_images: bool = False
    sizes: Counter[float] = field(default_factory=Counter)  # characters of each size
    opened: OpenTable | None = None  # undrawn columns that the next page may carry on

    @property
    def regions(self) -> list[Region]:
        """The regions of text, tables left out."""
        return [item for item in self.items if isinstance(item, Region)]

    @property
    def all_lines(self) -> Iterator[Line]:
        """Every line, in tables or not."""
        for item in self.items:
            if isinstance(item, RawTable):
                for cell in item.cells:
                    yield from cell.lines
            else:
                yield from item.lines

    @property
    def bottom(self) -> float:
        """Bottom of the lowest thing on the page, notes and running feet left out."""
        ends = [line.bottom for region in self.regions for line in region.lines]
        ends += [item.box[3] for item in self.items if isinstance(item, RawTable)]
        return max(ends, default=0.0)


Item = Line | RawTable


def lay_out(
    glyphs: Sequence[Glyph], tables: Sequence[RawTable], page: int
) -> list[Region | RawTable]:
    """Text outside the tables and the tables, column by column."""
    segments = build_lines(glyphs, page, split_gap=1.2)
    items: list[Item] = [*segments, *tables]
    out: list[Region | RawTable] = []
    for group, is_column in _order(items):
        texts = [item for item in group if isinstance(item, Line)]
        if is_column:
            lines: list[Item] = [*texts]
        else:
            inside = _within(glyphs, texts)
            lines = [*build_lines(inside, page)]
        own_tables = [item for item in group if isinstance(item, RawTable)]
        out.extend(_regions([*lines, *own_tables], is_column))
    return out


def unframed(item: Region | RawTable) -> Region | RawTable:
    """A frame drawn around a list is no table: what it holds is read as text."""
    if isinstance(item, Region) or len(item.cells) != 1:
        return item
    lines = item.cells[0].lines
    if sum(bool(line.marker) for line in lines) < 2:
        return item
    return Region(item.box[0], max(line.x1 for line in lines), list(lines), is_column=True)


def _within(glyphs: Sequence[Glyph], lines: Sequence[Line]) -> list[Glyph]:
    if not lines:
        return []
    top, bottom = min(x.top for x in lines) - 1, max(x.bottom for x in lines) + 1
    left, right = min(x.left for x in lines) - 1, max(x.x1 for x in lines) + 1
    return [g for g in glyphs if top <= g.middle[1] <= bottom and left <= g.middle[0] <= right]


def _regions(items: Sequence[Item], is_column: bool) -> list[Region | RawTable]:
    out: list[Region | RawTable] = []
    for item in sorted(items, key=lambda i: (_box(i)[1], _box(i)[0])):
        if isinstance(item, RawTable):
            out.append(item)
            continue
        region = out[-1] if out else None
        if not isinstance(region, Region):
            region = Region(item.left, item.x1, is_column=is_column)
            out.append(region)
        region.lines.append(item)
        region.left, region.right = min(region.left, item.left), max(region.right, item.x1)
    return out


def _box(item: Item) -> Box:
    return item.box


def _order(items: list[Item]) -> list[tuple[list[Item], bool]]:
    """Groups of items in reading order, each with whether it is one of several columns."""
    gutter = _gutter(items)
    if gutter is None:
        return [(items, False)] if items else []
    out: list[tuple[list[Item], bool]] = []
    run: list[Item] = []
    spanning: list[Item] = []
    for item in sorted(items, key=lambda i: _box(i)[1]):
        if _box(item)[0] < gutter - 2 and _box(item)[2] > gutter + 2:
            _close(out, run, gutter)
            run = []
            spanning.append(item)
        else:
            if spanning:
                out.append((spanning, False))
                spanning = []
            run.append(item)
    if spanning:
        out.append((spanning, False))
    _close(out, run, gutter)
    return out


def _close(out: list[tuple[list[Item], bool]], run: list[Item], gutter: float) -> None:
    """Add the items found between two spanning ones: in columns when they hold two."""
    if not run:
        return
    for block in _blocks(run, gutter):
        left = [i for i in block if _box(i)[2] <= gutter + 2]
        right = [i for i in block if _box(i)[2] > gutter + 2]
        if len(left) < 2 or len(right) < 2:
            if out and not out[-1][1]:
                out[-1][0].extend(block)
            else:
                out.append((block, False))
            continue
        for side in (left, right):
            inner = _order(side)
            out.extend((group, True) for group, _ in inner)


def _blocks(run: list[Item], gutter: float) -> list[list[Item]]:
    """Cut where white runs across both columns and both start again at the same height."""
    blocks: list[list[Item]] = [[]]
    reached = 0.0
    for index, item in enumerate(run):
        top = _box(item)[1]
        if blocks[-1] and top - reached > 12:
            fresh = [i for i in run[index:] if _box(i)[1] < top + 2.5]
            sides = {_box(i)[2] <= gutter + 2 for i in fresh}
            if len(sides) == 2:
                blocks.append([])
        blocks[-1].append(item)
        reached = max(reached, _box(item)[3])
    return blocks


def _gutter(items: list[Item]) -> float | None:
    """Position of the white band between two columns of text, if there is one."""
    lines = [i for i in items if isinstance(i, Line)]
    if not 6 <= len(lines) <= _MAX_LINES:
        return None
    gaps = []
    for a in lines:
        rights = [
            b.left for b in lines
            if b.left > a.x1 and min(a.bottom, b.bottom) - max(a.top, b.top) > 0.3 * a.size
        ]  # fmt: skip
        if rights and min(rights) - a.x1 > 8:
            gaps.append((a.x1, min(rights)))
    if len(gaps) < 3:
        return None
    best = max(
        ((low + high) / 2 for low, high in gaps),
        key=lambda x: sum(low < x < high for low, high in gaps),
    )
    inside = [(low, high) for low, high in gaps if low < best < high]
    best = (max(low for low, _ in inside) + min(high for _, high in inside)) / 2
    return best if _holds_columns(lines, best) else None


def _holds_columns(lines: list[Line], gutter: float) -> bool:
    """Whether both sides hold running text, not labels facing values."""
    sides = (
        [x for x in lines if x.x1 <= gutter],
        [x for x in lines if x.left >= gutter],
    )
    for side in sides:
        if len(side) < 3:
            return False
        left, right = min(x.left for x in side), max(x.x1 for x in side)
        mean = sum(x.x1 - x.left for x in side) / len(side)
        if right - left < 90 or mean < 0.3 * (right - left):
            return False
    return True


def drop_running_heads(pages: Sequence[PageContent], body: float) -> None:
    """Leave out the lines printed on most pages of a size, and page numbers.

    What is larger than the body of the text is a title: it is kept where it comes first.
    """
    titles: set[str] = set()
    seen: dict[tuple[int, int, str], list[tuple[int, str]]] = defaultdict(list)
    sizes = Counter((round(p.width), round(p.height)) for p in pages)
    for page in pages:
        for line in _marginal(page):
            seen[_key(page, line)].append((page.number, line.text))
        for _, _, line in _edge_rows(page):
            seen[_key(page, line)].append((page.number, line.text))
    for page in pages:
        needed = max(2, 0.6 * (sizes[round(page.width), round(page.height)] - 1))
        for table, row, line in [*_edge_rows(page)]:
            if _is_repeated(seen[_key(page, line)], needed) or _counts_pages(page, line):
                _drop_row(table, row)
        for region in page.regions:
            marginal = {id(line) for line in _marginal(page)}
            region.lines = [
                line
                for line in region.lines
                if id(line) not in marginal
                or not (_is_repeated(seen[_key(page, line)], needed) or _is_number(page, line))
                or _is_new_title(line, body, titles)
            ]
        page.items = [i for i in page.items if isinstance(i, RawTable) or i.lines]


def _is_new_title(line: Line, body: float, titles: set[str]) -> bool:
    """Whether large words, not a mere number, come for the first time."""
    text = line.text.strip()
    if line.size < _TITLE_SIZE * body or _PAGE_NUMBER.fullmatch(text) or text in titles:
        return False
    titles.add(text)
    return True


def _edge_rows(page: PageContent) -> Iterator[tuple[RawTable, int, Line]]:
    """Rows of undrawn tables that stand in the margins, each as one line: feet look like rows."""
    for table in page.items:
        if isinstance(table, RawTable) and table.is_loose and table.row_count > 2:
            for row in (table.row_count - 1, 0):
                lines = [line for cell in table.row(row) for line in cell.lines]
                if lines and all(_in_margin(page, line) for line in lines):
                    runs = tuple(replace(run, text=f" {run.text}") for x in lines for run in x.runs)
                    yield table, row, replace(lines[0], runs=runs)


def _counts_pages(page: PageContent, line: Line) -> bool:
    """Whether a row at the foot ends with «Page 3»."""
    low = line.top > 0.9 * page.height
    return low and bool(
        re.search(r"\bpage\s+\d+(?:\s*(?:/|de|of|sur)\s*\d+)?\s*$", line.text, re.I)
    )


def _drop_row(table: RawTable, row: int) -> None:
    table.cells = [cell for cell in table.cells if cell.row != row]
    if row == 0:
        for cell in table.cells:
            cell.row -= 1
    table.row_count -= 1
    left, _, right, _ = table.box
    top, bottom = min(c.box[1] for c in table.cells), max(c.box[3] for c in table.cells)
    table.box = (left, top, right, bottom)


def _is_number(page: PageContent, line: Line) -> bool:
    is_outer = line.bottom < 0.08 * page.height or line.top > 0.9 * page.height
    return is_outer and bool(_PAGE_NUMBER.fullmatch(line.text.strip()))


def _is_repeated(found: list[tuple[int, str]], needed: float) -> bool:
    """Whether words come back on enough pages, unchanged or with a number that counts pages."""
    if len({page for page, _ in found}) < needed:
        return False
    if len({text for _, text in found}) == 1:
        return True
    steps = [{int(n) - page for n in re.findall(r"\d{1,3}", text)} for page, text in found]
    return bool(set.intersection(*steps))


def _marginal(page: PageContent) -> list[Line]:
    return [line for region in page.regions for line in region.lines if _in_margin(page, line)]


def _in_margin(page: PageContent, line: Line) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def _key(page: PageContent, line: Line) -> tuple[int, int, str]:
    """Place and words of a line, numbers left out."""
    text = re.sub(r"(?<!\d)\d{1,3}(?!\d)", "#", " ".join(line.text.split()))
    return round(page.width), round(line.baseline / 4), text


def take_notes(page: PageContent, body: float) -> None:
    """Set apart the footnotes of a page: small lines at its foot, from the first mark on."""
    if not page.regions:
        return
    region = page.regions[-1]
    start = None
    for index in range(len(region.lines) - 1, -1, -1):
        line = region.lines[index]
        if line.size > body - 0.4 or line.top < 0.4 * page.height:
            break
        if line.runs[0].superscript or (note_mark(line) and _below_rule(page, line)):
            start = index
    if start is not None:
        page.notes = region.lines[start:]
        region.lines = region.lines[:start]
        page.items = [i for i in page.items if isinstance(i, RawTable) or i.lines]


def _below_rule(page: PageContent, line: Line) -> bool:
    return any(0 < line.top - rule.at < 60 for rule in page.separators)


_NOTE = re.compile(r"(\d{1,3}|\*{1,3}|[a-z]|[†‡])(?=\s|\W|$)[\s.)]*")


def note_mark(line: Line) -> str:
    """Mark that a footnote begins with, or nothing."""
    if line.runs[0].superscript:
        return line.runs[0].text.strip()
    if line.marker:
        return line.marker.rstrip(".)")
    match = _NOTE.match(line.text)
    return match[1] if match else ""
