"""What a plan says of its own calendar: period, fiscal year, years An 1…n, date of update."""

from __future__ import annotations

import datetime as dt
import itertools
import re

from ..draft import Period, PlanYear
from .moments import Moment, find_moments
from .text import fold_same_length
from .timecontext import TimeContext, fiscal_year, month_end
from .timeframes import read_timeframes

_DAY_RANK, _MONTH_RANK, _YEAR_RANK = 3, 2, 1
_BETWEEN = re.compile(r"\s*(?:-|a|au|et|to|through|jusqu'(?:a|au|en)|and|until|/)\s*")
_BROKEN_DATE = re.compile(r"([12][0-9]{3})\s*[-/.]+\s*([0-9]{1,2})\s*[-/.]+\s*([0-9]{1,2})")
_PLAN_YEAR = re.compile(r"(?<!\w)(?:an|annee|year)\s*([0-9]{1,2})\s*(?:=|:|-|\(|,)\s*")
_UPDATE = re.compile(
    r"(?<!\w)(?:mise?s? a jour|maj|revisee?s?|version|updated|last updated|revised)"
    r"(?: (?:le|du|en date du|on))?\s*:?\s*(?:le |du |on )?"
)
_FISCAL = re.compile(
    r"(?:debut\w*|commenc\w*|s'ouvr\w*|start\w*|begin\w*)\s+"
    r"(?:chaque annee |each year )?(?:le |on |en |au )?"
)
_FISCAL_LABEL = re.compile(
    r"(?:annees? financieres?|annees? d'operations?|exercices? financiers?|exercices?|"
    r"fiscal years?|financial years?)[^.\n]{0,40}?(?:du|:|\(|from)\s*(?:du |le |from )?"
)
_MONTHS_ASIDE = re.compile(r"\s*[,(]?\s*(?:de |du |d'|from )?")


def read_period(text: str) -> Period | None:
    """The period a title or sentence states: by day if it does, else by month, else by year.

    «2024-2026» gives whole civil years with the precision «year»: the months are not known.
    """
    best: tuple[int, Period] | None = None
    for line in text.splitlines():
        moments = find_moments(line, TimeContext())
        for candidate in (*_spans(line, moments), *_alone(line, moments)):
            if best is None or candidate[0] > best[0]:
                best = candidate
    return best[1] if best else None


def read_fiscal_year_start(text: str) -> str:
    """«07-01» from «des années qui débutent le 1er juillet», «exercice : juillet à juin»."""
    folded = fold_same_length(text)
    moments = find_moments(text, TimeContext())
    for match in (*_FISCAL.finditer(folded), *_FISCAL_LABEL.finditer(folded)):
        for moment in moments:
            is_near = match.start() <= moment.start <= match.end()
            if is_near and moment.first and moment.kind in ("date", "month"):
                return f"{moment.first[0]:02}-{moment.first[1]:02}"
    return ""


def read_plan_years(text: str, fiscal_year_start: str = "") -> tuple[PlanYear, ...]:
    """The years a note defines: «An 1 = 2017-07-01 au 2018-06-30, An 2 : …», by number."""
    repaired = _BROKEN_DATE.sub(_repair, text)
    folded = fold_same_length(repaired)
    marks = list(_PLAN_YEAR.finditer(folded))
    years: dict[int, PlanYear] = {}
    for i, mark in enumerate(marks):
        stop = marks[i + 1].start() if i + 1 < len(marks) else len(repaired)
        bounds = _year_bounds(repaired[mark.end() : stop], fiscal_year_start)
        if bounds:
            years.setdefault(int(mark[1]), PlanYear(int(mark[1]), *bounds))
    return tuple(years[number] for number in sorted(years))


def read_update_date(text: str) -> dt.date | None:
    """The day of «Mise à jour : 2013-10-11», «mis à jour le 3 mars 2025»."""
    folded = fold_same_length(text)
    for mark in _UPDATE.finditer(folded):
        for moment in find_moments(text, TimeContext()):
            if moment.kind == "date" and mark.start() < moment.start <= mark.end():
                return moment.low
    return None


def _spans(line: str, moments: tuple[Moment, ...]) -> list[tuple[int, Period]]:
    """Ranges of two moments, each with its rank of precision."""
    found = []
    folded = fold_same_length(line)
    for first, last in itertools.pairwise(moments):
        bare = folded[first.end : last.start + len(last.lead)]
        if first.precision != last.precision or not _BETWEEN.fullmatch(bare.strip() or "?"):
            continue
        period = _period(line[first.start + len(first.lead) : last.end].strip())
        if period:
            found.append(period)
    return found


def _alone(line: str, moments: tuple[Moment, ...]) -> list[tuple[int, Period]]:
    found = []
    for i, moment in enumerate(moments):
        if moment.kind not in ("range", "year") or moment.low is None or moment.high is None:
            continue
        words = line[moment.start + len(moment.lead) : moment.end].strip()
        after = moments[i + 1 :]
        if moment.kind == "range" and (exact := _with_months(line, moment, after)):
            found.append((_MONTH_RANK, exact))
        rank = 0 if moment.kind == "year" else _YEAR_RANK
        found.append((rank, Period(moment.low, moment.high, "year", words)))
    return found


def _with_months(line: str, years: Moment, after: tuple[Moment, ...]) -> Period | None:
    """«2013-2014 (juillet à juin)»: the months of a pair of years."""
    if len(after) < 2 or not years.low or not years.high:
        return None
    first, last = after[0], after[1]
    if first.kind != "month" or last.kind != "month" or not first.first or not last.first:
        return None
    gap = fold_same_length(line[years.end : first.start + len(first.lead)])
    if not _MONTHS_ASIDE.fullmatch(gap.removesuffix(first.lead)) or first.low or last.low:
        return None
    start = dt.date(years.low.year, first.first[0], 1)
    end = month_end(years.high.year, last.first[0])
    stop = last.end + (line[last.end : last.end + 1] == ")")
    return Period(start, end, "month", line[years.start + len(years.lead) : stop].strip())


def _period(words: str) -> tuple[int, Period] | None:
    frames = read_timeframes(words)
    if len(frames) != 1 or not frames[0].start or not frames[0].end:
        return None
    frame = frames[0]
    if frame.precision == "day":
        return _DAY_RANK, Period(frame.start, frame.end, "day", words)
    if frame.precision == "month":
        return _MONTH_RANK, Period(frame.start, frame.end, "month", words)
    if frame.precision == "year":
        return _YEAR_RANK, Period(frame.start, frame.end, "year", words)
    return None


def _year_bounds(words: str, fiscal_year_start: str) -> tuple[dt.date, dt.date] | None:
    period = read_period(words)
    if not period or not period.start or not period.end:
        return None
    if period.precision != "year" or period.start.year == period.end.year:
        return period.start, period.end
    start = TimeContext(fiscal_year_start=fiscal_year_start).fiscal_start
    if start and period.end.year == period.start.year + 1:
        return fiscal_year(period.start.year, *start)
    return None


def _repair(match: re.Match[str]) -> str:
    """«2018-07/01», «2019-/06/30» → ISO dates."""
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
