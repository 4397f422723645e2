"""What one cell holds: the actions it names, and the shares of its neighbours for each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..document import Anchor
from ..draft import ColumnField
from ..language.references import strip_links
from .lines import Line, visible
from .numbering import split_code

_LABELLED = re.compile(r"^[^\W\d_][^:.]{0,40}[ \u00a0]?:[ \u00a0]?\S")
_LINK_ONLY = re.compile(r"^\(.*\)[.;]?$")
_GROUP_WORDS = 4


@dataclass(slots=True)
class Item:
    """One element named in a cell."""

    title: str
    number: str = ""
    sub_items: list[str] = field(default_factory=list)
    group: str = ""
    bold: bool = False
    anchor: Anchor = field(default_factory=Anchor)


@dataclass(slots=True)
class Named:
    """The elements of a cell, and the words before the first of them (end of an earlier one)."""

    items: list[Item]
    lead: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Shares:
    """The lines of a cell for each element; ``doubt`` is an issue code or empty."""

    parts: list[list[Line]]
    lead: list[Line] = field(default_factory=list)
    doubt: str = ""
    shared: bool = False


def name_items(lines: Sequence[Line], *, coded: bool) -> Named:
    """The elements a cell names. ``coded``: the elements of this plan carry numbers."""
    kept = visible(lines)
    codes = [split_code(line.text)[0] for line in kept]
    if any(codes):
        return _coded_items(kept, codes)
    if coded and kept and kept[0].depth == 0 and _continues(kept[0].text):
        return Named([], list(kept))
    return Named(_plain_items(kept))


def _continues(text: str) -> bool:
    return text[0].islower() or bool(_LINK_ONLY.match(text))


def _coded_items(lines: list[Line], codes: list[str]) -> Named:
    dotted = any("." in code for code in codes)
    lead: list[Line] = []
    items: list[Item] = []
    for line, code in zip(lines, codes, strict=True):
        if code and (not dotted or "." in code or not items):
            title = split_code(line.text)[1]
            items.append(Item(title, code, bold=line.bold, anchor=line.anchor))
        elif not items:
            lead.append(line)
        elif line.depth or (not items[-1].title and items[-1].sub_items):
            items[-1].sub_items.append(line.text)
        elif items[-1].sub_items and line.text[0].islower():
            items[-1].sub_items[-1] += f" {line.text}"
        else:
            items[-1].title = f"{items[-1].title} {line.text}".strip()
    return Named(items, lead)


def _plain_items(lines: list[Line]) -> list[Item]:
    items: list[Item] = []
    group, top = "", min((line.depth for line in lines), default=0)
    for index, line in enumerate(lines):
        nested_next = index + 1 < len(lines) and lines[index + 1].depth > line.depth
        if line.depth <= top:
            group = ""
            if nested_next and _is_group(line.text):
                group = line.text
                continue
            if line.depth == 0 and items and line.text[0].islower():
                items[-1].title = f"{items[-1].title} {line.text}"
                continue
            items.append(_item(line))
        elif group:
            items.append(replace(_item(line), group=group))
        elif items:
            items[-1].sub_items.append(line.text)
    return items


def _item(line: Line) -> Item:
    return Item(line.text, bold=line.bold, anchor=line.anchor)


def _is_group(text: str) -> bool:
    return text.endswith(":") and len(text.split()) <= _GROUP_WORDS + 1


# ------------------------------------------------------------------ sharing a neighbour


def share(
    lines: Sequence[Line], items: Sequence[Item], column: ColumnField, guide: Sequence[int] | None
) -> Shares:
    """Share the lines of one cell among the elements of its row.

    By printed number, by count, by blank lines, by height beside ``guide`` (the line where each
    element starts in a neighbour), else by the habit of the column, with a doubt.
    """
    numbers = [item.number for item in items]
    kept = visible(lines)
    if not kept:
        return Shares([[] for _ in items])
    coded = _share_by_code(kept, numbers)
    if coded:
        return coded
    if len(items) < 2:
        return Shares([list(kept)] if items else [], [] if items else list(kept))
    first = next(rank for rank, line in enumerate(lines) if line.text)
    if guide and first >= guide[1]:
        return Shares(_share_by_height(lines, guide))
    parts = _share_by_count(lines, len(items), column)
    if parts:
        return Shares(parts)
    if guide and len(kept) < len(lines):
        return Shares(_share_by_height(lines, guide))
    return _share_by_habit(kept, len(items), column)


def _share_by_code(lines: list[Line], numbers: list[str]) -> Shares | None:
    """A cell that repeats the numbers of the row; what precedes them belongs to an earlier row."""
    parts: list[list[Line]] = [[] for _ in numbers]
    lead: list[Line] = []
    current: list[Line] | None = None
    for line in lines:
        code, rest = split_code(line.text)
        if code and code in numbers:
            current = parts[numbers.index(code)]
            label = replace(line, text=rest)
            if rest:
                current.append(label)
        elif current is None:
            lead.append(line)
        else:
            current.append(line)
    return Shares(parts, lead) if current is not None else None


def _share_by_count(
    lines: Sequence[Line], count: int, column: ColumnField
) -> list[list[Line]] | None:
    kept = visible(lines)
    for groups in (_by_line(kept), _by_blank(lines), _by_paragraph(kept), _by_label(kept)):
        if len(groups) == count and _may_share(groups, lines, column):
            return groups
    if column == "timeframe" and len(kept) > count and len(kept) % count == 0:
        size = len(kept) // count
        return [kept[i * size : (i + 1) * size] for i in range(count)]
    return None


def _may_share(groups: list[list[Line]], lines: Sequence[Line], column: ColumnField) -> bool:
    """Two names beside two actions may well be shared; three, spaced or listed ones are not."""
    if column not in ("responsible", "collaborator"):
        return True
    spaced = any(not line.text for line in lines)
    listed = all(group[0].depth for group in groups)
    return spaced or listed or len(groups) > 2


def _by_line(lines: list[Line]) -> list[list[Line]]:
    return [[line] for line in lines]


def _by_blank(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    fresh = True
    for line in lines:
        if not line.text:
            fresh = True
        elif fresh:
            groups.append([line])
            fresh = False
        else:
            groups[-1].append(line)
    return groups


def _by_paragraph(lines: list[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and groups[-1][-1].paragraph == line.paragraph:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _by_label(lines: list[Line]) -> list[list[Line]]:
    """«Comité : en continu» completes the line above it."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _LABELLED.match(line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def guide_of(lines: Sequence[Line], count: int) -> list[int] | None:
    """The line where each element starts, when a cell has a piece for each element."""
    for groups in (_by_line(visible(lines)), _by_blank(lines)):
        if len(groups) == count:
            starts = [group[0] for group in groups]
            return [next(i for i, line in enumerate(lines) if line is s) for s in starts]
    return None


def _share_by_height(lines: Sequence[Line], guide: Sequence[int]) -> list[list[Line]]:
    parts: list[list[Line]] = [[] for _ in guide]
    for index, line in enumerate(lines):
        if line.text:
            owner = max((i for i, start in enumerate(guide) if start <= index), default=0)
            parts[owner].append(line)
    return parts


def _share_by_habit(lines: list[Line], count: int, column: ColumnField) -> Shares:
    everyone = column in ("responsible", "collaborator", "priority", "kind")
    if everyone or (column == "timeframe" and len(lines) == 1):
        return Shares([list(lines) for _ in range(count)], shared=True)
    parts: list[list[Line]] = [[] for _ in range(count)]
    if column == "timeframe":
        for index, line in enumerate(lines):
            parts[min(index, count - 1)].append(line)
    elif column == "status" and len(lines) <= count:
        for index, line in enumerate(lines):
            parts[index].append(line)
    else:
        parts[0] = list(lines)
    return Shares(parts, doubt="cells_do_not_match")


def clean_title(text: str) -> str:
    """A title without its «(lien …)»."""
    return " ".join(strip_links(text).split(" ")).strip()
