"""Which remedies fit which doubt or finding, and how each is worked out from the draft."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.formats import date_format
from rapidfuzz import fuzz, process

from arrimage.formats.doctor import dates
from arrimage.formats.draft import ElementDraft, Period, PlanDraft, TimeframeDraft
from arrimage.formats.language import TimeContext, read_status
from arrimage.formats.language.text import normalise
from arrimage.formats.words import read_times, words_of

from . import phrases
from .carriers import partners
from .numbering import renumbered
from .remedies import (
    Around,
    Case,
    Cure,
    Remedy,
    cutting,
    dropping,
    opening,
    rejoining,
    reshaping,
    rewriting,
    shortened,
    splitting,
)

_BETWEEN = re.compile(r"\s+(?:à|au|jusqu’au|jusqu'au|to|until)\s+|\s+[-–—]\s+")
_NEAR = 80  # hundredths of likeness under which two lines are not taken for one
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def remedies_for(issue: Any, element: ElementDraft | None, around: Around) -> tuple[Remedy, ...]:
    """What one tap can do about an issue as a run keeps it, the most apt first."""
    case, code = Case(issue, element, around), issue["code"]
    if element is None:
        whole = _WHOLE.get(code)
        return tuple(whole(case)) if whole else ()
    return tuple(remedy for cure in APT.get(code, ANYTHING) for remedy in cure(case, element))


def field_of(code: str) -> str:
    """The field where a line is corrected when a finding gathers many."""
    return _FIELDS.get(code, "title")


# ------------------------------------------------------------------ numbers and references


def _renumber(case: Case, element: ElementDraft) -> Iterator[Remedy]:
    numbers = renumbered(case.around.draft, element.key)
    if element.key in numbers:
        label = phrases.RENUMBER if len(numbers) > 1 else phrases.NUMBER
        said = str(label) % {"number": numbers[element.key]}
        yield Remedy("reshape", said, (("gesture", "renumber"),))


def _join_same_number(case: Case, element: ElementDraft) -> Iterator[Remedy]:
    yield from _join(case, element, lambda other: other.number.upper() == element.number.upper())


def _join_same_words(case: Case, element: ElementDraft) -> Iterator[Remedy]:
    words = normalise(element.title).strip(" .;:")
    yield from _join(case, element, lambda other: normalise(other.title).strip(" .;:") == words)


def _join(case: Case, element: ElementDraft, is_same: Any) -> Iterator[Remedy]:
    """One part with the first that is the same."""
    for other in case.around.elements.values():
        if other.key == element.key:
            return
        if other.level == element.level and is_same(other):
            said = str(phrases.JOIN_TO) % {"line": shortened(other.number or other.title)}
            yield Remedy("reshape", said, (("gesture", "merge"), ("into", other.key)))
            return


def _nearest(case: Case, element: ElementDraft) -> Iterator[Remedy]:
    """The printed number that looks most like the one that leads nowhere."""
    missing = _missing(case, element)
    own = element.number.rstrip(".")
    others = [number for number in case.around.numbers if number != own]
    best = max(others, key=lambda number: _likeness(number, missing), default="")
    if missing and best:
        numbers = (best if r.number == missing else r.number for r in element.references)
        label = str(phrases.LINK_TO) % {"number": best}
        yield rewriting(element, label, references=", ".join(dict.fromkeys(numbers)))


def _likeness(number: str, missing: str) -> tuple[float, bool, int]:
    """How much two printed numbers look alike; between equals, the nearest in the same series."""
    (head, last), (aimed_head, aimed) = (_parts_of(n) for n in (number, missing))
    return fuzz.ratio(number, missing), head == aimed_head, -abs(last - aimed)


def _parts_of(number: str) -> tuple[str, int]:
    head, _dot, last = number.rstrip(".").rpartition(".")
    return head, int(last) if last.isascii() and last.isdigit() else 0


def _reference_to_note(case: Case, element: ElementDraft) -> Iterator[Remedy]:
    missing = _missing(case, element)
    if missing:
        kept = ", ".join(r.number for r in element.references if r.number != missing)
        said = next(r.text or r.number for r in element.references if r.number == missing)
        notes = "\n".join(filter(None, (words_of(element).notes, said)))
        yield rewriting(element, str(phrases.REFERENCE_TO_NOTE), references=kept, notes=notes)


def _missing(case: Case, element: ElementDraft) -> str:
    """The number that the issue is about, as printed."""
    quote, known = case.issue["quote"], case.around.numbers
    lost = [r for r in element.references if r.number.rstrip(".") not in known]
    said = next((r for r in lost if quote in (r.text, r.number)), next(iter(lost), None))
    return said.number if said else ""


# ------------------------------------------------------------------ dates


def _swap(case: Case, element: ElementDraft) -> Iterator[Remedy]:
    """The two ends of an échéance that finishes before it starts."""
    time = _time(case, element)
    if not time or not dates.is_backwards(time):
        return
    words = words_of(element).timeframe
    for turned in _turned(time.text):
        text = words.replace(time.text, turned)
        read = read_times(turned, _context(case.around.draft)).frames
        if text != words and read and not any(map(dates.is_backwards, read)):
            label = str(phrases.READ_AS) % {"words": " ".join(turned.split())}
            yield rewriting(element, label, timeframe=text)
            return


def _turned(text: str) -> Iterator[str]:
    """«Juin 2027 à mai 2026» from its other end; then with its years exchanged."""
    if found := _BETWEEN.search(text):
        first, second = text[: found.start()], text[found.end() :]
        capital = first[:1].isupper()
        second = second[:1].upper() + second[1:] if capital else second
        yield f"{second}{found[0]}{first[:1].lower() + first[1:]}"
    years = _YEAR.findall(text)
    if len(years) == 2:
        order = iter(reversed(years))
        yield _YEAR.sub(lambda _m: next(order), text)


def _mark_years(case: Case, element: ElementDraft) -> Iterator[Remedy]:
    """The years of the plan that the échéance meets."""
    time = _time(case, element)
    if not time or not element.years_marked:
        return
    years = [y for y in case.around.draft.years if dates.meet(time.start, time.end, y.start, y.end)]
    if years:
        numbers = ", ".join(str(year.number) for year in years)
        label = str(phrases.MARK_YEARS) % {"years": numbers}
        yield rewriting(element, label, years=numbers)


def _stretch(case: Case, element: ElementDraft) -> Iterator[Remedy]:
    """A period of the plan that holds this échéance."""
    time = _time(case, element)
    if time:
        yield from _stretched(case.around.draft.period, [time])


def _stretch_all(case: Case) -> Iterator[Remedy]:
    """A period of the plan that holds every échéance."""
    times = [t for e in case.around.elements.values() for t in e.timeframes]
    sound = [t for t in times if not dates.is_backwards(t)]
    yield from _stretched(case.around.draft.period, sound)
    yield Remedy("open-about", str(phrases.CORRECT_PERIOD))


def _stretched(period: Period | None, times: list[TimeframeDraft]) -> Iterator[Remedy]:
    if period is None:
        return
    starts = [d for d in (period.start, *(t.start or t.end for t in times)) if d]
    ends = [d for d in (period.end, *(t.end or t.start for t in times)) if d]
    start, end = min(starts, default=None), max(ends, default=None)
    days = {
        "start": _day(start if period.start else None),
        "end": _day(end if period.end else None),
    }
    label = phrases.STRETCH_TO if start == period.start else phrases.STRETCH_FROM
    if start != period.start and end != period.end:
        label = phrases.STRETCH_BOTH
    said = {"start": _said(start), "end": _said(end)}
    yield Remedy("period", str(label) % said, tuple(days.items()))


def _turn_period(case: Case) -> Iterator[Remedy]:
    period = case.around.draft.period
    if period:
        days = (("start", _day(period.end)), ("end", _day(period.start)))
        yield Remedy("period", str(phrases.TURN_PERIOD), days)
    yield Remedy("open-about", str(phrases.CORRECT_PERIOD))


def _time(case: Case, element: ElementDraft) -> TimeframeDraft | None:
    """The échéance that the issue is about."""
    quote = case.issue["quote"]
    return next((t for t in element.timeframes if t.text == quote), None)


def _context(draft: PlanDraft) -> TimeContext:
    return TimeContext(
        period=draft.period, fiscal_year_start=draft.fiscal_year_start, years=draft.years
    )


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _said(day: dt.date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


# ------------------------------------------------------------------ words


def _state_of_the_line_above(case: Case, element: ElementDraft) -> Iterator[Remedy]:
    """A title that is only a state says it of the line above."""
    if case.around.above.get(element.key):
        label = str(phrases.STATE_ABOVE)
        yield Remedy("reshape", label, (("gesture", "merge"),), key="m")


def _title_from_result(_case: Case, element: ElementDraft) -> Iterator[Remedy]:
    """The first result says what there is to do."""
    if element.results:
        words = words_of(replace(element, results=element.results[:1])).results
        first = words.split("\n")[0]
        rest = words_of(replace(element, results=element.results[1:])).results
        details = words.partition("\n")[2]
        label = str(phrases.TITLE_FROM) % {"words": shortened(first)}
        left = "\n".join(filter(None, (details, rest)))
        yield rewriting(element, label, title=first, results=left)


def _alike(name: str) -> Cure:
    """What the line above says in this field."""

    def cure(case: Case, element: ElementDraft) -> Iterator[Remedy]:
        above = case.around.above.get(element.key)
        words = getattr(words_of(above), name) if above else ""
        if words:
            label = str(phrases.AS_ABOVE) % {"words": shortened(words)}
            yield rewriting(element, label, **{name: words})

    return cure


def _indicator_from_result(_case: Case, element: ElementDraft) -> Iterator[Remedy]:
    if element.results:
        first = element.results[0].text
        label = str(phrases.INDICATOR_FROM) % {"words": shortened(first)}
        yield rewriting(element, label, indicators=" ".join(first.split()))


def _baseline(case: Case, element: ElementDraft) -> Iterator[Remedy]:
    """The plan says itself that the starting point is to be measured."""
    quote, words = case.issue["quote"], words_of(element)
    for name in ("results", "indicators"):
        text = getattr(words, name)
        if quote and quote in text:
            said = text.replace(quote, f"{quote.rstrip(' .;')} ({phrases.BASELINE_WORDS})", 1)
            yield rewriting(element, str(phrases.BASELINE), **{name: said})
            yield from opening(name)(case, element)
            return
    yield from opening("results")(case, element)


def _undecided(case: Case, element: ElementDraft) -> Iterator[Remedy]:
    """The field that leaves a decision to take; its words go when they are all that it says."""
    words, quote = words_of(element), case.issue["quote"]
    for name in ("title", "timeframe", "cost", "responsibles", "results", "indicators"):
        lines = getattr(words, name).split("\n")
        held = [line for line in lines if quote in " ".join(line.split())]
        if not held:
            continue
        if name != "title" and " ".join(held[0].split()).strip(" .") == quote:
            left = "\n".join(line for line in lines if line != held[0])
            label = str(phrases.ERASE) % {"words": shortened(quote)}
            yield rewriting(element, label, **{name: left})
        yield from opening(name)(case, element)
        return
    yield from opening("title")(case, element)


def _cut_where_joined(case: Case, element: ElementDraft) -> Iterator[Remedy]:
    """The tail that was joined becomes a part again."""
    tail = " ".join(case.issue["quote"].split())
    at = element.title.rfind(tail) if tail else -1
    if at > 0:
        yield cutting(at, at, str(phrases.UNJOIN))


def _state(words: Any) -> Cure:
    """One state, said outright."""

    def cure(_case: Case, element: ElementDraft) -> Iterator[Remedy]:
        label = str(phrases.SAY_STATE) % {"state": words}
        yield rewriting(element, label, state=str(words))

    return cure


# ------------------------------------------------------------------ the whole plan


def _own_name(case: Case) -> Iterator[Remedy]:
    name, draft = case.around.run.organization.name, case.around.draft
    if name != draft.organization:
        values = (("title", draft.title), ("organization", name))
        yield Remedy("about", str(phrases.NAME_IT) % {"name": name}, values)
    yield Remedy("open-about", str(phrases.CORRECT_NAME))


def _relay(case: Case) -> Iterator[Remedy]:
    """Those who already help take what they help with; the screen offers the rest one by one."""
    name, here = case.issue["quote"], case.around.elements
    carried = [here[key] for key in case.issue.get("keys", ()) if key in here]
    for who, keys in partners(carried, name)[:2]:
        label = phrases.RELAY_TO % {"name": who, "count": len(keys)}
        values = (("name", name), ("to", who), *(("keys", key) for key in keys))
        yield Remedy("relay", label, values)


def _state_to_nearest(case: Case) -> Iterator[Remedy]:
    """What a row of the follow-up says goes to the line whose words are the most like its own."""
    name, _bar, state = case.issue["quote"].partition(" | ")
    here, status = case.around.elements, read_status(state)
    titles = {key: e.title for key, e in here.items() if not e.children}
    best: Any = process.extractOne(name, titles, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR)
    if best and status.value:
        said = {"state": state, "line": shortened(best[0])}
        remedy = rewriting(here[best[2]], str(phrases.STATE_TO) % said, state=state)
        yield replace(remedy, element=best[2])


_WHOLE: dict[str, Any] = {
    "follow_up_unmatched": _state_to_nearest,
    "dates_conflict": _turn_period,
    "date_outside_period": _stretch_all,
    "organization_inferred": _own_name,
    "responsible_overloaded": _relay,
}
_title = opening("title")

# What to do about each code, in order.
APT: dict[str, tuple[Cure, ...]] = {
    "two_actions": (splitting, reshaping("unfold"), _title),
    "code_duplicate": (_renumber, _join_same_number, opening("number")),
    "code_skipped": (_renumber, opening("number")),
    "reference_unresolved": (_nearest, _reference_to_note, opening("references")),
    "dates_conflict": (_swap, _mark_years, opening("timeframe")),
    "date_outside_period": (_stretch, opening("timeframe")),
    "title_is_status": (_state_of_the_line_above, _title_from_result, _title, dropping),
    "title_repeated": (_join_same_words, _title, dropping),
    "placeholder": (_undecided,),
    "branch_empty": (reshaping("note"), opening("level"), dropping),
    "responsible_missing": (_alike("responsibles"), opening("responsibles")),
    "timeframe_missing": (_alike("timeframe"), opening("timeframe")),
    "indicator_missing": (_indicator_from_result, opening("indicators")),
    "baseline_missing": (_baseline,),
    "row_to_check": (opening("line"), rejoining, reshaping("note"), dropping),
    "cells_do_not_match": (opening("line"),),
    "status_from_bold": (_state(phrases.STATE_DONE), opening("state")),
    "words_set_aside": (opening("notes"),),
    "text_joined": (_cut_where_joined, _title),
    "label_after_list": (reshaping("heading"), _title),
    "shared_cell": (opening("responsibles"),),
    "cell_blank": (_alike("responsibles"), opening("responsibles")),
    "text_cut": tuple(map(opening, ("title", "responsibles", "results", "indicators"))),
}
_FIELDS = {
    "code_duplicate": "number",
    "reference_unresolved": "references",
    "date_outside_period": "timeframe",
    "responsible_missing": "responsibles",
    "responsible_overloaded": "responsibles",
    "timeframe_missing": "timeframe",
    "indicator_missing": "indicators",
}
ANYTHING: tuple[Cure, ...] = (splitting, _title, dropping)
