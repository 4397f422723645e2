"""From lines to paragraphs: what the author wrote on one line, and what the page width cut."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..document import Anchor, Box, Paragraph, Run
from .alignment import calls_name
from .pdf_glyphs import Line, append_run

_UNFINISHED = re.compile(
    r"(?:[,;:(/&=+’'-]|\b(?:de|du|des|d|la|le|les|l|et|ou|à|au|aux|en|dans|par|pour|sur|avec|un|une"
    r"|que|qui|of|the|and|or|to|in|for|by))$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?:[A-ZÀ-ÖØ-ÞŒ][’'])?([A-ZÀ-ÖØ-ÞŒ][a-zà-ÿœ]+\b|[AÀOY](?=\s))")
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?")
_CODED = re.compile(r"\d{1,2}(?:\.\d{1,2})*(?:\.\d{1,2}|[.)])\s+[A-ZÀ-ÖØ-ÞŒ«]")
_OPENING = re.compile(r"(?:(?:Les?|La|Une?|Des|Du|Aux?|Ces?|Cette|Nos|Notre)\b|L[’'])")
_NOUN_OF = re.compile(r"\w+(?:tion|ment|age|ance|ence)s? (?:d[’']|des?\b|du\b)")
_INNER_NAME = re.compile(r"(?:[a-zà-ÿ],? |\b[dlDL][’'])([A-ZÀ-ÖØ-ÞŒ][a-zà-ÿœ]+)")
_NAME_END = re.compile(r"\s[A-ZÀ-ÖØ-ÞŒ][a-zà-ÿœ]+$")
_LEADER = re.compile(r"\s*[.…·_]{4,}\s*")
_NARROW = 40  # character sizes
_HYPHEN_END = re.compile(r"\w[-\u2010\u2011]$")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Usage:
    """How the document writes, to tell a new paragraph from a cut one when the line is full.

    ``names`` are words written with a capital in mid-sentence more often than at the head of a
    paragraph, ``heads`` the other way round; ``items`` and ``starts`` are the whole paragraphs
    and the first two words that certainly stand alone in the column. ``is_spaced`` says that a
    white space always parts the paragraphs of a cell.
    """

    names: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()
    is_spaced: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The room that lines had: edges, usual leading (in character sizes), the writing."""

    left: float
    right: float
    leading: float = 1.2
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """Lines that make one paragraph."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Text as it will be printed in the paragraph."""
        return "".join(run.text for run in join_runs(self.lines)).strip()


def usual_leading(groups: Iterable[Sequence[Line]]) -> float:
    """Most frequent distance between two lines, in character sizes."""
    steps: Counter[float] = Counter()
    for lines in groups:
        for a, b in pairwise(lines):
            if a.page == b.page and abs(a.size - b.size) < 0.3 and b.baseline > a.baseline:
                step = (b.baseline - a.baseline) / a.size
                if step < 2.2:
                    steps[round(step / 0.04) * 0.04] += 1
    return steps.most_common(1)[0][0] if steps else 1.25


def group_lines(lines: Sequence[Line], frame: Frame) -> list[RawParagraph]:
    """Paragraphs of a region, in order."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _starts_paragraph(groups[-1], line, frame):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [RawParagraph(tuple(group)) for group in groups]


def _starts_paragraph(paragraph: list[Line], line: Line, frame: Frame) -> bool:
    last, first = paragraph[-1], paragraph[0]
    if line.marker or abs(last.size - line.size) > 0.6 or _LEADER.search(last.text):
        return True
    if is_spaced_from(last, line, frame.leading):
        return True
    slack = room_left(last, line, frame)
    lower = continues_sentence(line.text)
    if slack > (1.5 * line.size if lower else 0.1 * line.size):
        return True
    if last.text.rstrip()[-1:] in ".;" and _CODED.match(line.text):
        return True
    if first.marker and line.x0 < first.left + 3 < first.x0 - 5:
        return not lower or line.x0 < first.left - 3
    return not lower and frame.usage is not None and _is_item(paragraph, line, frame, frame.usage)


def is_spaced_from(last: Line, line: Line, leading: float) -> bool:
    """Whether more than the usual leading parts two lines of one page."""
    step = line.baseline - last.baseline
    return last.page == line.page and step > (leading + 0.18) * max(last.size, line.size)


def _is_item(paragraph: list[Line], line: Line, frame: Frame, usage: Usage) -> bool:
    """Whether a line after a full one begins a paragraph of its own, as the document writes."""
    last, text = paragraph[-1].text.rstrip(), line.text.strip()
    before = RawParagraph(tuple(paragraph)).text
    if usage.is_spaced or is_unfinished(last) or _CODE.fullmatch(before):
        return False
    if _CODED.match(text) or (_CODE.fullmatch(text) and last[-1:] in ".;!?"):
        return True
    if before.count("(") > before.count(")") or before.count("«") > before.count("»"):
        return False
    if before in usage.items or text in usage.items or first_words(text) in usage.starts:
        return True
    if last[-1:] not in ".!?" and _OPENING.match(text):
        return True
    width = frame.right - frame.left
    if width > _NARROW * line.size or last[-1:] in ".!?" or line.first_word_width < 0.1 * width:
        return False
    word = head_word(text)
    if not word or word in usage.names or calls_name(last):
        return False
    is_head = word in usage.heads or _NOUN_OF.match(text)
    return bool(is_head) or not _NAME_END.search(last)


def head_word(text: str) -> str:
    """First word when it is written as at the head of a sentence, without a plural «s»."""
    match = _HEAD.match(text)
    return match[1].rstrip("s") if match else ""


def first_words(text: str) -> str:
    """The words that paragraphs of a column may all begin with."""
    return " ".join(text.split()[:2])


def inner_names(lines: Iterable[Line]) -> Counter[str]:
    """Words written with a capital in mid-sentence, without a plural «s», and how often."""
    return Counter(name.rstrip("s") for line in lines for name in _INNER_NAME.findall(line.text))


def room_left(last: Line, line: Line, frame: Frame) -> float:
    """Points that would remain had the first word of ``line`` been set after ``last``."""
    before, after = last.left - frame.left, frame.right - last.x1
    is_shifted = abs(last.left - line.left) > 1 and not last.marker
    if is_shifted and before > 4 and (abs(before - after) < 5 or after < 3):
        free = before + after  # centred or set to the right
    else:
        free = after
    return free - line.first_word_width - 0.25 * line.size


def continues_sentence(text: str) -> bool:
    """Whether a line begins like the rest of a sentence."""
    match = _LETTER.search(text)
    head = text[: match.start()] if match else text
    if any(c in head for c in ")»,;:.?!%"):
        return True
    return match is not None and match[0].islower()


def is_unfinished(text: str) -> bool:
    """Whether a text ends on a word or a sign that calls for more."""
    return bool(_UNFINISHED.search(text.rstrip()))


def join_runs(lines: Sequence[Line], marks: Collection[str] = ()) -> list[Run]:
    """Runs of a paragraph: line ends become spaces, except after a hyphen inside a word."""
    runs: list[Run] = []
    for index, line in enumerate(lines):
        if index and runs:
            tail = runs[-1]
            if tail.text.endswith("\u00ad"):
                runs[-1] = replace(tail, text=tail.text[:-1])
            elif not _HYPHEN_END.search("".join(r.text for r in runs[-2:])):
                runs[-1] = replace(tail, text=tail.text + " ") if not tail.footnote else tail
                if tail.footnote:
                    runs.append(Run(" "))
        for run in line.runs:
            if run.superscript and run.text.strip() in marks:
                run = Run("", footnote=run.text.strip())
            append_run(runs, replace(run, text=_clean(run.text)))
    return runs


def _clean(text: str) -> str:
    """Text without unmapped characters, dotted leaders made one tab, accents composed."""
    text = _LEADER.sub("\t", text.replace("\ufffd", ""))
    return unicodedata.normalize("NFC", text)


def box_of(lines: Sequence[Line]) -> Box:
    """Box of the lines that stand on the page of the first one."""
    same = [line for line in lines if line.page == lines[0].page]
    boxes = [line.box for line in same]
    return (
        round(min(b[0] for b in boxes), 1),
        round(min(b[1] for b in boxes), 1),
        round(max(b[2] for b in boxes), 1),
        round(max(b[3] for b in boxes), 1),
    )


def list_levels(paragraphs: Sequence[RawParagraph]) -> list[int]:
    """Nesting of each paragraph among its neighbours: 0 without a marker."""
    starts = sorted({p.lines[0].left for p in paragraphs if p.lines[0].marker})
    steps: list[float] = []
    for start in starts:
        if not steps or start - steps[-1] > 5:
            steps.append(start)
    return [
        sum(step <= p.lines[0].left for step in steps) if p.lines[0].marker else 0
        for p in paragraphs
    ]


def to_paragraph(
    raw: RawParagraph, anchor: Anchor, *, level: int = 0, heading: int = 0,
    marks: Collection[str] = (),
) -> Paragraph:  # fmt: skip
    """The paragraph in the neutral model; ``marks`` are the footnotes it may call."""
    first = raw.lines[0]
    anchor = replace(anchor, page=first.page, box=box_of(raw.lines))
    runs = tuple(run for run in join_runs(raw.lines, marks) if run.text or run.footnote)
    return Paragraph(runs, heading, level, first.marker, anchor)
