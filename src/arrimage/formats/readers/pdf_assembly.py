"""From the content of the pages to the blocks of a source document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ..document import Anchor, Block, Paragraph
from .pdf_cells import build_table, padding, read_usage
from .pdf_glyphs import Line
from .pdf_grid import RawTable
from .pdf_joining import Seam, goes_on, join_tables
from .pdf_layout import PageContent, Region, note_mark
from .pdf_paragraphs import (
    Frame,
    RawParagraph,
    continues_sentence,
    group_lines,
    join_runs,
    list_levels,
    room_left,
    to_paragraph,
    usual_leading,
)

_MAX_HEADING = 200  # characters
_FEWEST_CUT = 3  # sentences that all stop at one place make an edge


def assemble(
    pages: Sequence[PageContent], body: float
) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Blocks in reading order, footnotes, and notices about rows joined on thin evidence."""
    footnotes = tuple(note for page in pages for note in _notes(page))
    marks = {mark for mark, _ in footnotes}
    sections, seams = _sections(pages)
    tables = [section for section in sections if isinstance(section, RawTable)]
    usage = read_usage(tables, (line for page in pages for line in page.all_lines))
    blocks: list[Block] = []
    headings = _heading_sizes(sections, body)
    table_number = 0
    for section in sections:
        if isinstance(section, RawTable):
            table_number += 1
            anchor = Anchor(page=section.page, table=table_number, block=len(blocks) + 1)
            blocks.append(build_table(section, anchor, marks, usage))
        else:
            blocks.extend(_paragraphs(section, headings, marks, len(blocks)))
    notices = tuple(_notice(seam) for seam in seams if not seam.is_sure)
    return tuple(blocks), footnotes, notices


def _notice(seam: Seam) -> str:
    return (
        f"La rangée coupée entre les pages {seam.page} et {seam.next_page} a été recollée sur peu "
        "d’indices\u00a0: vérifiez qu’il s’agit bien d’une seule rangée."
    )


def _notes(page: PageContent) -> list[tuple[str, str]]:
    notes: list[tuple[str, list[Line]]] = []
    for line in page.notes:
        starts = line.runs[0].superscript or not notes or (note_mark(line) and line.marker)
        if starts:
            notes.append((note_mark(line), [line]))
        else:
            notes[-1][1].append(line)
    out = []
    for mark, lines in notes:
        text = "".join(run.text for run in join_runs(lines)).strip()
        if not lines[0].marker:
            text = re.sub(r"^[\s.)]+", "", text.removeprefix(mark))
        out.append((mark, text))
    return out


Section = RawTable | list[tuple[RawParagraph, Frame]]


def _sections(pages: Sequence[PageContent]) -> tuple[list[Section], list[Seam]]:
    """Tables and stretches of paragraphs, those cut by a page joined."""
    sections: list[Section] = []
    seams: list[Seam] = []
    frames = _page_frames(pages)
    floors: dict[tuple[int, int], float] = defaultdict(float)
    for page in pages:
        size = round(page.width), round(page.height)
        floors[size] = max(floors[size], page.bottom)
    last_page: PageContent | None = None
    for page in pages:
        for index, item in enumerate(page.items):
            before = sections[-1] if sections else None
            if isinstance(item, RawTable):
                if (
                    index == 0 and last_page is not None and isinstance(before, RawTable)
                    and isinstance(last_page.items[-1], RawTable)
                ):  # fmt: skip
                    floor = _floor(last_page, floors)
                    if goes_on(before, item, last_page, floor):
                        seam = join_tables(before, item, floor, padding(before))
                        seams.extend([replace(seam, page=last_page.number)] if seam else [])
                        continue
                sections.append(item)
            else:
                _add_region(sections, item, frames, page)
        if page.items:
            last_page = page
    return sections, seams


def _floor(page: PageContent, floors: dict[tuple[int, int], float]) -> float:
    """How low this page could be filled: its notes take room."""
    floor = floors[round(page.width), round(page.height)]
    if page.notes:
        floor = min(floor, max(page.bottom, min(line.top for line in page.notes) - 12))
    return floor


def _page_frames(pages: Sequence[PageContent]) -> dict[int, tuple[float, float]]:
    out: dict[int, tuple[float, float]] = {}
    for page in pages:
        for region in page.regions:
            if not region.is_column:
                left, right = out.get(round(page.width), (region.left, region.right))
                out[round(page.width)] = min(left, region.left), max(right, region.right)
    return out


def _add_region(
    sections: list[Section], region: Region, frames: dict[int, tuple[float, float]],
    page: PageContent,
) -> None:  # fmt: skip
    left, right = region.left, region.right
    if not region.is_column:
        left, right = frames[round(page.width)]
        right = _edge_in_use(region.lines, left, right)
    frame = Frame(left, right, usual_leading([region.lines]))
    found = [(p, frame) for p in group_lines(region.lines, frame)]
    before = sections[-1] if sections else None
    if isinstance(before, list):
        if found and _runs_on(before[-1], found[0][0]):
            last, last_frame = before[-1]
            before[-1] = RawParagraph((*last.lines, *found[0][0].lines)), last_frame
            found = found[1:]
        before.extend(found)
    elif found:
        sections.append(found)


def _edge_in_use(lines: Sequence[Line], left: float, right: float) -> float:
    """Where full lines really end: a column may stand alone on a wide page."""
    cut = [
        (a, b)
        for a, b in pairwise(lines)
        if not b.marker and abs(a.size - b.size) < 0.3 and b.text[:1].islower()
    ]
    wide = Frame(left, right)
    if len(cut) < _FEWEST_CUT or any(room_left(a, b, wide) < 3 * b.size for a, b in cut):
        return right
    own = max(a.x1 for a, _ in cut)
    narrow = Frame(left, own)
    return own if all(room_left(a, b, narrow) < 0.1 * b.size for a, b in cut) else right


def _runs_on(before: tuple[RawParagraph, Frame], after: RawParagraph) -> bool:
    """Whether a paragraph is the rest of the last one of the column or page before."""
    last, first = before[0].lines[-1], after.lines[0]
    if first.marker or abs(last.size - first.size) > 0.3 or not continues_sentence(first.text):
        return False
    elsewhere = last.page != first.page or first.bottom < last.top  # the next column
    return elsewhere and room_left(last, first, before[1]) < first.size


def _heading_sizes(sections: Iterable[Section], body: float) -> list[float]:
    sizes: Counter[float] = Counter()
    for section in sections:
        if isinstance(section, list):
            for paragraph, _ in section:
                size = paragraph.lines[0].size
                if _may_be_heading(paragraph) and size > body + 0.4:
                    sizes[size] += 1
    return sorted(sizes, reverse=True)


def _may_be_heading(paragraph: RawParagraph) -> bool:
    first = paragraph.lines[0]
    return not first.marker and len(paragraph.text) <= _MAX_HEADING


def _paragraphs(
    section: list[tuple[RawParagraph, Frame]], headings: list[float], marks: set[str], count: int
) -> list[Paragraph]:
    raws = [raw for raw, _ in section]
    levels = _levels(section)
    out = []
    for index, (raw, level) in enumerate(zip(raws, levels, strict=True), count + 1):
        heading = _heading(raw, headings)
        anchor = Anchor(block=index)
        out.append(to_paragraph(raw, anchor, level=level, heading=heading, marks=marks))
    return out


def _levels(section: list[tuple[RawParagraph, Frame]]) -> list[int]:
    """List levels, counted anew in each list and in each column."""
    levels: list[int] = []
    group: list[RawParagraph] = []
    place: float | None = None
    for raw, frame in section:
        listed = bool(raw.lines[0].marker)
        if not listed or frame.left != place:
            levels.extend(list_levels(group))
            group, place = [], frame.left
        if listed:
            group.append(raw)
        else:
            levels.append(0)
    return [*levels, *list_levels(group)]


def _heading(raw: RawParagraph, sizes: list[float]) -> int:
    size = raw.lines[0].size
    if size not in sizes or not _may_be_heading(raw):
        return 0
    if not all(line.is_bold for line in raw.lines) and size < sizes[-1] * 1.25:
        return 0
    return min(6, sizes.index(size) + 1)
