"""What a document says its formatting means: bold, and the colours of states."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from ..document import Cell, Paragraph, SourceDocument, Table
from ..draft import StatusDraft
from ..language import read_status
from ..language.text import normalise

_BOLD = re.compile(r"\b(?:en |caracteres? )gras\b|\bin bold\b|\bbold(?:ed)?\b")
_STATE = re.compile(r"complet|realis|termin|en cours|acheve|done|progress|amorc|debut")
_NOUN = re.compile(
    r"^(?:=\s*)?(?:(?:actions?|activités?|mesures?|étapes?|moyens?|projets?|cellules?|items?)\s+)?"
    r"(?:(?:vert|jaune|rouge|orange|bleu|gris|green|yellow|red|blue|grey)e?s?\s*[:=–-]\s*)?",
    re.I,
)
_ASIDE = re.compile(
    r"^(?:legend\w*\b.*|(?:vert|jaune|rouge|orange|bleu|gris|mauve|violet|rose|green|yellow|red|blue|"
    r"grey|gray|amber)e?s?)$"
)
_SQUARES = frozenset("■●⬛█▇▪◼▮")
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Legend:
    """``bold`` is the sentence that gives bold a meaning; ``fills`` maps a colour to a state."""

    bold: str = ""
    bold_values: frozenset[str] = frozenset()
    fills: Mapping[str, StatusDraft] = field(default_factory=dict)


def read_legend(document: SourceDocument) -> Legend:
    """Look for the sentence about bold and for swatches beside state words."""
    bold = ""
    for text in _texts(document):
        folded = normalise(text)
        if _BOLD.search(folded) and _STATE.search(folded):
            bold = text
            break
    return Legend(bold, _values(bold), _fills(document))


def _texts(document: SourceDocument) -> list[str]:
    texts = [paragraph.text for paragraph in document.paragraphs()]
    for table in document.tables():
        for row in table.rows:
            texts += [cell.text for cell in row if "gras" in cell.text or "bold" in cell.text]
    return texts


def _values(sentence: str) -> frozenset[str]:
    folded = normalise(sentence)
    found = set()
    if re.search(r"complet|realise|termin|acheve|done", folded):
        found.add("done")
    if re.search(r"en cours|in progress|amorc|debut", folded):
        found.add("in_progress")
    return frozenset(found)


def _fills(document: SourceDocument) -> dict[str, StatusDraft]:
    """Swatches: a shaded cell that holds, or stands just left of, a state word and nothing else."""
    fills: dict[str, StatusDraft] = {}
    clash: set[str] = set()
    for table in document.tables():
        for fill, status in _swatches(table):
            if fill in fills and fills[fill].value != status.value:
                clash.add(fill)
            fills.setdefault(fill, status)
    for paragraph in document.paragraphs():
        for fill, status in _run_swatches(paragraph):
            fills.setdefault(fill, status)
    return {fill: status for fill, status in fills.items() if fill not in clash}


def _swatches(table: Table) -> list[tuple[str, StatusDraft]]:
    found = []
    for row in table.rows:
        said = [cell for cell in row if cell.text]
        if not said or len(said) > 6:
            continue
        for cell in row:
            label = cell if cell.text and _state(cell.text) else _right_of(cell, row)
            status = _state(label.text) if label and cell.fill else None
            if status and _only_states(said):
                found.append((cell.fill, status))
    return found


def _right_of(cell: Cell, row: tuple[Cell, ...]) -> Cell | None:
    end = cell.column + cell.col_span
    return next((other for other in row if other.column == end and other.text), None)


def _only_states(cells: list[Cell]) -> bool:
    return all(_state(cell.text) or _ASIDE.match(normalise(cell.text)) for cell in cells)


def _state(text: str) -> StatusDraft | None:
    if not text or len(text) > _LONGEST_LABEL:
        return None
    status = read_status(_NOUN.sub("", text.strip()))
    return status if status.basis == "explicit" else None


def _run_swatches(paragraph: Paragraph) -> list[tuple[str, StatusDraft]]:
    found = []
    for run, following in zip_longest(paragraph.runs, paragraph.runs[1:]):
        color = run.highlight or run.color
        label = run.text.strip()
        if following and (set(label) & _SQUARES or (run.highlight and not label)):
            label = following.text.strip(" :=–-;,\u00a0")
        status = _state(label) if color and color != "000000" else None
        if status:
            found.append((color, status))
    return found
