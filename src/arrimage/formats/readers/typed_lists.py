"""Lists that people type with a dash or a bullet instead of the list button."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..document import Anchor, Paragraph, Run

_ITEM = re.compile(r"^([ \t\u00a0]*)([-–—•·∙●◦○▪▫■◆❖➢➤‣→])[ \t\u00a0]+(?=\S)")
_SUB_ITEM = re.compile(r"^([ \t\u00a0]*)(o)[ \t\u00a0]+(?=\S)")


def recognise_typed_item(paragraph: Paragraph) -> Paragraph:
    """The same paragraph, as a list item when it begins with a bullet followed by a space.

    The marker leaves the text. «-5 %», «- » alone and numbers («1.», «2.3») are left as they are.
    """
    return recognise_typed_items((paragraph,))[0]


def recognise_typed_items(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Each paragraph, as a list item where it is one; deeper indents give deeper levels.

    A lone «o» is a bullet only right after another item: it is how Word's second level is typed.
    """
    found: list[Paragraph] = []
    indents: list[tuple[int, str]] = []
    for paragraph in paragraphs:
        head = _head(paragraph)
        match = _ITEM.match(head) or (_SUB_ITEM.match(head) if indents else None)
        if not match or not paragraph.runs or paragraph.list_level or paragraph.heading:
            indents = [] if paragraph.text else indents
            found.append(paragraph)
            continue
        width = len(match[1].replace("\t", "    "))
        while indents and _leaves(indents[-1], width, match[2]):
            indents.pop()
        if not indents or indents[-1] != (width, match[2]):
            indents.append((width, match[2]))
        runs = _without_first(paragraph.runs, match.end())
        level = min(len(indents), 9)
        found.append(replace(paragraph, runs=runs, list_level=level, marker=match[2]))
    return tuple(found)


def _leaves(last: tuple[int, str], width: int, marker: str) -> bool:
    """Whether an item is not below the last one; at one indent only «o» goes deeper."""
    if width != last[0]:
        return width < last[0]
    return marker != last[1] and (marker != "o" or last[1] == "o")


def _head(paragraph: Paragraph) -> str:
    head = ""
    for run in paragraph.runs:
        head += run.text
        if len(head) > 80:
            break
    return head


def _without_first(runs: tuple[Run, ...], count: int) -> tuple[Run, ...]:
    kept: list[Run] = []
    for run in runs:
        cut = min(count, len(run.text))
        count -= cut
        if run.footnote or len(run.text) > cut:
            kept.append(replace(run, text=run.text[cut:]) if cut else run)
    return tuple(kept)


def paragraphs_of_runs(runs: Iterable[Run], anchor: Anchor) -> tuple[Paragraph, ...]:
    """One paragraph per line of the runs, typed lists recognised; no trailing empty ones."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        if first or run.footnote:
            lines[-1].append(replace(run, text=first) if others else run)
        for text in others:
            lines.append([replace(run, text=text)] if text else [])
    while lines and not any(run.text.strip() or run.footnote for run in lines[-1]):
        lines.pop()
    return recognise_typed_items(Paragraph(tuple(line), anchor=anchor) for line in lines)


_INLINE = re.compile(r"(?:^|(?<=\s))[-–—•][ \u00a0]+(?=\S)")


def split_inline_items(paragraph: Paragraph, level: int) -> Iterator[Paragraph]:
    """Items of a list whose tags were lost: «- first - second» becomes two paragraphs.

    Text before the first dash, and text without a leading dash, stays outside the list.
    """
    text = "".join(run.text for run in paragraph.runs)
    starts = [match.start() for match in _INLINE.finditer(text)]
    if not starts or text[: starts[0]].strip():
        yield paragraph
        return
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        runs = _slice(paragraph.runs, start, end)
        item = recognise_typed_item(replace(paragraph, runs=runs))
        yield replace(item, runs=_right_trimmed(item.runs), list_level=level)


def _slice(runs: tuple[Run, ...], start: int, end: int) -> tuple[Run, ...]:
    kept, position = [], 0
    for run in runs:
        first, last = max(start - position, 0), min(end - position, len(run.text))
        position += len(run.text)
        if first < last:
            kept.append(replace(run, text=run.text[first:last]))
    return tuple(kept)


def _right_trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    if not runs:
        return runs
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip()))
