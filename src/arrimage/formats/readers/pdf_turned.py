"""Pages whose text lies on its side or upside down: set upright before they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..document import Box
from .pdf_glyphs import Glyph
from .pdf_grid import Fill, Rule

_MOST = 0.7  # share of the characters written one way that makes a page turned
_CLOCKWISE = {0: -1, 1: 0, 3: 1, -1: 3}
_BACK = {new: old for old, new in _CLOCKWISE.items()}


@dataclass(slots=True)
class Sheet:
    """What a page shows, in points from the top left of the page as it is read."""

    width: float
    height: float
    glyphs: list[Glyph]
    horizontal: list[Rule]
    vertical: list[Rule]
    fills: list[Fill]


def quarter_turns(glyphs: Sequence[Glyph]) -> int:
    """Clockwise quarter turns that set a page upright; 0 when most of it is level already."""
    turns = Counter(glyph.turn for glyph in glyphs if glyph.text.strip())
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    return {1: 1, 3: 2, -1: 3}.get(turn, 0) if count >= _MOST * turns.total() else 0


def set_upright(sheet: Sheet) -> Sheet:
    """The page as a reader would hold it; the same when most of it is level already."""
    quarters = quarter_turns(sheet.glyphs)
    if quarters == 3:
        return _quarter(sheet, upwards=False)
    for _ in range(quarters):
        sheet = _quarter(sheet, upwards=True)
    return sheet


def _quarter(sheet: Sheet, *, upwards: bool) -> Sheet:
    """One quarter turn: clockwise for what reads upwards."""
    width, height = sheet.width, sheet.height

    def box(old: Box) -> Box:
        x0, top, x1, bottom = old
        if upwards:
            return height - bottom, x0, height - top, x1
        return top, width - x1, bottom, width - x0

    def stood(rule: Rule) -> Rule:  # level before
        if upwards:
            return replace(rule, at=height - rule.at)
        return replace(rule, start=width - rule.end, end=width - rule.start)

    def laid(rule: Rule) -> Rule:  # upright before
        if upwards:
            return replace(rule, start=height - rule.end, end=height - rule.start)
        return replace(rule, at=width - rule.at)

    def glyph(old: Glyph) -> Glyph:
        x0, top, x1, bottom = box((old.x0, old.top, old.x1, old.bottom))
        is_level = old.turn in (0, 3)
        if upwards:
            baseline = height - old.baseline if is_level else old.baseline
        else:
            baseline = old.baseline if is_level else width - old.baseline
        turn = (_CLOCKWISE if upwards else _BACK).get(old.turn, old.turn)
        return replace(old, x0=x0, top=top, x1=x1, bottom=bottom, baseline=baseline, turn=turn)

    return Sheet(
        height, width, [glyph(each) for each in sheet.glyphs],
        [laid(rule) for rule in sheet.vertical], [stood(rule) for rule in sheet.horizontal],
        [replace(fill, box=box(fill.box)) for fill in sheet.fills],
    )  # fmt: skip
