"""Which column each unit of a stacked row belongs to: the best reading of the whole row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..language import Lexicon, normalise
from .plain_model import is_unfinished
from .stacked_header import Field
from .stacked_style import INDICATOR_START, Style, names_people
from .stacked_units import Unit

_BEAM = 16
_STATEMENT = re.compile(
    r"\b(?:est|sont|sera|seront|a ete|ont ete|ont|respectent|permet|permettent|is|are|has been|have been)\b"
)
_DETERMINER = re.compile(r"^(?:un|une|le|la|les|l'|des|i'|the|an?)\b|^l'")
_MONTHS = re.compile(
    r"^(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"automne|hiver|printemps|ete|q?octobre)\b.*:"
)
_NUMBER = re.compile(r"^\d+ |^(?:deux|trois|quatre|cinq) ")


@dataclass(frozen=True, slots=True)
class _Guess:
    """One way of reading the units so far; ``last`` holds the last text of each column."""

    score: float
    columns: tuple[Field, ...]
    last: tuple[tuple[Field, str], ...]

    def text_of(self, column: Field) -> str | None:
        return next((text for name, text in self.last if name == column), None)


@dataclass(frozen=True, slots=True)
class RowState:
    """What was open above the row: the text of an objective that a page may have cut."""

    objective: str = ""


def assign_columns(
    units: Sequence[Unit], style: Style, state: RowState, lexicon: Lexicon
) -> list[Field]:
    """The column of every unit of one row."""
    times = [is_time(unit.text, lexicon) for unit in units]
    opening = (("objective", state.objective),) if state.objective else ()
    guesses = [_Guess(0.0, (), opening)]
    for index, unit in enumerate(units):
        before = units[index - 1] if index else None
        following = [
            _step(guess, unit, before, column, style, times[index])
            for guess in guesses
            for column in _open_columns(unit, style, times[index])
        ]
        following.sort(key=lambda guess: -guess.score)
        guesses = following[:_BEAM]
    return list(guesses[0].columns)


def is_time(text: str, lexicon: Lexicon) -> bool:
    """True for a text that is only an échéance: «En continu», «Au besoin», «Selon les budgets…»."""
    folded = normalise(text).rstrip(" .;")
    phrases = lexicon.phrases("time")
    if folded in phrases and phrases[folded] in ("continuous", "on_demand"):
        return True
    return bool(re.match(r"^selon (?:les|la|le) (?:budgets?|ressources|besoins|demandes?)\b", folded)) and (
        len(folded.split()) <= 5
    )


def _open_columns(unit: Unit, style: Style, timed: bool) -> Sequence[Field]:
    if unit.title:
        return ("action",)
    if timed:
        return ("timeframe",)
    columns = [c for c in style.order if c not in ("objective", "timeframe", "orientation", "axis")]
    if unit.side:
        allowed = style.left if unit.side == "left" else style.right
        columns = [c for c in columns if c in allowed]
    elif unit.page and "objective" in style.order and not unit.mark:
        columns = ["objective", *columns]
    return columns


def _step(
    guess: _Guess, unit: Unit, before: Unit | None, column: Field, style: Style, timed: bool
) -> _Guess:
    score = 0.0
    if before is not None and not timed:
        previous = guess.columns[-1]
        score += _move(guess, unit, before, previous, column, style)
        score += _fit(unit, column, style, guess.text_of(column))
        score += _follow(guess, unit, column, style)
    if unit.cue:
        score += 2.5 if unit.cue == column else -0.5
    last = tuple((name, text) for name, text in guess.last if name != column)
    return _Guess(
        guess.score + score, (*guess.columns, column), (*last, (column, unit.text))
    )


def _move(
    guess: _Guess, unit: Unit, before: Unit, previous: Field, column: Field, style: Style
) -> float:
    """Columns come in the order of the header, one cell each."""
    if previous == "timeframe" and previous not in style.order[:-1]:
        previous = next((c for c in reversed(guess.columns) if c != "timeframe"), "action")
    step = style.order.index(column) - style.order.index(previous)
    same_block = (before.block, before.page) == (unit.block, unit.page)
    if unit.page != before.page:
        return 0.0
    if unit.fresh or (unit.side == "left" and before.side == "right"):
        return -0.3 if step < 0 else 0.0
    if step < 0:
        return -4.5
    if unit.mixed and same_block and step == 0:
        return -3.0
    if step == 0:
        return 0.4 if same_block else -0.2
    return -1.5 if same_block and not unit.mixed and unit.side == before.side else 0.0


def _follow(guess: _Guess, unit: Unit, column: Field, style: Style) -> float:
    """A text that starts in lower case goes on with something; an unfinished one waits for it."""
    text = guess.text_of(column)
    score = 0.0
    lower = unit.text[0].islower() and not unit.bullet
    waiting = [name for name, said in guess.last if is_unfinished(said)]
    if lower:
        if text is None:
            score -= 1.0 if column == "responsible" and style.is_name(unit.text) else 4.0
        elif is_unfinished(text):
            score += 2.5
        elif text.endswith((".", ";")):
            score -= 2.0
        if guess.columns[-1] == column:
            score += 1.0
    elif text is not None and is_unfinished(text) and not unit.bullet:
        score += 0.3 if guess.columns[-1] == column else -0.3
    score -= 0.4 * sum(
        style.order.index(name) < style.order.index(column) for name in waiting if name in style.order
    )
    return score


def _fit(unit: Unit, column: Field, style: Style, last: str | None) -> float:
    match column:
        case "responsible" | "collaborator":
            return _fit_people(unit, style, last)
        case "indicator":
            return _fit_indicator(unit, style)
        case "result":
            return _fit_result(unit, style)
        case "action":
            return _fit_title(unit, style, last)
        case "objective":
            return _fit_objective(unit, style, last)
        case _:
            return -1.0


def _fit_people(unit: Unit, style: Style, last: str | None) -> float:
    if unit.mark:
        return -8.0
    if style.is_name(unit.text):
        return 5.0
    if last and style.ends_name(last, unit.text):
        return 6.0
    if style.begins_name(unit.text):
        return 4.0
    score = -2.0 if unit.bullet else 0.0
    if unit.side == "left":
        return 3.0 + score
    if names_people(unit.text):
        return score + (2.0 if len(unit.text) < 60 else 0.5)
    if len(unit.text.split()) > 8 or INDICATOR_START.match(unit.text):
        return score - 4.0
    return score - 2.0


def _fit_indicator(unit: Unit, style: Style) -> float:
    if unit.mark:
        return 8.0
    if style.marks:
        return 0.0 if unit.text[0].islower() or unit.page else -3.0
    if INDICATOR_START.match(unit.text):
        return 4.0
    folded = normalise(unit.text)
    if _STATEMENT.search(folded):
        return 2.5 if _DETERMINER.match(folded) else 1.5
    if _DETERMINER.match(folded):
        return 0.8
    return -1.0 if _MONTHS.match(folded) or _NUMBER.match(folded) else 0.0


def _fit_result(unit: Unit, style: Style) -> float:
    if unit.mark:
        return -8.0
    if style.marks:
        return 1.0
    if INDICATOR_START.match(unit.text):
        return -2.0
    folded = normalise(unit.text)
    if _MONTHS.match(folded):
        return 2.5
    return 1.5 if _NUMBER.match(folded) else 0.5


def _fit_title(unit: Unit, style: Style, last: str | None) -> float:
    if unit.mark or unit.bullet and not (last or "").endswith(":"):
        return -6.0
    if unit.indented and (last or "").endswith(":"):
        return 4.0
    if not unit.text[0].islower():
        return -3.0
    if unit.mixed and not is_unfinished(last or ""):
        room = style.title_width * 0.8 - len(unit.text.split()[0])
        return -2.0 if len(last or "") < room else 0.5
    return 0.5


def _fit_objective(unit: Unit, style: Style, last: str | None) -> float:
    if not last or not unit.text[0].islower():
        return -6.0
    too_wide = len(unit.last_line) > style.objective_width * 1.2
    return (1.0 if is_unfinished(last) else -1.5) - (4.0 if too_wide else 0.0)
