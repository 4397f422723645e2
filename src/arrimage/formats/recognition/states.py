"""States of the elements of a row, in words, in marks or in colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..document import Cell
from ..draft import Column, Issue
from ..language import read_status
from .cells import Item, share
from .doubts import doubt_about
from .headers import LEVEL_FIELDS, Header, Slot, is_state
from .legend import Legend
from .lines import lines_of
from .marks import is_mark
from .nodes import Node
from .rows import Body


def read_states(
    cell: Cell,
    slot: Slot,
    leaves: list[Node],
    items: list[Item],
    guide: list[int] | None,
    legend: Legend,
) -> None:
    """Share the states of a cell: words, marks under a state, or a colour of the legend."""
    if is_mark(cell.text) and is_state(slot.column.header):
        for node in leaves:
            node.status = read_status(slot.column.header)
        return
    shares = share(lines_of(cell), items or [Item("")], "status", guide)
    for node, lines in zip(leaves, shares.parts, strict=False):
        text = "\n".join(line.text for line in lines)
        if not text:
            continue
        if node.status and node.status.basis == "explicit" and len(leaves) == len(shares.parts):
            node.extra.append((slot.column.header, text))
        else:
            node.status = read_status(text)
    if shares.doubt:
        leaves[0].doubt(*no_match(slot.column, cell, leaves))
    if cell.fill in legend.fills:
        for node in leaves:
            if node.status is None or node.status.basis != "explicit":
                node.status = legend.fills[cell.fill]


def read_fill(body: Body, header: Header, leaves: list[Node], legend: Legend) -> None:
    """A shaded row, or a shaded name of action, in a colour of the legend."""
    if not legend.fills:
        return
    for rank, slot in enumerate(header.slots):
        cell = body.cells.get(rank)
        named = slot.field in LEVEL_FIELDS or slot.field == "number"
        if cell and named and cell.fill in legend.fills and rank in body.fresh:
            for node in leaves:
                node.status = node.status or legend.fills[cell.fill]


def no_match(column: Column, cell: Cell, leaves: Sequence[Node]) -> tuple[Issue, Sequence[Node]]:
    """The doubt about a cell that has not one line for each action, and those actions."""
    doubt = doubt_about("cells_do_not_match", cell.text, header=column.header)
    return replace(doubt, column=column.field), tuple(leaves)
