"""A plan whose column names nobody knows, told by what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..document import SourceDocument, Table
from ..draft import ColumnField
from ..language.lexicon import Lexicon
from ..language.text import fold_phrase, normalise
from ..language.timeframes import is_timeframe, read_timeframes

_VERB = re.compile(r"^(?:\d[\d.)]*\s*|[-•–]\s*)?(?:ne pas |s'|se )?[a-z]{2,}(?:er|ir|re)\b")
_FEWEST_ROWS = 3
_MOST = 0.6  # share of the cells of a column that must be of one kind
_OPEN = ("continuous", "quarter", "season", "month", "range")
_TOLD = {"axis", "orientation", "objective", "result", "indicator", "status"}  # known: a plan's own
_HEADER_WORDS = 7
_NAME_WORDS = 6
_SENTENCE_WORDS = 3

Guess = dict[str, ColumnField]


def guess_columns(document: SourceDocument, lexicon: Lexicon) -> Guess:
    """Folded header → what its cells hold, of the first table that can only be a plan; or nothing.

    Verbs of action, times, and somebody beside them: without the three, nothing is guessed.
    """
    for table in document.tables():
        if found := _guess(table, lexicon):
            return found
    return {}


def _guess(table: Table, lexicon: Lexicon) -> Guess:
    rows = [[cell.text.strip() if cell else "" for cell in row] for row in table.grid()]
    head = rows[0] if len(rows) > _FEWEST_ROWS else []
    names = [fold_phrase(text) for text in head]
    short = all(0 < len(text.split()) <= _HEADER_WORDS for text in head)
    foreign = {fold_phrase(word) for word in lexicon.words("foreign_columns", "any")}
    if len(head) < 3 or not short or len({*names} - foreign) < len(names):
        return {}
    columns = [[row[rank] for row in rows[1:] if row[rank]] for rank in range(len(head))]
    kinds = [
        _known(name, lexicon) or _kind(texts) for name, texts in zip(names, columns, strict=True)
    ]
    first = {kind: kinds.index(kind) for kind in ("action", "timeframe", "name") if kind in kinds}
    if len(first) < 3 or not (_TOLD & set(kinds) or _is_planned(columns[first["timeframe"]])):
        return {}
    found: Guess = {names[first["action"]]: "action", names[first["timeframe"]]: "timeframe"}
    return {**found, names[first["name"]]: "responsible"}


def is_to_do(text: str) -> bool:
    """Whether a title begins with a verb of action: «Former dix bénévoles»."""
    return bool(_VERB.match(normalise(text)))


def _known(name: str, lexicon: Lexicon) -> str:
    """«name» for a known column of people; what any other known column holds goes by its field."""
    field = lexicon.columns.get(name, "")
    return {"responsible": "name", "action": "action", "timeframe": "timeframe"}.get(field, field)


def _kind(texts: Sequence[str]) -> str:
    """«action», «timeframe», «name», or "" for anything else."""
    if len(texts) < _FEWEST_ROWS:
        return ""
    if _mostly([is_timeframe(text) for text in texts]):
        return "timeframe"
    wordy = [len(text.split()) >= _SENTENCE_WORDS for text in texts]
    if _mostly([is_to_do(text) for text in texts]) and _mostly(wordy):
        return "action"
    named = [text[:1].isupper() and len(text.split()) <= _NAME_WORDS for text in texts]
    letters = [not any(character.isdigit() for character in text) for text in texts]
    return "name" if _mostly(named) and all(letters) else ""


def _is_planned(texts: Sequence[str]) -> bool:
    """Dates as plans give them: not only «mensuel», and not a day for each, as in a programme."""
    frames = [frame for text in texts for frame in read_timeframes(text)]
    dated = [frame.start is not None or frame.kind in _OPEN for frame in frames]
    return _mostly(dated) and any(frame.kind != "date" for frame in frames)


def _mostly(said: Sequence[bool]) -> bool:
    return sum(said) >= _MOST * len(said)
