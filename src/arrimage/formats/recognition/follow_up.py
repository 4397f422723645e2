"""A second table that repeats the actions: what it adds (states, comments…) goes to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..document import Cell
from ..draft import Issue, StatusDraft
from ..language import read_status
from ..language.lexicon import Lexicon
from ..language.text import normalise
from .doubts import doubt_about
from .fields import fill
from .headers import LEVEL_FIELDS, Header, Slot
from .legend import Legend
from .lines import lines_of
from .nodes import Node
from .numbering import split_code
from .rows import Body, Event

_HELD = {
    "responsible": "assignments", "collaborator": "assignments", "timeframe": "timeframe_lines",
    "result": "results", "indicator": "indicators", "cost": "cost", "priority": "priority",
}  # fmt: skip


class FollowUp:
    """Finds known elements by number or by title."""

    def __init__(self, roots: Sequence[Node], legend: Legend, lexicon: Lexicon) -> None:
        nodes = [node for root in roots for node in root.walk()]
        numbers = Counter(node.number for node in nodes if node.number)
        titles = Counter(normalise(node.title) for node in nodes)
        self.by_number = {n.number: n for n in nodes if numbers[n.number] == 1}
        self.by_title = {t: n for n in nodes if titles[t := normalise(n.title)] == 1}
        self.legend, self.lexicon = legend, lexicon

    def find(self, body: Body, header: Header) -> Node | None:
        """The element a row speaks of."""
        for rank, slot in reversed(list(enumerate(header.slots))):
            if slot.field in LEVEL_FIELDS and rank in body.fresh and body.text(rank):
                number, title = split_code(" ".join(body.text(rank).split()))
                by_title = self.by_title.get(normalise(title))
                return by_title or self.by_number.get(number or _printed(body, header))
        return self.by_number.get(_printed(body, header))

    def known_rows(self, events: Sequence[Event]) -> tuple[int, int]:
        """How many rows name something, and how many of them name a known element."""
        found = [self.find(*pair) for pair in _rows(events) if _names_something(*pair)]
        return len(found), sum(node is not None for node in found)

    def add(self, events: Sequence[Event]) -> tuple[int, tuple[Issue, ...]]:
        """Give each element what the rows add: how many learnt something, and the rows of none."""
        learnt, left = 0, []
        for body, header in _rows(events):
            if node := self.find(body, header):
                said = [self._tell(node, body, rank, s) for rank, s in enumerate(header.slots)]
                learnt += any(said)
            elif _names_something(body, header):
                left.append(_of_nothing(body))
        return learnt, tuple(left)

    def _tell(self, node: Node, body: Body, rank: int, slot: Slot) -> bool:
        cell = body.cells.get(rank)
        if cell is None or rank not in body.fresh or slot.field in LEVEL_FIELDS:
            return False
        if slot.field == "status":
            return self._state(node, cell)
        if not cell.text or slot.field in ("number", "kind", "year", "quarter", "target"):
            return False
        held = _HELD.get(slot.field)
        if held and getattr(node, held):
            return False
        known = cell.text in node.notes or (slot.column.header, cell.text) in node.extra
        if not known:
            fill(node, slot.column, lines_of(cell), self.lexicon)
        return not known

    def _state(self, node: Node, cell: Cell) -> bool:
        status = read_status(cell.text) if cell.text else None
        if (status is None or status.value is None) and cell.fill in self.legend.fills:
            status = self.legend.fills[cell.fill]
        if status is None or not _is_better(status, node.status):
            return False
        node.status = status
        return True


def _is_better(status: StatusDraft, known: StatusDraft | None) -> bool:
    rank = {"none": 0, "inferred": 1, "explicit": 2}
    return known is None or rank[status.basis] > rank[known.basis]


def _rows(events: Sequence[Event]) -> list[tuple[Body, Header]]:
    header: Header | None = None
    rows: list[tuple[Body, Header]] = []
    for event in events:
        if isinstance(event, Header):
            header = event
        elif isinstance(event, Body) and header:
            rows.append((event, header))
    return rows


def _names_something(body: Body, header: Header) -> bool:
    return any(
        body.text(rank)
        for rank, slot in enumerate(header.slots)
        if rank in body.fresh and (slot.field in LEVEL_FIELDS or slot.field == "number")
    )


def _of_nothing(body: Body) -> Issue:
    said = [cell for cell in body.every if cell.text]
    quote = " | ".join(" ".join(cell.text.split()) for cell in said)
    return doubt_about("follow_up_unmatched", quote, anchor=said[0].anchor)


def _printed(body: Body, header: Header) -> str:
    for rank, slot in enumerate(header.slots):
        if slot.field == "number" and rank in body.fresh:
            return body.text(rank).strip(" .")
    return ""
