"""What is said of cells that cannot be taken as they stand: shared, joined, cut, left blank."""

from __future__ import annotations

from collections.abc import Sequence

from .doubts import doubt_about
from .nodes import Node


def has_open_end(title: str) -> bool:
    """Whether a title stops where none does: a comma, a hyphen, an open bracket."""
    return title.rstrip().endswith((",", "-", "(")) or title.count("(") > title.count(")")


def doubt_title(node: Node, header: str) -> None:
    """A title that the edge of its cell cuts is kept, and doubted."""
    if all(doubt.issue.code != "text_cut" for doubt in node.doubts):
        node.doubt(doubt_about("text_cut", node.title, header=header))


def set_aside(nodes: Sequence[Node], header: str, text: str) -> None:
    """What the edge of its cell cuts is no value: a note and a doubt."""
    for node in nodes[:1] if text else ():
        node.notes.append(f"{header}\u00a0: {' '.join(text.split())}")
        node.doubt(doubt_about("text_cut", text, form="other", header=header))


def doubt_blank(nodes: Sequence[Node], above: Sequence[Node], header: str) -> None:
    """Text has no merged cells: an empty one below a name may have been part of its cell."""
    names = [person.name for person in above[-1].assignments] if above else []
    doubts = [doubt.issue for doubt in above[-1].doubts] if above else []
    quotes = [doubt.quote for doubt in doubts if doubt.code == "cell_blank"]
    said = ", ".join(names) if names else next(iter(quotes), "")
    for node in nodes:
        if said and node not in above:
            node.doubt(doubt_about("cell_blank", said, header=header, names=said))
