"""Where a wording may be cut in two: a person chooses among these places, or takes none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arrimage.formats.doctor.wording import second_action

MOST = 4  # places offered for one wording
_LINK = re.compile(r"\s*(?:;\s*(?:et |puis )?|\n\s*(?:[-–—•*·]\s*|\d{1,2}[.)]\s+)?)")
_EDGE = " \t\n;,"
_OPENING = re.compile(r"^(?:[\s;,]+|[-–—•*·]\s+)+")


@dataclass(frozen=True, slots=True)
class Cut:
    """A place in a title: what stands from ``start`` to ``end`` only ties the two halves."""

    start: int
    end: int
    first: str
    second: str


def cuts_of(title: str) -> tuple[Cut, ...]:
    """Places where the title may say two things: «;», list lines, «et» before an infinitive."""
    places = {(match.start(), match.end()) for match in _LINK.finditer(title)}
    if found := second_action(title):
        places.add(found)
    cuts = [cut for start, end in sorted(places) if (cut := cut_at(title, start, end))]
    distinct = {(cut.first, cut.second): cut for cut in cuts}
    return tuple(distinct.values())[:MOST]


def cut_at(title: str, start: int, end: int) -> Cut | None:
    """The cut there, or ``None`` when it would leave nothing on one side."""
    if not 0 < start <= end < len(title):
        return None
    first = title[:start].rstrip(_EDGE)
    second = _OPENING.sub("", title[end:]).rstrip()
    if not first.strip() or not second:
        return None
    if first.lstrip()[:1].isupper():
        second = second[:1].upper() + second[1:]
    return Cut(start, end, first, second)
