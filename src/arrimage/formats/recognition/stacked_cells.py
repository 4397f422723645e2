"""Which column each unit of a stacked row belongs to: the best reading of the whole row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..language import Lexicon
from .plain_model import fold, goes_on, is_unfinished
from .stacked_header import Field
from .stacked_joins import is_sure_join
from .stacked_style import Style, names_body, names_people, opens_indicator
from .stacked_units import Unit

_BEAM = 16
_PLACED = 2.5  # for the column whose rank is that of the block, when there are as many of both
_STATEMENT = re.compile(
    r"\b(?:est|sont|sera|seront|a ete|ont ete|ont|respectent|permet|permettent|"
    r"is|are|has been|have been)\b"
)
_DETERMINER = re.compile(r"^(?:un|une|le|la|les|l'|des|i'|the|an?)\b|^l'")
_MONTHS = re.compile(
    r"^(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"automne|hiver|printemps|ete|q?octobre)\b.*:"
)
_ARTICLE_WORDS = "des les la le un une du aux au ces cette leur leurs"
_ARTICLES = frozenset(_ARTICLE_WORDS.split())
_LINK_WORD = re.compile(r"^(?:d'|(?:de|du|des|au|aux|a|et|ou|qui|que|dont|avec|dans|sur|par)\b)")
_NUMBER = re.compile(r"^\d+ |^(?:deux|trois|quatre|cinq) ")


@dataclass(frozen=True, slots=True)
class _Guess:
    """One way of reading the units so far; ``last`` holds the last text of each column."""

    score: float
    columns: tuple[Field, ...]
    last: tuple[tuple[Field, str], ...]
    bullets: tuple[tuple[Field, str], ...] = ()

    def text_of(self, column: Field) -> str | None:
        return next((text for name, text in self.last if name == column), None)


def _clash(text: str, following: str) -> bool:
    """True when no French sentence goes on so: «…des» followed by «d’analyse»."""
    last = re.split(r"[\s’']", fold(text))[-1]
    return last in _ARTICLES and bool(_LINK_WORD.match(fold(following)))


def _is_closed(text: str, following: str) -> bool:
    return text.endswith((".", ";")) or (is_unfinished(text) and _clash(text, following))


@dataclass(frozen=True, slots=True)
class RowState:
    """What the row is like: the objective above that a page may have cut, mixed columns."""

    objective: str = ""
    mixed: bool = False
    places: Mapping[int, Field] = field(default_factory=dict)  # block → column, where they pair


def paired_places(units: Sequence[Unit], style: Style) -> dict[int, Field]:
    """The column of each block of a row that has exactly one block for each column."""
    columns = [c for c in style.order if c not in ("objective", "timeframe", "orientation", "axis")]
    blocks = list(dict.fromkeys(unit.block for unit in units))
    return dict(zip(blocks, columns, strict=True)) if len(blocks) == len(columns) else {}


def assign_columns(
    units: Sequence[Unit], style: Style, state: RowState, lexicon: Lexicon
) -> list[Field]:
    """The column of every unit of one row."""
    opening: tuple[tuple[Field, str], ...] = ()
    if state.objective:
        opening = (("objective", state.objective),)
    guesses = [_Guess(0.0, (), opening)]
    before: Unit | None = None
    for unit in units:
        timed = is_time(unit.text, lexicon)
        judge = _Judge(unit, before, style, state, timed)
        following = [judge.step(guess, column) for guess in guesses for column in judge.columns()]
        following.sort(key=lambda guess: -guess.score)
        guesses = following[:_BEAM]
        before = unit
    return list(guesses[0].columns)


def is_time(text: str, lexicon: Lexicon) -> bool:
    """True for a text that is only an échéance: «En continu», «Au besoin», «Selon les budgets…»."""
    folded = fold(text).rstrip(" .;")
    phrases = lexicon.phrases("time")
    if folded in phrases and phrases[folded] in ("continuous", "on_demand"):
        return True
    return bool(
        re.match(r"^selon (?:les|la|le) (?:budgets?|ressources|besoins|demandes?)\b", folded)
    ) and (len(folded.split()) <= 5)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Scores the columns for one unit, given how the units before it were read."""

    unit: Unit
    before: Unit | None
    style: Style
    state: RowState
    timed: bool

    def columns(self) -> Sequence[Field]:
        """The columns this unit may belong to."""
        unit, style = self.unit, self.style
        if unit.title:
            return ("action",)
        if self.timed:
            return ("timeframe",)
        columns = [
            c for c in style.order if c not in ("objective", "timeframe", "orientation", "axis")
        ]
        if unit.side:
            allowed = style.left if unit.side == "left" else style.right
            return [c for c in columns if c in allowed] or columns
        if unit.above:
            return [c for c in columns if c != "action"]
        if unit.page and self.state.objective and not unit.mark:
            return ["objective", *columns]
        return columns

    def step(self, guess: _Guess, column: Field) -> _Guess:
        """The guess one unit further, in that column."""
        score = guess.score
        if not self.timed and not self.unit.title:
            score += self._fit(column, guess.text_of(column)) + self._follow(guess, column)
            score += self._move(guess, column) if self.before else 0.0
            score += _PLACED if self.state.places.get(self.unit.block) == column else 0.0
        if self.unit.cue:
            score += 2.5 if self.unit.cue == column else -0.5
        others = tuple((name, text) for name, text in guess.last if name != column)
        said = self.unit.last_line if column == "action" else self.unit.text
        bullets = tuple((name, mark) for name, mark in guess.bullets if name != column)
        if self.state.mixed and self.unit.bullet and not self.unit.title:
            before = dict(guess.bullets).get(column, "")
            score += 0.4 if before == self.unit.bullet else -0.3 if before else 0.0
        bullets = (*bullets, (column, self.unit.bullet))
        return _Guess(score, (*guess.columns, column), (*others, (column, said)), bullets)

    def _same_block(self) -> bool:
        before, unit = self.before, self.unit
        return before is not None and (before.block, before.page) == (unit.block, unit.page)

    def _move(self, guess: _Guess, column: Field) -> float:
        """Columns come in the order of the header, one cell each."""
        unit, order = self.unit, self.style.order
        before = self.before or unit
        previous = guess.columns[-1]
        if previous == "timeframe":
            previous = next((c for c in reversed(guess.columns) if c != "timeframe"), "action")
        step = order.index(column) - order.index(previous)
        same_block = self._same_block()
        if self._is_after_break():
            return -0.2 * order.index(column)
        if unit.fresh or (unit.side == "left" and before.side == "right"):
            return -0.3 if step < 0 else 0.0
        if step < 0 and self.state.mixed and unit.bullet and not same_block:
            return -1.0
        if step < 0:
            return -0.8 if self.state.mixed and column == "action" else -4.5
        if unit.mixed and same_block and step == 0:
            return -3.0
        if step == 0:
            alike = bool(unit.bullet) == bool(before.bullet)
            return (0.4 if same_block else -0.2) + (0.3 if alike else -0.3)
        return -1.5 if same_block and not unit.mixed and unit.side == before.side else 0.0

    def _follow(self, guess: _Guess, column: Field) -> float:
        """A text in lower case goes on with something; an unfinished one waits for it."""
        unit, text = self.unit, guess.text_of(column)
        if not goes_on(unit.text) or unit.bullet:
            waits = text is not None and is_unfinished(text) and not unit.bullet
            if waits and unit.text[0].isdigit():
                return 1.5
            return (0.3 if guess.columns[-1:] == (column,) else -0.3) if waits else 0.0
        if text is None:
            known = column == "responsible" and self.style.completed(unit.text) != unit.text
            known = known or (column == "responsible" and self.style.is_name(unit.text))
            return -1.0 if known else 0.0 if unit.cue == column else -4.0
        score = (
            2.5
            if is_unfinished(text) and not _clash(text, unit.text)
            else -2.0
            if _is_closed(text, unit.text)
            else 0.0
        )
        if self.state.mixed and is_sure_join(text, unit.text, self.style.pairs):
            score += 1.5
        if guess.columns[-1:] == (column,):
            new_cell = not self._same_block() and not is_unfinished(text)
            score += (
                (-1.5 if unit.page else -0.9 if self.state.mixed else -0.5)
                if new_cell and not self._is_after_break()
                else 1.0
            )
        if unit.fresh and unit.rank == 0 and unit.count > 1 and column != "action":
            score -= 1.0
        return score

    def _is_after_break(self) -> bool:
        return self.before is not None and self.before.page != self.unit.page

    def _fit(self, column: Field, last: str | None) -> float:
        match column:
            case "responsible" | "collaborator":
                return self._fit_people(last)
            case "indicator":
                return self._fit_indicator()
            case "result":
                return self._fit_result()
            case "action":
                return self._fit_title(last or "")
            case "objective":
                return self._fit_objective(last or "")
            case _:
                return -1.0

    def _fit_people(self, last: str | None) -> float:
        unit, style = self.unit, self.style
        if unit.mark:
            return -8.0
        if style.is_name(unit.text):
            return 6.0
        if last and style.ends_name(last, unit.text):
            return 6.0
        if style.begins_name(unit.text):
            return 4.0
        if unit.mixed and unit.rank and style.completed(unit.text) != unit.text:
            return 4.0
        score = -2.0 if unit.bullet else 0.0
        if unit.mixed and unit.rank == 1 and names_body(unit.text):
            return score + 2.0
        if unit.side == "left":
            return 3.0 + score
        if names_people(unit.text):
            return score + (2.0 if len(unit.text) < 60 else 0.5)
        if len(unit.text.split()) > 8 or opens_indicator(unit.text):
            return score - 4.0
        return score if last and self._same_block() and not unit.mixed else score - 2.0

    def _fit_indicator(self) -> float:
        unit = self.unit
        if unit.mark:
            return 8.0
        if self.style.marks:
            return 0.0 if goes_on(unit.text) or unit.page else -3.0
        if opens_indicator(unit.text):
            return 4.0
        folded = fold(unit.text)
        score = 0.7 if unit.count > 3 and unit.rank == unit.count - 1 else 0.0
        if _STATEMENT.search(folded):
            return score + (2.5 if _DETERMINER.match(folded) else 1.5)
        if _DETERMINER.match(folded):
            return score + 0.6
        return score - (1.0 if _MONTHS.match(folded) or _NUMBER.match(folded) else 0.0)

    def _fit_result(self) -> float:
        unit = self.unit
        if unit.mark:
            return -8.0
        if self.style.marks:
            return 1.0
        if opens_indicator(unit.text):
            return -2.0
        folded = fold(unit.text)
        if _MONTHS.match(folded):
            return 2.5
        return 1.5 if _NUMBER.match(folded) else 0.5

    def _fit_title(self, last: str) -> float:
        unit = self.unit
        listed = last.endswith(":") or (unit.indented and self.state.mixed is False)
        if unit.mark or (unit.bullet and not listed):
            return -6.0
        if unit.indented and last:
            return 4.0 if listed else -3.0
        if not goes_on(unit.text):
            return -3.0
        if not self.state.mixed:
            return 0.5
        if unit.rank > 0:
            return -2.0
        short = len(last) + len(unit.text.split()[0]) < self.style.title_width * 0.8
        if short and not is_unfinished(last):
            return -2.0
        return 3.0 if unit.mixed and unit.count > 1 else 1.4

    def _fit_objective(self, last: str) -> float:
        unit = self.unit
        if not last or not goes_on(unit.text):
            return -6.0
        too_wide = len(unit.last_line) > self.style.objective_width * 1.2
        return (1.0 if is_unfinished(last) else -1.5) - (4.0 if too_wide else 0.0)
