"""The tree of a plan, built row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..document import Anchor, Cell
from ..draft import Column, LevelRole
from ..language import read_status
from ..language.lexicon import Lexicon
from ..language.text import normalise
from .asides import doubt_blank, doubt_title, has_open_end, set_aside
from .cells import Item, clean_title, guide_of, name_items, share
from .context import Titles
from .doubts import doubt_about
from .fields import add_references, fill
from .flat import unflatten, unflatten_names, unflatten_times
from .headers import LEVEL_FIELDS, Header, Slot
from .legend import Legend
from .lines import Line, lines_of, squeeze
from .nodes import Node
from .numbering import ORDER, kind_of, read_heading, split_letter
from .rows import Body
from .states import no_match, read_fill, read_states
from .timetable import read_marks

_REPEATED = frozenset({"responsible", "collaborator", "timeframe", "status", "priority", "kind"})
_LETTER = re.compile(r"^(?P<letter>[a-z])[.)]\s+(?P<title>\S.*)$", re.S)
_STORED_ONCE = frozenset({"result", "indicator", "target"})


class Tree:
    """Takes titles and rows in reading order; ``roots`` is the plan so far."""

    def __init__(
        self, lexicon: Lexicon, titles: Titles, legend: Legend, *, flat: bool = False
    ) -> None:
        self.lexicon = lexicon
        self.titles = titles
        self.legend = legend
        self.flat = flat
        self.known_names: set[str] = set()
        self.roots: list[Node] = []
        self.names: dict[LevelRole, str] = {}
        self.calendar: list[str] = []
        self._current: dict[LevelRole, Node] = {}
        self._index: dict[tuple[int, LevelRole, str, str], Node] = {}
        self._leaves: list[Node] = []
        self._coded: dict[LevelRole, bool] = {}
        self._first_row = True

    def start(self, header: Header) -> None:
        """A header is printed: its column names are the plan's own level names."""
        self._first_row = True
        for slot in header.levels():
            if slot.level:
                self.names.setdefault(slot.level, slot.column.header)
        for slot in header.slots:
            key = slot.column.key
            dated = slot.field not in ("quarter", "number") and len(key) > 2
            if dated and key not in self.calendar:
                self.calendar.append(key)

    def announce(self, header: Header) -> None:
        """A table without rows: only the titles above it are known."""
        self.start(header)
        if levels := header.levels():
            self._open_titles(levels[0].level or "action")

    # -------------------------------------------------------------- one row

    def add(self, body: Body, header: Header) -> None:
        """Place one row and read its cells."""
        levels = header.levels()
        if not levels or levels[0].level is None:
            return
        if header.roles:
            self._add_with_role(body, header)
            return
        self._open_titles(levels[0].level)
        leaf_slots = [s for s in levels if s.level in ("action", "step")] or [levels[-1]]
        for slot in levels:
            if slot not in leaf_slots:
                self._open_level(body, header, slot)
        leaves, items = self._open_leaves(body, header, leaf_slots)
        if leaves:
            self._fill(body, header, leaves, items)
            self._leaves = leaves
        self._first_row = False

    def _add_with_role(self, body: Body, header: Header) -> None:
        """Place a row whose own cell, or indent, says «Axe», «Objectif» or «Action»."""
        slot = header.levels()[-1]
        cell = body.cells.get(header.slots.index(slot))
        word = str(cell.indent) if cell else ""
        if header.roles_in is not None:
            word = body.text(header.roles_in).strip()
        role = header.roles.get(word)
        if role is None or slot.level is None or cell is None or not cell.text:
            return
        number, title = split_letter(squeeze(cell.text))
        number = number or self._printed_number(body, header, slot.level)
        if self.lexicon.level_role(squeeze(word)):
            self.names[role] = squeeze(word)
        else:
            self.names.pop(role, None)  # a depth or a parent names no level
        self._leaves = [self._ensure(role, number, title, cell.anchor)]
        self._fill(body, header, self._leaves, [])

    def remark(self, text: str) -> bool:
        """Give the last elements what a band under them says («Commentaire : …»), if it does."""
        label, colon, said = squeeze(text).partition(":")
        found = self.lexicon.column_field(label) if colon and self._leaves else None
        if found is None or found[0] in (*LEVEL_FIELDS, "year", "quarter") or not said.strip():
            return False
        for node in self._leaves:
            fill(node, Column(label.strip(), found[0]), [Line(said.strip())], self.lexicon)
        return True

    def _open_titles(self, top: LevelRole) -> None:
        for role, entry in self.titles.above(top):
            heading = entry.heading
            known = self._current.get(role)
            same_title = known and normalise(known.title) == normalise(heading.title)
            if known and same_title and known.number == heading.number:
                continue
            if heading.word:
                self.names.setdefault(role, heading.word)
            node = self._ensure(role, heading.number, heading.title or heading.word, entry.anchor)
            node.is_loose = heading.role is None

    def _open_level(self, body: Body, header: Header, slot: Slot) -> None:
        role, rank = slot.level, header.slots.index(slot)
        if role is None:
            return
        cell = body.cells.get(rank)
        if cell is None or not cell.text or (rank not in body.fresh and role in self._current):
            return
        text = squeeze(" ".join(line.text for line in lines_of(cell) if line.text))
        heading = read_heading(text, self.lexicon)
        number, title = split_letter(text)
        if heading and heading.role and heading.number:
            number, title = heading.number, heading.title or heading.word
        number = number or self._printed_number(body, header, role)
        known = self._current.get(role)
        if known and not number and self._is_tail(role, known, title):
            known.title = f"{known.title} {title}"
            known.doubt(doubt_about("text_joined", title))
            return
        self._coded[role] = self._coded.get(role, False) or bool(number)
        node = self._ensure(role, number, title, cell.anchor)
        node.kind = node.kind or kind_of(number, slot.legend)
        if cell.is_cut:
            doubt_title(node, slot.column.header)

    def _is_tail(self, role: LevelRole, known: Node, title: str) -> bool:
        """The end of a title cut by a page: no number, lower case, at the top of a table."""
        open_ended = known.title.count("(") > known.title.count(")")
        coded = self._coded.get(role, False)
        return (self._first_row or coded) and title[:1].islower() and (coded or open_ended)

    def _printed_number(self, body: Body, header: Header, role: LevelRole) -> str:
        for rank, slot in enumerate(header.slots):
            if slot.field == "number" and slot.level == role:
                return body.text(rank).strip(" .")
        return ""

    def _ensure(self, role: LevelRole, number: str, title: str, anchor: Anchor) -> Node:
        """The node of a level: the one already there under the same parent, or a new one."""
        parent = self._parent(role)
        keys = [
            (id(parent), role, number, ""),
            (id(parent), role, "", normalise(title).rstrip(" .:")),
        ]
        node = self._index.get(keys[0]) if number else None
        by_title = self._index.get(keys[1])
        if node is None and by_title and (not number or not by_title.number):
            node = by_title
        if node is None:
            node = Node(role, clean_title(title), number, anchor)
            add_references(node, title)
            (parent.children if parent else self.roots).append(node)
        elif normalise(title) not in {normalise(t) for t in (node.title, *node.variants)}:
            node.variants.append(title)
        for key in keys if number else keys[1:]:
            self._index.setdefault(key, node)
        if self._current.get(role) is not node:  # said again, it does not end what stands under it
            self._enter(node)
        return node

    def _parent(self, role: LevelRole) -> Node | None:
        above = [r for r in self._current if ORDER[r] < ORDER[role]]
        return self._current[max(above, key=lambda r: ORDER[r])] if above else None

    def _enter(self, node: Node) -> None:
        for role in [r for r in self._current if ORDER[r] >= ORDER[node.role]]:
            del self._current[role]
        self._current[node.role] = node

    # -------------------------------------------------------------- leaves

    def _open_leaves(
        self, body: Body, header: Header, slots: Sequence[Slot]
    ) -> tuple[list[Node], list[Item]]:
        leaves: list[Node] = []
        items: list[Item] = []
        for slot in slots:
            found, named = self._leaves_of(body, header, slot)
            if leaves and len(found) > 1:
                return leaves, items  # a list of steps in one cell: the row speaks of the action
            if found:
                leaves, items = found, named
        if leaves:
            return leaves, items
        objective = self._fresh_parent(body, header, slots[0])
        if objective is not None:
            return [objective], []
        return self._continued(body, header)

    def _leaves_of(self, body: Body, header: Header, slot: Slot) -> tuple[list[Node], list[Item]]:
        role, rank = slot.level, header.slots.index(slot)
        cell = body.cells.get(rank)
        if role is None or cell is None or not cell.text or rank not in body.fresh:
            return [], []
        coded = self._coded.get(role, False)
        lines = unflatten(lines_of(cell)) if self.flat else lines_of(cell)
        named = name_items(lines, coded=coded and not any(_LETTER.match(s.text) for s in lines))
        alone = role == "step" or len(named.items) == 1
        named.items = [self._numbered(item, alone=alone) for item in named.items]
        opened = any(
            body.text(r) and r in body.fresh and s.level != role
            for r, s in enumerate(header.slots)
            if s.field in LEVEL_FIELDS
        )
        if named.lead or (not opened and self._is_cut(named.items, coded)):
            self._continue_title(named.lead or [Line(item.title) for item in named.items[:1]])
            if not named.lead:
                named.items = named.items[1:]
        number = self._printed_number(body, header, role)
        if number and len(named.items) == 1 and not named.items[0].number:
            named.items[0].number = number
        self._coded[role] = coded or any(item.number for item in named.items)
        found = [self._leaf(role, item, cell) for item in named.items]
        for node in found if cell.is_cut else ():
            doubt_title(node, slot.column.header)
        return found, named.items

    def _numbered(self, item: Item, *, alone: bool) -> Item:
        """The element with the number that its own words give: «Action 3 : …», «a) …»."""
        if item.number:
            return item
        if alone and (match := _LETTER.match(item.title)):
            return replace(item, number=match["letter"], title=match["title"])
        heading = read_heading(item.title, self.lexicon)
        if heading and heading.number and heading.title and heading.role in ("action", "step"):
            return replace(item, number=heading.number, title=heading.title)
        return item

    def _is_cut(self, items: Sequence[Item], coded: bool) -> bool:
        """The end of an action cut by a page, at the top of a table."""
        if not (self._first_row and self._leaves and items) or items[0].number:
            return False
        return items[0].title[:1].islower() or (coded and has_open_end(self._leaves[-1].title))

    def _continue_title(self, lines: Sequence[Line]) -> None:
        if not self._leaves:
            return
        node = self._leaves[-1]
        text = " ".join(line.text for line in lines)
        node.title = clean_title(f"{node.title} {text}")
        add_references(node, text)
        node.doubt(doubt_about("text_joined", text))

    def _leaf(self, role: LevelRole, item: Item, cell: Cell) -> Node:
        known = self._current.get(role)
        title = clean_title(item.title)
        same = known and (known.number, normalise(known.title)) == (item.number, normalise(title))
        if known and same:
            return known
        anchor = item.anchor if item.anchor != Anchor() else cell.anchor
        node = Node(role, title, item.number, anchor, group=item.group, bold=item.bold)
        node.sub_items = list(item.sub_items)
        add_references(node, " ".join((item.title, *item.sub_items)))
        parent = self._parent(role)
        (parent.children if parent else self.roots).append(node)
        self._enter(node)
        return node

    def _fresh_parent(self, body: Body, header: Header, leaf: Slot) -> Node | None:
        """The level just named on a row whose action cell is empty: the row speaks of it."""
        for slot in reversed(header.levels()):
            rank = header.slots.index(slot)
            is_above = slot.level and leaf.level and ORDER[slot.level] < ORDER[leaf.level]
            if is_above and slot.level in self._current and rank in body.fresh and body.text(rank):
                node = self._current[slot.level]
                return None if node.children else node
        return None

    def _continued(self, body: Body, header: Header) -> tuple[list[Node], list[Item]]:
        """A row without a name of its own completes the row above it."""
        said = any(body.text(r) for r in body.fresh if header.slots[r].field not in LEVEL_FIELDS)
        filled = any(body.cells[r].fill for r in body.fresh)
        if not (said or filled) or not self._leaves:
            return [], []
        return self._leaves, [Item(node.title, node.number) for node in self._leaves]

    # -------------------------------------------------------------- the other cells

    def _fill(self, body: Body, header: Header, leaves: list[Node], items: list[Item]) -> None:
        guide = self._guide(body, header, len(leaves))
        done: set[int] = set()
        for rank, slot in enumerate(header.slots):
            cell = body.cells.get(rank)
            if cell is None or slot.field in LEVEL_FIELDS or slot.field == "number":
                continue
            if rank == header.roles_in:
                continue
            if slot.field in ("year", "quarter") or id(cell) in done:
                continue
            done.add(id(cell))
            if cell.is_cut:
                set_aside(leaves, slot.column.header, cell.text)
            elif rank not in body.fresh:
                self._carry(cell, slot, leaves)
            elif slot.field == "status":
                read_states(cell, slot, leaves, items, guide, self.legend)
            else:
                self._share(cell, slot, leaves, items, guide)
            if self.flat and slot.field == "responsible" and not cell.text:
                upper = [header.slots.index(s) for s in header.levels()[:-1]]
                if any(not body.text(rank) for rank in upper):
                    doubt_blank(leaves, self._leaves, slot.column.header)
        read_marks(body, header, leaves, self.calendar)
        read_fill(body, header, leaves, self.legend)

    def _guide(self, body: Body, header: Header, count: int) -> list[int] | None:
        if count < 2:
            return None
        order = sorted(range(len(header.slots)), key=lambda r: header.slots[r].field != "timeframe")
        for rank in order:
            if rank not in body.fresh or header.slots[rank].field in LEVEL_FIELDS:
                continue
            if guide := guide_of(lines_of(body.cells[rank]), count):
                return guide
        return None

    def _share(
        self, cell: Cell, slot: Slot, leaves: list[Node], items: list[Item], guide: list[int] | None
    ) -> None:
        shares = share(self._lines(cell, slot, len(leaves)), items or [Item("")], slot.field, guide)
        if shares.lead and self._leaves:
            fill(self._leaves[-1], slot.column, shares.lead, self.lexicon)
        column = self._dated(slot.column)
        for node, lines in zip(leaves, shares.parts, strict=False):
            fill(node, column, lines, self.lexicon)
        if shares.doubt:
            leaves[0].doubt(*no_match(slot.column, cell, leaves))
        elif shares.shared and len(leaves) > 1:
            leaves[0].doubt(doubt_about("shared_cell", cell.text, header=slot.column.header))

    def _dated(self, column: Column) -> Column:
        """The column with its calendar year as a rank: «2025-2026» → «2»."""
        if column.key not in self.calendar:
            return column
        return replace(column, key=str(self.calendar.index(column.key) + 1))

    def _lines(self, cell: Cell, slot: Slot, count: int) -> Sequence[Line]:
        """The lines of a cell, as they were before a text extraction flattened them."""
        lines = lines_of(cell)
        if not self.flat or not lines:
            return lines
        if slot.field == "timeframe":
            return unflatten_times(lines[0]) if count > 1 and len(lines) == 1 else lines
        if slot.field in ("responsible", "collaborator"):
            known = sorted(self.known_names)
            return [name for line in lines for name in unflatten_names(line, known)]
        return unflatten(lines)

    def _carry(self, cell: Cell, slot: Slot, leaves: list[Node]) -> None:
        """A merged cell that started above also speaks of this row."""
        if leaves == self._leaves or not cell.text:
            return
        lines = lines_of(cell)
        for node in leaves:
            if slot.field == "status":
                node.status = node.status or read_status(squeeze(cell.text))
            elif slot.field in _REPEATED:
                fill(node, slot.column, lines, self.lexicon)
            elif slot.field in _STORED_ONCE:
                add_references(node, cell.text)
            node.doubt(doubt_about("shared_cell", cell.text, header=slot.column.header))
