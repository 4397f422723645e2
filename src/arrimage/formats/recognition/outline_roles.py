"""The levels that numbers and nested lists stand for, where no word and no heading says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..draft import LevelRole
from ..language import read_status
from .outline_entries import Entry


def with_number_roles(entries: list[Entry]) -> list[Entry]:
    """«1.», «1.1», «a)»: the deepest number is an action, unless bullets stand under it."""
    entries = _ranked_styles(entries)
    depths = sorted({e.depth for e in entries if e.kind == "numbered"})
    if not depths:
        return entries
    pairs = list(pairwise(entries))
    deepest = [b for a, b in pairs if a.kind == "numbered" and a.depth == depths[-1]]
    listed = sum(b.kind == "bullet" for b in deepest) * 2 > len(deepest)
    ladder: tuple[LevelRole, ...] = ("axis", "orientation", "objective", "action")
    ladder = ladder[:3] if listed else ladder
    taken = {e.role for e in entries if e.role and e.kind != "numbered"}
    ladder = tuple(role for role in ladder if role == "action" or role not in taken)
    roles = dict(zip(reversed(depths), reversed(ladder), strict=False))
    if listed and len(depths) == 1 and not taken:
        roles = {depths[0]: "orientation"}
    return [replace(e, role=roles.get(e.depth)) if e.kind == "numbered" else e for e in entries]


_ROMAN = re.compile(r"[IVX]+$")


def _ranked_styles(entries: list[Entry]) -> list[Entry]:
    """«I.», «A.» before the first «1.»: signs of their own, one level each, as they come."""
    codes = [e.number for e in entries if e.kind == "numbered" and e.depth == 1]
    first = next((i for i, code in enumerate(codes) if code.isdigit()), len(codes))
    letters = {_style(code, codes) for code in codes[:first]} - {"digit"}
    if not letters or first == len(codes):
        return entries
    order = list(dict.fromkeys(_style(code, codes) for code in codes))
    return [
        replace(e, depth=order.index(_style(e.number, codes)) + 1 - len(order))
        if e.kind == "numbered" and e.depth == 1
        else e
        for e in entries
    ]


def _style(code: str, codes: Sequence[str]) -> str:
    if code.isdigit():
        return "digit"
    romans = {"II", "IV"} & set(codes) or "B" not in codes
    return "roman" if romans and _ROMAN.match(code) else "letter"


def _with_bare_list_roles(entries: list[Entry]) -> list[Entry]:
    """Nested lists under nothing but a title: each regular depth of items is a level."""
    depth = 1
    while depth < 4 and _is_regular(entries, depth):
        depth += 1
    if depth == 1:
        return entries
    ladder: tuple[LevelRole, ...] = ("axis", "orientation", "objective", "action")
    names = ("orientation", "action") if depth == 2 else ladder[-depth:]
    return [
        replace(e, role=names[e.depth - 1]) if e.kind == "bullet" and e.depth <= depth else e
        for e in entries
    ]


def _is_regular(entries: Sequence[Entry], depth: int) -> bool:
    """Whether most items of a depth hold items of the next one."""
    pairs = [*pairwise(entries)]
    items = sum(e.kind == "bullet" and e.depth == depth for e in entries)
    opened = sum(
        a.kind == b.kind == "bullet" and a.depth == depth and b.depth > depth for a, b in pairs
    )
    return items > 1 and opened >= 0.6 * items


def with_list_roles(entries: list[Entry]) -> list[Entry]:
    """Lists of two levels under bare orientations: the outer items are objectives."""
    if not any(e.role for e in entries):
        return _with_bare_list_roles(entries)
    if any(e.role == "objective" or e.role == "action" for e in entries):
        return entries
    pairs = list(pairwise(entries))
    if any(a.kind == "plain" and b.kind == "bullet" for a, b in pairs if _opened(entries, a)):
        return entries
    outer = [b for a, b in pairs if a.kind == "bullet" and a.depth == 1]
    if not outer or sum(b.kind == "bullet" and b.depth == 2 for b in outer) < 0.6 * len(outer):
        return entries
    return [
        replace(e, role="objective" if e.depth == 1 else "action" if e.depth == 2 else None)
        if e.kind == "bullet" and _opened(entries, e)
        else e
        for e in entries
    ]


def with_board_states(entries: list[Entry]) -> list[Entry]:
    """A board of cards: headings that are states, each said of the items under it."""
    headings = [e for e in entries if e.kind == "heading"]
    states = {e.line.number for e in headings if read_status(e.text).basis == "explicit"}
    depths = {e.depth for e in headings if e.line.number in states}
    if len(states) < 2 or any(e.role for e in entries) or len(depths) != 1:
        return entries
    if any(e.depth >= min(depths) and e.line.number not in states for e in headings):
        return entries
    out: list[Entry] = []
    state = ""
    for entry in entries:
        if entry.line.number in states:
            state = entry.text
            continue
        is_card = bool(state) and entry.kind == "bullet" and entry.depth == 1
        out.append(replace(entry, role="action") if is_card else entry)
        if is_card:
            out.append(Entry("label", state, entry.line, field="status", word="État"))
    return out


def _opened(entries: Sequence[Entry], entry: Entry) -> bool:
    """True when an orientation stands somewhere above the entry."""
    first = next((e.line.number for e in entries if e.role), None)
    return first is not None and entry.line.number > first
