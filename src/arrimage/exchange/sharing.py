"""What one cell says, given line by line to the actions of its row: pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from arrimage.formats.draft import PlanDraft
from arrimage.formats.words import clean, words_of

from .corrections import find
from .wording import state_of, write

FIELDS: Mapping[str, str] = {
    "responsible": "responsibles",
    "collaborator": "collaborators",
    "timeframe": "timeframe",
    "result": "results",
    "indicator": "indicators",
    "status": "state",
    "cost": "cost",
    "priority": "priority",
    "note": "notes",
}
"""The words of a part that a column of a document fills."""
ALL = "*"
"""Said of a line that holds for every action of the row."""

Shares = Sequence[tuple[str, str]]
"""A line of the cell and the key of the part it goes to, ``ALL``, or nothing."""


def lines_of(cell: str) -> tuple[str, ...]:
    """The lines of a cell, as a person shares them out."""
    return tuple(" ".join(line.split()) for line in cell.splitlines() if line.strip())


def share(draft: PlanDraft, column: str, keys: Sequence[str], shares: Shares) -> PlanDraft:
    """The draft once each line is where a person said.

    What the parts said in this column that is not of the cell stays; a line that goes nowhere is
    kept in the notes of the first part.
    """
    name, lines = FIELDS[column], {line for line, _key in shares}
    for key in keys:
        given = [line for line, to in shares if to in (key, ALL)]
        own = [line for line in _said(draft, key, name) if " ".join(line.split()) not in lines]
        draft = write(draft, key, {name: "\n".join([*own, *given])})
    left = [line for line, to in shares if not to]
    if left:
        notes = words_of(find(draft, keys[0])).notes
        draft = write(draft, keys[0], {"notes": clean("\n".join([notes, *left]))})
    return draft


def _said(draft: PlanDraft, key: str, name: str) -> list[str]:
    element = find(draft, key)
    words = state_of(element) if name == "state" else getattr(words_of(element), name)
    separated = words.replace(" ; ", "\n") if name == "timeframe" else words
    return [line for line in separated.split("\n") if line.strip()]


def held_by(draft: PlanDraft, column: str, keys: Sequence[str], line: str) -> str:
    """Where a line of the cell is now: one part, all of them, or nowhere."""
    name = FIELDS[column]
    found = [key for key in keys if line in [" ".join(s.split()) for s in _said(draft, key, name)]]
    if len(found) > 1:
        return ALL
    return found[0] if found else ""
