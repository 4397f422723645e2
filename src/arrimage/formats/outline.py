"""A plan typed or pasted as an outline: one line an element, its depth said by numbers or spaces.

Depth comes from the numbers when every line has one («1», «1.1», «1.1.2»), else from what stands
before the words: tabs, spaces, bullets. Nothing else is understood: a line is a title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .draft import ElementDraft, LevelDraft, LevelRole

_LINE = re.compile(
    r"^(?P<space>[\s\u00a0]*)(?:[-–—•*◦▪·]\s+)?"
    r"(?:(?P<number>(?:\d{1,3}|[A-Z](?=[.)]))(?:\.\d{1,3})*)(?P<mark>[.)]?)[\s\u00a0]+)?(?P<title>\S.*)$"
)
_TAB = 4  # spaces that a tab stands for
_ROLES: tuple[LevelRole, ...] = ("axis", "orientation", "objective", "action")


class OutlineError(ValueError):
    """A line that fits nowhere; the message is a French sentence that names it."""


@dataclass(frozen=True, slots=True)
class _Line:
    rank: int  # as a person counts, from 1
    number: str
    title: str
    indent: int
    bare: str = ""  # the title with its number, when the number may be a quantity


def levels_named(names: Sequence[str]) -> tuple[LevelDraft, ...]:
    """Levels of 2 to 5 names, the last one for actions; a fifth one stands below them."""
    named = [name.strip() for name in names if name.strip()]
    if not 2 <= len(named) <= 5:
        raise OutlineError("Un plan a de deux à cinq niveaux\u00a0: écrivez un nom par niveau.")
    if len({name.casefold() for name in named}) < len(named):
        raise OutlineError("Deux niveaux ont le même nom\u00a0: donnez un nom à chacun.")
    roles = (*_ROLES, "step")[-5:] if len(named) == 5 else _ROLES[-len(named) :]
    return tuple(LevelDraft(name, role) for name, role in zip(named, roles, strict=True))


def read_outline(
    text: str, levels: Sequence[LevelDraft], *, numbered: bool = False
) -> tuple[ElementDraft, ...]:
    """The tree of an outline. ``numbered`` gives a number to each line that has none.

    Raises :class:`OutlineError` when a line is deeper than the plan has levels.
    """
    lines = _lines(text)
    depths = _depths_by_number(lines) or _depths_by_space(lines)
    for line, depth in zip(lines, depths, strict=True):
        if depth >= len(levels):
            raise OutlineError(
                f"Ligne {line.rank}, «\u00a0{line.title[:60]}\u00a0»\u00a0: elle est plus profonde "
                f"que les {len(levels)} niveaux du plan."
            )
    roots = _tree(list(zip(lines, depths, strict=True)), 0)
    return _numbered(roots, "") if numbered else roots


def _lines(text: str) -> list[_Line]:
    """Lines that say something; «12 rencontres» is numbered only where every line is."""
    lines = [line for n, raw in enumerate(text.splitlines(), 1) if (line := _line(n, raw))]
    if all(line.number for line in lines):
        return lines
    return [replace(line, number="", title=line.bare) if line.bare else line for line in lines]


def _line(rank: int, raw: str) -> _Line | None:
    found = _LINE.match(raw.rstrip())
    if not found:
        return None
    before = raw[: found.start("number") if found["number"] else found.start("title")]
    indent = len(before.replace("\t", " " * _TAB))
    number, title = found["number"] or "", found["title"].strip()
    is_plain = bool(number) and "." not in number and not found["mark"]
    return _Line(rank, number, title, indent, f"{number} {title}" if is_plain else "")


def _depths_by_number(lines: Sequence[_Line]) -> list[int]:
    """Depths by the parts of the numbers, or nothing when a line has none."""
    parts = [len(line.number.split(".")) for line in lines if line.number]
    if len(parts) < len(lines) or not parts:
        return []
    top = min(parts)
    return _without_gaps([part - top for part in parts])


def _depths_by_space(lines: Sequence[_Line]) -> list[int]:
    open_indents: list[int] = []
    depths: list[int] = []
    for line in lines:
        while open_indents and open_indents[-1] > line.indent:
            open_indents.pop()
        if not open_indents or open_indents[-1] < line.indent:
            open_indents.append(line.indent)
        depths.append(len(open_indents) - 1)
    return depths


def _without_gaps(depths: list[int]) -> list[int]:
    """A line is at most one level deeper than the line before it."""
    kept: list[int] = []
    for depth in depths:
        kept.append(min(depth, kept[-1] + 1) if kept else 0)
    return kept


def _tree(lines: list[tuple[_Line, int]], depth: int) -> tuple[ElementDraft, ...]:
    starts = [rank for rank, (_, at) in enumerate(lines) if at == depth]
    return tuple(
        ElementDraft(
            key=f"l{lines[start][0].rank}",
            level=depth,
            title=lines[start][0].title,
            number=lines[start][0].number,
            children=_tree(lines[start + 1 : end], depth + 1),
        )
        for start, end in pairwise([*starts, len(lines)])
    )


def _numbered(elements: tuple[ElementDraft, ...], above: str) -> tuple[ElementDraft, ...]:
    made = []
    for rank, element in enumerate(elements, 1):
        number = element.number or f"{above}{rank}"
        children = _numbered(element.children, f"{number.rstrip('.')}.")
        made.append(replace(element, number=number, children=children))
    return tuple(made)
