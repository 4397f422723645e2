"""When something happened or will, as a sentence says it today: «hier», «lundi», «le 12 mars»."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..draft import TimeframeDraft, TimeframeKind
from .lexicon import Lexicon, once_per_lexicon
from .moments import LeadEffect, Moment, Precision, find_moments
from .quantities import number_pattern, read_count
from .text import fold_same_length
from .timecontext import TimeContext, month_end

_DATED = ("date", "month", "season", "quarter", "year", "range")
_NEAR = re.compile(
    r"(?<![\w-])(?:(?:la|le)\s+)?(?:(?:last|past)\s+|(?P<next_before>next\s+))?"
    r"(?:(?P<week>semaine|week)|mois|month)"
    r"(?:\s+(?:dernier|derniere|passee?)|(?P<next>\s+prochaine?))?(?!\w)"
)
_ONE = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Happening:
    """A time in a sentence. ``past`` and ``future`` are what it can mean: «janvier» is the last
    one or the next one. ``is_ahead`` when its own words say that it is to come."""

    start: int
    end: int
    kind: TimeframeKind
    precision: Precision
    past: tuple[dt.date, dt.date] | None
    future: tuple[dt.date, dt.date] | None
    effect: LeadEffect = ""
    is_ahead: bool = False

    def frame(self, printed: str, *, ahead: bool) -> TimeframeDraft | None:
        """The same as an échéance, on the side of today that the sentence is about."""
        bounds = self.future if ahead else self.past
        if bounds is None:
            return None
        words = printed[self.start : self.end]
        return TimeframeDraft(self.kind, words, *bounds, self.precision)


def find_happenings(text: str, today: dt.date) -> tuple[Happening, ...]:
    """Every time of a sentence, in order; days said from today, then those of the calendar."""
    folded = fold_same_length(text)
    found: list[Happening] = []
    moments = (_of_moment(moment, today) for moment in find_moments(text, TimeContext()))
    for candidate in (*_spoken(folded, today), *_english(folded, today), *moments):
        if candidate and all(candidate.end <= h.start or h.end <= candidate.start for h in found):
            found.append(candidate)
    return tuple(sorted(found, key=lambda happening: happening.start))


def _of_moment(moment: Moment, today: dt.date) -> Happening | None:
    if moment.kind not in _DATED or not moment.precision:
        return None
    past, future = _sides(moment, today)
    if not past and not future:
        return None
    return Happening(
        moment.start, moment.end, moment.kind, moment.precision, past, future, moment.effect
    )


def _sides(
    moment: Moment, today: dt.date
) -> tuple[tuple[dt.date, dt.date] | None, tuple[dt.date, dt.date] | None]:
    """The last stretch that began by today, and the first that is not over."""
    if moment.low and moment.high:
        bounds = (moment.low, moment.high)
        return bounds if bounds[0] <= today else None, bounds if bounds[1] >= today else None
    years = range(max(today.year - 8, dt.MINYEAR), min(today.year + 8, dt.MAXYEAR) + 1)
    placed = [p for p in (moment.placed(year) for year in years) if p.low and p.high]
    bounds_of = [(p.low, p.high) for p in placed if p.low and p.high]
    past = [b for b in bounds_of if b[0] <= today]
    future = [b for b in bounds_of if b[1] >= today]
    return past[-1] if past else None, future[0] if future else None


def _spoken(folded: str, today: dt.date) -> Iterator[Happening]:
    lexicon = Lexicon.current()
    for word, days in lexicon.phrases("days_ago").items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?!\w)", folded):
            yield from _day(match, _shift(today, -int(days)), is_ahead=False)
    for match in re.finditer(r"(?<![\w-])(?:demain|tomorrow)(?!\w)", folded):
        yield from _day(match, _shift(today, 1), is_ahead=True)
    for match in _ago_pattern().finditer(folded):
        count = read_count(match["number"] or match["number2"])
        if count is not None and count <= 366:
            yield from _day(match, _shift(today, -int(count)), is_ahead=False)
    for match in _weekday_pattern().finditer(folded):
        yield from _weekday(match, today)
    for match in _NEAR.finditer(folded):
        yield from _near(match, today)


def _near(match: re.Match[str], today: dt.date) -> Iterator[Happening]:
    """«La semaine dernière», «next month»: the whole week, from Monday, or the whole month."""
    if not re.search(r"dern|pass|last|past|next|proch", match[0]):
        return
    is_ahead = bool(match["next"] or match["next_before"])
    step = 1 if is_ahead else -1
    bounds = _week_bounds(today, step) if match["week"] else _month_bounds(today, step)
    if bounds:
        kind: TimeframeKind = "range" if match["week"] else "month"
        past, future = (None, bounds) if is_ahead else (bounds, None)
        precision: Precision = "day" if match["week"] else "month"
        yield Happening(*match.span(), kind, precision, past, future, is_ahead=is_ahead)


def _week_bounds(today: dt.date, step: int) -> tuple[dt.date, dt.date] | None:
    monday = _shift(today, 7 * step - today.weekday())
    sunday = _shift(monday, 6) if monday else None
    return (monday, sunday) if monday and sunday else None


def _month_bounds(today: dt.date, step: int) -> tuple[dt.date, dt.date] | None:
    year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    return dt.date(year, month + 1, 1), month_end(year, month + 1)


def _weekday(match: re.Match[str], today: dt.date) -> Iterator[Happening]:
    """«Lundi» is the last one or the next one, never today."""
    names = Lexicon.current().phrases("weekdays")
    back = (today.weekday() - int(names[match["day"]])) % 7
    is_last = bool(match["last"] or match["last_before"])
    is_next = bool(match["next"] or match["next_before"])
    if not (back or is_last or is_next):
        return  # «samedi», said on a Saturday
    past = _shift(today, -(back or (7 if is_last else 0)))
    ahead = _shift(today, (-back) % 7 or (7 if is_next else 0))
    yield Happening(
        *match.span(), "date", "day",
        None if is_next or past is None else (past, past),
        None if is_last or ahead is None else (ahead, ahead),
        is_ahead=is_next,
    )  # fmt: skip


def _english(folded: str, today: dt.date) -> Iterator[Happening]:
    """«March 12» without a year."""
    months = Lexicon.current().phrases("months")
    pattern = rf"(?<!\w)(?:on\s+)?(?P<m>{'|'.join(months)})\s+(?P<d>[0-3]?[0-9])(?:st|nd|rd|th)?"
    for match in re.finditer(
        rf"{pattern}(?![\w%/-]|,?\s*(?:19|20)[0-9]{{2}}|\s*[0-9]|\s+[a-z]{{4,}})", folded
    ):
        key = (int(months[match["m"]]), int(match["d"]))
        if 1 <= key[1] <= 31:
            moment = Moment(*match.span(), "date", "day", first=key, last=key)
            happening = _of_moment(moment, today)
            if happening:
                yield happening


def _day(match: re.Match[str], day: dt.date | None, *, is_ahead: bool) -> Iterator[Happening]:
    if day:
        bounds = (day, day)
        past, future = (None, bounds) if is_ahead else (bounds, None)
        yield Happening(*match.span(), "date", "day", past, future, is_ahead=is_ahead)


def _shift(day: dt.date, days: int) -> dt.date | None:
    try:
        return day + days * _ONE
    except OverflowError:
        return None


@once_per_lexicon
def _ago_pattern() -> re.Pattern[str]:
    number = number_pattern()
    return re.compile(
        rf"(?<!\w)(?:il y a\s+(?P<number>{number})\s+jours?|(?P<number2>{number})\s+days?\s+ago)"
        rf"(?!\w)"
    )


@once_per_lexicon
def _weekday_pattern() -> re.Pattern[str]:
    days = "|".join(Lexicon.current().phrases("weekdays"))
    return re.compile(
        rf"(?<![\w-])(?:(?P<last_before>last\s+)|(?P<next_before>next\s+)|on\s+)?(?P<day>{days})"
        rf"(?!\w)(?P<last>\s+dernier)?(?P<next>\s+prochain)?(?!\s+(?:le\s+)?[0-9])"
    )
