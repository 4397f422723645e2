"""What is printed hundreds of times in a plan: a mark in a list, a cell of a row."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from arrimage.core.templatetags.ui import lines, shape

from ..following import Mark, Rhythm
from ..looks import look_of
from ..models import Plan
from ..states import Look, book_of
from ..views.tables import CellView

register = template.Library()
FRAME = '<svg viewBox="0 0 {} 11" width="{}" height="11" aria-hidden="true">{}</svg>'
PIPS = {"held": "", "missed": " miss", "open": " to", "to_come": " to"}
PIP = '<rect class="pip{}" x="{}" y="1.25" width="7.5" height="8.5" stroke-width="1.5"/>{}'
SLASH = '<path class="pip miss" d="M{} 9.75l7.5-8.5" stroke-width="1.2"/>'
BAR = (
    '<rect class="pip to" x=".75" y="1.25" width="62.5" height="8.5" stroke-width="1.5"/>'
    '<rect class="pip" x=".75" y="1.25" width="{}" height="8.5" stroke-width="1.5"/>'
)
EMPTY_CELL = SafeString('<td role="cell" class="void"></td>')


@register.simple_tag
def state_mark(status: str, label: str, count: int, look: Look | None = None) -> SafeString:
    """«◐ 12 En cours»: shape, number and word; ``look`` in the dictionary of the plan."""
    look = look or look_of(status)
    return format_html(
        '<span class="state is-{}">{}<span><b>{}</b> {}</span></span>',
        look.tone,
        shape(look.shape),
        count,
        label,
    )


@register.simple_tag
def look_shape(status: str, plan: Plan | None = None) -> SafeString:
    """The shape of a state alone: the caller says its word to readers."""
    look = look_of(status, book_of(plan)) if plan else look_of(status)
    return shape(look.shape, look.tone)


@register.simple_tag
def rhythm_boxes(rhythm: Rhythm) -> SafeString:
    """One box for each occurrence awaited, or a bar when they are many; the words stand beside."""
    if not rhythm.marks:
        drawn = format_html(BAR, round(62.5 * min(rhythm.share, 1), 1))
        return format_html(FRAME, 64, 64, drawn)
    width = 12 * len(rhythm.marks) - 3
    pips = (
        format_html(PIP, PIPS[mark], 12 * rank + 0.75, _slash(mark, 12 * rank + 0.75))
        for rank, mark in enumerate(rhythm.marks)
    )
    return format_html(FRAME, width, width, format_html_join("", "{}", ((p,) for p in pips)))


def _slash(mark: Mark, x: float) -> SafeString:
    return format_html(SLASH, x) if mark == "missed" else SafeString("")


@register.simple_tag
def plan_cell(cell: CellView) -> SafeString:
    """A cell of the plan's own columns: a mark with its meaning in words, names, or words."""
    if cell.is_mark:
        return format_html(
            '<td role="cell" class="yr {}" data-year="{}"><span class="vh">{}{}{}</span></td>',
            cell.css,
            cell.label,
            cell.label,
            _("\u00a0: "),
            cell.meaning,
        )
    if not cell.lines:
        return EMPTY_CELL
    return format_html('<td role="cell" data-label="{}">{}</td>', cell.label, _words(cell))


def _words(cell: CellView) -> SafeString:
    each = ((lines(line),) for line in cell.lines)
    if cell.is_people:
        return format_html_join("", '<p class="name">{}</p>', each)
    if len(cell.lines) == 1:
        return format_html("<p>{}</p>", lines(cell.lines[0]))
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", each))
