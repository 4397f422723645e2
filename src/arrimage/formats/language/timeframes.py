"""Échéances as plans write them: dates, seasons, plan years, «en continu», «au besoin»…"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence

from ..draft import TimeframeDraft
from .moments import Moment, Precision, find_moments
from .text import fold_same_length
from .timecontext import TimeContext

_MARK = re.compile(r"^(?:[-–—*•·▪◦]\s*|\(\s*[-–—]*\s*\)\s*)+(?=\S|$)")
_OPEN_END = re.compile(
    r"(?:[:,–—-]|\b(?:a|au|aux|et|de|du|en|le|d'ici|jusqu'a|jusqu'au|to|and|by))\s*$"
)
_GOES_ON = re.compile(r"^(?:a|au|aux|et|ou|jusqu'\w+|to|and|until)\s|^\(")
_EACH = re.compile(r"\s*(?:de )?(?:chaque|tous les|toutes les|every|each)\b")
_RANGE = re.compile(r"\s*(?:[-–—]|a|au|to|through|jusqu'(?:a|au|en))\s*")
_ALTERNATIVE = re.compile(r"\s*(?:/|ou|or)\s*")
_LIST = re.compile(r"\s*(?:[,;.+&/|]|et|and|puis|then|ou|or|[-–—])*\s*")
_TAIL = re.compile(r"(?:[\s,;.+&/|–—-]|\b(?:et|and|puis|then)\b)+$")
_RANGE_LEADS = {"a", "au", "aux", "a la", "a l'", "jusqu'a", "jusqu'au", "jusqu'en", "to", "until"}
_COARSENESS: tuple[Precision, ...] = ("day", "month", "season", "year")
_DATES = ("date", "month", "season", "quarter", "year", "plan_year", "range")

_PRINTED_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_timeframes(text: str, context: TimeContext | None = None) -> tuple[TimeframeDraft, ...]:
    """One échéance per piece of the text, the words kept as printed.

    Bounds are given only when the words, the plan's period or its years decide them. A piece that
    says nothing about time has the kind «unknown»; an empty text has no piece.
    """
    return tuple(
        _draft(words, moments) for words, moments in _pieces(text, context or TimeContext())
    )


def split_timeframes(text: str) -> tuple[str, ...]:
    """The pieces of a cell, flattened or not: «Mai 2014 En continu» → two."""
    return tuple(words for words, _ in _pieces(text, TimeContext()))


def is_timeframe(text: str) -> bool:
    """True when the whole text says when or how often, and nothing else."""
    pieces = _pieces(text, TimeContext())
    return bool(pieces) and all(_is_only_time(words, moments) for words, moments in pieces)


def runs_backwards(text: str) -> bool:
    """True when a range ends before it starts: «juin 2027 à mai 2026», both years being printed.

    Its bounds are read in the order of the calendar all the same.
    """
    years = _PRINTED_YEAR.findall(text)
    if len(years) < 2 or years[0] < years[-1]:
        return False
    return any(_is_backwards(words, group) for words, group in _pieces(text, TimeContext()))


Piece = tuple[str, tuple[Moment, ...]]


def _pieces(text: str, context: TimeContext) -> list[Piece]:
    pieces: list[Piece] = []
    for line in _lines(text):
        moments = find_moments(line, context)
        dated = [m for m in moments if m.kind in _DATES]
        if dated:
            moments = tuple(m for m in moments if m.kind != "event" or line[m.end - 1].isdigit())
        for start, end, group in _cut(line, moments):
            words = line[start:end].strip().strip(",;").strip()
            if words:
                pieces.append((words, group))
    return _with_years(pieces, context)


def _lines(text: str) -> list[str]:
    """Lines of a cell without their bullets, with wrapped expressions put back together."""
    lines: list[str] = []
    follows = False  # a sign alone on its line parts those around it
    for raw in text.splitlines():
        printed = " ".join(raw.split())
        line = _MARK.sub("", printed)
        if not re.search(r"\w", line):
            follows &= not printed
            continue
        if follows and line == printed and _is_wrapped(lines[-1], line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
        follows = True
    cut = [part for line in lines for part in re.split(r";(?![^()]*\))|[•·▪]", line)]
    return [part.strip() for part in cut if re.search(r"\w", part)]


def _is_wrapped(previous: str, line: str) -> bool:
    before, after = fold_same_length(previous), fold_same_length(line)
    if _OPEN_END.search(before) or _GOES_ON.match(after):
        return True
    if before.count("(") > before.count(")"):
        return True
    moments = find_moments(previous, TimeContext())
    if moments and moments[-1].end == len(previous) and moments[-1].kind in ("month", "season"):
        return moments[-1].year is None and bool(re.match(r"(?:19|20)\d\d\b", line))
    return not moments and line[0].islower()


def _cut(line: str, moments: Sequence[Moment]) -> list[tuple[int, int, tuple[Moment, ...]]]:
    """Start, end and moments of each piece of a line."""
    if not moments:
        return [(0, len(line), ())]
    cuts = [0]
    groups: list[list[Moment]] = [[moments[0]]]
    for previous, moment in itertools.pairwise(moments):
        if _is_aside(line, groups[-1][0], moment):
            continue
        if _belongs(line, groups[-1], previous, moment):
            groups[-1].append(moment)
        else:
            cuts.append(_boundary(line, previous.end, moment.start))
            groups.append([moment])
    ends = [*cuts[1:], len(line)]
    pieces = []
    for start, end, group in zip(cuts, ends, groups, strict=True):
        end = start + len(_TAIL.sub("", line[start:end]))
        pieces.append((start, max(end, group[-1].end), tuple(group)))
    return pieces


def _is_aside(line: str, head: Moment, moment: Moment) -> bool:
    """True inside a parenthesis when the piece already has its own time before it."""
    return _depth(line, moment.start) > 0 and not _depth(line, head.start)


def _depth(line: str, position: int) -> int:
    return max(0, line.count("(", 0, position) - line.count(")", 0, position))


def _belongs(line: str, group: Sequence[Moment], previous: Moment, moment: Moment) -> bool:
    """True when this moment continues the piece: a range, an aside, «en continu à partir de…»."""
    gap = fold_same_length(line[previous.end : moment.start])
    if _depth(line, moment.start):
        return True
    if previous.kind in _DATES and moment.kind in _DATES:
        return _is_range(gap, group, previous, moment)
    if moment.kind == "recurring" and previous.kind in ("date", "month", "season"):
        head = fold_same_length(line[previous.end : moment.end])
        return previous.year is None and bool(_EACH.match(head))
    if (
        previous.kind in ("recurring", "continuous")
        and moment.kind in _DATES
        and not gap.strip(" ,")
    ):
        is_open = moment.effect in ("since", "until", "before")
        return is_open or (
            previous.kind == "recurring" and moment.year is None and bool(moment.lead)
        )
    return False


def _is_range(gap: str, group: Sequence[Moment], previous: Moment, moment: Moment) -> bool:
    if _RANGE.fullmatch(gap) or (not gap.strip() and moment.lead in _RANGE_LEADS):
        return True
    if _ALTERNATIVE.fullmatch(gap) and gap.strip():
        twice = (previous.low, previous.high) == (moment.low, moment.high)  # in two languages
        return "/" not in gap or previous.year is None or twice
    if group[0].effect == "between" and gap.strip() in ("et", "and"):
        return True
    return moment.effect == "until" and previous.effect == "since" and not gap.strip(" ,")


def _boundary(line: str, start: int, end: int) -> int:
    """Where a flattened line is cut between two moments: words before a comma stay on the left."""
    gap = line[start:end]
    if _LIST.fullmatch(fold_same_length(gap)):
        return end
    separators = [m.end() for m in re.finditer(r"[,;.](?=\s)", gap)]
    if separators:
        return start + separators[-1]
    if conjunction := re.match(r"\s*(?:et|and|puis)\s+", gap):
        return start + conjunction.end()
    if closing := re.match(r"\s*\([^()]*\)\s*|\s*\)\s*", gap):
        return start + closing.end()
    return start


def _with_years(pieces: list[Piece], context: TimeContext) -> list[Piece]:
    """Months and seasons without a year take the next piece's, or the period's only one."""
    placed: list[Piece] = []
    next_piece: tuple[Moment, ...] = ()
    for words, moments in reversed(pieces):
        moments = _place(moments, next_piece, context)
        placed.append((words, moments))
        next_piece = moments
    return placed[::-1]


def _place(
    moments: tuple[Moment, ...], following: tuple[Moment, ...], context: TimeContext
) -> tuple[Moment, ...]:
    placed: list[Moment] = []
    later: Moment | None = None
    for moment in reversed(moments):
        if moment.first and moment.last and moment.low is None:
            year = _year_before(moment, later) if later else _year_from(moment, following)
            if year is None:
                year = context.only_year(moment.first[0], moment.last[0])
            moment = moment.placed(year)
        placed.append(moment)
        later = moment
    return tuple(placed[::-1])


def _year_before(moment: Moment, later: Moment) -> int | None:
    """Year of the first end of a range whose second end is dated: «septembre à juin 2025»."""
    if not later.low or not moment.first or later.kind not in _DATES:
        return None
    is_after = moment.first[0] > (later.high or later.low).month
    return later.low.year - (1 if is_after and later.low.year > dt.MINYEAR else 0)


def _year_from(moment: Moment, following: tuple[Moment, ...]) -> int | None:
    """Year of a list: «Février, sept. 2014». A list that goes backwards decides nothing."""
    later = following[0] if following else None
    if later is None or later.kind != moment.kind or later.low is None or not moment.first:
        return None
    return later.low.year if moment.first[0] < later.low.month else None


def _draft(words: str, moments: tuple[Moment, ...]) -> TimeframeDraft:
    if not moments:
        return TimeframeDraft("unknown", words)
    head = moments[0]
    if head.kind in ("continuous", "recurring"):
        opening = next((m for m in moments[1:] if m.effect and m.kind in _DATES), None)
        low, high = _open(opening) if opening else (None, None)
        return TimeframeDraft(head.kind, words, low, high, opening.precision if opening else None)
    if head.kind not in _DATES:
        return TimeframeDraft(head.kind, words)
    dated = [m for m in moments if m.kind in _DATES]
    if len(dated) == 1:
        low, high = _open(head)
        return TimeframeDraft(head.kind, words, low, high, head.precision)
    return _range_draft(words, dated)


def _range_draft(words: str, dated: list[Moment]) -> TimeframeDraft:
    precisions = [m.precision for m in dated if m.precision]
    coarsest = max(precisions, key=_COARSENESS.index, default=None)
    lows, highs = [m.low for m in dated if m.low], [m.high for m in dated if m.high]
    if len(lows) < len(dated) or len(highs) < len(dated):
        return TimeframeDraft("range", words, precision=coarsest)
    return TimeframeDraft("range", words, min(lows), max(highs), coarsest)


def _is_backwards(words: str, moments: tuple[Moment, ...]) -> bool:
    dated = [m for m in moments if m.kind in _DATES]
    if len(dated) != 2 or None in (dated[0].year, dated[1].year):
        return False
    low, high = dated[0].low, dated[1].high
    gap = fold_same_length(words)
    is_choice = re.search(r"(?<![a-z])(?:ou|or|et|and)(?![a-z])|/", gap)
    return bool(low and high and high < low and not is_choice)


def _open(moment: Moment) -> tuple[dt.date | None, dt.date | None]:
    """Bounds after «avant», «d'ici», «fin», «à partir de»…"""
    if moment.effect == "since":
        return moment.low, None
    if moment.effect == "until":
        return None, moment.high
    if moment.effect == "before":
        if moment.precision == "day" or moment.low is None or moment.low == dt.date.min:
            return None, moment.low
        return None, moment.low - dt.timedelta(days=1)
    return moment.low, moment.high


def _is_only_time(words: str, moments: tuple[Moment, ...]) -> bool:
    if not moments or any(m.kind == "unknown" for m in moments):
        return False
    return not re.search(r"\w", _outside(words))


def _outside(words: str) -> str:
    """The words of a piece that no time expression takes up."""
    kept, position = [], 0
    for moment in find_moments(words, TimeContext()):
        kept.append(words[position : moment.start])
        position = moment.end
    rest = fold_same_length("".join([*kept, words[position:]]))
    return re.sub(r"\b(?:et|ou|a|au|and|or|to|jusqu'(?:a|au|en))\b", "", rest)
