"""The header of a table whose columns were stacked: which words, in which order, where repeated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..draft import ColumnField
from ..language import Lexicon, fold_phrase
from .numbering import read_heading, split_code
from .plain_model import TextLine

_YEARS = re.compile(r"^(?:an(?:n[ée]e)?s?\s*>?\s*[\dlISO]{1,2}\b[\s|]*)+$", re.I)
_YEAR_WORD = re.compile(r"^(?:an|ann[ée]e|year)$", re.I)
_LEGEND = re.compile(r"^(?P<words>[^\W\d][^()]{2,40}?)\s*\((?P<code>[A-Z]{1,3})\)$")
_TRAILER = re.compile(r"^(?:\d{1,2}|\([^()]{1,40}\))$")
_DIGITS = re.compile(r"^\d{1,3}$")
_URL = re.compile(r"^(?:https?://|www\.)\S+$")
_NEAR = 3  # visible lines that may stand between two words of one header
_BLANK_PAGE = 3  # empty lines in a row that say a page ends
_FOOT = 14  # visible lines above a repeated header among which footnotes may stand

Field = ColumnField


@dataclass(slots=True)
class Header:
    """What the header words of a stacked table say.

    ``order`` is the order of the columns; ``words`` the printed header of each; ``legend`` the
    codes explained in the header («MO» → «Mise en œuvre»). ``skipped`` are line indexes that hold
    no content; ``breaks`` those before which a page ends; ``cues`` header words standing alone.
    """

    order: list[Field] = field(default_factory=list)
    words: dict[Field, str] = field(default_factory=dict)
    legend: dict[str, str] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)
    breaks: set[int] = field(default_factory=set)
    cues: dict[int, Field] = field(default_factory=dict)
    years: int = 0
    first: int = -1
    is_block: bool = False


def find_header(lines: Sequence[TextLine], lexicon: Lexicon) -> Header | None:
    """The header of the stacked table, or ``None`` when fewer than three columns are named."""
    found = {i: f for i, line in enumerate(lines) if (f := _whole_field(lines, i, line, lexicon))}
    composite = {
        i: split
        for i, line in enumerate(lines)
        if len(split := _split_header(line.text, lexicon)) > 2
    }
    clusters = _clusters(lines, found)
    counts = Counter(fold_phrase(lines[i].text) for i in found)
    inside = {i for cluster in clusters for i in cluster}
    kept = {i: f for i, f in found.items() if i in inside or counts[fold_phrase(lines[i].text)] > 1}
    known = set(kept.values())
    kept |= {i: f for i, f in found.items() if f in known and _stands_alone(lines, i)}
    kept |= {i: f for i, f in found.items() if _YEARS.match(_after(lines, i))}
    fields = set(kept.values()) | {f for split in composite.values() for f, _ in split}
    if len(fields - {"year", "quarter", "unknown"}) < 3 or not (clusters or composite or kept):
        return None
    header = Header()
    _read_order(header, lines, kept, composite, clusters)
    _skip(header, lines, kept, composite, clusters)
    _skip_marginal(header, lines)
    header.first = min([*kept, *composite])
    return header


def _whole_field(
    lines: Sequence[TextLine], index: int, line: TextLine, lexicon: Lexicon
) -> Field | None:
    """The column a whole line names, unless the next line goes on in lower case."""
    if not line.text or len(line.text) > 45 or line.text[0].islower():
        return None
    if split_code(line.text)[0] or read_heading(line.text, lexicon):
        return None
    key = re.sub(r" (?:an|annee|year) \d{1,2}$", "", fold_phrase(line.text))
    column = lexicon.columns.get(key)
    if column is None or _after(lines, index)[:1].islower():
        return None
    return column  # type: ignore[return-value]  # the lexicon checks its own column names


def _stands_alone(lines: Sequence[TextLine], index: int) -> bool:
    return not (lines[index - 1].text if index else "") and not _after(lines, index)


def _after(lines: Sequence[TextLine], index: int) -> str:
    return lines[index + 1].text if index + 1 < len(lines) else ""


def _split_header(text: str, lexicon: Lexicon) -> list[tuple[Field, str]]:
    """A line made of header words only: «Actions Responsables Échéance»."""
    words = text.split()
    if not 3 <= len(words) <= 24:
        return []
    found: list[tuple[Field, str]] = []
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + 6), start, -1):
            phrase = " ".join(words[start:end])
            key = re.sub(r" (?:an|annee|year) \d{1,2}$", "", fold_phrase(phrase))
            if key in lexicon.columns and phrase[0].isupper():
                found.append((lexicon.columns[key], phrase))  # type: ignore[arg-type]
                start = end
                break
            if _YEARS.match(phrase):
                start = end
                break
        else:
            return []
    return found


def _clusters(lines: Sequence[TextLine], found: dict[int, Field]) -> list[list[int]]:
    """Header words close together, with no content but legends between them."""
    clusters: list[list[int]] = []
    for index in sorted(found):
        if clusters and _is_near(lines, clusters[-1][-1], index):
            clusters[-1].append(index)
        else:
            clusters.append([index])
    return [c for c in clusters if len({found[i] for i in c}) >= 3]


def _is_near(lines: Sequence[TextLine], before: int, after: int) -> bool:
    between = [line.text for line in lines[before + 1 : after] if line.text]
    return len(between) <= _NEAR and all(_LEGEND.match(t) or _TRAILER.match(t) for t in between)


def _read_order(
    header: Header,
    lines: Sequence[TextLine],
    kept: dict[int, Field],
    composite: dict[int, list[tuple[Field, str]]],
    clusters: list[list[int]],
) -> None:
    widest = max(composite.values(), key=len, default=[])
    best = max(clusters, key=lambda c: len({kept[i] for i in c}), default=[])
    named = [(kept[i], lines[i].text) for i in sorted(kept)]
    if len(widest) >= len({f for f, _ in named}):
        named = widest
    elif len({kept[i] for i in best}) == len({f for f, _ in named}):
        named = [(kept[i], lines[i].text) for i in best]
    for name, text in named:
        if name not in header.words:
            header.order.append(name)
            header.words[name] = text
    for name, text in widest:
        header.words.setdefault(name, text)


def _skip(
    header: Header,
    lines: Sequence[TextLine],
    kept: dict[int, Field],
    composite: dict[int, list[tuple[Field, str]]],
    clusters: list[list[int]],
) -> None:
    for cluster in clusters:
        last = _extend(lines, cluster[-1])
        covered = range(cluster[0], last + 1)
        for index in covered:
            if legend := _LEGEND.match(lines[index].text):
                header.legend[legend["code"]] = legend["words"]
        words = [lines[i].text for i in covered]
        header.years = max(header.years, sum(bool(_YEAR_WORD.match(w)) for w in words))
        header.skipped.update(covered)
        if header.order[0] in {kept[i] for i in cluster}:
            header.is_block = True
            header.breaks.add(cluster[0])
            _skip_footnotes(header, lines, cluster[0])
    header.skipped.update(composite)
    for index, name in kept.items():
        if index not in header.skipped:
            header.skipped.add(index)
            header.cues[index] = name
    for index, line in enumerate(lines):
        if _YEARS.match(line.text):
            header.skipped.add(index)
            header.cues[index] = "year"


def _extend(lines: Sequence[TextLine], last: int) -> int:
    """The end of a header: year numbers, legends and remarks in parentheses follow its words."""
    index = last + 1
    while index < len(lines):
        text = lines[index].text
        if (
            _LEGEND.match(text)
            or _TRAILER.match(text)
            or _YEAR_WORD.match(text)
            or _YEARS.match(text)
        ):
            last = index
        elif text:
            break
        index += 1
    return last


def _skip_footnotes(header: Header, lines: Sequence[TextLine], start: int) -> None:
    """Notes at the foot of the page above a repeated header: a bare number, then its text."""
    seen, first = 0, None
    for index in range(start - 1, -1, -1):
        if not lines[index].text:
            continue
        seen += 1
        if seen > _FOOT or index in header.skipped:
            break
        following = next((line.text for line in lines[index + 1 : start] if line.text), "")
        if _DIGITS.match(lines[index].text) and following and not following[0].islower():
            first = index
    if first is not None:
        header.skipped.update(range(first, start))


def _skip_marginal(header: Header, lines: Sequence[TextLine]) -> None:
    """Page numbers and bare addresses are no content; several empty lines end a page."""
    empty = 0
    for index, line in enumerate(lines):
        if line.text:
            if empty >= _BLANK_PAGE and not header.is_block:
                header.breaks.add(index)
            empty = 0
            if _DIGITS.match(line.text) or _URL.match(line.text):
                header.skipped.add(index)
        else:
            empty = 0 if line.raw else empty + 1
