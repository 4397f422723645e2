"""States that no cell says in words: bold the document explains, a title that is itself a state."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..draft import StatusDraft
from ..language import read_status
from .doubts import doubt_about
from .fields import add_people
from .legend import Legend
from .lines import Line
from .nodes import Node

_RESPONSIBLE = re.compile(
    r"\((?:organis\w+ |personnes? )?(?:responsables?|porteurs?|lead)"
    r"[ \u00a0]*:[ \u00a0]*(?P<name>[^()]+)\)",
    re.I,
)
_TITLE_WORDS = 3


def settle(nodes: Sequence[Node], legend: Legend) -> None:
    """Give elements the states and people their titles and formatting tell."""
    for node in nodes:
        if node.role in ("action", "step"):
            _title_as_status(node)
            if match := _RESPONSIBLE.search(node.title):
                add_people(node, [Line(match["name"].strip())], "responsible")
    if legend.bold:
        _bold_as_status([n for n in nodes if n.role in ("action", "step")], legend)


def _title_as_status(node: Node) -> None:
    """The state is taken; that the title says nothing else is for the doctor to say."""
    status = read_status(node.title)
    if status.basis != "explicit" or len(node.title.split()) > _TITLE_WORDS:
        return
    if node.status is None or node.status.basis != "explicit":
        node.status = status


def _bold_as_status(actions: Sequence[Node], legend: Legend) -> None:
    bold = [node for node in actions if node.bold]
    if not bold or len(bold) == len(actions):
        return
    for node in bold:
        if node.status and node.status.value:
            continue
        value = "done" if legend.bold_values == {"done"} else "in_progress"
        text = node.status.text if node.status else ""
        node.status = StatusDraft(text, value, "explicit")  # type: ignore[arg-type]
        if len(legend.bold_values) > 1:
            node.doubt(doubt_about("status_from_bold", legend.bold))
