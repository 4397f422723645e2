"""Which tables of a document hold the plan, and everything they say, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..document import Anchor, Block, Cell, Paragraph, Run, SourceDocument, Table
from ..draft import Column, Issue
from ..language.lexicon import Lexicon
from ..language.text import fold_phrase, normalise
from .cards import read_card
from .context import BANNER, LINE, Titles
from .doubts import doubt_about
from .follow_up import FollowUp
from .headers import LEVEL_FIELDS, Header, Slot, find_header
from .legend import Legend
from .levels import settle_header
from .lines import squeeze
from .numbering import read_heading
from .rows import Band, Body, Event, read_rows
from .sideways import side_by_side
from .tree import Tree
from .turning import upright

_PLAIN_SHEET = re.compile(r"^(?:feuil\w*|sheet|plan|liste|donnees|data|tableau|suivi)?[\s\d_-]*$")
_COUNT = re.compile(r"^\d+ (?:actions?|mesures?|objectifs?|moyens?|projets?|activites?|etapes?)$")
_TOP_ROWS = 15
_TOP_LINES = 5
_NEAR = 8  # blocks looked at to find the table a line stands above
_PROSE = 60  # characters of a line that is running text
_REPEATED = 0.7  # share of known actions above which a table only repeats the plan


@dataclass(slots=True)
class TablesReading:
    """The tree found in tables; ``used`` are the ranks of their blocks."""

    tree: Tree
    headers: list[Header] = field(default_factory=list)
    used: list[int] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    is_template: bool = False  # some table of the plan has its columns, and no word under them


def read_tables(document: SourceDocument, lexicon: Lexicon, legend: Legend) -> TablesReading:
    """Read every table of the plan, with the titles that stand between them."""
    titles = Titles(lexicon)
    reading = TablesReading(Tree(lexicon, titles, legend, flat=document.format == "txt"))
    known: Header | None = None
    sheet = ""
    unnamed = _sheets_to_ignore(document, lexicon)
    titles.ignored = _running_heads(document, lexicon)
    cover = _cover_title(document)
    for rank, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if block.text in unnamed or block is cover:
                continue
            known = _read_paragraph(
                block, document.blocks[rank + 1 : rank + _NEAR], titles, lexicon, known
            )
            continue
        if block.sheet != sheet:
            sheet, known = block.sheet, None
            titles.clear_bands()
        for part in side_by_side(block, lexicon):
            known = _read_table(part, rank, reading, titles, lexicon, known)
    return reading


def _read_paragraph(
    paragraph: Paragraph, following: Sequence[Block], titles: Titles, lexicon: Lexicon,
    known: Header | None,
) -> Header | None:  # fmt: skip
    text = squeeze(paragraph.text)
    if not text:
        return known
    heading = read_heading(text, lexicon)
    named = heading is not None and heading.role is not None and not paragraph.list_level
    before_table = paragraph.is_bold and not paragraph.list_level and _next_is_table(following)
    prose = len(text) > _PROSE and not paragraph.list_level and not paragraph.heading
    if prose and not named:
        titles.talk()
    if paragraph.heading or (named and len(text) < 400) or (before_table and len(text) < 200):
        titles.read(text, paragraph.heading or LINE, paragraph.anchor)
    return None if paragraph.heading else known


def _next_is_table(following: Sequence[Block]) -> bool:
    for block in following:
        if isinstance(block, Table):
            return True
        if block.text:
            return False
    return False


def _sheets_to_ignore(document: SourceDocument, lexicon: Lexicon) -> frozenset[str]:
    """Names of sheets that are no titles: «Feuil1», or the only sheet that holds a plan."""
    sheets = {table.sheet: table for table in document.tables() if table.sheet}
    plans = [name for name, table in sheets.items() if _has_plan_header(table, lexicon)]
    return frozenset(
        name
        for name in sheets
        if read_heading(name, lexicon) is None
        and (len(plans) < 2 or name not in plans or _PLAIN_SHEET.match(normalise(name)))
    )


def _running_heads(document: SourceDocument, lexicon: Lexicon) -> frozenset[str]:
    """Lines printed alone at the top of several sheets: the name of the plan or of its people."""
    counts: Counter[str] = Counter()
    for table in document.tables():
        tops = [[cell.text for cell in row if cell.text] for row in table.rows[:_TOP_LINES]]
        counts.update({top[0] for top in tops if len(top) == 1} if table.sheet else ())
    return frozenset(t for t, n in counts.items() if n > 1 and read_heading(t, lexicon) is None)


def _cover_title(document: SourceDocument) -> Paragraph | None:
    """The only heading of the first rank, when it opens the document: its title, no level."""
    first = next((p for p in document.paragraphs() if p.text), None)
    tops = [p for p in document.paragraphs() if p.heading == 1 and p.text]
    return first if first is not None and tops == [first] else None


def _has_plan_header(table: Table, lexicon: Lexicon) -> bool:
    grid = table.grid()
    found = (find_header(table, grid, row, lexicon) for row in range(min(len(grid), _TOP_ROWS)))
    return any(header is not None and header.is_plan for header in found)


def _read_table(
    table: Table, rank: int, reading: TablesReading, titles: Titles, lexicon: Lexicon,
    known: Header | None,
) -> Header | None:  # fmt: skip
    table = upright(table, lexicon)
    said = [cell for row in table.rows for cell in row if cell.text]
    if not said:
        return known
    if len(said) == 1:
        titles.read(said[0].text, BANNER, said[0].anchor)
        return known
    events = list(read_rows(table, lexicon, known if known and _continues(table, known) else None))
    header = next((e for e in events if isinstance(e, Header)), None)
    holds = _holds_plan(events, known)
    if (header is None or not holds) and (cards := read_card(table, lexicon)):
        _read_cards(cards, rank, reading, titles)
        return None
    if header and (again := _known_again(events, header, reading, lexicon)):
        learnt, left = again.add(events)
        reading.issues += [_repeats(table, learnt), *left]
        return None
    if not holds:
        if header and header.is_plan and _is_blank(events):
            reading.is_template = True
            reading.headers.append(header)
            reading.tree.announce(header)
            return header
        return None if header else known
    return _read_events(events, rank, reading, titles, known)


def _continues(table: Table, known: Header) -> bool:
    width = known.slots[-1].last + 1
    return table.width == width and width > 2


def _holds_plan(events: Sequence[Event], known: Header | None) -> bool:
    """A plan's header, and under it elements that are words, not figures."""
    header = known
    found = figures = False
    for event in events:
        if isinstance(event, Header):
            header = event
        elif isinstance(event, Body) and header and header.is_plan:
            named = [
                event.text(header.slots.index(slot))
                for slot in header.levels()
                if header.slots.index(slot) in event.fresh
            ]
            found = found or any(map(_is_wordy, named))
            if named and named[-1] and _is_wordy(named[-1]):
                return True
            figures = figures or bool(named and named[-1])
    return found and not figures


def _is_blank(events: Sequence[Event]) -> bool:
    bodies = (event for event in events if isinstance(event, Body))
    return not any(_is_wordy(cell.text) for body in bodies for cell in body.every)


def _is_wordy(text: str) -> bool:
    if _COUNT.match(normalise(text)):
        return False
    return sum(character.isalpha() for character in text) > 2


def _leaf_names(events: Sequence[Event]) -> list[str]:
    header: Header | None = None
    names: list[str] = []
    for event in events:
        if isinstance(event, Header):
            header = event
        elif isinstance(event, Body) and header and header.levels():
            rank = header.slots.index(header.levels()[-1])
            if rank in event.fresh and event.text(rank):
                names.append(normalise(event.text(rank)))
    return names


def _names_alone(events: Sequence[Event], known: Header | None) -> set[str]:
    """Short one-line cells of the columns of people: names one may look for in longer cells."""
    header = known
    names: set[str] = set()
    for event in events:
        if isinstance(event, Header):
            header = event
        elif isinstance(event, Body) and header:
            for rank, slot in enumerate(header.slots):
                text = event.text(rank)
                if slot.field in ("responsible", "collaborator") and 0 < len(text) < 50:
                    names |= set() if "\n" in text or ":" in text else {text}
    return names


def _known_again(
    events: Sequence[Event], header: Header, reading: TablesReading, lexicon: Lexicon
) -> FollowUp | None:
    """A table (follow-up, summary, calendar) that only names known elements again."""
    if not reading.used:
        return None
    names = _leaf_names(events)
    known = FollowUp(reading.tree.roots, reading.tree.legend, lexicon)
    named, again = known.known_rows(events)
    fewest = 2 if any(slot.field == "status" for slot in header.slots) else 3
    repeats = len(names) > 2 and sum(n in reading.seen for n in names) >= _REPEATED * len(names)
    return known if repeats or (named >= fewest and again >= _REPEATED * named) else None


def _settled(
    header: Header, following: Sequence[Event], titles: Titles, lexicon: Lexicon
) -> Header:
    bodies: list[Body] = []
    for event in following:
        if isinstance(event, Header):
            break
        if isinstance(event, Body):
            bodies.append(event)
    columns = [[body.text(rank) for body in bodies] for rank in range(len(header.slots))]
    named = header.slots.index(header.levels()[-1]) if header.levels() else 0
    cells = [body.cells.get(named) for body in bodies]
    indents = [str(cell.indent) if cell and cell.text else "" for cell in cells]
    return settle_header(header, columns, titles.roles(), lexicon, indents)


def _repeats(table: Table, learnt: int) -> Issue:
    form = "one" if learnt else "other"
    return doubt_about("table_repeated", form=form, anchor=table.anchor)


def _read_events(
    events: Sequence[Event], rank: int, reading: TablesReading, titles: Titles,
    known: Header | None,
) -> Header | None:  # fmt: skip
    header = known
    if header:
        reading.tree.start(header)
    reading.tree.known_names |= _names_alone(events, known)
    for position, event in enumerate(events):
        if isinstance(event, Header):
            header = None
            if event.is_plan:
                header = _settled(event, events[position + 1 :], titles, reading.tree.lexicon)
                reading.headers.append(header)
                reading.tree.start(header)
        elif isinstance(event, Band):
            said_above = not header and _is_label(event.text, reading.tree.lexicon)
            if said_above or (header and reading.tree.remark(event.text)):
                continue
            heads = isinstance(next(iter(events[position + 1 :]), None), Header)
            band_rank = BANNER if heads else _band_rank(event, titles, header)
            titles.read(event.text, band_rank, event.cell.anchor)
        elif header:
            reading.tree.add(event, header)
    reading.used.append(rank)
    reading.seen.update(_leaf_names(events))
    return header


def _is_label(text: str, lexicon: Lexicon) -> bool:
    """«Présidence du comité : …», «Échéance : …»: said of the table, not its title."""
    label, colon, said = squeeze(text).partition(":")
    words = label.split()
    if not colon or not said.strip() or not 0 < len(words) < 6 or read_heading(text, lexicon):
        return False
    found = lexicon.column_field(label)
    people = {fold_phrase(word) for word in lexicon.words("people", "nouns")}
    return fold_phrase(words[0]) in people or (found is not None and found[0] not in LEVEL_FIELDS)


def _band_rank(band: Band, titles: Titles, header: Header | None) -> int:
    return titles.band_rank(band.cell.fill) if header or band.cell.fill else BANNER


def _read_cards(
    cards: Sequence[tuple[Header, Body]], rank: int, reading: TablesReading, titles: Titles
) -> None:
    for header, body in cards:
        if not header.levels():
            header, body = _with_title(header, body, titles)
        if header.levels():
            header, body = _with_number(header, body, titles)
            reading.headers.append(header)
            reading.tree.start(header)
            reading.tree.add(body, header)
    reading.used.append(rank)


def _with_number(header: Header, body: Body, titles: Titles) -> tuple[Header, Body]:
    """A card takes the number printed just above it («Fiche action n° 3»), unless it has one."""
    number, titles.card_number = titles.card_number, ""
    counted = any(slot.field == "number" for slot in header.slots)
    if not number or counted or header.levels()[-1].field != "action":
        return header, body
    slot = Slot(len(header.slots), len(header.slots), Column("No", "number"), "action")
    return _with_slot(header, body, slot, number, body.every[0].anchor)


def _with_slot(
    header: Header, body: Body, slot: Slot, text: str, anchor: Anchor
) -> tuple[Header, Body]:
    rank = len(header.slots)
    cell = Cell(0, rank, (Paragraph((Run(text),), anchor=anchor),), anchor=anchor)
    cells = {**body.cells, rank: cell}
    covers = {**body.covers, rank: (rank,)}
    slots = replace(header, slots=(*header.slots, slot))
    return slots, Body(0, cells, frozenset(cells), covers, body.every)


def _with_title(header: Header, body: Body, titles: Titles) -> tuple[Header, Body]:
    """A card without a name takes the title printed just above it."""
    entry = titles.pop_last()
    if entry is None:
        return header, body
    text = f"{entry.heading.number} {entry.heading.title}".strip()
    rank = len(header.slots)
    slot = Slot(rank, rank, Column(entry.heading.word or "Action", "action"), "action")
    return _with_slot(header, body, slot, text, entry.anchor)
