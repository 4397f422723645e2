"""What is said of cells that cannot be taken as they stand: shared, joined, cut, left blank."""

from __future__ import annotations

from collections.abc import Sequence

from .nodes import Node

JOINED = "Ce texte a été recollé à la suite du précédent, dont il semble être la fin."
_CUT = (
    "Le bord de la case «\u00a0{header}\u00a0» cache peut-être la fin de ce texte\u00a0: {kept}, "
    "à compléter d’après l’original."
)
_BLANK = (
    "La case «\u00a0{header}\u00a0» est vide\u00a0; si elle ne faisait qu’une avec celle du "
    "dessus, «\u00a0{names}\u00a0» vaut aussi pour cette action."
)


def shared_message(header: str) -> str:
    """The sentence of a cell that several actions share."""
    return f"La cellule «\u00a0{header}\u00a0» vaut pour plusieurs actions."


def has_open_end(title: str) -> bool:
    """Whether a title stops where none does: a comma, a hyphen, an open bracket."""
    return title.rstrip().endswith((",", "-", "(")) or title.count("(") > title.count(")")


def doubt_title(node: Node, header: str) -> None:
    """A title that the edge of its cell cuts is kept, and doubted."""
    if all(doubt.code != "text_cut" for doubt in node.doubts):
        node.doubt("text_cut", _CUT.format(header=header, kept="il est gardé tel quel"), node.title)


def set_aside(nodes: Sequence[Node], header: str, text: str) -> None:
    """What the edge of its cell cuts is no value: a note and a doubt."""
    for node in nodes[:1] if text else ():
        node.notes.append(f"{header}\u00a0: {' '.join(text.split())}")
        node.doubt("text_cut", _CUT.format(header=header, kept="il est gardé en note"), text)


def doubt_blank(nodes: Sequence[Node], above: Sequence[Node], header: str) -> None:
    """Text has no merged cells: an empty one below a name may have been part of its cell."""
    names = [person.name for person in above[-1].assignments] if above else []
    quotes = [doubt.quote for doubt in above[-1].doubts if doubt.code == "cell_blank"]
    said = ", ".join(names) if names else next(iter(quotes), "") if above else ""
    for node in nodes:
        if said and node not in above:
            node.doubt("cell_blank", _BLANK.format(header=header, names=said), said, "info")
